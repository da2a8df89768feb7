"""R234: a statement is said to be unused, but a rule rests on it.

The reason why it isn't used would be shown to readers, and it would be untrue.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.checks.context import Context
from engine.rulebook.expressions import sourced


def check(context: Context) -> Iterator[Diagnostic]:
    """Each statement with `unused` that a rule names as its source, with both places."""
    used = {word.text: word.span for rule in sourced(context.rulebook) for word in rule.source}
    for statement in context.rulebook.statements:
        if statement.unused and statement.id.text in used:
            yield Diagnostic(
                "R234",
                f"`{statement.id.text}` is said to be unused, but a rule rests on it",
                statement.id.span,
                "has a reason in `unused`",
                "take the reason out, or the source",
                (Note(used[statement.id.text], "used here"),),
            )
