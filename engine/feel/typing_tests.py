"""`between`, `in` and ranges, spelled out as comparisons wherever the bounds are written down.

A solver or a column of ten million can do much with `x >= 1 and x <= 60`, and little with a range as a value.
"""

from collections.abc import Callable

from engine.feel import typing_faults as faults
from engine.feel.core import And, ComparisonSign, Member, Node, Or, RangeOf
from engine.feel.signature import COMPARABLE, ORDERED
from engine.feel.tree import Between, In, Interval, Tree
from engine.feel.types import TRUTH, ListType, RangeType, Type
from engine.feel.typing_fit import adapt, common, never_equal, together
from engine.feel.typing_operators import comparison
from engine.feel.typing_scope import Variables, Work, complete
from engine.source import Span

Bounds = list[tuple[ComparisonSign, Node]]
Wrap = Callable[[Type], Type]


def between(work: Work, tree: Between, variables: Variables) -> Node | None:
    """`value between low and high`."""
    value = work.infer(tree.value, variables)
    low, high = work.infer(tree.low, variables), work.infer(tree.high, variables)
    if value is None or low is None or high is None:
        return None
    return _within(work, value, [(">=", low), ("<=", high)], tree.span, tree.span)


def among(work: Work, tree: In, variables: Variables) -> Node | None:
    """`value in test` or `value in (test, test, …)`."""
    value = work.infer(tree.value, variables)
    items = complete([_test(work, value, test, variables, tree.span) for test in tree.tests])
    if items is None:
        return None
    return items[0] if len(items) == 1 else Or(items, TRUTH, tree.span)


def _test(work: Work, value: Node | None, test: Tree, variables: Variables, span: Span) -> Node | None:
    """One test of a value; where the value is at fault, only the test's own faults are told."""
    if isinstance(test, Interval):
        bounds = _bounds(work, test, variables)
        return None if value is None or bounds is None else _within(work, value, bounds, span, test.span)
    node = work.infer(test, variables)
    if value is None or node is None:
        return None
    if not isinstance(node.type, ListType | RangeType):
        return comparison(work, "=", value, node, span, test.span)
    if not isinstance(value.type, ListType) or common(value.type, node.type) is None:
        return member(work, value, node, span)
    same = comparison(work, "=", value, node, span, test.span)
    if same is None or not _may_be_among(value.type, node.type):
        return same
    among = member(work, value, node, span)
    return None if among is None else Or((same, among), TRUTH, span)


def _may_be_among(one: Type, many: Type) -> bool:
    """Whether a list may also be an element of a list of lists, as the empty list is of any type."""
    element = many.element if isinstance(many, ListType) else None
    return isinstance(element, ListType) and common(one, element) is not None


def _within(work: Work, value: Node, bounds: Bounds, span: Span, place: Span) -> Node | None:
    items = complete([comparison(work, sign, value, bound, span, place) for sign, bound in bounds])
    if items is None:
        return None
    return items[0] if len(items) == 1 else And(items, TRUTH, span)


def _bounds(work: Work, tree: Interval, variables: Variables) -> Bounds | None:
    """The comparisons that a written range stands for."""
    if tree.low is not None and tree.low is tree.high:
        one = work.infer(tree.low, variables)
        return None if one is None else [(tree.sign or "=", one)]
    written: list[tuple[ComparisonSign, Tree | None]] = [
        (">=" if tree.low_closed else ">", tree.low),
        ("<=" if tree.high_closed else "<", tree.high),
    ]
    nodes = [(sign, work.infer(bound, variables)) for sign, bound in written if bound is not None]
    found: Bounds = [(sign, node) for sign, node in nodes if node is not None]
    return found if len(found) == len(nodes) else None


def member(work: Work, value: Node, many: Node, span: Span) -> Node | None:
    """Whether a value is among the elements of a list, or within a range."""
    wraps, inner = _unwrapped(many.type, value.type)
    if inner is None:
        return Member(value, many, TRUTH, span)
    if never_equal(value.type, inner):
        return work.refuse(faults.sets_apart(value, many, work.environment))
    shared = common(value.type, inner)
    if shared is None or not COMPARABLE.takes(shared):
        return work.refuse(faults.not_among(value, many, work.environment))
    outer = shared
    for wrap in wraps:
        outer = wrap(outer)
    one, other = adapt(work, value, shared, many), adapt(work, many, outer, value)
    return None if one is None or other is None else Member(one, other, TRUTH, span)


def _unwrapped(many: Type, value: Type) -> tuple[list[Wrap], Type | None]:
    """The type with which a value is compared among many, and how that of the many is made of it."""
    wraps: list[Wrap] = []
    inner: Type | None = many
    if isinstance(inner, ListType):
        wraps, inner = [ListType], inner.element
    if isinstance(inner, RangeType) and not isinstance(value, RangeType):
        wraps, inner = [RangeType, *wraps], inner.element
    return wraps, inner


def interval(work: Work, tree: Interval, variables: Variables) -> Node | None:
    """A range as a value."""
    one = tree.low is tree.high
    low = None if tree.low is None else work.infer(tree.low, variables)
    high = low if one else None if tree.high is None else work.infer(tree.high, variables)
    if (low is None and tree.low is not None) or (high is None and tree.high is not None):
        return None
    sides = _sides(work, low, high)
    if sides is None:
        return None
    low, high, element = sides
    if not (COMPARABLE if one else ORDERED).takes(element):
        return work.refuse(faults.no_range(tree.span, element))
    sign = (tree.sign or "=") if one else ""
    return RangeOf(low, high, tree.low_closed, tree.high_closed, RangeType(element), tree.span, sign)


def _sides(work: Work, low: Node | None, high: Node | None) -> tuple[Node | None, Node | None, Type] | None:
    if low is not None and high is not None:
        return together(work, low, high, faults.not_comparable)
    only = low if high is None else high
    assert only is not None, "a range has a bound"  # noqa: S101
    return low, high, only.type
