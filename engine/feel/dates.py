"""Dates from text, strictly: four digits, two, two.

`date.fromisoformat` also reads `20261125` and `2026-W48-3`. A rule that takes those
would mean one thing here and a fault in every other FEEL engine.
"""

import re
from datetime import date

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_date(text: str) -> date | None:
    """The date written as `2026-11-25`, years 0001 to 9999; None if it isn't one.

    Nothing may surround it: no space, no time of day, no zone.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:  # year 0, month 13, 30 February
        return None
