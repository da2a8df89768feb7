"""Analysing the packs of these tests, in folders of their own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.analysis.rulebook.analyse import analyse
from engine.analysis.rulebook.model import Report

ROOT = Path(__file__).parents[3]
PACKS = ROOT / "tests" / "analysis" / "packs"


def copy_of(pack: str, where: Path) -> Path:
    """A copy of a pack, to be changed."""
    return Path(shutil.copytree(PACKS / pack, where / "pack"))


@contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    """Whatever is named by a path without a root is meant from this folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def report_of(folder: Path, processes: int = 1) -> Report:
    """What is found in a pack, told as if one stood beside it."""
    with standing_in(folder.parent):
        return analyse(Path(folder.name), processes=processes)


def replaced(file: Path, old: str, new: str) -> None:
    """Change what a file says."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
