"""R215: a parameter has two values for the same day.

Which of them were taken would be chance, and an assessment of that day could come out either way.
"""

from collections.abc import Iterator
from datetime import timedelta

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.checks.context import Context
from engine.rulebook.checks.dates import by_date, end
from engine.rulebook.model import DatedValue


def check(context: Context) -> Iterator[Diagnostic]:
    """Each value that begins before one that began earlier has ended, with both places."""
    for parameter in context.rulebook.parameters:
        longest: DatedValue | None = None
        for value in by_date(parameter):
            if longest and end(longest) >= value.since:
                yield _overlap(parameter.id.text, longest, value)
            longest = value if longest is None else max(longest, value, key=end)


def _overlap(name: str, earlier: DatedValue, later: DatedValue) -> Diagnostic:
    help_ = "let them begin on different days"
    if earlier.since < later.since:
        help_ = f"end the earlier one with `to: {later.since - timedelta(days=1)}`"
    return Diagnostic(
        "R215",
        f"two values of `{name}` are in force on {later.since}",
        later.span,
        f"begins on {later.since}",
        help_,
        (Note(earlier.span, f"ends on {earlier.until}" if earlier.until else "never ends"),),
    )
