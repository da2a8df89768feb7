"""The small pack and copies of it that somebody edited."""

import shutil
from functools import cache
from pathlib import Path

from engine.analysis.difference.found import difference
from engine.analysis.difference.model import Difference
from engine.program.load import check_pack, load_pack
from engine.program.model import Program

SMALL = Path(__file__).parents[2] / "packs" / "small"
Edited = tuple[str, str, str]  # a file, a text in it, and what stands there instead


@cache
def small() -> Program:
    return load_pack(SMALL)


def copy(folder: Path, *edits: Edited) -> Path:
    """A copy of the pack with pieces of its files replaced."""
    pack = Path(shutil.copytree(SMALL, folder / "small"))
    for file, old, new in edits:
        text = (pack / file).read_text(encoding="utf-8")
        assert old in text, (file, old)
        (pack / file).write_text(text.replace(old, new), encoding="utf-8")
    return pack


def edited(folder: Path, *edits: Edited) -> Program:
    """The program of such a copy."""
    program, faults = check_pack(copy(folder, *edits))
    assert program is not None, faults
    return program


def compared(folder: Path, *edits: Edited) -> Difference:
    """What such edits come to."""
    return difference(small(), edited(folder, *edits))
