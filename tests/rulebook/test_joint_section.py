"""The section of a pack about several loans: read, checked, and said in every language."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from engine.diagnostics import Diagnostic
from engine.profile.load import product_dictionary
from engine.program.from_rulebook import from_rulebook
from engine.program.functions import functions_in
from engine.program.load import check_pack
from engine.program.model import Joint
from tests.rulebook.small_pack import SMALL, at, change, rulebook_of, texts

JOINT = SMALL.parent / "joint"
MEASURE = "id: total\nformula: borrower.savings\nunit: yuan\nsource: [J1]\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(JOINT, tmp_path / "pack"))


def only_fault(pack: Path) -> Diagnostic:
    program, faults = check_pack(pack)
    assert program is None
    (fault,) = faults
    return fault


def test_the_pack_for_several_loans_has_no_fault() -> None:
    program, faults = check_pack(JOINT)
    assert faults == ()
    assert program is not None
    first = ("loan.is_due_as_a_whole", "loan.days_overdue")
    assert program.joint == Joint("budget_for_loans", "offer_a_month", first, ("J1", "J2"))


def test_every_word_of_the_section_keeps_its_place() -> None:
    section = rulebook_of(JOINT).head.joint
    assert section is not None
    assert at(section.id) == ("pack.yaml", 12, 1)
    assert at(section.budget) == ("pack.yaml", 13, 11)
    assert texts(section.names) == [
        "budget_for_loans",
        "offer_a_month",
        "loan.is_due_as_a_whole",
        "loan.days_overdue",
    ]


def test_a_pack_need_not_speak_of_several_loans() -> None:
    program, _ = check_pack(SMALL)
    assert rulebook_of(SMALL).head.joint is None
    assert program is not None
    assert program.joint is None


@pytest.mark.parametrize("key", ["title", "text", "fits", "exceeds", "nothing"])
def test_each_text_of_the_section_is_needed_in_each_language(pack: Path, key: str) -> None:
    words = pack / "words.en.yaml"
    lines = words.read_text(encoding="utf-8").splitlines(keepends=True)
    words.write_text("".join(line for line in lines if not line.startswith(f"  {key}:")), encoding="utf-8")
    fault = only_fault(pack)
    assert fault.code == "R211"
    assert fault.message == f"`joint` lacks the text `{key}` in `en`"
    assert fault.place[1:] == (12, 1)


def test_what_the_section_shows_has_a_title(pack: Path) -> None:
    change(pack / "words.zh.yaml", "  budget_for_loans: 每月能用来还款的钱\n", "")
    fault = only_fault(pack)
    assert (fault.code, "budget_for_loans" in fault.message) == ("R211", True)


def test_a_measure_that_only_the_section_names_is_used(pack: Path) -> None:
    change(pack / "pack.yaml", "loan.days_overdue]", "loan.days_overdue, owed]")
    (pack / "measures" / "owed.yaml").write_text(
        "id: owed\nformula: loan.outstanding_principal\nunit: yuan\nsource: [J1]\n", encoding="utf-8"
    )
    for language in ("zh", "en"):
        change(pack / f"words.{language}.yaml", "measures:\n", "measures:\n  owed: owed\n")
    assert check_pack(pack)[1] == ()


def test_a_source_of_the_section_has_to_be_in_the_catalogue(pack: Path) -> None:
    change(pack / "pack.yaml", "source: [J1, J2]", "source: [J1, J2, J9]")
    assert only_fault(pack).code == "R214"


def test_a_source_that_only_the_section_names_is_used(pack: Path) -> None:
    change(pack / "pack.yaml", "source: [J1, J2]", "source: [J1]")
    fault = only_fault(pack)
    assert (fault.code, "`J2`" in fault.message) == ("R230", True)


def test_words_of_the_section_without_the_section_are_for_nobody(pack: Path) -> None:
    head = pack / "pack.yaml"
    text = head.read_text(encoding="utf-8")
    head.write_text(text[: text.index("joint:")], encoding="utf-8")
    codes = {fault.code for fault in check_pack(pack)[1]}
    assert codes == {"R220", "R230"}  # and `J2` is the source of nothing any more


def test_the_sums_have_a_value_only_in_the_words_of_the_section(pack: Path) -> None:
    change(pack / "options" / "pay_as_agreed" / "words.en.yaml", "This is no online loan.", "'{total}'")
    fault = only_fault(pack)
    assert (fault.code, fault.label) == ("R212", "only the words of `joint` have it")


def test_a_misspelt_sum_is_told_with_the_one_that_was_meant(pack: Path) -> None:
    change(pack / "words.en.yaml", "{total}; {left}", "{totl}; {left}")
    fault = only_fault(pack)
    assert (fault.code, fault.help) == ("R212", "did you mean `total`?")


def test_a_measure_can_not_be_called_like_a_sum_of_the_section(pack: Path) -> None:
    (pack / "measures" / "total.yaml").write_text(MEASURE, encoding="utf-8")
    change(pack / "words.en.yaml", "measures:\n", "measures:\n  total: savings\n")
    fault = only_fault(pack)
    assert (fault.code, fault.label) == ("R229", "this is what the words of `joint` say of its sums")


def test_a_placeholder_may_not_look_at_one_loan_through_a_measure(pack: Path) -> None:
    change(pack / "words.en.yaml", "{left} is left", "{offer_a_month} each")
    fault = only_fault(pack)
    assert (fault.code, fault.message) == (
        "R293",
        "the placeholder `{offer_a_month}` differs from loan to loan",
    )


def test_a_budget_may_look_at_all_loans_and_through_measures(pack: Path) -> None:
    change(
        pack / "measures" / "budget_for_loans.yaml",
        "- borrower.monthly_other_debt_payments",
        "- max(loans[item.days_overdue > 0].next_instalment)",
    )
    assert check_pack(pack)[1] == ()


def test_amounts_whose_unit_can_not_be_read_are_told_once(pack: Path) -> None:
    change(pack / "measures" / "budget_for_loans.yaml", "yuan/month", "yaun/month!")
    assert "R292" not in {fault.code for fault in check_pack(pack)[1]}


def test_profiles_of_one_loan_only_have_no_loans_that_could_differ() -> None:
    rulebook = rulebook_of(JOINT)
    dictionary = replace(product_dictionary(), each=None)
    program, faults = from_rulebook(rulebook, dictionary, functions_in(rulebook.head.jurisdiction))
    assert faults == ()
    assert program is not None


@pytest.mark.parametrize("missing", ["budget", "offer", "first", "source"])
def test_the_section_is_whole_or_not_there(pack: Path, missing: str) -> None:
    head = pack / "pack.yaml"
    lines = head.read_text(encoding="utf-8").splitlines(keepends=True)
    head.write_text("".join(line for line in lines if not line.startswith(f"  {missing}:")), encoding="utf-8")
    fault = only_fault(pack)
    assert fault.code.startswith("S")
    assert f"`{missing}`" in fault.message
