"""From tree to typed tree: names resolved, types and units checked, ways of writing spelled out.

Whatever an expression means is settled here, once, before any profile is there. A fault found
by an answer would be found by a borrower.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from engine.diagnostics import Diagnostic, by_place
from engine.feel import typing_faults as faults
from engine.feel.core import Constant, Node, Scalar, children
from engine.feel.durations import DaysDuration
from engine.feel.tree import (
    Application,
    Between,
    Bracket,
    Condition,
    In,
    Infix,
    Interval,
    Listing,
    Minus,
    Name,
    Null,
    Path,
    Quantifier,
    Tree,
    Value,
)
from engine.feel.types import DATE, DAYS, MONTHS, NUMBER, TEXT, TRUTH, Type
from engine.feel.typing_calls import application
from engine.feel.typing_fit import adapt, common
from engine.feel.typing_lists import bracket, listing, quantifier
from engine.feel.typing_names import path
from engine.feel.typing_operators import branches, infix, minus
from engine.feel.typing_scope import NO_VARIABLES, Environment, Rule, Variables, Work
from engine.feel.typing_tests import among, between, interval
from engine.source import Span

__all__ = ["Environment", "check"]

MOST_STEPS = 100_000  # nodes of a typed tree, each counted as often as it will be evaluated


def check(
    tree: Tree,
    environment: Environment,
    expected: Type | None = None,
    variables: Variables = NO_VARIABLES,
    asked: Span | None = None,
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The typed form of an expression.

    Args:
        tree: as parsed.
        environment: what names stand for.
        expected: the type that its place needs; a literal takes its unit or fixed set from it. None: any.
        variables: what further names stand for; nothing is told of one that stands for None.
        asked: where `expected` is written, if it is.

    Returns:
        The typed tree and no diagnostics; or None and all that is wrong, sorted by place.
    """
    work = Work(environment, _RULES)
    node = work.infer(tree, variables)
    if node is not None and _steps(node) > MOST_STEPS:
        node = work.refuse(faults.too_large(tree.span, MOST_STEPS))
    if node is not None and expected is not None:
        node = _expected(work, node, expected, asked)
    return (None if work.faults else node), tuple(by_place(work.faults))


def _expected(work: Work, node: Node, expected: Type, asked: Span | None) -> Node | None:
    shared = common(node.type, expected)
    if shared is None:
        return work.refuse(faults.unexpected_type(node, expected, work.environment, asked))
    return adapt(work, node, shared)


def _steps(node: Node) -> int:
    """How many nodes a tree has, those that `in` and `between` use twice counted twice."""
    counts: dict[int, int] = {}
    waiting = [node]
    while waiting:
        parts = tuple(children(waiting[-1]))
        missing = [part for part in parts if id(part) not in counts]
        if missing:
            waiting += missing
        else:
            one = waiting.pop()
            counts[id(one)] = 1 + sum(counts[id(part)] for part in parts)
    return counts[id(node)]


def _literal(_: Work, tree: Value, __: Variables) -> Node:
    return Constant(tree.value, _type_of(tree.value), tree.span)


def _type_of(value: Scalar) -> Type:
    match value:
        case bool():
            return TRUTH
        case Decimal():
            return NUMBER
        case str():
            return TEXT
        case date():
            return DATE
        case DaysDuration():
            return DAYS
    return MONTHS


def _null(work: Work, tree: Null, _: Variables) -> Node | None:
    return work.refuse(faults.null(tree.span))


_RULES: Mapping[type, Rule] = {
    Value: _literal,
    Null: _null,
    Name: path,
    Path: path,
    Minus: minus,
    Infix: infix,
    Between: between,
    In: among,
    Condition: branches,
    Quantifier: quantifier,
    Listing: listing,
    Interval: interval,
    Bracket: bracket,
    Application: application,
}
