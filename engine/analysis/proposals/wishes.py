"""What a case would have to bring about, as a condition of the rule language.

Whatever isn't reached is a truth about some node of a rule: that it comes out false, that its sides are
equal, that it alone settles a decision. Put as a typed condition, it is read by the solver and confirmed by
the reference like every other.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from engine.cases.coverage.decisions import conditions
from engine.cases.coverage.model import Key
from engine.cases.coverage.points import BELOW, came_out, hit, is_threshold, next_to, on, settled
from engine.cases.expressions import Steps, expressions
from engine.cases.mutation.rewriting import substituted
from engine.feel import core
from engine.feel.core import (
    TESTED,
    And,
    Arithmetic,
    Comparison,
    Constant,
    Filter,
    If,
    IsKnown,
    Local,
    Node,
    Not,
    Or,
    Quantified,
)
from engine.feel.durations import DaysDuration
from engine.feel.tables import rows_of
from engine.feel.types import DAYS, TRUTH, DateType, NumberType
from engine.program.model import Program

_DAY = Decimal(24 * 60 * 60)  # seconds


class _Place(Struct, frozen=True):
    """A condition, the decision that it is part of, and where it stands."""

    node: Node
    decision: Node
    where: "_Where"


class _Where(Struct, frozen=True):
    """Where a condition stands.

    Attributes:
        guards: what has to hold for the place to be looked at.
        elements: the lists of whose elements it speaks, outermost first.
        tested: of a cell of a table, the input of its column.
    """

    guards: tuple[Node, ...] = ()
    elements: tuple[Quantified | Filter, ...] = ()
    tested: Node | None = None

    def given(self, guard: Node) -> "_Where":
        """With one thing more that has to hold."""
        return replace(self, guards=(*self.guards, guard))

    def within(self, one: Quantified | Filter) -> "_Where":
        """Where an element of one list more is spoken of."""
        return replace(self, elements=(*self.elements, one))

    def wish(self, node: Node) -> Node:
        """That something holds there, of some element where it speaks of elements."""
        found = _all(*self.guards, node)
        for one in reversed(self.elements):
            found = Quantified("some", one.variable, one.items, found, TRUTH, node.span)
        return found if self.tested is None else _filled(found, self.tested)


def _filled(node: Node, tested: Node) -> Node:
    """A condition of a cell with the input of its column in the place of the value that it tests."""
    if isinstance(node, Local) and node.slot == TESTED:
        return tested
    for one in core.children(node):
        node = substituted(node, one, _filled(one, tested))
    return node


def wishes(program: Program) -> Mapping[Key, Node]:
    """For the points of a program, but those of criteria, the conditions of bringing them about."""
    steps = Steps(program)
    found: dict[Key, Node] = {}
    for one in expressions(program):
        for place in _places(one.root, _Where()):
            for key, node in _of_place(place, steps):
                found.setdefault(key, place.where.wish(node))
    for table in program.tables:
        found |= dict(_of_rows(table.formulas[0]))
    return found


def _places(node: Node, where: _Where) -> Iterator[_Place]:
    for one in conditions(node):
        yield _Place(one, node, where)
        yield from _below(one, where)


def _below(node: Node, where: _Where) -> Iterator[_Place]:
    match node:
        case If(condition, yes, no):
            yield from _places(condition, where)
            yield from _places(yes, where.given(condition))
            yield from _places(no, where.given(_not(condition)))
        case Quantified() | Filter():
            yield from _places(node.items, where)
            yield from _places(node.body, where.within(node))
        case core.Table():
            yield from _of_table(node, where)
        case IsKnown():
            return
        case _:
            yield from (place for one in core.children(node) for place in _places(one, where))


def _of_table(table: core.Table, where: _Where) -> Iterator[_Place]:
    """Inputs, results and cells; whether the row of a result matches is a point of its own."""
    default = () if table.default is None else (table.default,)
    for one in (*table.inputs, *table.outputs, *default):
        yield from _places(one, where)
    for place, test in enumerate(table.tests):
        tested = table.inputs[place % len(table.inputs)]
        yield from _places(test, replace(where, tested=tested))


def _of_place(place: _Place, steps: Steps) -> Iterator[tuple[Key, Node]]:
    node, decision = place.node, place.decision
    if decision.type == TRUTH:
        yield came_out(decision, True), decision
        yield came_out(decision, False), _not(decision)
    if node is not decision:
        turned = [substituted(decision, node, _truth(value, node)) for value in (True, False)]
        matters = _any(_all(turned[0], _not(turned[1])), _all(_not(turned[0]), turned[1]))
        yield settled(node, True), _all(node, matters)
        yield settled(node, False), _all(_not(node), matters)
    if is_threshold(node):
        yield on(node), Comparison("=", node.left, node.right, TRUTH, node.span)
        beside = _beside(node, steps)
        if beside is not None:
            yield next_to(node), beside


def _beside(node: Comparison, steps: Steps) -> Node | None:
    """That the left side is a step below the right one, or above it; None for neither numbers nor dates."""
    step, sign = steps.of(node.left, node.right), -1 if node.sign in BELOW else 1
    if isinstance(node.left.type, DateType):
        day = Constant(DaysDuration(sign * _DAY), DAYS, node.span)
        other = Arithmetic("+", node.right, day, node.right.type, node.span)
        return Comparison("=", node.left, other, TRUTH, node.span)
    if step is None or not isinstance(node.left.type, NumberType):
        return None
    apart = Arithmetic("-", node.left, node.right, node.left.type, node.span)
    return Comparison("=", apart, Constant(sign * step, node.left.type, node.span), TRUTH, node.span)


def _of_rows(table: core.Table) -> Iterator[tuple[Key, Node]]:
    """That a row matches, before any other where the first counts; that none does, for the default."""
    rows = [
        _all(*(_filled(test, tested) for test, tested in zip(row, table.inputs, strict=True)))
        for row in rows_of(table)
    ]
    others = [_not(row) for row in rows]
    for place, output in enumerate(table.outputs):
        before = others[:place] if table.policy == "first" else ()
        yield hit(output), _all(*before, rows[place])
    if table.default is not None:
        yield hit(table.default), _all(*others)


def _all(*nodes: Node) -> Node:
    return nodes[0] if len(nodes) == 1 else And(nodes, TRUTH, nodes[-1].span)


def _any(*nodes: Node) -> Node:
    return Or(nodes, TRUTH, nodes[0].span)


def _not(node: Node) -> Node:
    return Not(node, TRUTH, node.span)


def _truth(value: bool, at: Node) -> Node:
    return Constant(value, TRUTH, at.span)
