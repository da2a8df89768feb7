"""An option that only one of two versions has: who is shown for it, and what is left open."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.analysis.difference.found import difference
from engine.analysis.difference.model import Difference, OptionChange
from engine.analysis.difference.report import Report
from engine.analysis.difference.to_html import to_html
from engine.analysis.difference.to_json import to_data
from engine.analysis.difference.to_text import to_text
from engine.analysis.difference.versions import Version
from engine.analysis.model import Limits
from engine.evaluation.outcome import Status
from engine.program.model import Program
from tests.analysis.difference import packs
from tests.analysis.difference.test_report import CONTRACT

INSTALMENTS = "options/instalments/option.yaml"
FOLDERS = Version("old", Path("old")), Version("new", Path("new"))


def of_instalments(found: Difference) -> OptionChange:
    return next(one for one in found.options if one.option == "instalments")


def without_instalments(whole: Program) -> Program:
    return replace(whole, options=tuple(one for one in whole.options if one.id != "instalments"))


@pytest.mark.parametrize("gone", [True, False])
def test_what_could_not_be_settled_about_it_is_open_and_nothing_is_proved(*, gone: bool) -> None:
    whole, fewer = packs.small(), without_instalments(packs.small())
    found = difference(*((whole, fewer) if gone else (fewer, whole)), limits=Limits(steps=1, rounds=2))
    one = of_instalments(found)
    assert one.transitions == ()
    assert {old if gone else new for old, new in one.open} == {*Status} - {Status.NOT_AVAILABLE}
    assert {new if gone else old for old, new in one.open} == {None}
    assert not found.is_proved_the_same
    report = Report(found, FOLDERS, "en")
    for said in (to_text(report), to_html(report)):
        assert "Not settled whether there is also" in said
        assert "no such option" in said
        assert "Proved: nobody" not in said
    data = to_data(report)
    CONTRACT.validate(data)
    assert data["proved_the_same"] is False


def test_it_is_not_said_that_the_one_borrower_who_is_shown_is_all_there_is() -> None:
    found = difference(without_instalments(packs.small()), packs.small())
    report = Report(found, FOLDERS, "en")
    (shown,) = of_instalments(found).transitions
    assert shown.new is not None
    for said in (to_text(report), to_html(report)):
        (part,) = said.split("Apply for instalments")[1:2]
        assert "Proved: nothing else" not in part.split("changelog")[0]


def test_where_it_is_open_to_nobody_somebody_is_shown_who_may_still_get_it(tmp_path: Path) -> None:
    whole = packs.edited(tmp_path, (INSTALMENTS, "capacity > 0", "capacity > 0 and capacity <= 0"))
    (shown,) = of_instalments(difference(without_instalments(whole), whole)).transitions
    assert shown.old is None
    assert shown.new is not None
    assert shown.new.status is Status.NEEDS_INFORMATION


def test_where_it_is_shut_to_everybody_nobody_gets_another_answer(tmp_path: Path) -> None:
    whole = packs.edited(tmp_path, (INSTALMENTS, "capacity > 0", 'as_of < @"1999-01-01"'))
    found = difference(without_instalments(whole), whole)
    assert of_instalments(found) == OptionChange("instalments")
