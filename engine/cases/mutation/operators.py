"""The small changes that are made to expressions.

Each is a slip that happens: `<` for `<=`, `or` for `and`, a condition left out, one fen or one day too many.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from engine.cases.expressions import Steps
from engine.cases.mutation.model import Kind, Swap
from engine.cases.mutation.text import shortened, text_of
from engine.feel.core import (
    And,
    Arithmetic,
    ArithmeticSign,
    Comparison,
    ComparisonSign,
    Constant,
    Filter,
    If,
    ListOf,
    Node,
    Not,
    Or,
    Quantified,
    Scalar,
    Table,
)
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.types import TRUTH, DateType, NumberType, TextType

_COMPARED: Mapping[ComparisonSign, tuple[ComparisonSign, ...]] = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "=": ("!=",),
    "!=": ("=",),
}
_RECKONED: Mapping[ArithmeticSign, ArithmeticSign] = {"+": "-", "-": "+", "*": "/", "/": "*"}
_DAY = 24 * 60 * 60  # seconds


class Slip(Struct, frozen=True):
    """A change of one node: what it is, in words, and what stands there instead."""

    kind: Kind
    change: str
    swap: Swap


def slips(node: Node, parent: Node | None, steps: Steps) -> Iterator[Slip]:
    """The small changes of a node itself.

    Args:
        node: typed.
        parent: what it is a part of; None for a whole expression.
        steps: how far the next value is.
    """
    match node:
        case Comparison(sign):
            for other in _COMPARED[sign]:
                yield _read_as(Kind.COMPARISONS, node, replace(node, sign=other))
        case Arithmetic(sign) if sign in _RECKONED and isinstance(node.type, NumberType | DateType):
            yield _read_as(Kind.ARITHMETIC, node, replace(node, sign=_RECKONED[sign]))
        case Constant():
            yield from _values(node, parent, steps)
        case _:
            yield from _logic(node)


def _logic(node: Node) -> Iterator[Slip]:
    match node:
        case And(items) | Or(items) if len(items) > 1:
            word, other = ("or", Or) if isinstance(node, And) else ("and", And)
            swap = Swap(node, other(items, node.type, node.span))
            change = f"`{'and' if word == 'or' else 'or'}` read as `{word}` in `{shortened(node)}`"
            yield Slip(Kind.CONDITIONS, change, swap)
            for place, item in enumerate(items):
                left = (*items[:place], *items[place + 1 :])
                yield Slip(
                    Kind.CONDITIONS,
                    f"`{shortened(item)}` left out of `{shortened(node)}`",
                    Swap(node, replace(node, items=left)),
                )
        case Not(operand):
            yield _read_as(Kind.CONDITIONS, node, operand)
        case Quantified(kind):
            word = "every" if kind == "some" else "some"
            change = f"`{kind}` read as `{word}` in `{shortened(node)}`"
            yield Slip(Kind.CONDITIONS, change, Swap(node, replace(node, kind=word)))
        case Filter():
            anything = Constant(value=True, type=TRUTH, span=node.body.span)
            yield _read_as(Kind.CONDITIONS, node, replace(node, body=anything))
        case If(condition, yes, no):
            yield Slip(
                Kind.CONDITIONS,
                f"`then` and `else` of `if {shortened(condition)}` have changed places",
                Swap(node, replace(node, yes=no, no=yes)),
            )


def _values(node: Constant, parent: Node | None, steps: Steps) -> Iterator[Slip]:
    for value in neighbours(node.value, _step(node, parent, steps), node.type):
        other = replace(node, value=value)
        within = "" if parent is None or isinstance(parent, Table) else f" in `{shortened(parent)}`"
        yield Slip(Kind.VALUES, f"`{text_of(node)}` read as `{text_of(other)}`{within}", Swap(node, other))


def _step(node: Constant, parent: Node | None, steps: Steps) -> Decimal:
    """The step of a number, which has the unit of what it is compared with or added to, if of any."""
    match parent:
        case Comparison(_, left, right) | Arithmetic("+" | "-", left, right):
            found = steps.of(left, right)
        case ListOf(items):  # `max(capacity, 0)` takes a list
            found = steps.of(*items)
        case If(_, yes, no):
            found = steps.of(yes, no)
        case _:
            found = None
    return found or steps.of(node) or Decimal(1)


def neighbours(value: Scalar, step: Decimal, kind: object) -> tuple[Scalar, ...]:
    """The values next to one: a step less and more; of a truth the other; of a fixed set the next."""
    match value:
        case bool():
            return (not value,)
        case Decimal():
            return value - step, value + step
        case date():
            return value - timedelta(1), value + timedelta(1)
        case MonthsDuration(months):
            return MonthsDuration(months - 1), MonthsDuration(months + 1)
        case DaysDuration(seconds):
            return DaysDuration(seconds - _DAY), DaysDuration(seconds + _DAY)
        case _:
            return _other_text(value, kind)


def _other_text(value: str, kind: object) -> tuple[str, ...]:
    known = (kind.values if isinstance(kind, TextType) else None) or (value, "")
    return (known[(known.index(value) + 1) % len(known)],) if len(known) > 1 and value in known else ()


def _read_as(kind: Kind, old: Node, new: Node) -> Slip:
    return Slip(kind, f"`{shortened(old)}` read as `{shortened(new)}`", Swap(old, new))
