"""Comparisons of values of any type on columns, and ranges, for membership in lists.

Equal values may be held in different ways: numbers with more or fewer digits after the point, or with an
error. Which comparison two of them need is decided here; columns compared as they stand would find 1.5 and
1.50 different.
"""

from typing import TYPE_CHECKING

from engine.evaluation.columns import near, texts
from engine.evaluation.columns.logic import conjunction, negation
from engine.evaluation.columns.plan import Plan
from engine.evaluation.columns.values import Days, Exact, Inexact, Single, Texts, Truthful
from engine.feel import core
from engine.feel.core import Node

if TYPE_CHECKING:
    from engine.evaluation.columns.keys import Environment
    from engine.evaluation.columns.lower import Lowering


def compared(plan: Plan, sign: core.ComparisonSign, left: Single, right: Single) -> Truthful:
    """`left sign right`."""
    match left, right:
        case (Exact() | Inexact(), Exact() | Inexact()):
            return near.compared(plan, sign, left, right)
        case (Texts(), Texts()):
            return texts.compared(plan, sign, left, right)
    assert isinstance(left, Truthful | Days), "records aren't compared"  # noqa: S101  (held by the types)
    assert isinstance(right, Truthful | Days), "of one type with the other"  # noqa: S101  (as above)
    return texts.plainly(plan, sign, left, right)


def equal(plan: Plan, one: Single, other: Single) -> Truthful:
    """Whether two values are the same."""
    return compared(plan, "=", one, other)


def matches(lowering: "Lowering", value: Single, one: Node, environment: "Environment") -> Truthful:
    """Whether a value is an element, or within one that is a range."""
    if isinstance(one, core.RangeOf):
        return within(lowering, value, one, environment)
    return equal(lowering.plan, value, lowering.single(one, environment))


def within(lowering: "Lowering", value: Single, bounds: core.RangeOf, environment: "Environment") -> Truthful:
    """Whether a value lies in a range that is written out."""
    plan = lowering.plan
    low = None if bounds.low is None else lowering.single(bounds.low, environment)
    high = None if bounds.high is None else lowering.single(bounds.high, environment)
    if bounds.sign and low is not None:
        same = equal(plan, value, low)
        return same if bounds.sign == "=" else negation(plan, same)
    tests = []
    if low is not None:
        tests.append(compared(plan, ">=" if bounds.low_closed else ">", value, low))
    if high is not None:
        tests.append(compared(plan, "<=" if bounds.high_closed else "<", value, high))
    return conjunction(plan, tests)
