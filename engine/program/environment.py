"""What names an expression may use, and of what type each is.

Every measure and parameter says its unit, so their types are known before any formula is
checked: an error in one formula doesn't spoil those that use it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.diagnostics import Diagnostic
from engine.feel.core import Origin
from engine.feel.functions import Function
from engine.feel.types import DATE, DAYS, MONTHS, TEXT, TRUTH, NumberType, Type
from engine.feel.typing import Environment
from engine.rulebook.model import Parameter, Rulebook, Word
from engine.values import Unit

PRODUCT_FACTS: Final = "schemas/profile.schema.json"
NAMED_TYPES: Final[Mapping[str, Type]] = {
    "date": DATE,
    "text": TEXT,
    "truth": TRUTH,
    "days_duration": DAYS,
    "months_duration": MONTHS,
}


def unit_type(text: str) -> Type | None:
    """The type that a `unit:` names; None if it is no unit."""
    if text in NAMED_TYPES:
        return NAMED_TYPES[text]
    unit = Unit.parse(text)
    return None if unit is None else NumberType(unit)


def parameter_type(parameter: Parameter) -> Type:
    """The type of a parameter; a number without unit where the unit is at fault (R225 tells)."""
    return unit_type(parameter.unit.text) or NumberType()


def environment(
    rulebook: Rulebook, facts: Mapping[str, Type], functions: Mapping[str, Function]
) -> Environment:
    """Facts, measures by their id, parameters as `parameter.<id>`."""
    known: dict[str, tuple[Origin, Type]] = {name: (Origin.FACT, kind) for name, kind in facts.items()}
    for measure in rulebook.measures:
        known[measure.id.text] = Origin.MEASURE, unit_type(measure.unit.text) or NumberType()
    for parameter in rulebook.parameters:
        known[f"parameter.{parameter.id.text}"] = Origin.PARAMETER, parameter_type(parameter)
    own = rulebook.head.profile_schema
    return Environment(known, functions, dictionary=own.text if own else PRODUCT_FACTS)


def unknown_units(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """R225: a unit that can't be read, or made of base units that nothing else has."""
    for word in _units(rulebook):
        if unit_type(word.text) is None:
            yield Diagnostic(
                "R225",
                f"unknown unit `{word.text}`",
                word.span,
                "not a unit",
                "write base units with `*` and `/`, such as `yuan/month`, `1/day`, or `1` for a ratio; "
                f"or one of {', '.join(NAMED_TYPES)}",
            )


def _units(rulebook: Rulebook) -> Iterator[Word]:
    for measure in rulebook.measures:
        yield measure.unit
    for parameter in rulebook.parameters:
        yield parameter.unit
