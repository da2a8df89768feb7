"""Built-in functions on text, by characters as Unicode counts them.

Texts are compared and searched exactly as they are: nobody folds case or width unless the rule says so.
"""

import re
from datetime import date
from decimal import Decimal

from engine.feel.durations import DaysDuration, MonthsDuration, format_duration
from engine.feel.functions_lists import index_of
from engine.feel.functions_numbers import RATIO_NUMBER
from engine.feel.literals import number as number_of
from engine.feel.operations import bounded, plain
from engine.feel.signature import PRINTABLE, Function, Parameter
from engine.feel.types import NUMBER, TEXT, TRUTH, ListType
from engine.feel.unknown import Value, failure

_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def written(value: Value) -> str:
    """A value as text: numbers without exponent or idle zeros, dates and durations as ISO 8601 has them."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plainly(value)
        case date():
            return value.isoformat()
        case tuple():
            return f"[{', '.join(_within_list(one) for one in value)}]"
    assert isinstance(value, DaysDuration | MonthsDuration), "the typing lets nothing else through"  # noqa: S101
    return format_duration(value)


def plainly(number: Decimal) -> str:
    """A number without exponent or idle zeros: equal numbers give equal texts."""
    text = f"{plain(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _within_list(value: Value) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return written(value)


def _substring(text: str, start: Decimal, length: Decimal | None = None) -> Value:
    first = index_of(start, len(text))
    if first is None or (length is not None and length < 1):
        return failure("no_such_element")
    return text[first:] if length is None else text[first : first + int(min(length, Decimal(len(text))))]


def _before(text: str, match: str) -> Value:
    return text[: max(text.find(match), 0)]


def _after(text: str, match: str) -> Value:
    return text[text.find(match) + len(match) :] if match in text else ""


def _number(text: str, grouping: str = "", point: str = ".") -> Value:
    if grouping not in {"", " ", ",", "."} or point not in {",", "."} or grouping == point:
        return failure("not_a_number")
    digits = text.replace(grouping, "") if grouping else text
    if point == "," and "." in digits:
        return failure("not_a_number")
    digits = digits.replace(point, ".")
    value = number_of(digits) if _NUMBER.fullmatch(digits) else None
    return failure("not_a_number") if value is None else plain(value)


_STRING = Parameter("string", TEXT)
_MATCH = Parameter("match", TEXT)

TEXT_FUNCTIONS = (
    Function("string", (Parameter("from", PRINTABLE),), TEXT, lambda value: bounded(written(value))),
    Function(
        "number",
        (
            Parameter("from", TEXT),
            Parameter("grouping separator", TEXT, optional=True),
            Parameter("decimal separator", TEXT, optional=True),
        ),
        NUMBER,
        _number,
    ),
    Function("string length", (_STRING,), NUMBER, lambda text: Decimal(len(text))),
    Function("upper case", (_STRING,), TEXT, lambda text: bounded(text.upper())),
    Function("lower case", (_STRING,), TEXT, lambda text: bounded(text.lower())),
    Function("contains", (_STRING, _MATCH), TRUTH, lambda text, match: match in text),
    Function("starts with", (_STRING, _MATCH), TRUTH, lambda text, match: text.startswith(match)),
    Function("ends with", (_STRING, _MATCH), TRUTH, lambda text, match: text.endswith(match)),
    Function("substring before", (_STRING, _MATCH), TEXT, _before),
    Function("substring after", (_STRING, _MATCH), TEXT, _after),
    Function(
        "substring",
        (
            _STRING,
            Parameter("start position", RATIO_NUMBER),
            Parameter("length", RATIO_NUMBER, optional=True),
        ),
        TEXT,
        _substring,
    ),
    Function(
        "string join",
        (Parameter("list", ListType(TEXT)), Parameter("delimiter", TEXT, optional=True)),
        TEXT,
        lambda texts, delimiter="": bounded(delimiter.join(texts)),
    ),
)
