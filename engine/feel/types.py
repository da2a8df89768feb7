"""The types of the language: what a value is, in which unit, from which fixed set.

Without units a rule could add yuan to days; without fixed sets a misspelt
`"ilness"` would never match and nobody would notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from engine.values import Unit


class TruthType(Struct, frozen=True):
    """True or false."""

    def __str__(self) -> str:
        return "truth"


class NumberType(Struct, frozen=True):
    """A decimal number.

    Attributes:
        unit: its unit; None for a bare number (a literal), which takes the unit of what it meets.
    """

    unit: Unit | None = None

    def __str__(self) -> str:
        if self.unit is None:
            return "number"
        return f"number in {self.unit}" if self.unit.powers else "ratio"


class TextType(Struct, frozen=True):
    """Text; with `values`, one of a fixed set."""

    values: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return "text" if self.values is None else "text of a fixed set"


class DateType(Struct, frozen=True):
    """A day of the calendar."""

    def __str__(self) -> str:
        return "date"


class DaysType(Struct, frozen=True):
    """A days and time duration."""

    def __str__(self) -> str:
        return "duration in days"


class MonthsType(Struct, frozen=True):
    """A years and months duration."""

    def __str__(self) -> str:
        return "duration in months"


class ListType(Struct, frozen=True):
    """A list of one type of element; `element` is None for the empty list literal."""

    element: "Type | None"

    def __str__(self) -> str:
        return "empty list" if self.element is None else f"list of {self.element}"


class RangeType(Struct, frozen=True):
    """A range of numbers, dates, texts or durations."""

    element: "Type"

    def __str__(self) -> str:
        return f"range of {self.element}"


@dataclass(frozen=True)
class RecordType:
    """A record: `loan`, one piece of `evidence`."""

    name: str
    fields: Mapping[str, "Type"] = field(compare=False, hash=False)

    def __str__(self) -> str:
        return f"record `{self.name}`"


Type = (
    TruthType | NumberType | TextType | DateType | DaysType | MonthsType | ListType | RangeType | RecordType
)

TRUTH = TruthType()
NUMBER = NumberType()
TEXT = TextType()
DATE = DateType()
DAYS = DaysType()
MONTHS = MonthsType()
