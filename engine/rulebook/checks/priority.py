"""R253: a table goes by priority, and doesn't say what goes before what.

The order of `values` is the priority. It has to be known before any profile is, or the same rows would be
tried in another order for another borrower.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.feel.tree import Value
from engine.rulebook.checks.context import Context
from engine.rulebook.table_model import Table


def check(context: Context) -> Iterator[Diagnostic]:
    """Each table with `priority` that has no `values`, and each result among them that isn't written out."""
    for table in context.rulebook.tables:
        if table.policy.text == "priority":
            yield from _unordered(table, context)


def _unordered(table: Table, context: Context) -> Iterator[Diagnostic]:
    if not any(output.values for output in table.outputs):
        help_ = "give an output `values: […]`, the most important first"
        yield Diagnostic("R253", "`priority` needs `values`", table.policy.span, "what goes first?", help_)
    for row in table.rows:
        for output, cell in zip(table.outputs, row.then, strict=False):
            tree = context.trees.get(cell.whole)
            if output.values and tree is not None and not isinstance(tree, Value):
                message = f"`priority` needs the text of `{output.id.text}` itself"
                help_ = "write one of its `values`, in quotes"
                yield Diagnostic("R253", message, cell.whole, "known only with a profile", help_)
