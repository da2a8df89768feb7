"""What an analysis finds in a pack that has a fault of each kind, word for word; and in one that has none.

The texts stand in `tests/faults/<code>/expected.txt`. `XIESHANG_ACCEPT=1` writes them anew; the
difference is then to be read.
"""

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.analysis.model import Limits, Proved
from engine.analysis.rulebook.analyse import analyse
from engine.analysis.rulebook.closing import closing
from engine.analysis.rulebook.load import load
from engine.analysis.rulebook.model import LEVELS, Level, Report
from engine.analysis.rulebook.to_json import to_json
from engine.analysis.rulebook.to_text import to_text
from tests.analysis.rulebook.running import PACKS, ROOT, copy_of, replaced, report_of, standing_in

FAULTS = ROOT / "tests" / "faults"
PLANTED = sorted(set(LEVELS) - {"A141"})  # what can't be settled is planted by itself


def expect(text: str, code: str) -> None:
    """The text is that of the code's fixture."""
    expected = FAULTS / code / "expected.txt"
    if os.environ.get("XIESHANG_ACCEPT") == "1":
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def told(report: Report, code: str) -> str:
    """What a report says of one code, without its closing line."""
    found = tuple(one for one in report.found if one.diagnostic.code == code)
    assert found
    return to_text(replace(report, found=found, answers=())).rpartition("\n\n")[0] + "\n"


@pytest.mark.parametrize("code", PLANTED)
def test_each_kind_of_fault_is_found_where_it_was_planted(planted: Report, code: str) -> None:
    expect(told(planted, code), code)


def test_what_was_planted_is_found_and_nothing_else(planted: Report) -> None:
    found = Counter(one.diagnostic.code for one in planted.found)
    assert set(found) == set(PLANTED)
    assert {code: number for code, number in found.items() if number > 1 and code != "A130"} == {
        "A101": 2,  # one in an alert; one that rests on a finding that is never met
        "A103": 5,  # in an option; where any criterion does; and of three, each by one or both of the others
        "A106": 2,  # that finding, and an alert
        "A113": 2,  # behind one row, and behind two together
    }


def test_the_worst_is_told_first(planted: Report) -> None:
    levels = [one.level for one in planted.found]
    assert levels == sorted(levels, reverse=True)
    assert set(levels) == set(Level)


def test_in_a_pack_without_faults_nothing_is_found_and_its_properties_are_proved() -> None:
    report = analyse(PACKS / "clean", processes=1)
    assert report.found == ()
    assert all(isinstance(one.answer, Proved) for one in report.answers if one.is_property)
    assert (
        closing(report)
        == "clean: 2 properties: 2 proved, 0 refuted; 38 questions about the rules: nothing found"
    )


def test_two_processes_find_what_one_finds(planted: Report, tmp_path: Path) -> None:
    assert to_text(report_of(copy_of("planted", tmp_path), processes=2)) == to_text(planted)


def test_a_property_that_takes_more_steps_than_allowed_is_told_as_not_settled(tmp_path: Path) -> None:
    pack = copy_of("clean", tmp_path)
    with standing_in(tmp_path):
        report = analyse(Path(pack.name), Limits(steps=1), processes=1)
    expect(told(report, "A141"), "A141")
    assert "2 properties: 0 proved, 0 refuted, 2 not settled (time 2)" in closing(report)
    assert "not settled: option plan can be open" not in to_text(report)  # a case shows it
    data = json.loads(to_json(report))
    assert data["properties"] == {"proved": 0, "refuted": 0, "not_settled": 2}
    assert {"time"} == {one["reason"] for one in data["answers"] if one["answer"] == "not_settled"}


def test_a_preference_is_no_finding_where_one_of_the_options_is_open_to_nobody(tmp_path: Path) -> None:
    pack = copy_of("planted", tmp_path)
    replaced(pack / "options/plan/option.yaml", "[hand_over]", "[dream]")
    assert "A122" not in {one.diagnostic.code for one in report_of(pack).found}


def test_whom_the_pack_does_not_speak_for_may_be_left_alone(tmp_path: Path) -> None:
    pack = copy_of("planted", tmp_path)
    replaced(
        pack / "properties.yaml",
        "exclusive:",
        "speaks_for: loan.days_overdue < 100 and capacity <= 0\nexclusive:",
    )
    assert "A120" not in {one.diagnostic.code for one in report_of(pack).found}


def test_cases_that_can_not_be_run_keep_nobody_from_an_analysis(tmp_path: Path) -> None:
    pack = copy_of("planted", tmp_path)
    whole = load(pack)
    with (pack / "cases/money.yaml").open("a", encoding="utf-8") as cases:
        cases.write(
            "- name: Nobody says for which day\n"
            "  profile: {loan: {days_overdue: 3}}\n"
            "  expect: {plan: not_available}\n"
            "- name: Two rows of a table contradict each other\n"
            "  as_of: 2026-11-22\n"
            "  profile: {borrower: {monthly_income: 10, monthly_essential_expenses: 0}}\n"
            "  expect: {plan: not_available}\n"
        )
    assert len(load(pack).outcomes) == len(whole.outcomes) == 4


def test_a_property_about_a_change_is_refuted_by_two_borrowers_side_by_side(tmp_path: Path) -> None:
    pack = copy_of("clean", tmp_path)
    replaced(pack / "properties.yaml", "higher", "lower")
    text = to_text(report_of(pack))
    witness, then = (line for line in text.splitlines() if line.startswith(("   = witness", "   = then")))
    assert "borrower.monthly_income" in witness
    assert re.fullmatch(r"   = then: borrower\.monthly_income [0-9.,]+", then)
