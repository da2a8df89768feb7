"""Each folder below `faults/` holds what is at fault in one way, and the text that is said about it.

Here: faults of a pack. A case is a folder with `overlay/`, files that are laid over the small pack, with
`removed.txt`, names of its files to leave out, or with both; and with `expected.txt`. A code has one case
or a folder for each of several. `XIESHANG_ACCEPT=1` writes the texts anew; the difference is then to be read.
Expressions and profiles have tests of their own.
"""

import os
import shutil
from pathlib import Path

import pytest

from engine.diagnostics import Diagnostic, render
from engine.program.load import check_pack

TESTS = Path(__file__).parent
FAULTS = TESTS / "faults"
SMALL = TESTS / "packs" / "small"


def check_overlay(case: Path) -> tuple[Diagnostic, ...]:
    """The small pack with the case's files laid over it, and without those in `removed.txt`."""
    pack = Path("pack")
    shutil.copytree(SMALL, pack)
    if (case / "overlay").is_dir():
        shutil.copytree(case / "overlay", pack, dirs_exist_ok=True)
    removed = case / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.is_file() else ():
        (pack / name).unlink()
    return check_pack(pack)[1]


def name_of(path: Path) -> str:
    return path.relative_to(FAULTS).as_posix()


CASES = sorted({path.parent for name in ("overlay", "removed.txt") for path in FAULTS.rglob(name)})


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_fault_of_a_pack_is_told_in_the_words_of_its_fixture(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = "\n\n".join(map(render, check_overlay(case))) + "\n"
    expected = case / "expected.txt"
    if os.environ.get("XIESHANG_ACCEPT") == "1":
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert f"error[{name_of(case).partition('/')[0]}]" in said


def test_the_small_pack_on_which_the_fixtures_rest_has_no_fault() -> None:
    assert check_pack(SMALL)[1] == ()
