"""What a function takes and gives: the form in which built-in and domain functions are told to the language.

One description serves the check of calls, the walk, generated code and the documentation.
With the typing in one place and the doing in another, the two would drift apart.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from msgspec import Struct

from engine.feel.types import (
    NUMBER,
    DateType,
    DaysType,
    ListType,
    MonthsType,
    NumberType,
    RangeType,
    RecordType,
    TextType,
    TruthType,
    Type,
)
from engine.feel.unknown import Unknown, Value, located, throughout, union
from engine.source import Span


class Kind(Struct, frozen=True):
    """Any one type out of several. All kinds of one function stand for the same type, units included."""

    types: tuple[type, ...]
    words: str  # as in "takes a number or a duration"

    def __str__(self) -> str:
        return self.words

    def takes(self, kind: Type) -> bool:
        """Whether a type is of this kind; a list is, if its elements are."""
        inner = kind.element if isinstance(kind, ListType) else None
        return isinstance(kind, self.types) and (inner is None or self.takes(inner))


class ListOfKind(Struct, frozen=True):
    """A list whose elements are of a kind; a single value is taken for a list of one."""

    element: Kind

    def __str__(self) -> str:
        return f"a list, each element {self.element}"


ANYTHING = Kind(
    (
        TruthType,
        NumberType,
        TextType,
        DateType,
        DaysType,
        MonthsType,
        ListType,
        RangeType,
        RecordType,
    ),
    "anything",
)
COMPARABLE = Kind(
    (TruthType, NumberType, TextType, DateType, DaysType, MonthsType, ListType, RangeType),
    "anything but a record",
)
ORDERED = Kind(
    (NumberType, TextType, DateType, DaysType, MonthsType), "a number, a text, a date or a duration"
)
MAGNITUDE = Kind((NumberType, DaysType, MonthsType), "a number or a duration")
QUANTITY = Kind((NumberType,), "a number")
DAY = Kind((TextType, DateType), "a text or a date")
PRINTABLE = Kind(
    (TruthType, NumberType, TextType, DateType, DaysType, MonthsType, ListType),
    "anything but a record or a range",
)

Wanted = Type | Kind | ListOfKind


class Need(Enum):
    """How much of an argument has to be known before a function is asked."""

    WHOLE = "whole"  # all of it, the elements of a list included
    OUTER = "outer"  # the list, while an element of it may be unknown
    NOTHING = "nothing"


class Parameter(Struct, frozen=True):
    """One parameter of a function."""

    name: str
    wants: Wanted
    optional: bool = False
    need: Need = Need.WHOLE


class Function(Struct, frozen=True):
    """A function of the language.

    Attributes:
        name: its words joined by one space.
        parameters: in order, the optional ones last.
        result: the type of what it gives; or made from the type that its kinds stand for, which is None
            where only the empty list `[]` was given.
        apply: the doing, on known values as far as the parameters ask for it; a decimal for a number, a
            tuple for a list. May give an `Unknown`, best by `failure("reason")`.
        rest: a parameter that may come any number of times after the others.
        gathers: whether the one list may also be given as several values: `min(1, 2)`.
        otherwise: a second list of parameters: `date(year, month, day)`.
    """

    name: str
    parameters: tuple[Parameter, ...]
    result: Type | Callable[[Type | None], Type]
    apply: Callable[..., Value]
    rest: Parameter | None = None
    gathers: bool = False
    otherwise: tuple[Parameter, ...] = ()

    def called(self, arguments: tuple[Value, ...], span: Span) -> Value:
        """The value for arguments in the order of the parameters; unknown if a needed one is unknown."""
        unknown = union(
            short
            for short in map(_shortage, self._parameters(len(arguments)), arguments)
            if short is not None
        )
        return located(self.apply(*arguments) if unknown is None else unknown, span)

    def _parameters(self, count: int) -> tuple[Parameter, ...]:
        """The parameters for so many arguments."""
        if self.rest is not None:
            return self.parameters + (self.rest,) * (count - len(self.parameters))
        return self.otherwise if count > len(self.parameters) else self.parameters


def _shortage(parameter: Parameter, value: Value) -> Unknown | None:
    if parameter.need is Need.NOTHING:
        return None
    return union((value,)) if parameter.need is Need.OUTER else throughout((value,))


def same(kind: Type | None) -> Type:
    """The type that came in; a bare number where only `[]` did."""
    return kind or NUMBER


def table(functions: Iterable[Function]) -> Mapping[str, Function]:
    """The functions by name."""
    return {one.name: one for one in functions}
