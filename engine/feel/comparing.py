"""Comparison of values, and whether one lies among others.

Lists and ranges may hold unknown elements, so these are Kleene's too: two lists of
different length differ, whatever the element that isn't known.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.feel.core import ComparisonSign
from engine.feel.logic import conjunction, disjunction, negation
from engine.feel.unknown import Range, Unknown, Value, merged, union

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(sign: ComparisonSign, left: Value, right: Value) -> bool | Unknown:
    """`left sign right` of two values of one type; texts compare by code point."""
    if sign == "=":
        return equal(left, right)
    if sign == "!=":
        return negation(equal(left, right))
    unknown = union((left, right))
    return _ORDER[sign](left, right) if unknown is None else unknown


def equal(left: Value | None, right: Value | None) -> bool | Unknown:
    """Whether two values of one type are the same; None, for no bound, is equal to itself only."""
    unknown = union((left, right))
    if unknown is not None:
        return unknown
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and conjunction(
            equal(one, other) for one, other in zip(left, right, strict=True)
        )
    if isinstance(left, Range) and isinstance(right, Range):
        return _shape(left) == _shape(right) and conjunction(
            (equal(left.low, right.low), equal(left.high, right.high))
        )
    return left == right


def _shape(one: Range) -> tuple[str, bool, bool]:
    return one.sign, one.low_closed, one.high_closed


def member(value: Value, among: Value) -> bool | Unknown:
    """Whether a value is an element of a list, or within an element that is a range, or within a range."""
    if isinstance(among, Unknown):
        return merged((value, among))
    if isinstance(among, Range):
        return within(value, among)
    assert isinstance(among, tuple), "the typing lets nothing else through"  # noqa: S101
    return disjunction(_matches(value, one) for one in among)


def _matches(value: Value, one: Value) -> bool | Unknown:
    if isinstance(one, Range) and not isinstance(value, Range):
        return within(value, one)
    return equal(value, one)


def within(value: Value, bounds: Range) -> bool | Unknown:
    """Whether a value lies in a range."""
    if bounds.sign:
        same = equal(value, bounds.low)
        return negation(same) if bounds.sign == "!=" else same
    return conjunction(_tests(value, bounds))


def _tests(value: Value, bounds: Range) -> Iterator[bool | Unknown]:
    if bounds.low is not None:
        yield compare(">=" if bounds.low_closed else ">", value, bounds.low)
    if bounds.high is not None:
        yield compare("<=" if bounds.high_closed else "<", value, bounds.high)
