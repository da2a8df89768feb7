"""R271, R272: two rows of a decision table contradict each other for a profile.

A table that says `unique` or `any` promises that its rows never compete. Where a profile shows that they do,
nobody can know which row was meant. Any answer would be a guess, so there is none, and the author gets both
rows and the values that met them.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

from engine.diagnostics import Diagnostic, Faulty, Note
from engine.evaluation.globals import Globals
from engine.feel import core
from engine.feel.comparing import equal
from engine.feel.tables import row_truths
from engine.feel.to_text import to_text
from engine.feel.tree import Value as Literal
from engine.feel.unknown import Range, Unknown, Value
from engine.feel.walk import reading
from engine.program.model import Program
from engine.program.table import Row, Table
from engine.source import Span


def refuse_contradictions(program: Program, values: Globals) -> None:
    """Do nothing, unless rows that must not compete do.

    Args:
        program: whose tables are looked at.
        values: of one loan.

    Raises:
        Faulty: R271 for each `unique` table of which several rows surely match, R272 for each `any` table of
            which several surely match and give different results.
    """
    faults = [fault for table in program.tables if table.forbids_overlap for fault in _faults(table, values)]
    if faults:
        raise Faulty(faults)


def _faults(table: Table, values: Globals) -> Iterator[Diagnostic]:
    """The first pair of rows that contradict each other."""
    scope = values.scope
    truths = row_truths(table.formulas[0], reading(table.formulas[0], scope))
    matching = [number for number, truth in enumerate(truths) if truth is True]
    for first, second in combinations(matching, 2):
        if table.policy == "unique":
            yield _both_match(table, first, second, values)
            return
        if any(_differ(formula, first, second, values) for formula in table.formulas):
            yield _different_results(table, first, second, values)
            return


def _differ(formula: core.Table, first: int, second: int, values: Globals) -> bool:
    outputs = formula.outputs
    return equal(values.evaluate(outputs[first]), values.evaluate(outputs[second])) is False


def _both_match(table: Table, first: int, second: int, values: Globals) -> Diagnostic:
    return _fault(
        "R271",
        f"{_rows(table, first, second)} of `{table.id}` both match, and it is `unique`",
        (table.rows[first], table.rows[second]),
        f"{_told(table, values)}; change one of the rows, or the hit policy",
    )


def _different_results(table: Table, first: int, second: int, values: Globals) -> Diagnostic:
    return _fault(
        "R272",
        f"{_rows(table, first, second)} of `{table.id}` both match with different results",
        (table.rows[first], table.rows[second]),
        f"{_told(table, values)}; give both rows one result, or change one of them or the hit policy",
    )


def _fault(code: str, message: str, rows: tuple[Row, Row], help_: str) -> Diagnostic:
    first, second = rows
    return Diagnostic(
        code, message, second.span, "this row matches", help_, (Note(first.span, "and so does this one"),)
    )


def _rows(table: Table, first: int, second: int) -> str:
    names = [f"`{table.rows[one].id}`" if table.rows[one].id else str(one + 1) for one in (first, second)]
    return "rows {} and {}".format(*names)


def _told(table: Table, values: Globals) -> str:
    """The values of the profile that the rows have tested."""
    nodes = table.formulas[0].inputs
    told = [
        f"`{one.text}` is {_shown(values.evaluate(node), node.span)}"
        for one, node in zip(table.inputs, nodes, strict=True)
    ]
    return ", ".join(told)


def _shown(value: Value, place: Span) -> str:
    """A value in the language of expressions; in words where that has none."""
    match value:
        case Unknown():
            return "not known"
        case tuple():
            return f"a list of {len(value)}"
        case Range() | Mapping():
            return "given"
    return f"`{to_text(Literal(value, place))}`"
