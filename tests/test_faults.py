"""Each folder below `faults/` holds something that is at fault and the text that is said about it.

`XIESHANG_ACCEPT=1` writes the texts anew; the difference is then to be read.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.diagnostics import Diagnostic, render
from engine.program.load import check_pack

TESTS = Path(__file__).parent
FAULTS = TESTS / "faults"
SMALL = TESTS / "packs" / "small"
EXPECTED = "expected.txt"


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


def check_whole_pack(case: Path) -> tuple[Diagnostic, ...]:
    """A pack of the case's own."""
    shutil.copytree(case / "pack", "pack")
    return check_pack(Path("pack"))[1]


KINDS: dict[str, Callable[[Path], tuple[Diagnostic, ...]]] = {
    "overlay": check_overlay,
    "removed.txt": check_overlay,
    "pack": check_whole_pack,
}


def cases() -> Iterator[Path]:
    """Folders with something at fault: those of a code, or those in it."""
    for folder in sorted(path for path in FAULTS.iterdir() if path.is_dir()):
        if any((folder / kind).exists() for kind in KINDS):
            yield folder
        else:
            yield from sorted(path for path in folder.iterdir() if path.is_dir())


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.relative_to(FAULTS).as_posix() for case in CASES])
def test_a_fault_is_told_in_the_words_of_its_fixture(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (check,) = dict.fromkeys(check for kind, check in KINDS.items() if (case / kind).exists())
    said = "\n\n".join(map(render, check(case))) + "\n"
    if os.environ.get("XIESHANG_ACCEPT") == "1":
        (case / EXPECTED).write_text(said, encoding="utf-8")
    assert said == (case / EXPECTED).read_text(encoding="utf-8")
    code = case.relative_to(FAULTS).parts[0]
    assert f"error[{code}]" in said


def test_the_small_pack_on_which_the_fixtures_rest_has_no_fault() -> None:
    assert check_pack(SMALL)[1] == ()
