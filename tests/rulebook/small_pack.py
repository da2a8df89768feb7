"""What tests of reading packs share: the small pack, copies of it to change, and where words stand."""

import shutil
from pathlib import Path

from engine.rulebook.from_yaml import read_rulebook
from engine.rulebook.model import Rulebook, Word

SMALL = Path(__file__).parent.parent / "packs" / "small"


def rulebook_of(folder: Path) -> Rulebook:
    """The rulebook of a sound pack."""
    found, faults = read_rulebook(folder)
    assert faults == ()
    assert found is not None
    return found


def codes_of(folder: Path) -> list[str]:
    """The codes of all faults of a pack that has some."""
    found, faults = read_rulebook(folder)
    assert found is None
    return [fault.code for fault in faults]


def copy_of_small(folder: Path) -> Path:
    """A copy of the small pack in a folder."""
    return Path(shutil.copytree(SMALL, folder / "pack"))


def change(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a piece of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def texts(words: tuple[Word, ...]) -> list[str]:
    """The texts of some words."""
    return [word.text for word in words]


def at(word: Word) -> tuple[str, int, int]:
    """File, line and column of a word, which must be what stands there."""
    span = word.span
    assert span.source.text[span.start : span.end].strip("'\"") == word.text
    line, column = span.source.position(span.start)
    return Path(span.source.name).name, line, column
