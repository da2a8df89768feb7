"""R268: a paper stands under `also:` though the table beside it collects it, too.

Where a row asks for it, a borrower would read it twice, and wonder which other copy is meant.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from engine.diagnostics import Diagnostic, Note
from engine.rulebook import expressions
from engine.rulebook.checks.context import Context
from engine.rulebook.model import Criterion, Option
from engine.rulebook.table_model import Table


def check(context: Context) -> Iterator[Diagnostic]:
    """Each requirement that is listed beside a table which has it among its values."""
    tables = {table.id.text: table for table in context.rulebook.tables}
    asking: Iterable[Option | Criterion] = chain(
        context.rulebook.options, expressions.criteria(context.rulebook)
    )
    for one in asking:
        if one.evidence_table is not None and one.evidence_table.text in tables:
            yield from _listed_twice(one, tables[one.evidence_table.text])


def _listed_twice(one: Option | Criterion, table: Table) -> Iterator[Diagnostic]:
    collected = {value.text: value for output in table.outputs for value in output.values}
    for word in one.evidence:
        if word.text in collected:
            yield Diagnostic(
                "R268",
                f"`{word.text}` would be listed twice",
                word.span,
                "here, and wherever the table names it",
                f"delete it here, or from the rows and `values` of `{table.id.text}`",
                (Note(collected[word.text].span, "the table collects it"),),
            )
