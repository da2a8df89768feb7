"""What a person may have meant by a value of another kind.

`"¥1,000元"`, `2026/2/1`, `"是"`: each is clear to a reader, and none may be guessed, since a guess
would decide about money. So the meaning is only offered as help.
"""

import re
from calendar import monthrange
from decimal import Decimal

from engine.diagnostics import printable
from engine.profile.json_faults import SAID_OTHERWISE

_AMOUNT = re.compile(
    r"[¥￥]?\s*([+-]?)([0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]{1,30})(\.[0-9]{1,30})?\s*(元|%|％)?"
)
_DAY = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?(?:[T ].*)?", re.DOTALL)


def kind(given: object) -> str:
    """What a raw value is, in words."""
    if isinstance(given, bool):
        return f"`{str(given).lower()}`"
    if isinstance(given, Decimal):
        return "a number"
    if isinstance(given, str):
        return "a text"
    if isinstance(given, list):
        return "a list"
    return "a record" if isinstance(given, dict) else "`null`"


def as_number(text: str) -> str:
    """The number that a text shows, as JSON would have it; "" if it shows none."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        return ""
    sign, whole, fraction, mark = found.groups()
    value = Decimal(re.sub("[,，]", "", f"{sign}{whole}{fraction or ''}"))
    if mark in {"%", "％"}:
        value = value.scaleb(-2)
    return f"{value:f}"


def remedy(kind: str, given: object, *, is_day: bool) -> str:
    """How to write what was meant where a value of this kind was expected, or ""."""
    if is_day:
        return 'write it like `"2026-11-25"`, in quotes'
    if kind == "boolean" and isinstance(given, str):
        meant = SAID_OTHERWISE.get(given.strip().lower(), given.strip().lower())
        return f"write `{meant}` without quotes" if meant in {"true", "false"} else "write `true` or `false`"
    if kind == "boolean":
        return "write `true` or `false`"
    if kind == "string" and isinstance(given, Decimal):
        return "put it in double quotes"
    if kind == "array":
        return "put it in `[ ]`, even if there is only one"
    return ""


def day_remedy(text: str) -> str:
    """The day that a text may mean, as it has to be written; or what is wrong with it."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return 'write it like `"2026-11-25"`'
    year, month, day = (int(part) for part in found.groups())
    if not year:
        return "a year is a number from 0001 to 9999"
    if not 1 <= month <= 12:
        return "a month is a number from 01 to 12"
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"that month has {last} days"
    return f'write `"{year:04}-{month:02}-{day:02}"`'


def first_match(pattern: str, text: str) -> str:
    """The first thing in a text that a pattern finds, as it can be shown."""
    found = re.search(pattern, text)
    char = found.group()[:1] if found else ""
    return f"`{char}`" if char and printable(char) == char else f"the invisible character U+{ord(char):04X}"
