"""The author's words and the names of types, as messages speak of them.

Each message that cut an excerpt or named a type in its own way would call one and the same thing by several
names, and suggest different ways to mend it.
"""

import re
from typing import Final

from engine.diagnostics import Note
from engine.feel.core import Constant, Global, Node, globals_of
from engine.feel.dates import parse_date
from engine.feel.durations import parse_duration
from engine.feel.signature import Kind, ListOfKind, Wanted
from engine.feel.types import (
    TRUTH,
    DateType,
    DaysType,
    ListType,
    MonthsType,
    NumberType,
    RangeType,
    TextType,
    TruthType,
    Type,
)
from engine.feel.typing_scope import Environment
from engine.source import Span

MOST_ORIGINS = 3  # names of which a fault says where their types are written
LONGEST_EXCERPT = 40  # characters of the author's words that are repeated in a message
_SUBTRACTED: Final = re.compile(r"(\d{4}) ?([-/]) ?(\d{1,2}) ?\2 ?(\d{1,2})")  # a date, as if it were a sum


def excerpt(span: Span) -> str:
    """The author's words, cut where they are long."""
    words = " ".join(span.source.text[span.start : span.end].split())
    return words if len(words) <= LONGEST_EXCERPT else words[:LONGEST_EXCERPT] + "…"


def named(kind: Wanted) -> str:
    """A type with its article: `a number in yuan`, `text`, `a truth value`."""
    match kind:
        case TruthType():
            return "a truth value"
        case TextType(None):
            return "text"
        case TextType():
            return "a text of a fixed set"
        case ListType(element):
            return "an empty list" if element is None else f"a list, each element {named(element)}"
        case Kind() | ListOfKind():
            return str(kind)
    return f"a {kind}"


def described(node: Node, environment: Environment) -> str:
    """The type of a node, and for a global what it stands for: `a number in yuan (money at hand)`."""
    words = environment.describe.get(node.name, "") if isinstance(node, Global) else ""
    return f"{named(node.type)} ({words})" if words else named(node.type)


def note(node: Node, environment: Environment) -> Note:
    """Where the other side's type comes from."""
    return Note(node.span, f"`{excerpt(node.span)}` is {described(node, environment)}")


def origins(environment: Environment, *nodes: Node) -> tuple[Note, ...]:
    """Where the types of the measures, parameters and tables in these nodes are written, a few of them."""
    used = {one.name: one for node in nodes for one in globals_of(node) if one.name in environment.declared}
    return tuple(
        Note(environment.declared[name], f"this makes `{name}` {named(one.type)}")
        for name, one in [*used.items()][:MOST_ORIGINS]
    )


def as_condition(node: Node) -> str:
    """How to make a condition of something that is neither true nor false, where that is usual."""
    if isinstance(node.type, NumberType):
        return f"compare it, as in `{excerpt(node.span)} > 0`"
    return conversion(node, TRUTH)


def conversion(one: Node, other: Type) -> str:  # noqa: PLR0911  (one pair of types, one case)
    """How to bring the one to the type of the other, where that is usual."""
    match one.type, other:
        case DaysType(), NumberType():
            return f'`({excerpt(one.span)}).days` is a number in day; a duration is written `@"P30D"`'
        case MonthsType(), NumberType():
            return f'`({excerpt(one.span)}).months` is a number in month; a duration is written `@"P1Y2M"`'
        case DateType(), TextType():
            return 'write a date as `@"2026-12-15"`'
        case TextType(), DaysType() | MonthsType() if parse_duration(_written(one)):
            return f'a duration is written `@"{_written(one)}"`'
        case NumberType(None), DateType():
            return _as_date(excerpt(one.span))
        case TextType(), NumberType() if _written(one)[:1].isdecimal():
            return "a number stands without quotes"
        case TextType(), TruthType() if isinstance(one, Constant):
            return "`true` and `false` stand without quotes"
        case RangeType(), NumberType() | TextType() | DateType() | DaysType() | MonthsType():
            return f"whether a value is within a range: `… in {excerpt(one.span)}`"
        case ListType(), TextType() | NumberType() | DateType():
            return f"whether a list has an element: `list contains({excerpt(one.span)}, …)`"
    return ""


def _as_date(written: str) -> str:
    """How to write the date that somebody meant by `2027-01-01`; by another number it can only be guessed."""
    found = _SUBTRACTED.fullmatch(written)
    text = f"{found[1]}-{found[3]:0>2}-{found[4]:0>2}" if found else ""
    return f'write `@"{text}"`' if parse_date(text) else 'write a date as `@"2026-12-15"`'


def _written(node: Node) -> str:
    """The text of a literal."""
    return str(node.value) if isinstance(node, Constant) else ""
