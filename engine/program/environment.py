"""What names an expression may use, and of what type each is.

Every measure and parameter says its unit, so their types are known before any formula is
checked: an error in one formula doesn't spoil those that use it.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from engine.diagnostics import Diagnostic
from engine.feel.core import Origin
from engine.feel.functions import Function
from engine.feel.types import DATE, DAYS, MONTHS, TEXT, TRUTH, ListType, NumberType, TextType, Type
from engine.feel.typing import Environment
from engine.rulebook.model import Parameter, Rulebook, Word
from engine.rulebook.table_model import Table, TableOutput
from engine.values import RATIO, Unit

_NEAR = (
    0.75  # `days` and `yaun` are slips of `day` and `yuan`; `percent` or `euro` is a unit of the pack's own
)
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


def cell_type(output: TableOutput) -> Type:
    """The type of what a row of a table gives; a number without unit where the unit is at fault."""
    if output.values:
        return TextType(tuple(word.text for word in output.values))
    return (None if output.unit is None else unit_type(output.unit.text)) or NumberType()


def output_type(table: Table, output: TableOutput) -> Type:
    """The type of what a table gives: that of its cells, or of what it makes of several."""
    if table.policy.text != "collect":
        return cell_type(output)
    match table.aggregation.text if table.aggregation else "list":
        case "list":
            return ListType(cell_type(output))
        case "count":
            return NumberType(RATIO)
    return cell_type(output)


def environment(
    rulebook: Rulebook, facts: Mapping[str, Type], functions: Mapping[str, Function]
) -> Environment:
    """Facts, measures by their id, outputs of tables, parameters as `parameter.<id>`."""
    known: dict[str, tuple[Origin, Type]] = {name: (Origin.FACT, kind) for name, kind in facts.items()}
    for measure in rulebook.measures:
        known[measure.id.text] = Origin.MEASURE, unit_type(measure.unit.text) or NumberType()
    for table in rulebook.tables:
        for output in table.outputs:
            known[table.name_of(output)] = Origin.MEASURE, output_type(table, output)
    for parameter in rulebook.parameters:
        known[f"parameter.{parameter.id.text}"] = Origin.PARAMETER, parameter_type(parameter)
    own = rulebook.head.profile_schema
    return Environment(known, functions, dictionary=own.text if own else PRODUCT_FACTS)


def unknown_units(rulebook: Rulebook, facts: Mapping[str, Type]) -> Iterator[Diagnostic]:
    """R225: a unit that can't be read, or with a base unit that is almost one that is known."""
    known = {"day", "month", "year"}.union(*(_bases(kind) for kind in facts.values()))
    for word in _units(rulebook):
        kind = unit_type(word.text)
        strange = () if kind is None else sorted(_bases(kind) - known)
        for base in strange:
            for near in get_close_matches(base, sorted(known), n=1, cutoff=_NEAR):
                help_ = f"did you mean `{near}`?"
                yield Diagnostic("R225", f"unknown unit `{base}`", word.span, "no fact has it", help_)
        if kind is None:
            yield Diagnostic(
                "R225",
                f"unknown unit `{word.text}`",
                word.span,
                "not a unit",
                "write base units with `*` and `/`, such as `yuan/month`, `1/day`, or `1` for a ratio; "
                f"or one of {', '.join(NAMED_TYPES)}",
            )


def _bases(kind: Type) -> set[str]:
    return {base for base, _ in kind.unit.powers} if isinstance(kind, NumberType) and kind.unit else set()


def _units(rulebook: Rulebook) -> Iterator[Word]:
    for measure in rulebook.measures:
        yield measure.unit
    for parameter in rulebook.parameters:
        yield parameter.unit
    for table in rulebook.tables:
        yield from (output.unit for output in table.outputs if output.unit)
