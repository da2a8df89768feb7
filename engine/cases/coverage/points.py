"""Everything in a program that a case can bring about.

Each kind of point asks what its kind of rule can get wrong: a branch that is never taken may hold anything,
and a threshold on which nobody stands may as well be one fen higher.
"""

from collections.abc import Iterator
from typing import TypeGuard

from msgspec import Struct

from engine.cases.coverage.decisions import conditions
from engine.cases.coverage.model import Key, Kind, Point
from engine.cases.expressions import Expression, Steps, expressions
from engine.feel.core import (
    Comparison,
    Constant,
    Filter,
    If,
    IsKnown,
    Node,
    Quantified,
    Table,
    children,
)
from engine.feel.types import TRUTH
from engine.program.model import Program
from engine.program.table import Row
from engine.program.table import Table as ReadTable
from engine.source import Span
from engine.values import Truth

BELOW = frozenset({"<", ">="})  # these come out otherwise just below the threshold than on it
_ORDERED = BELOW | {"<=", ">"}


def came_out(node: Node, value: bool) -> Key:
    """A decision came out true, or false."""
    return id(node), f"came out {value}"


def settled(condition: Node, value: bool) -> Key:
    """A condition settled its decision by being true, or false."""
    return id(condition), f"settled by {value}"


def hit(output: Node) -> Key:
    """The row of this output matched, or the default came out."""
    return id(output), "hit"


def on(threshold: Comparison) -> Key:
    """Both sides were equal."""
    return id(threshold), "on"


def next_to(threshold: Comparison) -> Key:
    """The sides were a step apart, on the side where it comes out otherwise than on the threshold."""
    return id(threshold), "next to"


def is_threshold(node: Node) -> TypeGuard[Comparison]:
    """Whether a comparison asks which of two values is the larger one."""
    return isinstance(node, Comparison) and node.sign in _ORDERED


def points_of(program: Program) -> tuple[Point, ...]:
    """Every point of a program, each once, sorted by kind and place."""
    found: dict[Key, Point] = {}
    for one in (*_of_criteria(program), *_of_tables(program), *_of_expressions(program)):
        found.setdefault(one.key, one)
    order = list(Kind)
    return tuple(
        sorted(found.values(), key=lambda one: (order.index(one.kind), *_place(one.span), one.missing))
    )


def _place(span: Span) -> tuple[str, int, int]:
    return span.source.name, span.start, span.end


def _of_criteria(program: Program) -> Iterator[Point]:
    for one in program.criteria:
        for truth in Truth:
            missing, help_ = f"never {truth.value}", f"write a case in which `{one.id}` is {truth.value}"
            yield Point(Kind.CRITERIA, (one.key, truth.value), one.key, one.span, missing, help_)


def _of_tables(program: Program) -> Iterator[Point]:
    for table in program.tables:
        node = table.formulas[0]
        for output, row in rows_in_order(table):
            missing, help_ = "never matches", f"write a case for this row of `{table.id}`"
            yield Point(Kind.ROWS, hit(output), table.id, row.span, missing, help_)
        if table.default is not None and node.default is not None:
            help_ = f"write a case that no row of `{table.id}` matches"
            yield Point(Kind.ROWS, hit(node.default), table.id, table.default.span, "never comes out", help_)


def rows_in_order(table: ReadTable) -> Iterator[tuple[Node, Row]]:
    """The first output of each row and the row as written, in the order in which they are tried."""
    for output in table.formulas[0].outputs:
        yield output, next(row for row in table.rows if _within(output.span, row.span))


def _within(inner: Span, outer: Span) -> bool:
    return inner.source is outer.source and outer.start <= inner.start and inner.end <= outer.end


def _of_expressions(program: Program) -> Iterator[Point]:
    steps, claims = Steps(program), {criterion.key for criterion in program.criteria}
    for one in expressions(program):
        words = None if one.owner in claims else _TRUTH  # of a criterion that is a point already
        yield from _Points(one, steps).below(one.root, words)


class _Words(Struct, frozen=True):
    """What to say of a decision that never comes out one way or the other, and which case would help."""

    never: tuple[str, str]
    needed: tuple[str, str]


_TRUTH = _Words(("never true", "never false"), ("in which it holds", "in which it doesn't hold"))
_SIDES = _Words(
    ("`then` is never taken", "`else` is never taken"), ("in which this holds", "in which this doesn't hold")
)
_ELEMENTS = _Words(
    ("no element ever meets this", "every element meets this"),
    ("with an element that meets it", "with an element that doesn't meet it"),
)


class _Points:
    """The points of one expression."""

    def __init__(self, expression: Expression, steps: Steps) -> None:
        self._owner = expression.owner
        self._steps = steps

    def below(self, node: Node, words: _Words | None = _TRUTH) -> Iterator[Point]:
        """The points of a node, which isn't itself part of a decision, and of all below it.

        Args:
            node: typed.
            words: for what it comes to; None where that is no point.
        """
        if words is not None and node.type == TRUTH and not isinstance(node, Constant):
            yield from self._branches(node, words)
        found = tuple(conditions(node))
        for one in found:
            yield from self._settling(one) if len(found) > 1 else ()
            yield from self._parts(one)

    def _branches(self, node: Node, words: _Words) -> Iterator[Point]:
        for came, never, needed in zip((True, False), words.never, words.needed, strict=True):
            help_ = f"write a case {needed}"
            yield Point(Kind.BRANCHES, came_out(node, came), self._owner, node.span, never, help_)

    def _settling(self, node: Node) -> Iterator[Point]:
        for value in (True, False):
            word, place = str(value).lower(), (settled(node, value), self._owner, node.span)
            help_ = f"write a case in which this is {word} and all would come out otherwise if it weren't"
            yield Point(Kind.CONDITIONS, *place, f"never decides by being {word}", help_)

    def _parts(self, node: Node) -> Iterator[Point]:
        match node:
            case If(condition, yes, no):
                yield from (*self.below(condition, _SIDES), *self.below(yes), *self.below(no))
            case Quantified() | Filter():
                yield from (*self.below(node.items), *self.below(node.body, _ELEMENTS))
            case Table():
                parts = (*node.inputs, *node.outputs, *(() if node.default is None else (node.default,)))
                yield from (point for one in parts for point in self.below(one))
                yield from (point for one in node.tests for point in self.below(one, None))
            case IsKnown():
                return
            case _:
                yield from self._threshold(node) if is_threshold(node) else ()
                yield from (point for one in children(node) for point in self.below(one))

    def _threshold(self, node: Comparison) -> Iterator[Point]:
        """On the threshold itself, and the nearest value beside it for which it comes out the other way."""
        text = "its sides are never equal", "write a case that stands exactly on the threshold"
        yield Point(Kind.THRESHOLDS, on(node), self._owner, node.span, *text)
        step = self._steps.of(node.left, node.right)
        if step is not None:
            where = "below" if node.sign in BELOW else "above"
            text = (
                f"the left side is never just {where} the right one",
                f"write a case in which it is {step} {where} it",
            )
            yield Point(Kind.THRESHOLDS, next_to(node), self._owner, node.span, *text)
