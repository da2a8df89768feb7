"""Bringing types together: units, fixed sets of text, elements of lists.

A literal has no unit and belongs to no fixed set: it takes them from what it meets, and is
refused there if it doesn't fit. Without that, `> 0` would need a unit and a misspelt word would never match.
"""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from engine.diagnostics import Diagnostic
from engine.feel import typing_faults as faults
from engine.feel.core import Constant, If, ListOf, Node, RangeOf
from engine.feel.types import ListType, NumberType, RangeType, TextType, TruthType, Type
from engine.feel.typing_scope import Environment, Work, complete

Clash = Callable[[Node, Node, Environment], Diagnostic]


def common(left: Type, right: Type) -> Type | None:
    """The type that values of both have; None if there is none."""
    match left, right:
        case NumberType(one), NumberType(other):
            return right if one is None else left if other in (None, one) else None
        case TextType(one_set), TextType(other_set):
            return _either(one_set, other_set)
        case ListType(element), ListType(other_element):
            return _common_list(element, other_element)
        case RangeType(bound), RangeType(other_bound):
            shared = common(bound, other_bound)
            return None if shared is None else RangeType(shared)
    return left if left == right else None


def _either(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> TextType:
    """A text without a fixed set (a literal) takes that of the other."""
    if one is None or other is None:
        return TextType(one or other)
    return TextType(tuple(dict.fromkeys(one + other)))


def _common_list(one: Type | None, other: Type | None) -> Type | None:
    if one is None or other is None:
        return ListType(one or other)
    shared = common(one, other)
    return None if shared is None else ListType(shared)


def never_equal(left: Type, right: Type) -> bool:
    """Whether both are texts of fixed sets that share nothing."""
    match left, right:
        case TextType(tuple(one)), TextType(tuple(other)):
            return not set(one) & set(other)
    return False


def apart(left: Node, right: Node, clash: Clash) -> Clash:
    """What to say of two nodes that have no type in common: numbers differ in their units."""
    both = isinstance(left.type, NumberType) and isinstance(right.type, NumberType)
    return faults.different_units if both else clash


def together(work: Work, left: Node, right: Node, clash: Clash) -> tuple[Node, Node, Type] | None:
    """Two nodes in the type that they have in common, and that type; None, and told, if they have none."""
    shared = common(left.type, right.type)
    if shared is None:
        work.refuse(apart(left, right, clash)(left, right, work.environment))
        return None
    one, other = adapt(work, left, shared, right), adapt(work, right, shared, left)
    return None if one is None or other is None else (one, other, shared)


def all_together(work: Work, nodes: tuple[Node, ...], clash: Clash) -> tuple[tuple[Node, ...], Type] | None:
    """Several nodes in the type that all have in common, and that type; each that doesn't fit is told."""
    before = len(work.faults)
    shared = nodes[0].type
    for node in nodes[1:]:
        both = common(shared, node.type)
        if both is None:
            work.refuse(apart(nodes[0], node, clash)(nodes[0], node, work.environment))
        shared = both or shared
    fitted = adapt_all(work, nodes, shared, with_fixed_set(nodes))
    return None if fitted is None or len(work.faults) > before else (fitted, shared)


def with_fixed_set(nodes: Iterable[Node]) -> Node | None:
    """The first of some nodes that is a text of a fixed set, or a list of such."""
    for node in nodes:
        kind = node.type.element if isinstance(node.type, ListType) else node.type
        if isinstance(kind, TextType) and kind.values is not None:
            return node
    return None


def adapt_all(
    work: Work, nodes: tuple[Node, ...], wanted: Type, against: Node | None = None
) -> tuple[Node, ...] | None:
    """Several nodes adapted; None if one doesn't fit."""
    return complete([adapt(work, node, wanted, against) for node in nodes])


def adapt(work: Work, node: Node, wanted: Type, against: Node | None = None) -> Node | None:
    """A node whose type fits, literals within it retyped.

    None, and told, if a text is outside the fixed set that is wanted; `against` is the node that wants it.
    """
    match node:
        case Constant(value=str() as text) if isinstance(wanted, TextType):
            if wanted.values is not None and text not in wanted.values:
                return work.refuse(faults.not_in_set(text, node.span, wanted, against))
            return replace(node, type=wanted)
        case Constant():
            return replace(node, type=wanted)
        case ListOf(items=items) if isinstance(wanted, ListType) and wanted.element is not None:
            elements = adapt_all(work, items, wanted.element, against)
            return None if elements is None else replace(node, items=elements, type=wanted)
        case If(yes=yes, no=no):
            branches = adapt_all(work, (yes, no), wanted, against)
            return None if branches is None else replace(node, yes=branches[0], no=branches[1], type=wanted)
        case RangeOf() if isinstance(wanted, RangeType):
            return _adapt_range(work, node, wanted, against)
    return node


def _adapt_range(work: Work, node: RangeOf, wanted: RangeType, against: Node | None) -> Node | None:
    bounds = adapt_all(
        work, tuple(one for one in (node.low, node.high) if one is not None), wanted.element, against
    )
    if bounds is None:
        return None
    low = None if node.low is None else bounds[0]
    high = None if node.high is None else bounds[-1]
    return replace(node, low=low, high=high, type=wanted)


def condition(work: Work, node: Node | None) -> Node | None:
    """The node if it is true or false; else None, which is then told."""
    if node is None or isinstance(node.type, TruthType):
        return node
    return work.refuse(faults.no_condition(node, work.environment))
