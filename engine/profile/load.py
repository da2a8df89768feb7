"""Profiles from files, folders and standard input.

Every command that takes profiles reads them here, within the same bounds and with the same messages.
Otherwise a file that `validate` praises could be refused by `assess`, or one of a folder be left out
unsaid.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TextIO

from engine.bundle import schemas_folder
from engine.diagnostics import Diagnostic, Faulty
from engine.profile.dictionary import read_dictionary
from engine.profile.facts import Dictionary
from engine.profile.from_json import read_profile as from_source
from engine.profile.model import FactView, Profile
from engine.reading import decoded, read_stream, read_text, shown, unreadable
from engine.source import Source

LARGEST = 4 * 1024 * 1024  # bytes of a profile; one with every list filled takes far less
STANDARD_INPUT = "-"

OF_FOLDERS = frozenset({"F109", "F118"})  # faults that are no profile's

Given = Path | Source | Diagnostic  # a profile's file; what came in by standard input; why there is neither


def read_profile(path: str | Path, dictionary: Dictionary | None = None) -> Profile:
    """The profile in a JSON file.

    Args:
        path: of the file.
        dictionary: the facts that it may tell (`load_pack(…).dictionary`); None: those of the product.

    Raises:
        Faulty: with every fault of the file.
    """
    profile, faults = _profile(read_text(Path(path), LARGEST), dictionary or product_dictionary())
    if profile is None:
        raise Faulty(faults)
    return profile


def product_dictionary() -> Dictionary:
    """The dictionary of facts that comes with the product.

    Raises:
        Faulty: it was edited and can't be read.
    """
    path = schemas_folder() / "profile.schema.json"
    return _dictionary(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _dictionary(path: Path, _changed: int) -> Dictionary:
    """The dictionary in a file, kept until it changes: to read it takes longer than a hundred profiles."""
    dictionary, faults = read_dictionary(path)
    if dictionary is None:
        raise Faulty(faults)
    return dictionary


def first_loan(name: str, standard_input: TextIO | None) -> FactView:
    """What a profile tells of its first loan, by the product's dictionary.

    Args:
        name: of a file, or `-`; of a folder nobody could say which of its profiles was meant (F102).
        standard_input: what `-` stands for; None if it was closed.

    Raises:
        Faulty: with every fault of what was read.
    """
    profile, faults = _profile(_one(name, standard_input), product_dictionary())
    if profile is None:
        raise Faulty(faults)
    return profile.views()[0]


def asks_for_one(names: Sequence[str]) -> bool:
    """Whether the names, as for `read_profiles`, mean one profile: one name, and not that of a folder."""
    return len(names) == 1 and not _is_folder(names[0])


def read_profiles(
    names: Iterable[str], dictionary: Dictionary, standard_input: TextIO | None
) -> tuple[list[Profile], list[Diagnostic]]:
    """Every profile that can be read, in order, and every fault of the others.

    Args:
        names: of files, of folders (the `.json` files in it by name, without hidden ones), or `-`.
        dictionary: the facts that they may tell.
        standard_input: what `-` stands for; None if it was closed.
    """
    return read_given(given_profiles(names, standard_input), dictionary)


def given_profiles(names: Iterable[str], standard_input: TextIO | None) -> Iterator[Given]:
    """Each profile that the names stand for, as for `read_profiles`, before its file is read."""
    names = [*names]
    named = frozenset(map(os.path.realpath, filter(_is_folder, names)))
    for name in names:
        if name != STANDARD_INPUT and _is_folder(name):
            yield from _in_folder(Path(name), named)
        else:
            yield _one(name, standard_input)


def read_given(given: Iterable[Given], dictionary: Dictionary) -> tuple[list[Profile], list[Diagnostic]]:
    """Every profile that can be read, in order, and every fault of the others."""
    good: list[Profile] = []
    faults: list[Diagnostic] = []
    for one in given:
        profile, wrong = _profile(one, dictionary)
        faults += wrong
        if profile is not None:
            good.append(profile)
    return good, faults


def _profile(given: Given, dictionary: Dictionary) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    source = read_text(given, LARGEST) if isinstance(given, Path) else given
    return (None, (source,)) if isinstance(source, Diagnostic) else from_source(source, dictionary)


def _one(name: str, standard_input: TextIO | None) -> Given:
    if name == STANDARD_INPUT:
        return _from_stream(standard_input)
    if name:
        return Path(name)
    return Diagnostic("F101", "there is no file with an empty name", file="")  # it isn't the current folder


def _is_folder(name: str) -> bool:
    return os.path.isdir(name)  # noqa: PTH112  (of a name that no file can have it says no; `Path` raises)


def _from_stream(stream: TextIO | None) -> Source | Diagnostic:
    name = "standard input"
    data = b"" if stream is None else read_stream(stream.buffer, LARGEST, name)
    return data if isinstance(data, Diagnostic) else decoded(data, name)


def _in_folder(folder: Path, named: Collection[str]) -> Iterator[Given]:
    """The profiles in a folder, and that those in folders below it are left out unless they are named too."""
    try:
        found = sorted(folder.iterdir(), key=attrgetter("name"))
    except OSError as error:
        yield unreadable(error, shown(folder))
        return
    files = [one for one in found if _is_profile(one.name)]
    others = (one for one in found if not one.name.startswith(".") and not _is_profile(one.name))
    below = [each for one in others for each in _with_profiles(one, named)]
    if not files and not below:
        yield Diagnostic(
            "F109",
            f"no profile in the folder `{shown(folder)}`",
            file=shown(folder),
            help="profiles are files whose names end in `.json`",
        )
    yield from files
    yield from (_left_out(one, folder) for one in below)


def _with_profiles(top: Path, named: Collection[str]) -> Iterator[Path]:
    """A folder and those below it, none hidden, as far as profiles lie in them and they aren't named."""
    for path, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if any(map(_is_profile, names)) and os.path.realpath(path) not in named:
            yield Path(path)


def _left_out(below: Path, folder: Path) -> Diagnostic:
    message = f"the profiles in the folder `{shown(below)}` are left out"
    help_ = "only those directly in a folder are read; name this one as well, or move it away"
    return Diagnostic("F118", message, file=shown(folder), help=help_)


def _is_profile(name: str) -> bool:
    return name.lower().endswith(".json") and not name.startswith(".")
