"""Where packs lie, before any of them is read."""

import os
from pathlib import Path

from engine.bundle import rules_folder


def pack_folder(pack: str | Path, rules: Path | None = None) -> Path:
    """Where a pack lies: a path with a `pack.yaml` is taken as it is, a name is looked up in `rules`."""
    if isinstance(pack, Path) or is_pack(Path(pack)):
        return Path(pack)
    return (rules or rules_folder()) / pack


def packs_in(folder: Path | None) -> list[Path]:
    """The packs that a folder means: itself, or those in it; None: all that come with the product."""
    root = folder or rules_folder()
    if is_pack(root):
        return [root]
    try:
        return sorted(filter(is_pack, root.iterdir())) or [root]
    except OSError:  # what is wrong with it is told when it is read
        return [root]


def is_pack(folder: Path) -> bool:
    """Whether a folder holds a `pack.yaml`."""
    return os.path.isfile(folder / "pack.yaml")  # noqa: PTH113  (`Path` raises at a name that is too long)
