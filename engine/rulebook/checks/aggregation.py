"""R252: a table makes one figure of several rows where that can't be done.

Only `collect` has several results at a time, and texts have no sum. What came out would be a number that
nobody has asked for.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.checks.context import Context
from engine.rulebook.model import Word
from engine.rulebook.table_model import Table

_NO_NUMBER = frozenset({"date", "text", "truth", "days_duration", "months_duration"})
_NO_ORDER = frozenset({"text", "truth"})


def check(context: Context) -> Iterator[Diagnostic]:
    """Each `aggregation` beside another hit policy, of the wrong results, or with a default to count."""
    for table in context.rulebook.tables:
        if table.aggregation is not None:
            yield from _misplaced(table, table.aggregation)


def _misplaced(table: Table, word: Word) -> Iterator[Diagnostic]:
    if table.policy.text != "collect":
        message = f"`{table.policy.text}` has no `aggregation`"
        notes = (Note(table.policy.span, "the hit policy"),)
        help_ = "write `hit_policy: collect`, or take it out"
        yield Diagnostic("R252", message, word.span, "only `collect` has one", help_, notes)
    elif word.text == "count" and table.default is not None:
        message = "a `count` of rows has no default"
        yield Diagnostic("R252", message, table.default.span, "it is 0 where no row matches", "take it out")
    else:
        yield from _of_no_figures(table, word)


def _of_no_figures(table: Table, word: Word) -> Iterator[Diagnostic]:
    """Outputs of which there is no sum, or no least and greatest."""
    without = {"sum": _NO_NUMBER, "min": _NO_ORDER, "max": _NO_ORDER}.get(word.text, frozenset())
    for output in table.outputs:
        unit = output.unit.text if output.unit else "text" if output.values else ""
        if unit in without:
            message = f"there is no `{word.text}` of `{output.id.text}`"
            label = "made of texts" if output.unit is None else f"its unit is `{unit}`"
            notes = (Note(word.span, "the aggregation"),)
            yield Diagnostic("R252", message, output.id.span, label, "collect a `list` or a `count`", notes)
