"""A pack from its folder to a checked program."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from engine.bundle import rules_folder, schemas_folder
from engine.calendar.functions import calendar_functions
from engine.diagnostics import Diagnostic, Faulty, by_place
from engine.feel.functions import BUILTINS
from engine.feel.signature import Function
from engine.profile.dictionary import read_dictionary
from engine.profile.facts import Dictionary
from engine.profile.load import read_profiles
from engine.profile.model import Profile
from engine.program.from_rulebook import from_rulebook
from engine.program.model import Program
from engine.repayment.functions import REPAYMENT_FUNCTIONS
from engine.rulebook.from_yaml import read_rulebook
from engine.rulebook.model import Rulebook

FUNCTIONS = {**BUILTINS, **REPAYMENT_FUNCTIONS}  # what every pack may call


def load_pack(pack: str | Path = "weilidai", rules: Path | None = None) -> Program:
    """The checked program of a pack.

    Args:
        pack: the name of a pack in `rules`, or the path of a pack's folder.
        rules: the folder of packs; None: the one that comes with the product.

    Raises:
        Faulty: with every fault of the pack.
    """
    program, faults = check_pack(pack_folder(pack, rules))
    if program is None:
        raise Faulty(faults)
    return program


def pack_folder(pack: str | Path, rules: Path | None = None) -> Path:
    """Where a pack lies: a path with a `pack.yaml` is taken as it is, a name is looked up in `rules`."""
    if isinstance(pack, Path) or _is_pack(Path(pack)):
        return Path(pack)
    return (rules or rules_folder()) / pack


def packs_in(folder: Path | None) -> list[Path]:
    """The packs that a folder means: itself, or those in it; None: all that come with the product."""
    root = folder or rules_folder()
    if _is_pack(root):
        return [root]
    try:
        return sorted(filter(_is_pack, root.iterdir())) or [root]
    except OSError:  # what is wrong with it is told when it is read
        return [root]


def _is_pack(folder: Path) -> bool:
    return os.path.isfile(folder / "pack.yaml")  # noqa: PTH113  (`Path` raises at a name that is too long)


def load_dictionary(pack: str | Path = "weilidai", rules: Path | None = None) -> Dictionary:
    """The dictionary of facts of a pack, which may itself have faults.

    Raises:
        Faulty: the pack's head or the dictionary can't be read.
    """
    folder = pack_folder(pack, rules)
    rulebook, faults = read_rulebook(folder)
    if rulebook is None:
        raise Faulty(faults)
    dictionary, wrong = read_dictionary(_schema_of(rulebook, folder))
    if dictionary is None:
        raise Faulty(wrong)
    return dictionary


def check_pack(folder: Path) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The program of a pack's folder, or every fault of it, sorted by place."""
    rulebook, faults = read_rulebook(folder)
    if rulebook is None:
        return None, tuple(by_place(faults))
    dictionary, wrong = read_dictionary(_schema_of(rulebook, folder))
    if dictionary is None:
        return None, tuple(by_place([*faults, *wrong]))
    program, more = from_rulebook(rulebook, dictionary, functions_of(rulebook))
    found = by_place([*faults, *wrong, *more])
    return (None if found else program), tuple(found)


def functions_of(rulebook: Rulebook) -> Mapping[str, Function]:
    """What the rules of a pack may call: what every pack may, and the calendar of its jurisdiction."""
    return {**FUNCTIONS, **calendar_functions(rulebook.head.jurisdiction)}


def load_with_profiles(
    names: Iterable[str], pack: str | Path, rules: Path | None, standard_input: TextIO | None
) -> tuple[Program, list[Profile], list[Diagnostic]]:
    """A pack, every profile that can be read by its dictionary, and the faults of the others.

    Args:
        names: of profiles, as for `read_profiles`.
        pack: as for `load_pack`.
        rules: as for `load_pack`.
        standard_input: what `-` stands for among the names; None if it was closed.

    Raises:
        Faulty: with every fault of the pack.
    """
    program = load_pack(pack, rules)
    return program, *read_profiles(names, program.dictionary, standard_input)


def check_packs(folder: Path | None) -> tuple[list[str], list[Diagnostic]]:
    """The names of the packs that a folder means, as for `packs_in`, and the faults of all of them."""
    folders = packs_in(folder)
    return [one.name for one in folders], [fault for one in folders for fault in check_pack(one)[1]]


def _schema_of(rulebook: Rulebook, folder: Path) -> Path:
    """The dictionary of facts: the pack's own where it names one, else the product's."""
    own = rulebook.head.profile_schema
    return schemas_folder() / "profile.schema.json" if own is None else folder / own.text
