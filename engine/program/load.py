"""A pack from its folder to a checked program.

Whatever begins with a folder comes through here, so that no command can answer from a pack that another one
refuses.
"""

from pathlib import Path

from engine.bundle import DEFAULT_PACK, schemas_folder
from engine.diagnostics import Diagnostic, Faulty, by_place
from engine.profile.dictionary import read_dictionary
from engine.profile.facts import Dictionary
from engine.program.folders import pack_folder, packs_in
from engine.program.from_rulebook import from_rulebook
from engine.program.functions import functions_in
from engine.program.model import Program
from engine.rulebook.from_yaml import read_sound
from engine.rulebook.model import Rulebook


def load_pack(pack: str | Path = DEFAULT_PACK, rules: Path | None = None) -> Program:
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


def load_dictionary(pack: str | Path = DEFAULT_PACK, rules: Path | None = None) -> Dictionary:
    """The dictionary of facts of a pack, which may itself have faults.

    Raises:
        Faulty: the pack's head or the dictionary can't be read.
    """
    folder = pack_folder(pack, rules)
    rulebook, faults = read_sound(folder)
    if rulebook is None:
        raise Faulty(faults)
    dictionary, wrong = read_dictionary(_schema_of(rulebook, folder))
    if dictionary is None:
        raise Faulty(wrong)
    return dictionary


def check_pack(folder: Path) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The program of a pack's folder, or every fault of it, sorted by place.

    A file that can't be read or doesn't fit its schema is left out, and all others are checked without it.
    """
    rulebook, faults = read_sound(folder)
    if rulebook is None:
        return None, tuple(by_place(faults))
    dictionary, wrong = read_dictionary(_schema_of(rulebook, folder))
    if dictionary is None:
        return None, tuple(by_place([*faults, *wrong]))
    program, more = from_rulebook(rulebook, dictionary, functions_in(rulebook.head.jurisdiction))
    found = by_place([*faults, *wrong, *more])
    return (None if found else program), tuple(found)


def check_packs(folder: Path | None) -> tuple[list[str], list[Diagnostic]]:
    """The names of the packs that a folder means, as for `packs_in`, and the faults of all of them."""
    folders = packs_in(folder)
    return [one.name for one in folders], [fault for one in folders for fault in check_pack(one)[1]]


def _schema_of(rulebook: Rulebook, folder: Path) -> Path:
    """The dictionary of facts: the pack's own where it names one, else the product's."""
    own = rulebook.head.profile_schema
    return schemas_folder() / "profile.schema.json" if own is None else folder / own.text
