"""Profiles from files, folders and standard input."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from engine.bundle import schemas_folder
from engine.diagnostics import Diagnostic, Faulty
from engine.profile.dictionary import read_dictionary
from engine.profile.facts import Dictionary
from engine.profile.from_json import read_profile as from_source
from engine.profile.model import Profile
from engine.reading import decoded, read_text, shown, too_large
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
    dictionary, faults = read_dictionary(schemas_folder() / "profile.schema.json")
    if dictionary is None:
        raise Faulty(faults)
    return dictionary


def read_profiles(
    names: Iterable[str], dictionary: Dictionary, standard_input: BinaryIO
) -> tuple[list[Profile], list[Diagnostic]]:
    """Every profile that can be read, in order, and every fault of the others.

    Args:
        names: of files, of folders (the `.json` files in it, by name), or `-`.
        dictionary: the facts that they may tell.
        standard_input: what `-` stands for.
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


def _sources(names: Iterable[str], standard_input: BinaryIO) -> Iterator[Source | Diagnostic]:
    for name in names:
        if name == STANDARD_INPUT:
            data = standard_input.read(LARGEST + 1)
            said = "standard input"
            yield too_large(LARGEST, said) if len(data) > LARGEST else decoded(data, said)
        elif Path(name).is_dir():
            yield from _in_folder(Path(name))
        else:
            yield read_text(Path(name), LARGEST)


def _in_folder(folder: Path) -> Iterator[Source | Diagnostic]:
    files = sorted(folder.glob("*.json"))
    if not files:
        yield Diagnostic(
            "F109",
            f"no profile in the folder `{shown(folder)}`",
            file=shown(folder),
            help="profiles are files whose names end in `.json`",
        )
    for file in files:
        yield read_text(file, LARGEST)
