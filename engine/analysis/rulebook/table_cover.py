"""A110: a borrower for whom no row of a table matches. A111, A112: rows that contradict each other.

The first leaves a figure unknown that the author thought was settled. The other two take the whole answer
away (R271, R272), and the first to notice would be a borrower.
"""

from collections.abc import Iterator, Sequence

from engine.analysis.model import Answer, Refuted, Witness
from engine.analysis.properties.claims import AllOf, AnyOf, Condition, Part
from engine.analysis.properties.resolved import nobody
from engine.analysis.rulebook.model import Asked, Found, Pack
from engine.analysis.rulebook.nodes import equal, is_known, row_conditions
from engine.analysis.rulebook.places import places
from engine.analysis.rulebook.table_rows import row_name
from engine.diagnostics import Diagnostic, Note
from engine.evaluation.globals import Globals
from engine.feel.core import Node
from engine.program.model import Program
from engine.program.table import Row, Table


def asked(pack: Pack) -> Iterator[Asked]:
    """Whether a table leaves somebody without a row; whether two rows contradict each other."""
    for table in pack.program.tables:
        if table.policy != "collect" and table.default is None:
            yield _gap(pack, table)
        if table.forbids_overlap:
            yield from _overlaps(pack.program, table)


def _gap(pack: Pack, table: Table) -> Asked:
    question = f"table {table.id} has a row for everybody"
    formula = table.formulas[0]
    claims: list[Part] = [Condition(is_known(one)) for one in formula.inputs]
    claims += [Condition(row, false=True) for row in row_conditions(formula)]
    place = places(pack.rulebook)[table.id]

    def told(answer: Answer) -> Found | None:
        if not isinstance(answer, Refuted):
            return None
        message = f"`{table.id}` has no row for somebody of whom every input is known"
        help_ = "write a row for it, or a `default`"
        return Found(question, Diagnostic("A110", message, place, "has a gap", help_), answer.witnesses)

    return Asked(question, nobody(*claims), told, shown=True)


def _overlaps(program: Program, table: Table) -> Iterator[Asked]:
    """One question for each row but the first: does it contradict one above it?"""
    conditions = row_conditions(table.formulas[0])
    for last in range(1, len(conditions)):
        pairs = [(first, last) for first in range(last)]
        yield _overlap(program, table, pairs, conditions)


def _overlap(
    program: Program, table: Table, pairs: Sequence[tuple[int, int]], conditions: Sequence[Node]
) -> Asked:
    row = table.rows[pairs[0][1]]
    question = f"row {row_name(table, row)} of table {table.id} never contradicts one above it"

    def told(answer: Answer) -> Found | None:
        if not isinstance(answer, Refuted):
            return None
        first, last = next(pair for pair in pairs if _matched(program, conditions, pair, answer.witnesses[0]))
        return Found(question, _fault(table, table.rows[first], table.rows[last]), answer.witnesses)

    contradictions = tuple(_contradict(table, pair, conditions) for pair in pairs)
    return Asked(question, nobody(AnyOf(contradictions)), told, shown=True)


def _contradict(table: Table, pair: tuple[int, int], conditions: Sequence[Node]) -> Part:
    both = tuple(Condition(conditions[one]) for one in pair)
    if table.policy == "unique":
        return AllOf(both)
    first, second = pair
    differ = (Condition(equal(one.outputs[first], one.outputs[second]), false=True) for one in table.formulas)
    return AllOf((*both, AnyOf(tuple(differ))))


def _matched(program: Program, conditions: Sequence[Node], pair: tuple[int, int], witness: Witness) -> bool:
    """Whether both rows match a borrower."""
    values = Globals(program, witness.view, witness.as_of)
    return all(values.evaluate(conditions[one]) is True for one in pair)


def _fault(table: Table, first: Row, last: Row) -> Diagnostic:
    rows = f"rows {row_name(table, first)} and {row_name(table, last)} of `{table.id}`"
    notes = (Note(first.span, "and so does this one"),)
    if table.policy == "unique":
        message, help_ = (
            f"{rows} can both match, and it is `unique`",
            "change one of the rows, or the hit policy",
        )
        return Diagnostic("A111", message, last.span, "matches somebody", help_, notes)
    message = f"{rows} can both match with different results"
    help_ = "give both rows one result, or change one of them or the hit policy"
    return Diagnostic("A112", message, last.span, "matches somebody", help_, notes)
