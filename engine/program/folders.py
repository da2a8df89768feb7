"""Where packs lie, before any of them is read.

Every command asks here. Otherwise `assess` could answer by one pack and `check` praise another of the same
name.
"""

import os
from pathlib import Path

from engine.bundle import rules_folder


def pack_folder(pack: str | Path, rules: Path | None = None) -> Path:
    """Where a pack lies: a path is taken as it is, a bare name is looked up in `rules`.

    A folder of that name where somebody happens to stand must not take the place of the rules: it is
    written with a slash, such as `./credit`.
    """
    bare = not isinstance(pack, Path) and not {"/", os.sep} & {*pack} and pack not in {"", ".", ".."}
    return (rules or rules_folder()) / pack if bare else Path(pack)


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
