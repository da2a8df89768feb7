"""Programs to hold columns against the reference on: the packs of the repository, and ones of formulas."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.calendar.functions import calendar_functions
from engine.evaluation.columnar import Columnar, Wanted
from engine.feel.types import ListType, RangeType, RecordType
from engine.profile.facts import Dictionary
from engine.program.from_rulebook import from_rulebook
from engine.program.functions import FUNCTIONS
from engine.program.load import load_pack
from engine.program.model import Program
from engine.rulebook.from_yaml import read_rulebook
from tests.evaluation.agreement import DICTIONARY
from tests.evaluation.generate_program import AUTHORITIES, SOURCE, written

ROOT = Path(__file__).parents[3]


def figures_of(of: Program) -> tuple[str, ...]:
    """Every measure and output of a table that is a single value."""
    return tuple(
        one.id
        for one in of.computed
        if "#" not in one.id and not isinstance(one.type, ListType | RecordType | RangeType)
    )


def everything(of: Program, scales: Mapping[str, int] | None = None) -> Columnar:
    """The columnar form that gives all there is."""
    wanted = Wanted(criteria=True, findings=True, proofs=True, figures=figures_of(of))
    return Columnar(of, wanted=wanted, scales=scales)


def weilidai() -> Program:
    """The pack of the repository."""
    return load_pack(ROOT / "rules" / "weilidai")


def hardship24() -> Program:
    """The pack that benchmarks are run on."""
    return load_pack(ROOT / "benchmarks" / "hardship24")


def of_formulas(
    formulas: Sequence[tuple[str, str]], more: Mapping[str, Any] | None = None, facts: Dictionary = DICTIONARY
) -> Program:
    """A program of formulas with their units, as measures `m0`, `m1`, …"""
    names = [f"m{number}" for number in range(len(formulas))]
    made: dict[str, Any] = {"pack.yaml": _HEAD, "authorities.yaml": AUTHORITIES} | dict(more or {})
    for name, (formula, unit) in zip(names, formulas, strict=True):
        made[f"measures/{name}.yaml"] = {"id": name, "formula": formula, "unit": unit, "source": SOURCE}
    criterion = {"id": "always", "when": "loan.balance = loan.balance", "source": SOURCE}
    option = {"id": "one", "eligible_when": [criterion], "figures": names}
    made["options/one/option.yaml"] = option
    made["options/one/words.en.yaml"] = {
        "title": "one",
        "summary": "words",
        "criteria": {"always": {"met": "yes", "unmet": "no", "unknown": "perhaps"}},
    }
    said = {"measures": {name: name for name in names}}
    made["words.en.yaml"] = said | made.get("words.en.yaml", {})
    with TemporaryDirectory() as folder:
        found, faults = read_rulebook(written(made, Path(folder)))
        assert found is not None, faults
        checked, wrong = from_rulebook(found, facts, {**FUNCTIONS, **calendar_functions("CN")})
        assert checked is not None, wrong
        return checked


_HEAD = {
    "id": "formulas",
    "version": "1.0.0",
    "title": {"en": "made up"},
    "jurisdiction": "CN",
    "languages": ["en"],
    "in_force": {"from": date(2000, 1, 1)},
    "documents": [],
}
