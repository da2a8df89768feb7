"""The syntax tree: what was written, each node with its place.

It keeps to the grammar of FEEL and decides nothing about names or types.
"""

from typing import Literal

from msgspec import Struct

from engine.feel.core import ArithmeticSign, ComparisonSign, Scalar
from engine.source import Span


class Value(Struct, frozen=True):
    """A literal: number, string, truth value, `@"…"`."""

    value: Scalar
    span: Span


class Null(Struct, frozen=True):
    """The literal `null`: a value that isn't known."""

    span: Span


class Name(Struct, frozen=True):
    """A simple name."""

    text: str
    span: Span


class Path(Struct, frozen=True):
    """`subject.name`."""

    subject: "Tree"
    name: Name
    span: Span


class Minus(Struct, frozen=True):
    """`-operand`."""

    operand: "Tree"
    span: Span


class Infix(Struct, frozen=True):
    """Arithmetic or comparison, `and`, `or`."""

    sign: ArithmeticSign | ComparisonSign | Literal["and", "or"]
    left: "Tree"
    right: "Tree"
    sign_span: Span
    span: Span


class Between(Struct, frozen=True):
    """`value between low and high`, both ends included."""

    value: "Tree"
    low: "Tree"
    high: "Tree"
    span: Span


class In(Struct, frozen=True):
    """`value in test` or `value in (test, test, …)`: true if one of the tests holds."""

    value: "Tree"
    tests: tuple["Tree", ...]
    span: Span


class Condition(Struct, frozen=True):
    """`if condition then yes else no`."""

    condition: "Tree"
    yes: "Tree"
    no: "Tree"
    span: Span


class Quantifier(Struct, frozen=True):
    """`some`/`every` variables in lists satisfies body; later lists may use earlier variables."""

    kind: Literal["some", "every"]
    variables: tuple[tuple[Name, "Tree"], ...]
    body: "Tree"
    span: Span


class Listing(Struct, frozen=True):
    """`[a, b, c]`."""

    items: tuple["Tree", ...]
    span: Span


class Interval(Struct, frozen=True):
    """A range: `[a..b]`, `(a..b)`, `]a..b[`, or one-sided as in `(< 10)`; None for no bound.

    `sign` is `!=` for `(!= 10)`, everything but one value (both bounds hold it); else "".
    In `(= 10)`, too, both bounds are the very same tree.
    """

    low: "Tree | None"
    high: "Tree | None"
    low_closed: bool
    high_closed: bool
    sign: Literal["", "!="]
    span: Span


class Bracket(Struct, frozen=True):
    """`subject[inside]`: a filter or a place in a list; which of them, the types say."""

    subject: "Tree"
    inside: "Tree"
    span: Span


class Application(Struct, frozen=True):
    """`name(arguments)`, positional or all named. `not(x)` is one too."""

    function: Name  # words joined by one space: `string length`
    arguments: tuple["Tree", ...]
    names: tuple[Name, ...]  # empty, or one a argument
    span: Span


Tree = (
    Value
    | Null
    | Name
    | Path
    | Minus
    | Infix
    | Between
    | In
    | Condition
    | Quantifier
    | Listing
    | Interval
    | Bracket
    | Application
)


class UnaryTests(Struct, frozen=True):
    """A cell of a decision table, which tests the value of its column.

    Attributes:
        tests: true if one of them holds: intervals and values; empty for `-`, which any value passes.
        negated: written `not(…)`: true if none of them holds.
    """

    tests: tuple[Tree, ...]
    negated: bool
    span: Span


def children(tree: Tree) -> tuple[Tree, ...]:  # noqa: C901, PLR0911  (one form, one case)
    """The trees directly below a tree, in the order in which they were written.

    Both bounds of `(= 10)` are one and the same tree, which comes once.
    """
    match tree:
        case Value() | Null() | Name():
            return ()
        case Path(subject=subject):
            return (subject,)
        case Minus(operand=operand):
            return (operand,)
        case Infix(left=left, right=right):
            return left, right
        case Between(value=value, low=low, high=high):
            return value, low, high
        case In(value=value, tests=tests):
            return value, *tests
        case Condition(condition=condition, yes=yes, no=no):
            return condition, yes, no
        case Quantifier(variables=variables, body=body):
            return *(items for _, items in variables), body
        case Listing(items=items):
            return items
        case Interval(low=low, high=high):
            return tuple(bound for bound in ((low,) if low is high else (low, high)) if bound is not None)
        case Bracket(subject=subject, inside=inside):
            return subject, inside
    return tree.arguments
