"""R216: there are days on which the pack speaks but a parameter has no value.

On such a day every criterion that needs the number would be unknown, and no fact
that a borrower tells could ever settle it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context
from engine.rulebook.checks.dates import by_date, end
from engine.rulebook.model import DatedValue, Parameter

_DAY = timedelta(days=1)


def check(context: Context) -> Iterator[Diagnostic]:
    """Each stretch of the pack's days without a value: before the first, between two, after the last."""
    head = context.rulebook.head
    for parameter in context.rulebook.parameters:
        for first, last, value in _gaps(by_date(parameter), head.since, head.until or date.max):
            yield _fault(parameter, first, last, value)


def _gaps(values: list[DatedValue], first: date, last: date) -> Iterator[tuple[date, date, DatedValue]]:
    """First and last day of each stretch within these days that no value covers, with a value near it."""
    for value in values:
        if first < value.since and first <= last:
            yield first, min(value.since - _DAY, last), value
        if end(value) >= last:
            return
        first = max(first, end(value) + _DAY)
    if values and first <= last:
        yield first, last, values[-1]


def _fault(parameter: Parameter, first: date, last: date, near: DatedValue) -> Diagnostic:
    days = f"from {first} on" if last == date.max else f"from {first} to {last}"
    return Diagnostic(
        "R216",
        f"`{parameter.id.text}` has no value {days if first < last else f'on {first}'}",
        near.span,
        "the nearest value",
        "the pack is in force then: give a value for these days, or change `in_force` in `pack.yaml`",
    )
