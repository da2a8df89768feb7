"""What a decision table comes to, also where some of its inputs aren't known.

An input that isn't known is tried with every value that its column can tell apart. What comes out is the
table's value only if it is the same each time. A table that waited for all of its inputs would ask for facts
that can't matter any more; one that went on without them could be overturned by the next fact.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from engine.feel.comparing import equal
from engine.feel.core import Node, Table
from engine.feel.distinct import bounds, distinct
from engine.feel.logic import conjunction
from engine.feel.unknown import MissingFact, Unknown, Value, failure, located, merged

MOST_MATCHINGS = 1_000  # sets of rows that are looked at; a table that leaves open more of them is unknown

Rows = frozenset[int]


class Reading(Struct, frozen=True):
    """How whoever reads a table evaluates its parts.

    Attributes:
        value: of an input, of an output, of what a cell compares with.
        given: what evaluates the conditions of cells once the input of their column has a value.
        aggregated: what the table's function makes of a list.
    """

    value: Callable[[Node], Value]
    given: Callable[[Value], Callable[[Node], Value]]
    aggregated: Callable[[tuple[Value, ...]], Value]


def value_of(table: Table, reading: Reading) -> Value:
    """The value of a table; `Unknown` where its inputs leave it open, no row matches, or rows contradict.

    Args:
        table: typed.
        reading: evaluates its parts.
    """
    matchings = _Matchings(table, reading)
    matchings.find()
    if len(matchings.found) > MOST_MATCHINGS:
        return merged(matchings.causes)
    values = [_outcome(table, rows, reading) for rows in sorted(matchings.found, key=sorted)]
    first, *others = values
    if all(equal(first, other) is True for other in others):
        return first
    return merged((*matchings.causes, *map(_facts_only, values)))


def row_truths(table: Table, reading: Reading) -> tuple[Value, ...]:
    """Whether each row matches, by its cells alone: true, false, or unknown with its causes."""
    holds = [reading.given(reading.value(one)) for one in table.inputs]
    return tuple(
        conjunction(held(test) for held, test in zip(holds, row, strict=True)) for row in rows_of(table)
    )


def rows_of(table: Table) -> Iterator[tuple[Node, ...]]:
    """The conditions of each row, one for each input."""
    width = len(table.inputs)
    return (table.tests[start : start + width] for start in range(0, len(table.tests), width))


@dataclass(slots=True)
class _Matchings:
    """Every set of rows that may turn out to be those that match, and what keeps them from being one."""

    table: Table
    reading: Reading
    found: set[Rows] = field(default_factory=set)
    causes: list[Value] = field(default_factory=list)

    def find(self) -> None:
        """Go through the columns; those whose input is known first, as they leave fewer rows to look at."""
        self.found = {frozenset(range(len(self.table.outputs)))}
        inputs = [self.reading.value(one) for one in self.table.inputs]
        for column in sorted(range(len(inputs)), key=lambda one: isinstance(inputs[one], Unknown)):
            self._narrow(column, inputs[column])
            if len(self.found) > MOST_MATCHINGS:
                self.causes += inputs
                return

    def _narrow(self, column: int, value: Value) -> None:
        """Leave only what one column lets through, for each value that its input may have."""
        tests = self._tests(column)
        open_cells: list[Value] = []
        passing = {
            passed
            for possible in self._possible(column, value, tests.values())
            for passed in self._passing(tests, possible, open_cells)
        }
        if len(passing) > 1:
            self.causes += (value, *open_cells)
        too_many = len(passing) > MOST_MATCHINGS
        self.found = passing if too_many else {rows & passed for rows in self.found for passed in passing}

    def _tests(self, column: int) -> dict[int, Node]:
        """The conditions of a column in the rows that may still match."""
        width = len(self.table.inputs)
        rows: Rows = frozenset().union(*self.found)
        return {row: self.table.tests[row * width + column] for row in sorted(rows)}

    def _possible(self, column: int, value: Value, tests: Iterable[Node]) -> tuple[Value, ...]:
        """The value itself, or those that it may turn out to have as far as the column can tell."""
        if not isinstance(value, Unknown):
            return (value,)
        compared = [self.reading.value(bound) for test in tests for bound in bounds(test)]
        return distinct(self.table.inputs[column].type, compared) or (value,)

    def _passing(self, tests: dict[int, Node], value: Value, open_cells: list[Value]) -> set[Rows]:
        """The rows that a value passes; several sets, where a cell compares it with what isn't known."""
        holds = self.reading.given(value)
        held = {row: holds(test) for row, test in tests.items()}
        passing = {frozenset(row for row, one in held.items() if one is True)}
        for row, one in held.items():
            if isinstance(one, Unknown) and len(passing) <= MOST_MATCHINGS:
                open_cells.append(one)
                passing |= {rows | {row} for rows in passing}
        return passing


def _outcome(table: Table, rows: Rows, reading: Reading) -> Value:
    """What a table comes to if these are the rows that match."""
    matching = sorted(rows)
    if not matching:
        return _without_row(table, reading)
    if table.policy == "collect":
        return _collected(table, tuple(reading.value(table.outputs[row]) for row in matching), reading)
    if table.policy == "unique" and len(matching) > 1:
        return located(failure("several_rows"), table.span)
    first = reading.value(table.outputs[matching[0]])
    if table.policy == "any":
        others = [reading.value(table.outputs[row]) for row in matching[1:]]
        return _agreed(table, first, others)
    return first


def _without_row(table: Table, reading: Reading) -> Value:
    if table.policy == "collect":
        default = () if table.default is None else (reading.value(table.default),)
        return _collected(table, default, reading)
    if table.default is None:
        return located(failure("no_row"), table.span)
    return reading.value(table.default)


def _collected(table: Table, outputs: tuple[Value, ...], reading: Reading) -> Value:
    return reading.aggregated(outputs) if table.aggregation else outputs


def _agreed(table: Table, first: Value, others: list[Value]) -> Value:
    """The one output of several rows."""
    agree = conjunction(equal(first, other) for other in others)
    if agree is True:
        return first
    return located(failure("several_rows"), table.span) if agree is False else agree


def _facts_only(value: Value) -> Unknown | None:
    """The facts that an output lacks: what else is wrong with it needn't come about."""
    if not isinstance(value, Unknown):
        return None
    return Unknown(frozenset(cause for cause in value.causes if isinstance(cause, MissingFact)))
