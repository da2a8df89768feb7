"""R231: something ends before it begins.

It would never be in force, and the days that were meant would have no value, or no pack at all.
"""

from collections.abc import Iterator
from datetime import date

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context
from engine.source import Span


def check(context: Context) -> Iterator[Diagnostic]:
    """The pack, and each value of a parameter, whose last day comes before its first."""
    head = context.rulebook.head
    yield from _reversed(f"the pack `{head.id.text}`", head.since, head.until, head.id.span)
    for parameter in context.rulebook.parameters:
        for value in parameter.values:
            yield from _reversed(f"this value of `{parameter.id.text}`", value.since, value.until, value.span)


def _reversed(what: str, since: date, until: date | None, span: Span) -> Iterator[Diagnostic]:
    if until and until < since:
        message = f"{what} ends before it begins"
        yield Diagnostic("R231", message, span, f"from {since} to {until}", "exchange `from` and `to`")
