"""The author's words and the names of types, as messages speak of them."""

from engine.diagnostics import Note
from engine.feel.core import Constant, Global, Node
from engine.feel.signature import Kind, ListOfKind, Wanted
from engine.feel.types import (
    DateType,
    DaysType,
    ListType,
    MonthsType,
    NumberType,
    TextType,
    TruthType,
    Type,
)
from engine.feel.typing_scope import Environment
from engine.source import Span

LONGEST_EXCERPT = 40  # characters of the author's words that are repeated in a message


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


def conversion(one: Node, other: Type) -> str:
    """How to bring the one to the type of the other, where that is usual."""
    match one.type, other:
        case DaysType(), NumberType():
            return f'`({excerpt(one.span)}).days` is a number in day; a duration is written `@"P30D"`'
        case MonthsType(), NumberType():
            return f'`({excerpt(one.span)}).months` is a number in month; a duration is written `@"P1Y2M"`'
        case DateType(), TextType():
            return 'write a date as `@"2026-12-15"`'
        case TextType(), NumberType() if _written(one)[:1].isdecimal():
            return "a number stands without quotes"
        case TextType(), TruthType() if isinstance(one, Constant):
            return "`true` and `false` stand without quotes"
        case ListType(), TextType() | NumberType() | DateType():
            return f"whether a list has an element: `list contains({excerpt(one.span)}, …)`"
    return ""


def _written(node: Node) -> str:
    """The text of a literal."""
    return str(node.value) if isinstance(node, Constant) else ""
