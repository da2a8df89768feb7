"""What names an expression may use, and of what type each is.

Every measure and parameter says its unit, so their types are known before any formula is
checked: an error in one formula doesn't spoil those that use it.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Final

from engine.diagnostics import Diagnostic
from engine.feel.core import Origin
from engine.feel.functions import Function
from engine.feel.types import DATE, DAYS, MONTHS, TEXT, TRUTH, ListType, NumberType, TextType, Type
from engine.feel.typing import Environment
from engine.rulebook.model import Parameter, Rulebook, Word
from engine.rulebook.table_model import Table, TableOutput
from engine.source import Span
from engine.values import RATIO, Unit

_NEAR = (
    0.75  # `months` and `persons` are much like known ones; `percent` or `euro` is a unit of the pack's own
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
    named = own.text if own else PRODUCT_FACTS
    return Environment(
        known,
        functions,
        dictionary=named,
        describe={name: f"see `xieshang facts {name}`" for name in facts} if own is None else {},
        elsewhere=dict(_elsewhere(rulebook)),
        declared=dict(_declared(rulebook)),
        left_out=rulebook.left_out.computed,
    )


def _declared(rulebook: Rulebook) -> Iterator[tuple[str, Span]]:
    """Where it is written of what type a name is."""
    for measure in rulebook.measures:
        yield measure.id.text, measure.unit.span
    for table in rulebook.tables:
        for output in table.outputs:
            yield table.name_of(output), (output.unit or output.id).span
    for parameter in rulebook.parameters:
        yield f"parameter.{parameter.id.text}", parameter.unit.span


def _elsewhere(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """What an expression can't name though the pack has it, and what to write instead."""
    for parameter in rulebook.parameters:
        yield parameter.id.text, f"write `parameter.{parameter.id.text}`"
    for finding in rulebook.findings:
        yield finding.id.text, f"it is a finding; write `finding: {finding.id.text}` instead of `when:`"
    for kind, listed in (("option", rulebook.options), ("alert", rulebook.alerts)):
        for one in listed:
            meant = f"`{one.id.text}` is an {kind}, which no condition can use"
            yield one.id.text, f"{meant}; put what both need into a finding"


def unknown_units(rulebook: Rulebook, facts: Mapping[str, Type]) -> Iterator[Diagnostic]:
    """R225: a unit that can't be read, or with a base unit that is almost one that is known."""
    known = {"day", "month", "year"}.union(*(_bases(kind) for kind in facts.values()))
    for word in _units(rulebook):
        kind = unit_type(word.text)
        strange = () if kind is None else sorted(_bases(kind) - known)
        for base in strange:
            near = _meant(base, sorted(known))
            if near:
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


def _meant(base: str, known: Sequence[str]) -> str:
    """The known base unit that is a slip away from one, or much like it; "" if none is."""
    slips = [one for one in known if _is_one_slip(base, one)]
    near = slips or get_close_matches(base, known, n=1, cutoff=_NEAR)
    return near[0] if near else ""


def _is_one_slip(one: str, other: str) -> bool:
    """Whether a letter more, less or another, or two that changed places, make the one of the other."""
    start = _shared(one, other)
    one, other = one[start:], other[start:]
    end = _shared(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _bases(kind: Type) -> set[str]:
    return {base for base, _ in kind.unit.powers} if isinstance(kind, NumberType) and kind.unit else set()


def _units(rulebook: Rulebook) -> Iterator[Word]:
    for measure in rulebook.measures:
        yield measure.unit
    for parameter in rulebook.parameters:
        yield parameter.unit
    for table in rulebook.tables:
        yield from (output.unit for output in table.outputs if output.unit)
