"""Y120 to Y123: a value without quotes that YAML's versions read differently.

`NO` is false to one reader and the code of Norway to the next, `012` is ten or twelve, `1e3` a number
or a text. A policy number must not depend on a reader, so there is one form for each kind of value,
and what only looks like one is refused with the two ways to mend it.
"""

import re
from datetime import date
from decimal import Decimal

from engine.diagnostics import Diagnostic
from engine.rulebook.yaml_nodes import ScalarValue
from engine.source import Span

MOST_DIGITS = 34  # what the decimal arithmetic holds exactly
_LONGEST_SHOWN = 40

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_LIKE_TRUE = frozenset({"true", "yes", "on", "y"})
_LIKE_FALSE = frozenset({"false", "no", "off", "n"})

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_LIKE_NUMBER = re.compile(
    r"""[-+]?(?:
        0[bB][01_]+ | 0[oO][0-7_]+ | 0[xX][0-9a-fA-F_]+
      | [0-9][0-9_]* (?:\.[0-9_]*)? (?:[eE][-+]?[0-9]+)?
      | \.[0-9][0-9_]* (?:[eE][-+]?[0-9]+)?
      | [0-9][0-9_]* (?::[0-5]?[0-9])+ (?:\.[0-9_]*)?
      | \.(?:inf|Inf|INF)
    ) | \.(?:nan|NaN|NAN)""",
    re.VERBOSE,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_LIKE_TIME = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:.*", re.DOTALL)
_SPECIAL = frozenset("0123456789+-.~tTfFnNyYoO")  # what any of the forms above can begin with


def plain_value(text: str, span: Span) -> ScalarValue | Diagnostic:
    """What a value without quotes means, or why that isn't certain.

    Args:
        text: the value, one line or folded.
        span: where it stands.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _SPECIAL:
        return text
    if _NUMBER.fullmatch(text):
        return _number(text, span)
    if _LIKE_DATE.fullmatch(text):
        return _date(text, span)
    return _refusal(text, span) or text


def _number(text: str, span: Span) -> Decimal | Diagnostic:
    if sum(char.isdigit() for char in text) > MOST_DIGITS:
        return _fault("Y121", "a number has more than 34 digits", span, "round it, or put it in quotes")
    value = Decimal(text)
    return value or value.copy_abs()  # there is no minus zero


def _date(text: str, span: Span) -> date | Diagnostic:
    try:
        day = date(*(int(part) for part in text.split("-")))
    except ValueError:
        return _fault("Y122", f"there is no date `{text}`", span, "check the month and the day")
    if not _DATE.fullmatch(text):
        return _fault("Y122", f"`{text}` isn't a date as yyyy-mm-dd", span, f"write `{day.isoformat()}`")
    return day


def _refusal(text: str, span: Span) -> Diagnostic | None:
    lower, word = text.lower(), _shortened(text)
    if lower in _LIKE_TRUE or lower in _LIKE_FALSE:
        mend = "true" if lower in _LIKE_TRUE else "false"
        help_ = f'write `{mend}`, or put the text in quotes: `"{text}"`'
        return _fault("Y120", f"`{word}` may be a truth value or a text", span, help_)
    if lower == "null":
        help_ = f'write `null`, or put the text in quotes: `"{text}"`'
        return _fault("Y120", f"`{word}` may be nothing or a text", span, help_)
    if _LIKE_NUMBER.fullmatch(text):
        help_ = f'write a number in plain digits, such as `-12.5`; put a text in quotes: `"{word}"`'
        return _fault("Y121", f"`{word}` isn't a plain number", span, help_)
    if _LIKE_TIME.fullmatch(text):
        help_ = f'write the date alone, as yyyy-mm-dd; put a text in quotes: `"{word}"`'
        return _fault("Y123", f"`{word}` has a time of day", span, help_)
    return None


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _fault(code: str, message: str, span: Span, help_: str) -> Diagnostic:
    return Diagnostic(code, message, span, help=help_)
