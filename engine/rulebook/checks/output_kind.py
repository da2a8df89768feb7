"""R251: an output of a table doesn't say what may come out.

Without a unit or a fixed set of texts its results couldn't be checked; with both it contradicts itself.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.checks.context import Context


def check(context: Context) -> Iterator[Diagnostic]:
    """Each output that has neither `unit` nor `values`, or both."""
    for table in context.rulebook.tables:
        for output in table.outputs:
            if output.unit is None and not output.values:
                message = f"the output `{output.id.text}` has neither `unit` nor `values`"
                help_ = "write `unit: …` as for a measure, or `values: […]` with the texts that may come out"
                yield Diagnostic("R251", message, output.id.span, "what may come out?", help_)
            elif output.unit is not None and output.values:
                message = f"the output `{output.id.text}` has both `unit` and `values`"
                notes = (Note(output.values[0].span, "the first of its `values`"),)
                yield Diagnostic(
                    "R251", message, output.unit.span, "its `unit`", "keep one of the two", notes
                )
