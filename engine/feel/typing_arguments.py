"""Arguments of a call: which belongs to which parameter, whether each fits, and whether they fit each other.

A wrong name, or one argument too few, is found where it stands instead of in an answer.
"""

from collections.abc import Sequence

from engine.feel import typing_faults_calls as faults
from engine.feel.core import Node
from engine.feel.signature import Kind, ListOfKind, Parameter
from engine.feel.tree import Application, Tree
from engine.feel.types import ListType, Type
from engine.feel.typing_fit import Clash, adapt, apart, common, never_equal, with_fixed_set
from engine.feel.typing_lists import as_list
from engine.feel.typing_scope import Work, complete

Arranged = list[tuple[Parameter, Tree]]


def arranged(
    work: Work,
    tree: Application,
    parameters: tuple[Parameter, ...],
    otherwise: tuple[Parameter, ...] = (),
    rest: Parameter | None = None,
) -> Arranged | None:
    """Each argument with its parameter, in the parameters' order; None, and told, if they don't match."""
    if tree.names:
        return _by_name(work, tree, _meant(tree, parameters, otherwise), rest)
    if otherwise and len(tree.arguments) > len(parameters):
        parameters = otherwise
    given = len(tree.arguments)
    if rest is not None:
        parameters += (rest,) * (given - len(parameters))
    if not sum(not one.optional for one in parameters) <= given <= len(parameters):
        work.refuse(
            faults.wrong_count(tree.function.text, [one.name for one in parameters], given, tree.span)
        )
        return None
    return list(zip(parameters, tree.arguments, strict=False))


def _meant(
    tree: Application, parameters: tuple[Parameter, ...], otherwise: tuple[Parameter, ...]
) -> tuple[Parameter, ...]:
    """The list of parameters that the names of the arguments speak of."""
    first, second = ({one.name for one in each} for each in (parameters, otherwise))
    words = {name.text for name in tree.names}
    return otherwise if len(words & second) > len(words & first) else parameters


def _by_name(
    work: Work, tree: Application, parameters: tuple[Parameter, ...], rest: Parameter | None
) -> Arranged | None:
    if rest is not None and rest.name not in {one.name for one in parameters}:
        parameters += (rest,)
    known = tuple(one.name for one in parameters)
    before = len(work.faults)
    given: dict[str, Tree] = {}
    for name, argument in zip(tree.names, tree.arguments, strict=True):
        if name.text in given or name.text not in known:
            work.refuse(faults.wrong_name(tree.function.text, name.text, name.span, known))
        given[name.text] = argument
    last = max((known.index(name) for name in given if name in known), default=-1)
    for place, one in enumerate(parameters):
        needed = place < last or not (one.optional or one is rest)
        if needed and one.name not in given and len(work.faults) == before:
            work.refuse(faults.lacking(tree.function.text, one.name, tree.span))
    if len(work.faults) > before:
        return None
    return [(one, given[one.name]) for one in parameters if one.name in given]


Pairs = Sequence[tuple[Parameter, Node]]


def fitted(work: Work, name: str, pairs: Pairs) -> tuple[tuple[Node, ...], Type | None] | None:
    """The arguments in the types that their parameters ask for, and the type that the kinds stand for."""
    before = len(work.faults)
    listed = [(one, as_list(node) if _wants_list(one) else node) for one, node in pairs]
    for one, node in listed:
        if not _takes(one, node.type):
            work.refuse(faults.wrong_argument(name, one.name, one.wants, node, work.environment))
    shared = _shared(work, name, listed) if len(work.faults) == before else None
    if len(work.faults) > before:
        return None
    against = with_fixed_set(node for one, node in listed if _is_kind(one))
    nodes = complete(
        [
            adapt(work, node, _asked(one, shared, node), against if _is_kind(one) else None)
            for one, node in listed
        ]
    )
    return None if nodes is None else (nodes, shared)


def _is_kind(one: Parameter) -> bool:
    return isinstance(one.wants, Kind | ListOfKind)


def _wants_list(one: Parameter) -> bool:
    return isinstance(one.wants, ListType | ListOfKind)


def _takes(one: Parameter, kind: Type) -> bool:
    """Whether a parameter takes a type, whatever the other arguments are."""
    match one.wants, kind:
        case Kind() as wanted, _:
            return wanted.takes(kind)
        case ListOfKind(wanted), ListType(element):
            return element is None or wanted.takes(element)
    assert not isinstance(one.wants, Kind | ListOfKind)  # noqa: S101  (a list has been made of it)
    return common(kind, one.wants) is not None and not never_equal(kind, one.wants)


def _shared(work: Work, name: str, pairs: Pairs) -> Type | None:
    """The type that all kinds stand for; None where only `[]` was given, or they have none, which is told."""
    first: Node | None = None
    shared: Type | None = None
    for one, node in pairs:
        kind = _kind(one, node.type)
        if kind is None:
            continue
        both = kind if shared is None else common(shared, kind)
        if both is None and first is not None:
            work.refuse(_clash(name, first, node)(first, node, work.environment))
        first, shared = first or node, both or shared
    return shared


def _clash(name: str, first: Node, node: Node) -> Clash:
    return apart(first, node, lambda one, other, known: faults.arguments_apart(name, one, other, known))


def _kind(one: Parameter, kind: Type) -> Type | None:
    """What an argument says of the kind; None if the parameter isn't of one, or the argument is `[]`."""
    match one.wants, kind:
        case Kind(), _:
            return kind
        case ListOfKind(), ListType(element):
            return element
    return None


def _asked(one: Parameter, shared: Type | None, node: Node) -> Type:
    match one.wants:
        case Kind():
            return shared or node.type
        case ListOfKind():
            return ListType(shared)
    assert not isinstance(one.wants, Kind | ListOfKind)  # noqa: S101  (matched above)
    return one.wants
