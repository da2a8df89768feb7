"""Cases are read with their places, apart from the rules."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.rulebook.from_yaml import read_cases
from tests.rulebook.small_pack import SMALL, at, change, copy_of_small, rulebook_of, texts


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of_small(tmp_path)


def test_cases_are_read_with_their_places_beside_what_they_are_about() -> None:
    cases, faults = read_cases(SMALL)
    assert faults == ()
    owners = [case.owner for case in cases]
    assert owners == [*["fee_in_advance"], *["instalments"] * 2, *["payment_holiday"] * 4]
    last_day = cases[3]
    assert last_day.name.text == "The last day of the term is still in time for a payment holiday"
    assert at(last_day.name) == ("cases.yaml", 2, 9)
    assert (last_day.as_of, last_day.base and last_day.base.text) == (date(2026, 12, 15), "illness")
    assert list(last_day.overlay) == ["loan"] == [word.text for word in last_day.keys.values()]
    assert [(one.text, status.text) for one, status in last_day.expect.statuses] == [
        ("payment_holiday", "recommended"),
        ("instalments", "available"),
    ]
    assert texts(last_day.expect.order or ()) == ["payment_holiday", "instalments"]
    assert (last_day.expect.ask_for, last_day.expect.alerts, last_day.expect.missing) == (None, None, None)


def test_an_expectation_can_be_of_everything_an_answer_has(pack: Path) -> None:
    (pack / "cases.yaml").write_text(
        """\
- name: Everything
  profile: {base: illness}
  expect:
    instalments: available
    ask_for: [loan.final_maturity_date]
    order: [payment_holiday, instalments]
    alerts: []
    missing: [proof_of_illness]
    figures: {capacity: 0.01, loan.final_maturity_date: 2026-12-15, due: null, word: x, is_so: true}
    criteria: {term_has_not_expired: met, payment_holiday.illness_is_proved: unknown}
    settled: {instalments: true, payment_holiday: false}
    says: {payment_holiday: [explain_cause]}
    leaves_out: {instalments: []}
    cites:
      payment_holiday: {explain_cause: [X6], proof_of_illness: [X3, civil_code_678]}
      figures: {capacity: [X4]}
    joint: {order: [b, a], offers: {a: 1.50, b: null}, total: 1.50, left: 0, fits: met, cites: [X1, X2]}
    loans: {b: {instalments: needs_action}}
""",
        encoding="utf-8",
    )
    cases, faults = read_cases(pack)
    assert faults == ()
    expect = next(case.expect for case in cases if case.name.text == "Everything")
    assert [(one.text, status.text) for one, status in expect.statuses] == [("instalments", "available")]
    assert texts(expect.ask_for or ()) == ["loan.final_maturity_date"]
    assert (expect.alerts, texts(expect.missing or ())) == ((), ["proof_of_illness"])
    assert {one.name.text: one.value for one in expect.figures} == {
        "capacity": Decimal("0.01"),
        "loan.final_maturity_date": date(2026, 12, 15),
        "due": None,
        "word": "x",
        "is_so": True,
    }
    assert [(one.text, truth.text) for one, truth in expect.criteria] == [
        ("term_has_not_expired", "met"),
        ("payment_holiday.illness_is_proved", "unknown"),
    ]
    settled = {one.text: is_so for one, is_so in expect.settled}
    assert settled == {"instalments": True, "payment_holiday": False}
    assert [(owner.text, texts(advice)) for owner, advice in expect.says] == [
        ("payment_holiday", ["explain_cause"])
    ]
    assert [(owner.text, advice) for owner, advice in expect.leaves_out] == [("instalments", ())]
    assert [
        (owner.text, [(one.name.text, texts(one.sources)) for one in cited]) for owner, cited in expect.cites
    ] == [
        ("payment_holiday", [("explain_cause", ["X6"]), ("proof_of_illness", ["X3", "civil_code_678"])]),
        ("figures", [("capacity", ["X4"])]),
    ]
    assert at(expect.cites[0][1][1].name) == ("cases.yaml", 15, 46)
    together = expect.joint
    assert together is not None
    assert together.cites is not None
    assert (together.cites.name.text, texts(together.cites.sources)) == ("cites", ["X1", "X2"])
    assert (together.key.text, together.is_said, texts(together.order or ())) == ("joint", True, ["b", "a"])
    assert [(one.name.text, one.value) for one in together.offers] == [("a", Decimal("1.50")), ("b", None)]
    sums = [one and one.value for one in (together.total, together.left)]
    assert sums == [Decimal("1.50"), Decimal(0)]
    assert together.fits is not None
    assert together.fits.text == "met"
    ((loan, further),) = expect.loans
    assert loan.text == "b"
    assert [(one.text, status.text) for one, status in further.statuses] == [("instalments", "needs_action")]
    assert (further.joint, further.loans) == (None, ())


def test_no_part_about_all_loans_may_be_expected(pack: Path) -> None:
    text = "- {name: Nothing joint, profile: {base: illness}, expect: {joint: null}}\n"
    (pack / "cases.yaml").write_text(text, encoding="utf-8")
    (together,) = (one.expect.joint for one in read_cases(pack)[0] if one.name.text == "Nothing joint")
    assert together is not None
    assert (together.is_said, together.order, together.offers, together.fits) == (False, None, (), None)


@pytest.mark.parametrize("folder", ["cases", "stories"])
def test_cases_may_stand_in_a_folder_of_their_own(pack: Path, folder: str) -> None:
    (pack / folder).mkdir()
    text = "- {name: A, profile: {base: illness}, expect: {instalments: available}}\n"
    (pack / folder / "joint.yaml").write_text(text, encoding="utf-8")
    assert "" in {case.owner for case in read_cases(pack)[0]}


def test_sound_cases_are_read_though_other_files_are_at_fault(pack: Path) -> None:
    change(pack / "options/instalments/cases.yaml", "expect:", "expects:")
    change(pack / "steps.yaml", "steps:", "stops:")
    cases, faults = read_cases(pack)
    assert {case.owner for case in cases} == {"fee_in_advance", "payment_holiday"}
    assert {fault.code for fault in faults} == {"S101"}


def test_faults_of_cases_are_no_faults_of_the_rules(pack: Path) -> None:
    (pack / "options" / "instalments" / "cases.yaml").write_text("- 1\n", encoding="utf-8")
    rulebook_of(pack)
    assert [fault.code for fault in read_cases(pack)[1]] == ["S103"]
