"""Profiles from files, folders and standard input."""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
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
        name: of a file, of a folder, of which the first profile is taken, or `-`.
        standard_input: what `-` stands for; None if it was closed.

    Raises:
        Faulty: with every fault of what was read.
    """
    profiles, faults = read_profiles([name], product_dictionary(), standard_input)
    if faults:
        raise Faulty(faults)
    return profiles[0].views()[0]


def read_profiles(
    names: Iterable[str], dictionary: Dictionary, standard_input: TextIO | None
) -> tuple[list[Profile], list[Diagnostic]]:
    """Every profile that can be read, in order, and every fault of the others.

    Args:
        names: of files, of folders (the `.json` files in it by name, without hidden ones), or `-`.
        dictionary: the facts that they may tell.
        standard_input: what `-` stands for; None if it was closed.
    """
    good: list[Profile] = []
    faults: list[Diagnostic] = []
    for source in _sources(names, standard_input):
        profile, wrong = _profile(source, dictionary)
        faults += wrong
        if profile is not None:
            good.append(profile)
    return good, faults


def _profile(
    source: Source | Diagnostic, dictionary: Dictionary
) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    return (None, (source,)) if isinstance(source, Diagnostic) else from_source(source, dictionary)


def _sources(names: Iterable[str], standard_input: TextIO | None) -> Iterator[Source | Diagnostic]:
    for name in names:
        if name == STANDARD_INPUT:
            yield _from_stream(standard_input)
        elif os.path.isdir(name):  # noqa: PTH112  (of a name that no file can have it says no; `Path` raises)
            yield from _in_folder(Path(name))
        elif name:
            yield read_text(Path(name), LARGEST)
        else:  # as a path it would be the current folder
            yield Diagnostic("F101", "there is no file with an empty name", file="")


def _from_stream(stream: TextIO | None) -> Source | Diagnostic:
    name = "standard input"
    data = b"" if stream is None else read_stream(stream.buffer, LARGEST, name)
    return data if isinstance(data, Diagnostic) else decoded(data, name)


def _in_folder(folder: Path) -> Iterator[Source | Diagnostic]:
    try:
        files = sorted(file for file in folder.iterdir() if _is_profile(file.name))
    except OSError as error:
        yield unreadable(error, shown(folder))
        return
    if not files:
        yield Diagnostic(
            "F109",
            f"no profile in the folder `{shown(folder)}`",
            file=shown(folder),
            help="profiles are files whose names end in `.json`",
        )
    for file in files:
        yield read_text(file, LARGEST)


def _is_profile(name: str) -> bool:
    return name.lower().endswith(".json") and not name.startswith(".")
