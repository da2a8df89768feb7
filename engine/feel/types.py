"""The types of the language: what a value is, in which unit, from which fixed set.

Without units a rule could add yuan to days; without fixed sets a misspelt
`"ilness"` would never match and nobody would notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.values import Unit


@dataclass(frozen=True, slots=True)
class TruthType:
    """True or false."""

    def __str__(self) -> str:
        return "truth"


@dataclass(frozen=True, slots=True)
class NumberType:
    """A decimal number.

    Attributes:
        unit: its unit; None for a bare number (a literal), which takes the unit of what it meets.
    """

    unit: Unit | None = None

    def __str__(self) -> str:
        if self.unit is None:
            return "number"
        return f"number in {self.unit}" if self.unit.powers else "ratio"


@dataclass(frozen=True, slots=True)
class TextType:
    """Text; with `values`, one of a fixed set."""

    values: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return "text" if self.values is None else "text of a fixed set"


@dataclass(frozen=True, slots=True)
class DateType:
    """A day of the calendar."""

    def __str__(self) -> str:
        return "date"


@dataclass(frozen=True, slots=True)
class DaysType:
    """A days and time duration."""

    def __str__(self) -> str:
        return "duration in days"


@dataclass(frozen=True, slots=True)
class MonthsType:
    """A years and months duration."""

    def __str__(self) -> str:
        return "duration in months"


@dataclass(frozen=True, slots=True)
class ListType:
    """A list of one type of element; `element` is None for the empty list literal."""

    element: "Type | None"

    def __str__(self) -> str:
        return "empty list" if self.element is None else f"list of {self.element}"


@dataclass(frozen=True, slots=True)
class RangeType:
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
