"""JSON text to values without a loss: a number becomes the decimal that was written.

The standard reader makes 0.1 a binary fraction, takes `NaN` for a number, and lets the second of
two equal keys win in silence. Here numbers are exact, and what can't be held is kept
as `Unheld`, which no fact accepts, so that it is told with its place.
"""

from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import partial
from json import JSONDecoder

from msgspec import Struct

LONGEST_NUMBER = 40  # characters
MOST_DIGITS = 34  # of decimal128, and as many before or after the point


class Reason(Enum):
    """Why a value can't be held."""

    NO_NUMBER = "it names no number"
    SIZE = "it is too long or too large"
    BINARY = "it is a binary fraction"
    FOREIGN = "JSON has nothing like it"


class Unheld(Struct, frozen=True):
    """Something given as a value that no fact can hold: `NaN`, `1e400`."""

    text: str
    reason: Reason


class RepeatedKeyError(ValueError):
    """An object has two equal keys."""


def number(text: str) -> Decimal | Unheld:
    """The number written as JSON, exact; unheld if it is larger, smaller or longer than 34 digits allow."""
    if len(text) > LONGEST_NUMBER:
        return Unheld(text, Reason.SIZE)
    try:
        value = held(Decimal(text))
    except InvalidOperation:  # an exponent of twenty digits
        return Unheld(text, Reason.SIZE)
    return Unheld(text, Reason.SIZE) if isinstance(value, Unheld) else value


def held(value: Decimal) -> Decimal | Unheld:
    """The number if a fact can hold it; every zero is the same."""
    if not value.is_finite():
        return Unheld(str(value), Reason.NO_NUMBER)
    if not value:
        return Decimal(0)
    fits = len(value.as_tuple().digits) <= MOST_DIGITS and abs(value.adjusted()) < MOST_DIGITS
    return value if fits else Unheld(str(value), Reason.SIZE)


def _number(text: str) -> Decimal | Unheld:
    """As `number`; short numbers, which are nearly all, on the short way."""
    if len(text) <= MOST_DIGITS and "e" not in text and "E" not in text and text[0] != "-":
        return Decimal(text)
    return number(text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RepeatedKeyError
    return found


_DECODER = JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_number,
    parse_int=_number,
    parse_constant=partial(Unheld, reason=Reason.NO_NUMBER),
)


def values(text: str) -> object:
    """The values of a JSON text.

    Raises:
        ValueError: the text isn't JSON, or repeats a key; `json_places` tells what and where.
        RecursionError: it is nested a thousand deep.
    """
    return _DECODER.decode(text)
