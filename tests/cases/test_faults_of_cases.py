"""Folders `faults/C…` hold cases that come out otherwise, or are at fault, and what is said about them.

What lies in `run/` is laid over the small pack, whose cases are then run. `XIESHANG_ACCEPT=1` writes the
texts anew; the difference is then to be read.
"""

import shutil
from pathlib import Path

import pytest

from engine.cases.run import run_cases
from engine.diagnostics import render
from tests.expected import kept

TESTS = Path(__file__).parent.parent
FAULTS = TESTS / "faults"
SMALL = TESTS / "packs" / "small"

FIXTURES = sorted(path.parent for path in FAULTS.glob("C*/run"))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_what_came_out_otherwise_is_told_in_the_words_of_its_fixture(
    fixture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pack = Path("pack")
    shutil.copytree(SMALL, pack)
    shutil.copytree(fixture / "run", pack, dirs_exist_ok=True)
    said = "\n\n".join(map(render, run_cases(pack).faults)) + "\n"
    expected = fixture / "expected.txt"
    assert said == kept(expected, said)
    assert {line[6:10] for line in said.splitlines() if line.startswith("error[")} == {fixture.name}
