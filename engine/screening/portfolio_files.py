"""M114, M115: which files a portfolio is made of, in which order, and of what kind.

The order decides what `Place` means, and so where a run that broke off goes on. Two machines that list
a folder in different orders would each resume in another file.
"""

from collections.abc import Iterable, Sequence
from glob import glob, has_magic
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct

from engine.diagnostics import Diagnostic, Faulty, did_you_mean
from engine.reading import shown, unreadable

KINDS: Final = {
    ".parquet": "Parquet",
    ".pq": "Parquet",
    ".ndjson": "NDJSON",
    ".jsonl": "NDJSON",
    ".csv": "CSV",
}
_ENDS = 65_536  # bytes of each end of a file that tell it from another


class Part(Struct, frozen=True):
    """A file of a portfolio, and the name under which it is told of."""

    path: Path
    name: str


def parts_of(paths: Sequence[str]) -> tuple[str, tuple[Part, ...]]:
    """The files that are meant, each once: as given, those of a folder or a glob by name.

    Args:
        paths: of files, of folders (the files in it of one kind, without hidden ones), or globs.

    Returns:
        Their kind, a value of `KINDS`, and the files.

    Raises:
        Faulty: there are none, one isn't there, one is of an unknown kind, or they are of several (F101,
            F103, M114, M115).
    """
    found = tuple(dict.fromkeys(file for path in paths for file in _meant(path)))
    parts = tuple(Part(file, shown(file)) for file in found)
    kinds = {part.name: _kind(part) for part in parts}
    if len(set(kinds.values())) > 1:
        first, kind = next(iter(kinds.items()))
        other = next(name for name, one in kinds.items() if one != kind)
        message = f"`{other}` is {kinds[other]}, `{first}` is {kind}"
        help_ = "screen the files of each kind in a run of their own"
        raise Faulty([Diagnostic("M114", message, file=other, help=help_)])
    return kinds[parts[0].name], parts


def _meant(path: str) -> Iterable[Path]:
    given = Path(path)
    if path and has_magic(path) and not given.exists():
        files = sorted(Path(one) for one in glob(path, recursive=True) if _is_part(Path(one)))  # noqa: PTH207  (of any folder)
        return files or _none(path, f"no file is called like `{path}`")
    try:
        if given.is_dir():
            files = sorted(file for file in given.iterdir() if _is_part(file))
            return files or _none(path, f"no portfolio in the folder `{shown(given)}`")
        with given.open("rb"):
            return [given]
    except OSError as error:
        raise Faulty([unreadable(error, shown(given))]) from None
    except ValueError:  # a name that no file system takes
        return _none(path, f"there is no file `{path}`")


def _none(path: str, message: str) -> Iterable[Path]:
    """M115."""
    help_ = f"portfolios are files whose names end in {', '.join(f'`{end}`' for end in KINDS)}"
    raise Faulty([Diagnostic("M115", message, file=path, help=help_)])


def _is_part(file: Path) -> bool:
    return file.suffix.lower() in KINDS and not file.name.startswith((".", "_")) and file.is_file()


def _kind(part: Part) -> str:
    kind = KINDS.get(part.path.suffix.lower())
    if kind is None:
        help_ = did_you_mean(part.path.suffix.lower(), KINDS) or f"it has to end in one of {', '.join(KINDS)}"
        message = f"`{part.name}` isn't called like a portfolio"
        raise Faulty([Diagnostic("M114", message, file=part.name, help=help_)])
    return kind


def identity_of(part: Part) -> str:
    """Size and SHA-256 of the ends of a file.

    Raises:
        Faulty: it can't be read.
    """
    try:
        size = part.path.stat().st_size
        with part.path.open("rb") as file:
            ends = file.read(_ENDS)
            file.seek(max(_ENDS, size - _ENDS))
            ends += file.read(_ENDS)
    except OSError as error:
        raise Faulty([unreadable(error, part.name)]) from None
    return f"{size}:{sha256(ends).hexdigest()}"
