"""A113: a row that rows above it always take the place of. A114: a row that matches nobody.

Who reads such a row takes it for a rule. That nobody ever comes to it shows only where all inputs are
followed to the facts: a row for a negative capacity may be dead since a measure has seen to that already.
"""

from collections.abc import Iterator, Sequence

from engine.analysis.model import Answer, Proved
from engine.analysis.properties.claims import AllOf, Condition, NoneOf
from engine.analysis.properties.resolved import nobody
from engine.analysis.rulebook.model import Asked, Found, Pack
from engine.analysis.rulebook.nodes import row_conditions
from engine.diagnostics import Diagnostic, Note
from engine.feel.core import Node
from engine.feel.tables import rows_of
from engine.program.table import Row, Table
from engine.source import Span

_ORDERED = frozenset({"first", "priority"})


def row_name(table: Table, row: Row) -> str:
    """What a row is called in messages: its id, or its number as written."""
    return f"`{row.id}`" if row.id else str(table.rows.index(row) + 1)


def in_order(table: Table) -> tuple[Row, ...]:
    """The rows as written, in the order in which they are tried."""
    formula = table.formulas[0]
    return tuple(
        next(row for row in table.rows if _holds(row.span, tests[0].span)) for tests in rows_of(formula)
    )


def _holds(row: Span, cell: Span) -> bool:
    return row.source == cell.source and row.start <= cell.start and cell.end <= row.end


def asked(pack: Pack) -> Iterator[Asked]:
    """Whether each row matches somebody; where the first match counts, whether it is that of somebody."""
    for table in pack.program.tables:
        conditions, rows = row_conditions(table.formulas[0]), in_order(table)
        for place, row in enumerate(rows):
            yield _matches(table, row, conditions[place])
            if place and table.policy in _ORDERED:
                yield _counts(table, rows[: place + 1], conditions[: place + 1])


def _question(table: Table, row: Row) -> str:
    return f"row {row_name(table, row)} of table {table.id} matches somebody"


def _matches(table: Table, row: Row, condition: Node) -> Asked:
    question = _question(table, row)

    def told(answer: Answer) -> Found | None:
        if not isinstance(answer, Proved):
            return None
        message = f"row {row_name(table, row)} of `{table.id}` matches nobody"
        help_ = "mend its cells, or delete it"
        return Found(question, Diagnostic("A114", message, row.span, "whatever is told", help_))

    return Asked(question, nobody(Condition(condition)), told)


def _counts(table: Table, rows: Sequence[Row], conditions: Sequence[Node]) -> Asked:
    """The last of some rows, which are in order."""
    row, condition = rows[-1], conditions[-1]
    question = f"row {row_name(table, row)} of table {table.id} is the first match of somebody"
    earlier = tuple(NoneOf(Condition(one)) for one in conditions[:-1])

    def told(answer: Answer) -> tuple[Asked, ...] | None:
        return _reasons(question, table, rows, conditions) if isinstance(answer, Proved) else None

    claim = AllOf((Condition(condition), *earlier))
    return Asked(question, nobody(claim), told, unless=(_question(table, row),))


def _reasons(
    question: str, table: Table, rows: Sequence[Row], conditions: Sequence[Node]
) -> tuple[Asked, ...]:
    """One question for each earlier row: does it match wherever the last does? The first is named."""
    said: list[Row] = []
    *earlier, row = rows

    def named(place: int) -> Asked:
        other = earlier[place]

        def told(answer: Answer) -> Found | None:
            if isinstance(answer, Proved):
                said.append(other)
            return Found(question, _fault(table, row, said, earlier)) if other is earlier[-1] else None

        claims = Condition(conditions[-1]), NoneOf(Condition(conditions[place]))
        name = (
            f"row {row_name(table, other)} of table {table.id} matches wherever {row_name(table, row)} does"
        )
        return Asked(name, nobody(*claims), told)

    return tuple(map(named, range(len(earlier))))


def _fault(table: Table, row: Row, said: Sequence[Row], earlier: Sequence[Row]) -> Diagnostic:
    message = f"row {row_name(table, row)} of `{table.id}` never counts, as others go before it"
    notes = tuple(Note(one.span, "together, these match wherever it does") for one in earlier)
    if said:
        other = row_name(table, said[0])
        message = f"row {row_name(table, row)} of `{table.id}` never counts, as {other} goes before it"
        notes = (Note(said[0].span, "matches wherever it does"),)
    return Diagnostic(
        "A113", message, row.span, "masked", "delete it, or change the order of the rows", notes
    )
