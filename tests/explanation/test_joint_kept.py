"""Offers within the budget aren't called enough where one of them carries its loan to no end."""

from pathlib import Path
from shutil import copytree

import pytest
import yaml

from engine.explanation.assess import Assessor
from engine.program.load import check_pack, load_pack
from engine.values import Truth
from tests.explanation.several_loans import PACK, joint, loan

FITS = "The offers sum to ¥1,500.00; ¥0.00 is left."
NOT_KEPT = "The offers sum to ¥1,500.00, which doesn't do for every loan."


def pack_with(folder: Path, kept_when: str) -> Path:
    """The pack with `kept_when`, a measure for it and its words."""
    pack = Path(copytree(PACK, folder / "pack"))
    head = (pack / "pack.yaml").read_text("utf-8")
    offer = "  offer: offer_a_month\n"
    (pack / "pack.yaml").write_text(head.replace(offer, f"{offer}  kept_when: {kept_when}\n"), "utf-8")
    measure = {"id": "carries", "formula": "loan.payoff_amount < 9000", "unit": "truth", "source": ["J1"]}
    (pack / "measures" / "carries.yaml").write_text(yaml.dump(measure), "utf-8")
    for language in ("zh", "en"):
        file = pack / f"words.{language}.yaml"
        words = yaml.safe_load(file.read_text("utf-8"))
        words["measures"]["carries"] = "whether it carries"
        words["joint"]["not_kept"] = "The offers sum to {total}, which doesn't do for every loan."
        file.write_text(yaml.dump(words, allow_unicode=True), "utf-8")
    return pack


@pytest.mark.parametrize(
    ("payoffs", "verdict"),
    [
        ((8000, 4000), FITS),
        ((9000, 4000), NOT_KEPT),
        ((9000, None), NOT_KEPT),
        ((8000, None), FITS),  # whether it does isn't known, so nobody is told that it doesn't
        ((None, None), FITS),
    ],
)
def test_offers_that_carry_a_loan_to_no_end_are_not_called_enough(
    tmp_path: Path, payoffs: tuple[int | None, int | None], verdict: str
) -> None:
    assessor = Assessor(load_pack(pack_with(tmp_path, "carries")), language="en", engine="reference")
    loans = [loan(id="a", payoff_amount=payoffs[0], days_overdue=3)]
    loans += [loan(id="b", payoff_amount=payoffs[1], outstanding_principal=5000, days_overdue=12)]
    found = joint(loans, assessor)
    assert (found.verdict, found.fits, found.left.value) == (verdict, Truth.MET, "0")


def test_with_nothing_left_a_month_that_alone_is_said(tmp_path: Path) -> None:
    assessor = Assessor(load_pack(pack_with(tmp_path, "carries")), language="en", engine="reference")
    loans = [loan(id="a", payoff_amount=9000), loan(id="b", payoff_amount=9000)]
    found = joint(loans, assessor, borrower={"monthly_income": 2500})
    assert found.verdict == "Nothing is left a month, so promise nothing to anybody."


def test_what_says_whether_a_loan_is_carried_has_to_be_a_truth(tmp_path: Path) -> None:
    _, faults = check_pack(pack_with(tmp_path, "offer_a_month"))
    assert [(fault.code, fault.label) for fault in faults if fault.code == "R292"] == [
        ("R292", "a loan is carried or it isn't")
    ]


def test_what_says_whether_a_loan_is_carried_has_to_be_there(tmp_path: Path) -> None:
    _, faults = check_pack(pack_with(tmp_path, "carried"))
    assert "R291" in {fault.code for fault in faults}
