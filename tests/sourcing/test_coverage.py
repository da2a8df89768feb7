"""Which rules rest on which sources, read both ways."""

from pathlib import Path

import pytest

from engine.bundle import rules_folder
from engine.rulebook.expressions import sourced
from engine.rulebook.from_yaml import read_rulebook
from engine.rulebook.model import Rulebook
from engine.sourcing.coverage import coverage
from engine.sourcing.model import Coverage
from engine.sourcing.report import report
from tests.sourcing.notice import pack_in


def covered(folder: Path) -> Coverage:
    return coverage(rulebook_of(folder))


def rulebook_of(folder: Path) -> Rulebook:
    found, faults = read_rulebook(folder)
    assert faults == ()
    assert found is not None
    return found


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return pack_in(tmp_path)


TABLE = """\
id: evidence_age
hit_policy: unique
inputs: [{expression: loan.days_overdue}]
outputs: [{id: days, unit: day}]
source: [X3]
rows:
  - {id: late, when: ["> 0"], then: [30], source: [X2]}
  - {when: ["< 0"], then: [60], source: [X1]}
  - {when: ["0"], then: [60]}
default: {then: [90], source: [X5]}
"""


def ids(found: Coverage, source: str) -> list[tuple[str, str]]:
    return [(rule.kind, rule.id) for rule in found.resting_on(source)]


def test_a_statement_leads_to_every_rule_that_rests_on_it(pack: Path) -> None:
    found = covered(pack)
    assert ids(found, "X2") == [("criterion", "payment_holiday.term_has_not_expired")]
    assert ids(found, "X4") == [("measure", "capacity")]
    assert ("requirement", "proof_of_illness") in ids(found, "X3")
    assert ("criterion", "temporary_hardship.hardship_will_pass") in ids(found, "X1")
    assert ids(found, "X7") == [
        ("criterion", "fee_in_advance.someone_asks_for_a_fee"),
        ("caution", "never_pay_in_advance"),
        ("step", "hang_up"),
    ]


def test_an_authority_leads_to_the_dated_values_and_criteria_that_rest_on_it(pack: Path) -> None:
    found = covered(pack)
    assert ids(found, "civil_code_678") == [("criterion", "payment_holiday.term_has_not_expired")]
    assert ids(found, "product_evidence") == [
        ("requirement", "proof_of_illness"),
        ("parameter", "evidence_fresh_days.2020-01-01"),
        ("parameter", "evidence_fresh_days.2024-01-01"),
    ]


def test_a_rule_leads_to_its_sources_and_says_where_it_is_written(pack: Path) -> None:
    rules = {rule.id: rule for rule in covered(pack).rules}
    term = rules["payment_holiday.term_has_not_expired"]
    assert term.sources == ("X2", "civil_code_678")
    assert term.place == f"{pack.as_posix()}/options/payment_holiday/option.yaml:4"


def test_a_rule_brings_the_words_that_a_reader_is_told_of_it(pack: Path) -> None:
    words = {rule.id: rule.words for rule in covered(pack).rules}
    assert words["capacity"]["en"] == "money left for payments each month"
    assert words["hang_up"]["en"] == "Hang up at once."
    assert words["proof_of_illness"]["en"] == "proof of illness"
    assert words["evidence_fresh_days.2024-01-01"]["en"] == "days for which a document counts"
    assert words["temporary_hardship.hardship_will_pass"].keys() == {"zh", "en"}
    assert "最后到期日" in words["payment_holiday.term_has_not_expired"]["zh"]


def test_a_rule_without_words_is_listed_without(pack: Path) -> None:
    for path in pack.rglob("words.*.yaml"):
        path.unlink()
    assert {len(rule.words) for rule in covered(pack).rules} == {0}


def test_two_sources_of_one_rule_name_it_once(pack: Path) -> None:
    found = covered(pack)
    assert [rule.id for rule in found.resting_on("X2", "civil_code_678")] == [
        "payment_holiday.term_has_not_expired"
    ]


def test_nothing_of_the_pack_is_uncovered_and_what_is_left_out_has_a_reason(pack: Path) -> None:
    found = covered(pack)
    assert found.uncovered == ()
    assert [one.id.text for one in found.waived] == ["X8", "X9"]


def test_a_source_that_no_rule_names_is_uncovered(pack: Path) -> None:
    for path in (*pack.glob("parameters/*.yaml"), *pack.glob("evidence/*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("product_evidence", "X2"), encoding="utf-8")
    statements = pack / "statements.yaml"
    text = statements.read_text(encoding="utf-8")
    statements.write_text(text.partition("    unused: {zh: X1")[0], encoding="utf-8")
    found, faults = report(pack)
    assert found is not None
    assert [one.id.text for one in found.coverage.uncovered] == ["X9", "product_evidence"]
    assert [one.code for one in faults] == ["R230", "R230"]


def test_a_rule_that_names_no_source_of_the_pack_is_told(pack: Path) -> None:
    cautions = pack / "cautions.yaml"
    text = cautions.read_text(encoding="utf-8")
    cautions.write_text(text.replace("X7", "X77"), encoding="utf-8")
    assert "R214" in [one.code for one in report(pack)[1]]


def test_rows_of_tables_are_rules_with_their_own_source_or_that_of_their_table(pack: Path) -> None:
    (pack / "tables").mkdir()
    (pack / "tables" / "evidence_age.yaml").write_text(TABLE, encoding="utf-8")
    other = TABLE.partition("default:")[0].replace("evidence_age", "other_age")
    (pack / "tables" / "other_age.yaml").write_text(other, encoding="utf-8")
    rules = {(rule.kind, rule.id): rule.sources for rule in covered(pack).rules}
    assert rules["table", "evidence_age"] == ("X3",)
    assert rules["row", "evidence_age.late"] == ("X2",)
    assert rules["row", "evidence_age.2"] == ("X1",)
    assert rules["row", "evidence_age.default"] == ("X5",)
    assert ("row", "evidence_age.3") not in rules


def test_how_several_requests_share_a_budget_rests_on_sources_too(pack: Path) -> None:
    joint = "joint: {budget: capacity, offer: capacity, first: [capacity], source: [X4]}\n"
    with (pack / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write(joint)
    assert ("joint", "joint") in ids(covered(pack), "X4")


@pytest.mark.parametrize("folder", sorted(one.parent for one in rules_folder().glob("*/pack.yaml")))
def test_no_source_that_a_rule_names_gets_lost(folder: Path) -> None:
    rulebook = rulebook_of(folder)
    named = sorted(word.text for rule in sourced(rulebook) for word in rule.source)
    assert sorted(source for rule in coverage(rulebook).rules for source in rule.sources) == named
