"""Calls that are ways of writing: `not`, `is known`, `list contains`, `duration`, `range`.

The first three have forms of their own in the typed tree. What a duration or a range is of, their
text says, so it has to be written out, and is read here once and for all.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from engine.feel import typing_faults_calls as faults
from engine.feel.core import Constant, IsKnown, Member, Node, Not
from engine.feel.durations import DaysDuration, parse_duration
from engine.feel.parser import parse
from engine.feel.signature import ANYTHING, COMPARABLE, Function, ListOfKind, Parameter
from engine.feel.tree import Application, Interval, Minus, Tree, Value
from engine.feel.types import DAYS, MONTHS, TEXT, TRUTH, Type
from engine.feel.typing_fit import condition
from engine.feel.typing_scope import Work
from engine.feel.unknown import Unknown
from engine.source import Fragment, Span

Lower = Callable[[Work, tuple[Node, ...], Span], Node | None]


class Form(Struct, frozen=True):
    """A way of writing that looks like a call."""

    parameters: tuple[Parameter, ...]
    lower: Lower


def _not(work: Work, nodes: tuple[Node, ...], span: Span) -> Node | None:
    operand = condition(work, nodes[0])
    return None if operand is None else Not(operand, TRUTH, span)


def _is_known(_: Work, nodes: tuple[Node, ...], span: Span) -> Node:
    return IsKnown(nodes[0], TRUTH, span)


def _list_contains(_: Work, nodes: tuple[Node, ...], span: Span) -> Node:
    many, element = nodes
    return Member(element, many, TRUTH, span)


def _duration(work: Work, nodes: tuple[Node, ...], span: Span) -> Node | None:
    text = _written(work, "duration", 'duration("P30D")', nodes[0])
    if text is None:
        return None
    value = parse_duration(text)
    if value is None:
        return work.refuse(faults.malformed("duration", 'duration("P30D")', nodes[0].span))
    return Constant(value, DAYS if isinstance(value, DaysDuration) else MONTHS, span)


def _range(work: Work, nodes: tuple[Node, ...], _: Span) -> Node | None:
    text = _written(work, "range", 'range("[1..60]")', nodes[0])
    if text is None:
        return None
    place = nodes[0].span
    tree, __ = parse(Fragment(text, place, (place.start,) * len(text)))
    if not isinstance(tree, Interval) or not (_is_bound(tree.low) and _is_bound(tree.high)):
        return work.refuse(faults.malformed("range", 'range("[1..60]")', nodes[0].span))
    return work.infer(tree, {})


def _is_bound(tree: Tree | None) -> bool:
    """Whether a bound of a range in a text is a literal, or a call such as `date("2026-12-15")`."""
    match tree:
        case None | Value() | Minus(operand=Value()):
            return True
        case Application(arguments=arguments):
            return all(isinstance(one, Value) for one in arguments)
    return False


def _written(work: Work, name: str, example: str, node: Node) -> str | None:
    """The text of a literal; None, and told, if it isn't one."""
    if isinstance(node, Constant) and isinstance(node.value, str):
        return node.value
    work.refuse(faults.not_written_out(name, example, node))
    return None


FORMS: Mapping[str, Form] = {
    "not": Form((Parameter("negand", ANYTHING),), _not),
    "is known": Form((Parameter("value", ANYTHING),), _is_known),
    "list contains": Form(
        (Parameter("list", ListOfKind(COMPARABLE)), Parameter("element", COMPARABLE)), _list_contains
    ),
    "duration": Form((Parameter("from", TEXT),), _duration),
    "range": Form((Parameter("from", TEXT),), _range),
}

FOLDED = {"date", "string"}


def folded(work: Work, function: Function, nodes: tuple[Node, ...], kind: Type, span: Span) -> Node | None:
    """The value of `date` or `string` on literals; None, and told, if there is none."""
    values = tuple(node.value for node in nodes if isinstance(node, Constant))
    value = function.called(values, span)
    if isinstance(value, Unknown):
        return work.refuse(faults.malformed("date", 'date("2026-12-15")', span))
    return Constant(value, kind, span)  # type: ignore[arg-type]  # both give scalars
