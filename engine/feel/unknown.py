"""What an expression can come to, and why a value isn't known.

An unknown that forgot its causes could not tell the borrower which fact to bring;
one that were `None` or `False` would sooner or later be taken for a "no".
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from engine.feel.durations import DaysDuration, MonthsDuration
from engine.source import Span


class MissingFact(Struct, frozen=True):
    """A fact that the profile doesn't tell: `loan.balance`, `evidence[2].issued`."""

    path: str


class Failure(Struct, frozen=True):
    """An operation that has no value for its operands.

    Attributes:
        reason: `division_by_zero`, `overflow`, `undefined`, `no_such_element`, `no_value`, `not_a_date`,
            `not_a_number`, or a word of a domain function's own.
        span: the operation; None until the walk has put it in.
    """

    reason: str
    span: Span | None = None


Cause = MissingFact | Failure


class Unknown(Struct, frozen=True):
    """A value that isn't known, with everything that keeps it from being so."""

    causes: frozenset[Cause] = frozenset()

    def __bool__(self) -> NoReturn:
        """Refuse to be taken for true or false."""
        raise TypeError("an unknown value is neither true nor false")


class Range(Struct, frozen=True):
    """A range as a value; None for no bound, and a bound may be unknown.

    `sign` is `=` for `(= 10)` and `!=` for `(!= 10)`, whose value both bounds hold; else "".
    """

    low: "Value | None"
    high: "Value | None"
    low_closed: bool
    high_closed: bool
    sign: Literal["", "=", "!="] = ""


Record = Mapping[str, "Value"]
Value = (
    bool
    | Decimal
    | str
    | date
    | DaysDuration
    | MonthsDuration
    | tuple["Value", ...]
    | Record
    | Range
    | Unknown
)


def missing(path: str) -> Unknown:
    """Not known, since the profile doesn't tell the fact at this path."""
    return Unknown(frozenset({MissingFact(path)}))


def failure(reason: str) -> Unknown:
    """Not known, since an operation has no value; whoever called it puts in the place."""
    return Unknown(frozenset({Failure(reason)}))


def located(value: Value, span: Span) -> Value:
    """The value; if it is unknown by failures that don't know their place yet, they get it."""
    if not isinstance(value, Unknown):
        return value
    return Unknown(frozenset(_placed(cause, span) for cause in value.causes))


def _placed(cause: Cause, span: Span) -> Cause:
    if isinstance(cause, Failure) and cause.span is None:
        return replace(cause, span=span)
    return cause


def merged(values: Iterable[Value | None]) -> Unknown:
    """The causes of all that are unknown among the values, as one."""
    return Unknown(frozenset().union(*(value.causes for value in values if isinstance(value, Unknown))))


def union(values: Iterable[Value | None]) -> Unknown | None:
    """As `merged`; None if every value is known."""
    unknown = [value for value in values if isinstance(value, Unknown)]
    return merged(unknown) if unknown else None


def throughout(values: Iterable[Value | None]) -> Unknown | None:
    """As `union`, but looking into lists, records and ranges too."""
    return union(_leaves(values))


def _leaves(values: Iterable[Value | None]) -> Iterable[Value | None]:
    for value in values:
        match value:
            case tuple():
                yield from _leaves(value)
            case Mapping():
                yield from _leaves(value.values())
            case Range(low, high):
                yield from _leaves((low, high))
            case _:
                yield value
