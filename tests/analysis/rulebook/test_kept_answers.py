"""What an earlier run has found out isn't asked again, and what comes out is the same as if it were."""

from pathlib import Path

import pytest

from engine.analysis.rulebook.model import Report
from engine.analysis.rulebook.to_text import to_text
from engine.program.kept import SETTING
from tests.analysis.rulebook.running import copy_of, replaced, report_of


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where answers are kept during a test."""
    folder = tmp_path / "shelf"
    monkeypatch.setenv(SETTING, str(folder))
    return folder


def asked(report: Report) -> int:
    """How many questions were put to the solver."""
    return len(report.answers) - report.reused


def answers_in(shelf: Path) -> Path:
    (file,) = shelf.glob("*.answers")
    return file


def test_a_pack_that_has_not_changed_is_not_asked_about_again(shelf: Path, tmp_path: Path) -> None:
    pack = copy_of("clean", tmp_path)
    first, second = report_of(pack), report_of(pack)
    assert asked(first) == len(first.answers)
    assert asked(second) == 0
    assert to_text(second) == to_text(first)
    assert second.answers == first.answers
    assert shelf.stat().st_mode & 0o077 == 0  # nobody else may look


@pytest.mark.usefixtures("shelf")
def test_only_what_depends_on_a_changed_rule_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = copy_of("clean", tmp_path)
    report_of(pack)
    replaced(pack / "options/talk/option.yaml", "< 365", "< 300")
    changed = report_of(pack)
    assert 0 < asked(changed) < len(changed.answers)
    monkeypatch.setenv(SETTING, "off")
    assert to_text(changed) == to_text(report_of(pack))
    assert "A120" in {one.diagnostic.code for one in changed.found}  # sixty-five days that nobody speaks of


@pytest.mark.usefixtures("shelf")
def test_words_sources_and_advice_that_change_lead_to_no_new_question(tmp_path: Path) -> None:
    pack = copy_of("clean", tmp_path)
    report_of(pack)
    replaced(pack / "options/talk/words.en.yaml", "title: talk", "title: Talk to us")
    replaced(pack / "options/plan/option.yaml", "figures: [fee]", "figures: [fee, capacity]")
    assert asked(report_of(pack)) == 0


@pytest.mark.usefixtures("shelf")
def test_a_new_case_may_show_somebody_else_but_proofs_stay(tmp_path: Path) -> None:
    pack = copy_of("clean", tmp_path)
    first = report_of(pack)
    with (pack / "cases.yaml").open("a", encoding="utf-8") as cases:
        cases.write(
            "- name: Two years late\n  as_of: 2026-11-22\n"
            "  profile: {loan: {days_overdue: 730}}\n  expect: {talk: not_available}\n"
        )
    second = report_of(pack)
    proved = sum(type(one.answer).__name__ == "Proved" for one in first.answers)
    assert proved > 0
    assert second.reused == proved


def test_kept_answers_that_are_not_whole_are_not_trusted(shelf: Path, tmp_path: Path) -> None:
    pack = copy_of("clean", tmp_path)
    first = report_of(pack)
    file = answers_in(shelf)
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    second = report_of(pack)
    assert asked(second) == len(second.answers)
    assert to_text(second) == to_text(first)


def test_where_nothing_can_be_kept_everything_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(SETTING, str(tmp_path / "file" / "below"))
    pack = copy_of("clean", tmp_path)
    report_of(pack)
    assert asked(report_of(pack)) > 0


def test_answers_of_earlier_states_of_the_engine_are_tidied_away(shelf: Path, tmp_path: Path) -> None:
    shelf.mkdir(mode=0o700)
    for number in range(6):
        (shelf / f"{number}.answers").write_bytes(b"")
    report_of(copy_of("clean", tmp_path))
    assert len(list(shelf.glob("*.answers"))) == 4


def test_what_another_run_tidies_away_meanwhile_does_no_harm(shelf: Path, tmp_path: Path) -> None:
    shelf.mkdir(mode=0o700)
    (shelf / "gone.answers").symlink_to(shelf / "nowhere")
    pack = copy_of("clean", tmp_path)
    report_of(pack)
    assert asked(report_of(pack)) == 0


@pytest.mark.usefixtures("shelf")
def test_where_the_state_of_the_engine_can_not_be_seen_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unseen() -> str:
        raise PermissionError

    monkeypatch.setattr("engine.analysis.rulebook.kept_answers.engine_state", unseen)
    pack = copy_of("clean", tmp_path)
    report_of(pack)
    assert asked(report_of(pack)) > 0
