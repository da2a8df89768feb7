"""`xieshang analyse`: what it says, and the status with which it leaves."""

import json
import shutil
from pathlib import Path

import pytest

from engine.program.kept import SETTING
from tests.cli.running import ROOT, Run, start

PACKS = ROOT / "tests" / "analysis" / "packs"


def test_a_pack_in_which_nothing_is_found_leaves_with_success(run: Run) -> None:
    ran = run("analyse", PACKS / "clean", "--fail-on", "note")
    assert (ran.status, ran.err) == (0, "")
    assert (
        ran.out == "clean: 2 properties: 2 proved, 0 refuted; 38 questions about the rules: nothing found\n"
    )


@pytest.mark.parametrize(
    ("fail_on", "status"), [(None, 1), ("error", 1), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_what_is_found_lets_the_call_fail_from_the_level_that_is_asked_for(
    run: Run, fail_on: str | None, status: int
) -> None:
    ran = run("analyse", PACKS / "planted", *(() if fail_on is None else ("--fail-on", fail_on)))
    assert ran.status == status
    assert ran.err == ""
    assert "error[A140] property `nobody_in_need_is_told_to_wait` doesn't hold" in ran.out


def test_a_note_alone_fails_only_where_notes_count(run: Run, tmp_path: Path) -> None:
    pack = shutil.copytree(PACKS / "clean", tmp_path / "pack")
    text = (pack / "cases.yaml").read_text(encoding="utf-8").replace("days_overdue: 364", "days_overdue: 363")
    (pack / "cases.yaml").write_text(text, encoding="utf-8")
    assert run("analyse", pack, "--fail-on", "warning").status == 0
    ran = run("analyse", pack, "--fail-on", "note")
    assert ran.status == 1
    assert "note[A130] no case stands just beside this threshold" in ran.out


def test_the_same_call_says_the_same_each_time(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = run("analyse", PACKS / "planted", "--format", "json").out
    monkeypatch.setenv(SETTING, "off")
    assert run("analyse", PACKS / "planted", "--format", "json").out == kept


def test_borrowers_are_written_where_they_are_asked_for_and_can_be_assessed(run: Run, tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    ran = run("analyse", PACKS / "planted", "--witnesses", shown, "--format", "json")
    files = [one["file"] for found in json.loads(ran.out)["found"] for one in found["witnesses"]]
    assert sorted(map(str, shown.iterdir())) == sorted(files)
    assert files
    (left_alone,) = (file for file in files if "A120" in file)
    answer = json.loads(run("assess", "--pack", PACKS / "planted", left_alone, "--format", "json").out)
    assert {one["status"] for one in answer["options"]} == {"not_available"}
    assert answer["alerts"] == []


def test_a_pack_at_fault_is_told_and_not_analysed(run: Run, tmp_path: Path) -> None:
    pack = shutil.copytree(PACKS / "clean", tmp_path / "pack")
    (pack / "measures" / "capacity.yaml").unlink()
    ran = run("analyse", pack)
    assert (ran.status, ran.out) == (1, "")
    assert "error[R206]" in ran.err


def test_without_the_solver_the_command_that_installs_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as util\n"
        "_found = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name == 'z3' else _found(name, package)\n",
        encoding="utf-8",
    )
    ran = start("analyse", PACKS / "clean", more={"PYTHONPATH": str(tmp_path)})
    assert (ran.status, ran.out) == (5, "")
    assert ran.err == "error: z3 isn't installed; run `pip install 'xieshang[analysis]'`\n"


def test_steps_can_be_bounded(run: Run) -> None:
    ran = run("analyse", PACKS / "clean", "--steps", "1", "--fail-on", "never")
    assert ran.status == 0
    assert "2 not settled (time 2)" in ran.out
