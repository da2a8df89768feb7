"""A pack from its folder to a checked program."""

from pathlib import Path

from engine.bundle import rules_folder, schemas_folder
from engine.diagnostics import Diagnostic, Faulty, by_place
from engine.feel.functions import BUILTINS
from engine.profile.dictionary import read_dictionary
from engine.profile.facts import Dictionary
from engine.program.from_rulebook import from_rulebook
from engine.program.model import Program
from engine.repayment.functions import REPAYMENT_FUNCTIONS
from engine.rulebook.from_yaml import read_rulebook
from engine.rulebook.model import Rulebook

FUNCTIONS = {**BUILTINS, **REPAYMENT_FUNCTIONS}


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
    given = Path(pack)
    if isinstance(pack, Path) or (given / "pack.yaml").is_file():
        return given
    return (rules or rules_folder()) / pack


def packs_in(folder: Path | None) -> list[Path]:
    """The packs that a folder means: itself, or those in it; None: all that come with the product."""
    root = folder or rules_folder()
    if (root / "pack.yaml").is_file() or not root.is_dir():
        return [root]
    return sorted(head.parent for head in root.glob("*/pack.yaml")) or [root]


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
    program, more = from_rulebook(rulebook, dictionary, FUNCTIONS)
    found = by_place([*faults, *wrong, *more])
    return (None if found else program), tuple(found)


def _schema_of(rulebook: Rulebook, folder: Path) -> Path:
    """The dictionary of facts: the pack's own where it names one, else the product's."""
    own = rulebook.head.profile_schema
    return schemas_folder() / "profile.schema.json" if own is None else folder / own.text
