"""Lists: written out, filtered, counted into, and asked with `some` and `every`.

A single value is taken for a list of one, as FEEL has it.
"""

from engine.feel import typing_faults as faults
from engine.feel.core import And, At, Field, Filter, ListOf, Local, Node, Or, Quantified, every_node
from engine.feel.tree import Bracket, Listing, Quantifier
from engine.feel.types import TRUTH, ListType, NumberType, RecordType, TruthType
from engine.feel.typing_fit import all_together, condition
from engine.feel.typing_scope import Variables, Work
from engine.source import Span
from engine.values import RATIO

ELEMENT = "item"  # FEEL's name for the element in a filter


def listing(work: Work, tree: Listing, variables: Variables) -> Node | None:
    """`[a, b, c]`."""
    nodes = work.all(tree.items, variables)
    if nodes is None:
        return None
    return list_of(work, nodes, tree.span)


def list_of(work: Work, nodes: tuple[Node, ...], span: Span) -> Node | None:
    """A list of nodes, which have to be of one type."""
    if not nodes:
        return ListOf((), ListType(None), span)
    fitted = all_together(work, nodes, faults.mixed_list)
    return None if fitted is None else ListOf(fitted[0], ListType(fitted[1]), span)


def as_list(node: Node) -> Node:
    """The node if it is a list, else a list of it alone."""
    return node if isinstance(node.type, ListType) else ListOf((node,), ListType(node.type), node.span)


def quantifier(work: Work, tree: Quantifier, variables: Variables) -> Node | None:
    """`some x in list, y in list satisfies body`: one within the other."""
    before = len(work.faults)
    bound: list[tuple[Local, Node]] = []
    for name, many in tree.variables:
        items = work.infer(many, variables)
        variable, items = _element(work, name.text, items, name.span)
        if variable is not None and items is not None:
            bound.append((variable, items))
        variables = {**variables, name.text: variable}
    node = condition(work, work.infer(tree.body, variables))
    if len(bound) < len(tree.variables) or node is None:
        return None if len(work.faults) > before else _of_nothing(tree)
    for variable, items in reversed(bound):
        node = Quantified(tree.kind, variable, items, node, TRUTH, tree.span)
    return node


def _element(work: Work, name: str, many: Node | None, span: Span) -> tuple[Local | None, Node | None]:
    """A variable for the elements of a list, and the list; no variable where it is `[]` or at fault."""
    items = None if many is None else as_list(many)
    if items is None or not isinstance(items.type, ListType) or items.type.element is None:
        return None, items
    return work.variable(name, items.type.element, span), items


def _of_nothing(tree: Quantifier) -> Node:
    """`some` and `every` over `[]`."""
    return Or((), TRUTH, tree.span) if tree.kind == "some" else And((), TRUTH, tree.span)


def bracket(work: Work, tree: Bracket, variables: Variables) -> Node | None:
    """`list[condition]` or `list[place]`."""
    subject = work.infer(tree.subject, variables)
    if subject is None:
        return None
    before = len(work.faults)
    variable, items = _element(work, ELEMENT, subject, subject.span)
    inside = work.infer(tree.inside, {**variables, **_fields(variable), ELEMENT: variable})
    if variable is None and len(work.faults) == before:
        return _of_empty(work, subject, inside)
    if variable is None or items is None or inside is None:
        return None
    return _chosen(work, tree, variable, items, inside)


def _fields(variable: Local | None) -> Variables:
    """The fields of the element, which may be written without `item.`."""
    if variable is None or not isinstance(variable.type, RecordType):
        return {}
    return {name: Field(variable, name, kind, variable.span) for name, kind in variable.type.fields.items()}


def _of_empty(work: Work, subject: Node, inside: Node | None) -> Node | None:
    """What can be chosen from `[]`: nothing by a condition, and by a place it is a fault."""
    if inside is None or isinstance(inside.type, TruthType):
        return subject
    if isinstance(inside.type, NumberType):
        return work.refuse(faults.nothing_to_take(subject.span))
    return work.refuse(faults.neither_condition_nor_place(inside))


def _chosen(work: Work, tree: Bracket, variable: Local, items: Node, inside: Node) -> Node | None:
    match inside.type:
        case TruthType():
            return Filter(variable, items, inside, items.type, tree.span)
        case NumberType(unit) if unit in {None, RATIO} and not _mentions(inside, variable.slot):
            return At(items, inside, variable.type, tree.span)
    return work.refuse(faults.neither_condition_nor_place(inside))


def _mentions(node: Node, slot: int) -> bool:
    """Whether an expression depends on a variable."""
    return any(isinstance(one, Local) and one.slot == slot for one in every_node(node))
