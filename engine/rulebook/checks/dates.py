"""The order of dated values, in one place for the checks that look for overlaps and for gaps.

Two ideas of where an open value ends, and one check would find a gap on the very day on which the other
finds an overlap.
"""

from datetime import date

from engine.rulebook.model import DatedValue, Parameter


def by_date(parameter: Parameter) -> list[DatedValue]:
    """The values in the order in which they begin; none if one ends before it begins, which R231 tells."""
    values = sorted(parameter.values, key=lambda value: value.since)
    return [] if any(value.until and value.until < value.since for value in values) else values


def end(value: DatedValue) -> date:
    """The last day of a value; the last of the calendar for one that has no end."""
    return value.until or date.max
