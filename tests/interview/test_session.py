"""However an interview ends, what was told is kept, and the answer is that of what was told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine import Assessor, Faulty, read_profile
from engine.interview.session import Session, refuse_to_replace
from engine.program.model import Program
from tests.interview.people import PACKS

DAY = date(2026, 11, 22)
ILLNESS = PACKS / "small" / "profiles" / "illness.json"


def session(program: Program, hear: Callable[[], str | None], day: date = DAY) -> tuple[Session, list[str]]:
    said: list[str] = []
    return Session(Assessor(program, language="en", engine="reference"), day, hear, said.append), said


def test_who_interrupts_can_keep_what_was_told(small: Program, tmp_path: Path) -> None:
    def hear() -> str:
        raise KeyboardInterrupt

    one, said = session(small, hear)
    with pytest.raises(KeyboardInterrupt):
        one.hold(None, tmp_path / "kept.json")
    assert "Stopped." in said[-2]
    assert (tmp_path / "kept.json").is_file()


def test_who_interrupts_before_anything_was_told_is_asked_nothing_more(small: Program) -> None:
    def hear() -> str:
        raise KeyboardInterrupt

    one, said = session(small, hear)
    with pytest.raises(KeyboardInterrupt):
        one.hold(None, None)
    assert "Stopped." in said[-1]


def test_where_the_pack_says_nothing_what_was_told_is_kept_all_the_same(
    small: Program, tmp_path: Path
) -> None:
    one, _ = session(small, lambda: None, date(1990, 1, 1))
    with pytest.raises(Faulty, match="R242"):
        one.hold(read_profile(ILLNESS, small.dictionary), tmp_path / "kept.json")
    assert '"cause": "illness"' in (tmp_path / "kept.json").read_text(encoding="utf-8")


def test_it_says_how_much_is_known_already(small: Program) -> None:
    one, said = session(small, lambda: None)
    held = one.hold(read_profile(ILLNESS, small.dictionary), None)
    assert "11 facts are known already and won't be asked." in said
    assert held.is_kept
    assert held.recommendation.loans[0].options[0].id == "payment_holiday"


def test_a_name_that_is_free_is_not_refused(tmp_path: Path) -> None:
    refuse_to_replace(None)
    refuse_to_replace(tmp_path / "new.json")
    (tmp_path / "old.json").write_text("{}")
    with pytest.raises(Faulty, match="F108"):
        refuse_to_replace(tmp_path / "old.json")
