r"""Literals: the value that a number, a text or an at-literal stands for, or what is wrong with it.

`float("1e400")` and `"\ud83d"` are accepted quietly by Python; the one isn't the number that was
written, and the other can't be written to any file.
"""

import re
from datetime import date
from decimal import Decimal

from msgspec import Struct

from engine.feel.dates import parse_date
from engine.feel.durations import DaysDuration, MonthsDuration, parse_duration
from engine.values import DECIMAL128

MOST_DIGITS = DECIMAL128.prec
LARGEST_EXPONENT = DECIMAL128.Emax

_ESCAPE = re.compile(
    r"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u(?P<four>[0-9a-fA-F]{4})|\\U(?P<six>[0-9a-fA-F]{6})|\\(?P<simple>[ntr\"'\\])"
    r"|(?P<wrong>\\u[0-9a-fA-F]{0,3}|\\U[0-9a-fA-F]{0,5}|\\.|[\ud800-\udfff])"
)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r"}
_TIME_OF_DAY = re.compile(r"[0-9]{1,2}:[0-9]{2}|[0-9]-[0-9]{1,2}T")


class WrongEscape(Struct, frozen=True):
    """An escape sequence that stands for no character, by its place within the literal."""

    start: int
    end: int


def number(text: str) -> Decimal | None:
    """The number that a literal such as `1.23e+4` stands for, exactly; None if 34 digits can't hold it."""
    mantissa, _, exponent = text.lower().partition("e")
    digits = mantissa.replace(".", "").strip("0")
    if len(digits) > MOST_DIGITS or len(exponent.lstrip("+-0")) > len(str(LARGEST_EXPONENT)):
        return None
    value = Decimal(text)
    if abs(value.adjusted()) >= LARGEST_EXPONENT:
        return None
    return DECIMAL128.create_decimal(value)


def unescaped(body: str) -> str | tuple[WrongEscape, ...]:
    """What stands between the quotes, escapes resolved; or each escape that is wrong."""
    found = _ESCAPE.finditer(body)
    wrong = tuple(WrongEscape(*match.span()) for match in found if _character(match) is None)
    return wrong or _ESCAPE.sub(lambda match: _character(match) or "", body)


def _character(match: re.Match[str]) -> str | None:
    if match["simple"]:
        return _SIMPLE.get(match["simple"], match["simple"])
    if match["high"]:
        return chr(0x10000 + ((int(match["high"], 16) - 0xD800) << 10) + int(match["low"], 16) - 0xDC00)
    code = int(match["four"] or match["six"] or "d800", 16)
    return None if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)


def at_value(text: str) -> date | DaysDuration | MonthsDuration | None:
    """The date or duration within `@"…"`; None if it is neither."""
    return parse_date(text) or parse_duration(text)


def has_time_of_day(text: str) -> bool:
    """Whether the text within `@"…"` speaks of a time of day, which is outside the subset."""
    return _TIME_OF_DAY.search(text) is not None
