"""A rule is found by each name that people meet it by, and by none that means nothing."""

import pytest

from engine.diagnostics import Faulty, WrongUsage
from engine.program import kept
from engine.showing import pack as packs
from engine.showing.pack import read_pack
from engine.showing.show import show, shown
from engine.showing.things import Thing, named
from tests.showing.packs import FOLDERS, pack


@pytest.mark.parametrize(
    ("of", "name", "meant"),
    [
        ("small", None, [Thing("pack", "small")]),
        ("small", "small", [Thing("pack", "small")]),
        ("small", "capacity", [Thing("measure", "capacity")]),
        ("small", "parameter.evidence_fresh_days", [Thing("parameter", "evidence_fresh_days")]),
        ("small", "evidence_fresh_days.2024-01-01", [Thing("parameter", "evidence_fresh_days")]),
        ("small", "X", [Thing("document", "X")]),
        ("small", "X1", [Thing("statement", "X1")]),
        ("small", "civil_code_678", [Thing("authority", "civil_code_678")]),
        ("small", "term_has_not_expired", [Thing("criterion", "payment_holiday.term_has_not_expired")]),
        (
            "small",
            "payment_holiday.illness_is_proved",
            [Thing("criterion", "payment_holiday.illness_is_proved")],
        ),
        ("tables", "plan.pace", [Thing("table", "plan")]),
        ("tables", "plan.small", [Thing("table", "plan")]),
        ("joint", "joint", [Thing("joint", "joint")]),
    ],
)
def test_a_rule_is_found_by_the_names_that_people_meet(of: str, name: str | None, meant: list[Thing]) -> None:
    assert list(named(pack(of), name)) == meant


def test_a_name_of_several_things_stands_for_all_of_them() -> None:
    found = named(pack("weilidai"), "loan_is_weilidai")
    assert len(found) == sum(one.id == "loan_is_weilidai" for one in pack("weilidai").criteria.values()) > 1
    said = shown(pack("weilidai"), "loan_is_weilidai", "en", "text")
    assert all(f"{one.id}\n" in said for one in found)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("capacty", "there is no rule `capacty` in small; did you mean `capacity`?"),
        ("xyzzy", "there is no rule `xyzzy` in small"),
        ("capacity.", "there is no rule `capacity.` in small; did you mean `capacity`?"),
        ("", "there is no rule `` in small"),
        ("\x1b", "there is no rule `\\u001b` in small"),
        (
            "loan.days_overdue",
            "there is no rule `loan.days_overdue` in small; it is a fact: `xieshang facts loan.days_overdue`",
        ),
    ],
)
def test_a_name_that_means_nothing_gets_the_nearest(name: str, why: str) -> None:
    with pytest.raises(WrongUsage) as error:
        named(pack("small"), name)
    assert str(error.value) == why


def test_a_language_that_the_pack_does_not_speak_is_refused() -> None:
    with pytest.raises(WrongUsage, match="there are in zh, en"):
        shown(pack("small"), "capacity", "fr", "text")


def test_a_pack_is_read_from_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.SETTING, "off")
    assert show("capacity", FOLDERS["small"], language="en").startswith(
        "money left for payments each month\n"
    )
    assert read_pack("small", FOLDERS["small"].parent).id == "small"


def test_a_pack_that_is_damaged_while_it_is_read_is_at_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.SETTING, "off")
    monkeypatch.setattr(packs, "pack_folder", lambda *_: FOLDERS["small"] / "nowhere")
    with pytest.raises(Faulty, match="F115"):
        read_pack(FOLDERS["small"])
