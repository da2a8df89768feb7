"""Edits of tables, papers, parameters, alerts and preferences, and what they come to."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.analysis.difference.found import difference
from engine.analysis.difference.model import Difference
from engine.analysis.difference.report import Report
from engine.analysis.difference.to_html import to_html
from engine.analysis.difference.to_json import to_data
from engine.analysis.difference.to_text import to_text
from engine.analysis.difference.versions import Version
from engine.analysis.model import Limits
from engine.evaluation.outcome import Status
from tests.analysis.difference import packs
from tests.tables.pack import changed, program

TURNED = (
    ("options/payment_holiday/option.yaml", "preferred_over: [instalments]\n", ""),
    (
        "options/instalments/option.yaml",
        "cautions: [never_pay_in_advance]\n",
        "cautions: [never_pay_in_advance]\npreferred_over: [payment_holiday]\n",
    ),
)


LASTING = (
    ("options/payment_holiday/option.yaml", "    curable: true\n", ""),
    ("options/payment_holiday/words.en.yaml", "    cure:", "#"),
    ("options/payment_holiday/words.zh.yaml", "    cure:", "#"),
)


def blamed(found: Difference) -> set[tuple[str, str]]:
    """Kind and id of the edits that are made responsible for something."""
    return {
        (edit.kind, edit.id) for one in found.options for each in one.transitions for edit in each.responsible
    }


def said(found: Difference, folder: Path) -> str:
    """What is said of it in every form, one after the other."""
    versions = (Version("old", folder / "old"), Version("new", folder / "new"))
    report = Report(found, versions, "en")
    return "\n".join([to_text(report), to_html(report), str(to_data(report))])


def edits(found: Difference) -> list[tuple[str, str]]:
    return [(one.kind, one.id) for one in found.edits if one.decides]


def test_a_row_of_a_table_is_made_responsible_for_whom_it_moves(tmp_path: Path) -> None:
    row = ("tables/longest_wait.yaml", "then: [0]", "then: [10]")
    found = difference(program(), changed(tmp_path, row), limits=Limits(rounds=10))
    assert edits(found) == [("table", "longest_wait")]
    assert blamed(found) == {("table", "longest_wait")}
    assert "changed table `longest_wait`" in said(found, tmp_path)
    assert "- - {id: nothing_wrong" in said(found, tmp_path)


def test_a_parameter_is_made_responsible_through_the_table_that_uses_it(tmp_path: Path) -> None:
    later = ("tables/longest_wait.yaml", "then: [60]", "then: [0]")
    longer = ("parameters/prompt_days.yaml", "value: 30", "value: 31")
    old = changed(tmp_path / "old", later)
    found = difference(old, changed(tmp_path / "new", later, longer), limits=Limits(rounds=10))
    assert edits(found) == [("parameter", "prompt_days")]
    assert blamed(found) == {("parameter", "prompt_days")}


def test_a_paper_that_no_longer_counts_is_made_responsible(tmp_path: Path) -> None:
    stricter = ("evidence/proof_of_illness.yaml", "medical_diagnosis, ", "")
    found = packs.compared(tmp_path, stricter)
    assert ("requirement", "proof_of_illness") in blamed(found)


def test_preferences_that_are_turned_round_are_told_with_somebody_who_has_both(tmp_path: Path) -> None:
    found = packs.compared(tmp_path, *TURNED)
    (swapped,) = found.order
    assert (swapped.first, swapped.second) == ("instalments", "payment_holiday")
    assert swapped.witness is not None
    assert not found.is_proved_the_same
    assert {edit for edit in blamed(found) if edit[0] == "option"} == {
        ("option", "instalments"),
        ("option", "payment_holiday"),
    }
    told = said(found, tmp_path)
    assert "Apply for instalments now goes before Apply for a payment holiday." in told


def test_an_alert_that_suspends_is_made_responsible_for_every_option(tmp_path: Path) -> None:
    alert = next((packs.SMALL / "alerts").iterdir()).name
    suspending = (f"alerts/{alert}/alert.yaml", "suspends: false", "suspends: true")
    found = packs.compared(tmp_path, suspending)
    assert ("alert", alert) in blamed(found)


def test_what_the_solver_has_no_time_for_is_said_to_be_open(tmp_path: Path) -> None:
    found = difference(packs.small(), packs.edited(tmp_path, TURNED[0]), limits=Limits(steps=1, rounds=5))
    assert not found.is_proved_the_same
    moved = next(one for one in found.options if one.option == "instalments")
    assert (Status.AVAILABLE, Status.RECOMMENDED) in moved.open
    assert "Not settled whether there is also" in said(found, tmp_path)


def test_what_comes_from_a_preference_of_another_option_is_said_to(tmp_path: Path) -> None:
    told = said(packs.compared(tmp_path, TURNED[0]), tmp_path)
    assert told.count("comes from another option or an alert") > 1
    assert "Proved the same: Apply for a payment holiday" in told


def test_a_criterion_that_can_no_longer_be_put_right_is_made_responsible(tmp_path: Path) -> None:
    found = packs.compared(tmp_path, *LASTING)
    assert edits(found) == [("criterion", "payment_holiday.illness_is_proved")]
    holiday = next(one for one in found.options if one.option == "payment_holiday")
    assert {edit.id for each in holiday.transitions for edit in each.responsible} == {
        "payment_holiday.illness_is_proved"
    }


def test_preferences_between_options_of_which_nobody_has_both_change_no_order(tmp_path: Path) -> None:
    apart = (
        ("options/payment_holiday/option.yaml", "as_of <= loan.final_maturity_date", 'as_of < @"2026-06-01"'),
        ("options/instalments/option.yaml", "capacity > 0", 'as_of >= @"2026-06-01"'),
    )
    found = difference(
        packs.edited(tmp_path / "old", *apart), packs.edited(tmp_path / "new", *apart, *TURNED)
    )
    assert found.order == ()
    assert found.is_proved_the_same


@pytest.mark.parametrize("gone", [True, False])
def test_an_option_that_only_one_version_has_is_told(tmp_path: Path, *, gone: bool) -> None:
    whole = packs.small()
    fewer = replace(whole, options=whole.options[1:])
    old, new = (whole, fewer) if gone else (fewer, whole)
    found = difference(old, new)
    told = said(found, tmp_path)
    assert "no such option" in told
    assert f"{'gone' if gone else 'new'} option `payment_holiday`" in told
