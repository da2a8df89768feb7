"""The engine as it travels to the workers: one archive, which they find before any that is installed there.

An engine of another version on one of the workers would decide its rows in another way than the rest.
What the engine needs besides (Polars, PyArrow, msgspec) has to be installed there.
"""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import engine

_LEFT_BEHIND = frozenset({"__pycache__", "_bundle"})  # rules and schemas: the checked program has all of them


def archive(folder: Path) -> Path:
    """The engine in an archive, made in a folder."""
    root = Path(next(iter(engine.__path__)))
    file = folder / "xieshang-engine.zip"
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root.parent)
            if path.is_file() and not _LEFT_BEHIND & set(name.parts):
                packed.writestr(ZipInfo(name.as_posix()), path.read_bytes(), ZIP_DEFLATED)
    return file
