"""`xieshang validate`: all faults of all profiles."""

import json
from pathlib import Path

import pytest

from tests.cli.running import ILLNESS, Run


@pytest.fixture(autouse=True)
def clients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = Path("clients")
    folder.mkdir()
    (folder / "li.json").write_text('{\n  "as_of": "2026-02-30",\n  "borower": {}\n}\n', encoding="utf-8")
    (folder / "wang.json").write_bytes(ILLNESS.read_bytes())
    (folder / "xu.json").write_text('{"loan": {"days_overdue": "3"}}', encoding="utf-8")
    return folder


def test_sound_profiles_are_counted(run: Run, clients: Path) -> None:
    ran = run("validate", clients / "wang.json", ILLNESS)
    assert (ran.status, ran.out, ran.err) == (0, "2 of 2 profiles are sound\n", "")


def test_a_folder_that_is_left_out_or_empty_is_no_profile(run: Run, clients: Path) -> None:
    (clients / "li.json").unlink()
    (clients / "xu.json").unlink()
    (clients / "old").mkdir()
    (clients / "old" / "wu.json").write_bytes(ILLNESS.read_bytes())
    (clients / "none").mkdir()
    ran = run("validate", "clients", "clients/none")
    assert ran.err.count("error[") == 2
    assert ran.err.endswith("1 of 1 profiles are sound\n")


def test_every_fault_of_every_file_is_told_with_its_place_and_how_many_files_are_sound(run: Run) -> None:
    ran = run("validate", "clients", "clients/nobody.json")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("error[") == 4
    for place in ("clients/li.json:2:", "clients/li.json:3:", "clients/xu.json:1:", "clients/nobody.json"):
        assert place in ran.err
    assert "did you mean `borrower`?" in ran.err
    assert ran.err.endswith("1 of 4 profiles are sound\n")


def test_faults_for_machines_are_a_list_on_standard_output(run: Run) -> None:
    ran = run("validate", "clients", "--format", "json")
    assert (ran.status, ran.err) == (1, "")
    faults = json.loads(ran.out)
    assert [(one["file"], one["line"], one["path"]) for one in faults] == [
        ("clients/li.json", 2, "$.as_of"),
        ("clients/li.json", 3, "$.borower"),
        ("clients/xu.json", 1, "$.loan.days_overdue"),
    ]
    assert set(faults[0]) == {
        "code", "message", "file", "line", "column", "path", "label", "help", "notes",
    }  # fmt: skip


def test_no_fault_for_machines_is_an_empty_list(run: Run) -> None:
    ran = run("validate", ILLNESS, "--format", "json")
    assert (ran.status, ran.out, ran.err) == (0, "[]\n", "")


def test_standard_input_is_checked_under_that_name(run: Run) -> None:
    ran = run("validate", "-", stdin=b'{"as_of": 1}')
    assert ran.status == 1
    assert "--> standard input:1:11" in ran.err


def test_standard_input_is_read_once(run: Run) -> None:
    ran = run("validate", "-", "-", stdin=b"{}")
    assert ran.status == 1
    assert "`standard input` is empty" in ran.err
