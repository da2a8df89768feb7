"""R259: a table that evidence is taken from doesn't collect evidence.

The documents that somebody may have to bring are known before any profile is; only which of them count
follows from it. Without that, a checklist could name something that no file describes.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.feel.tree import Value
from engine.rulebook.checks.context import Context
from engine.rulebook.expressions import collecting
from engine.rulebook.model import Word
from engine.rulebook.table_model import Table


def check(context: Context) -> Iterator[Diagnostic]:
    """Each table named by `evidence` that isn't a list of requirements, and each result not written out."""
    asking = {word.text: word for word in reversed([*collecting(context.rulebook)])}
    for table in context.rulebook.tables:
        if table.id.text in asking:
            yield from _no_list(table, asking[table.id.text])
            yield from _not_written(table, context)


def _no_list(table: Table, asking: Word) -> Iterator[Diagnostic]:
    aggregation = table.aggregation.text if table.aggregation else "list"
    lists = table.policy.text == "collect" and aggregation == "list"
    if not lists or len(table.outputs) > 1 or not table.outputs[0].values:
        help_ = "give it `hit_policy: collect` and one output, whose `values` are ids of files in `evidence/`"
        notes = (Note(asking.span, "asks it for evidence"),)
        message = f"`{table.id.text}` doesn't collect evidence"
        yield Diagnostic("R259", message, table.id.span, "not a list of requirements", help_, notes)


def _not_written(table: Table, context: Context) -> Iterator[Diagnostic]:
    for row in table.every_row:
        for cell in row.then[:1]:
            tree = context.trees.get(cell.whole)
            if tree is not None and not isinstance(tree, Value):
                message = "evidence has to be named in the row itself"
                help_ = "write the id of a requirement, in quotes"
                yield Diagnostic("R259", message, cell.whole, "known only with a profile", help_)
