"""Comparisons and membership, read symbolically."""

from collections.abc import Callable, Mapping

from engine.analysis.symbolic.scope import Scope
from engine.analysis.symbolic.symbols import (
    Claim,
    Listed,
    Ranged,
    Symbol,
    Symbolic,
    UnreadableError,
    all_of,
    claim,
    equal,
    opposite,
)
from engine.analysis.symbolic.terms import Bool, Term, at_most, below, both, either, implied
from engine.feel.core import Comparison, Member, RangeOf
from engine.feel.types import TextType, Type

_ORDER: Mapping[str, Callable[[Term, Term], Bool]] = {
    "<": below,
    "<=": at_most,
    ">": lambda left, right: below(right, left),
    ">=": lambda left, right: at_most(right, left),
}


def comparison(node: Comparison, scope: Scope) -> Claim:
    """`left sign right`."""
    left, right = scope.read(node.left), scope.read(node.right)
    if node.sign == "=":
        return equal(left, right)
    if node.sign == "!=":
        return opposite(equal(left, right))
    return _ordered(node.sign, left, right, node.left.type)


def _ordered(sign: str, left: Symbolic, right: Symbolic, kind: Type) -> Claim:
    """An order; that of texts isn't the order of their codes."""
    if isinstance(kind, TextType) or not isinstance(left, Symbol) or not isinstance(right, Symbol):
        raise UnreadableError
    return claim(both(left.known, right.known), _ORDER[sign](left.value, right.value))


def range_of(node: RangeOf, scope: Scope) -> Ranged:
    """A range as a value."""
    low = None if node.low is None else scope.read(node.low)
    high = None if node.high is None else scope.read(node.high)
    return Ranged(low, high, node.low_closed, node.high_closed, node.sign)


def member(node: Member, scope: Scope) -> Claim:
    """Whether a value is an element of a list, or within an element that is a range, or within a range."""
    value, among = scope.read(node.value), scope.read(node.among)
    if isinstance(among, Ranged):
        return _within(value, among, node.value.type)
    assert isinstance(among, Listed), "the typing lets nothing else through"  # noqa: S101
    found = [(there, _matches(value, one, node.value.type)) for there, one in among.slots]
    met = either(*(both(there, one.met) for there, one in found))
    unmet = both(*(implied(there, one.unmet) for there, one in found))
    return Claim(both(among.known, met), both(among.known, unmet))


def _matches(value: Symbolic, one: Symbolic, kind: Type) -> Claim:
    if isinstance(one, Ranged) and not isinstance(value, Ranged):
        return _within(value, one, kind)
    return equal(value, one)


def _within(value: Symbolic, bounds: Ranged, kind: Type) -> Claim:
    """Whether a value lies in a range."""
    if bounds.sign:
        same = equal(value, bounds.low)
        return opposite(same) if bounds.sign == "!=" else same
    tests = []
    if bounds.low is not None:
        tests.append(_ordered(">=" if bounds.low_closed else ">", value, bounds.low, kind))
    if bounds.high is not None:
        tests.append(_ordered("<=" if bounds.high_closed else "<", value, bounds.high, kind))
    return all_of(tests)
