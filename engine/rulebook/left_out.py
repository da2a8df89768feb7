"""What files that are left out may hold, so that nothing is said of the others that comes from that alone.

A file at fault is told and left out, and everything else is checked in the same run. Without this, one slip
in `measures/capacity.yaml` would be followed by a fault of every rule that uses `capacity`.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from msgspec import Struct

from engine.rulebook.pack_files import DEEPEST, PackFile

_COMPUTED: Final = frozenset({"measure", "table", "table_rows"})
_LISTS: Final = frozenset({"statements", "authorities", "advice"})  # files of several things
_NO_RULES: Final = frozenset({"words", "passages"})
_OWN_ID: Final = re.compile(r"""^["']?id["']?[ ]*:[ ]*["']?(\w+)""", re.MULTILINE)


class Names(Struct, frozen=True):
    """Names that something may have; with `every`, any name at all."""

    listed: frozenset[str] = frozenset()
    every: bool = False

    def __contains__(self, name: object) -> bool:
        """Whether this may be one of them."""
        return self.every or name in self.listed


class LeftOut(Struct, frozen=True):
    """What may stand in the files of a pack that are left out.

    Attributes:
        computed: measures, tables and parameters, as expressions begin to name them.
        defined: ids of things that others refer to.
        words: language and owner of words files.
        has_rules: whether there may be rules among it, which use others and have words and sources.
    """

    computed: frozenset[str] = frozenset()
    defined: Names = Names()
    words: frozenset[tuple[str, str]] = frozenset()
    has_rules: bool = False


NOTHING: Final = LeftOut()


def left_out(files: Iterable[tuple[PackFile, bytes]], strays: Iterable[str]) -> LeftOut:
    """What may stand in some files.

    Args:
        files: that are left out, or have another name than what they hold, with their bytes.
        strays: paths of what isn't read at all, since it is no part of a pack or can't be listed.
    """
    told = [(file, _text(data)) for file, data in files]
    misplaced = {part.partition(".")[0] for path in strays for part in PurePosixPath(path).parts[-DEEPEST:]}
    computed, defined = {*misplaced, *(f"parameter.{name}" for name in misplaced)}, {*misplaced}
    for file, text in told:
        ids = _ids(file, text or "")
        defined |= ids
        computed |= ids if file.kind in _COMPUTED else set()
        computed |= {f"parameter.{name}" for name in ids} if file.kind == "parameter" else set()
    unlisted = any(text is None and file.kind in _LISTS for file, text in told)
    return LeftOut(
        computed=frozenset(computed),
        defined=Names(frozenset(defined), bool(misplaced) or unlisted),
        words=frozenset((file.language, file.owner) for file, _ in told if file.kind == "words"),
        has_rules=bool(misplaced) or any(file.kind not in _NO_RULES for file, _ in told),
    )


def _text(data: bytes) -> str | None:
    """What a file says; None if that can't be read."""
    try:
        return data.decode("utf-8") if data.strip() else None
    except UnicodeDecodeError:
        return None


def _ids(file: PackFile, text: str) -> set[str]:
    """The ids that others may know a file's things by."""
    if file.kind in _LISTS:
        return _words(text)
    if file.kind in _NO_RULES:
        return set()
    return {file.owner or file.path.stem, *_OWN_ID.findall(text)}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))
