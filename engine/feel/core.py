"""The typed tree: what every reading of an expression starts from.

The checker (`typing.py`) turns a syntax tree into this smaller one: names are resolved, every
node has a type, and what is only a way of writing (`between`, `in` with tests, unary
tests, named arguments, properties) is spelled out in the few forms below. Whatever reads rules (the plain
walk, generated Python, columns, the solver) handles these forms and no others.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final, Literal, get_args

from msgspec import Struct

from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.types import Type
from engine.source import Span

Scalar = bool | Decimal | str | date | DaysDuration | MonthsDuration

ArithmeticSign = Literal["+", "-", "*", "/", "**"]
ComparisonSign = Literal["=", "!=", "<", "<=", ">", ">="]
HitPolicy = Literal["unique", "any", "first", "collect"]

TESTED = 1_000_000  # slot of the variable of a cell; no expression has so many variables of its own


class Origin(Enum):
    """What a global name stands for."""

    FACT = "fact"
    MEASURE = "measure"
    PARAMETER = "parameter"


class Constant(Struct, frozen=True):
    """A value written in the expression."""

    value: Scalar
    type: Type
    span: Span


class Global(Struct, frozen=True):
    """A fact (`loan.balance`), a measure (`capacity`) or a parameter (`parameter.grace_days`)."""

    name: str  # as written, dots included
    origin: Origin
    type: Type
    span: Span


class Local(Struct, frozen=True):
    """The variable of a `some`, an `every` or a filter; `slot` tells apart variables of one name."""

    name: str
    slot: int
    type: Type
    span: Span


class Field(Struct, frozen=True):
    """A field of a record held by a local variable or found in a list: `e.kind`."""

    record: "Node"
    name: str
    type: Type
    span: Span


class Negate(Struct, frozen=True):
    """Minus a number or a duration."""

    operand: "Node"
    type: Type
    span: Span


class Arithmetic(Struct, frozen=True):
    """`left sign right`, the types already known to fit."""

    sign: ArithmeticSign
    left: "Node"
    right: "Node"
    type: Type
    span: Span


class Comparison(Struct, frozen=True):
    """`left sign right` of two values of one type."""

    sign: ComparisonSign
    left: "Node"
    right: "Node"
    type: Type
    span: Span


class And(Struct, frozen=True):
    """Kleene's conjunction; true if empty."""

    items: tuple["Node", ...]
    type: Type
    span: Span


class Or(Struct, frozen=True):
    """Kleene's disjunction; false if empty."""

    items: tuple["Node", ...]
    type: Type
    span: Span


class Not(Struct, frozen=True):
    """Kleene's negation."""

    operand: "Node"
    type: Type
    span: Span


class If(Struct, frozen=True):
    """`if condition then yes else no`; if the condition is unknown, known only where both sides agree."""

    condition: "Node"
    yes: "Node"
    no: "Node"
    type: Type
    span: Span


class Quantified(Struct, frozen=True):
    """`some` (Kleene's or) or `every` (Kleene's and) element of a list satisfies the body."""

    kind: Literal["some", "every"]
    variable: Local
    items: "Node"
    body: "Node"
    type: Type
    span: Span


class Filter(Struct, frozen=True):
    """The elements for which the body is true; unknown if it is unknown for one of them."""

    variable: Local
    items: "Node"
    body: "Node"
    type: Type
    span: Span


class At(Struct, frozen=True):
    """The element at a place counted from 1, or from -1 backwards; unknown, with a cause, beyond the end."""

    items: "Node"
    place: "Node"
    type: Type
    span: Span


class Call(Struct, frozen=True):
    """A built-in function with its arguments in the order of its parameters."""

    function: str
    arguments: tuple["Node", ...]
    type: Type
    span: Span


class ListOf(Struct, frozen=True):
    """A list written out."""

    items: tuple["Node", ...]
    type: Type
    span: Span


class RangeOf(Struct, frozen=True):
    """A range as a value; None for no bound. `x in [a..b]` is two comparisons instead.

    `sign` is `=` for `(= 10)` and `!=` for `(!= 10)`, whose value both bounds hold; else "".
    """

    low: "Node | None"
    high: "Node | None"
    low_closed: bool
    high_closed: bool
    type: Type
    span: Span
    sign: Literal["", "=", "!="] = ""


class Member(Struct, frozen=True):
    """Whether a value is among a list's elements (equal, or within one that is a range) or within a range."""

    value: "Node"
    among: "Node"
    type: Type
    span: Span


class Table(Struct, frozen=True):
    """What the matching rows of a decision table come to.

    Attributes:
        aggregation: the function of the list that `collect` makes of their outputs; "" for the list itself.
        tests: row by row, one for each input: a condition of the `Local` of slot `TESTED`, its value.
        outputs: one for each row.
        default: what it comes to where no row matches.
    """

    policy: HitPolicy
    aggregation: str
    inputs: tuple["Node", ...]
    tests: tuple["Node", ...]
    outputs: tuple["Node", ...]
    default: "Node | None"
    type: Type
    span: Span


class IsKnown(Struct, frozen=True):
    """Whether an operand is known. Never unknown itself, so it may steer advice and words but no status."""

    operand: "Node"
    type: Type
    span: Span


Node = (
    Constant
    | Global
    | Local
    | Field
    | Negate
    | Arithmetic
    | Comparison
    | And
    | Or
    | Not
    | If
    | Quantified
    | Filter
    | At
    | Call
    | ListOf
    | RangeOf
    | Member
    | Table
    | IsKnown
)

# The fields in which a form may hold nodes.
_PARTS: Final[Mapping[type, tuple[str, ...]]] = {
    form: tuple(name for name in form.__struct_fields__ if name not in ("type", "span", "variable"))
    for form in get_args(Node)
}


def children(node: Node) -> Iterator[Node]:
    """The nodes right below a node, in the order of the text; not the variable that a node binds."""
    for name in _PARTS[type(node)]:
        part = getattr(node, name)
        for one in part if isinstance(part, tuple) else (part,):
            if type(one) in _PARTS:
                yield one


def every_node(node: Node) -> Iterator[Node]:
    """A node and all below it, in the order of the text, each once.

    What stands before `in` is part of every comparison it is spelled out to, so that as a tree
    such an expression may have more nodes than anybody can wait for.
    """
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting.extend(reversed(tuple(children(one))))


def globals_of(node: Node) -> tuple[Global, ...]:
    """Each fact, measure and parameter of an expression once, in order of appearance."""
    found: dict[str, Global] = {}
    for one in every_node(node):
        if isinstance(one, Global):
            found.setdefault(one.name, one)
    return tuple(found.values())
