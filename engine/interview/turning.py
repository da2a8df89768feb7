"""Where an answer turns: the values of a number or a day at which a comparison of the rules changes sides.

Whether an income of 6,000 yuan settles anything depends on what it is compared with, and that is seldom
written beside it: it goes through measures, with other facts. So both sides of a comparison are worked
out for two values, and where their difference would be nothing is where it turns. Where it isn't a
straight line that is a guess; nothing but the order of questions rests on it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Context, Decimal

from msgspec import Struct

from engine.evaluation.globals import Globals
from engine.feel.core import Comparison, Global, Local, Node, Table, children, globals_of
from engine.program.model import Program

_CONTEXT = Context(prec=20)
MOST = 6  # turning points of one fact that are tried


class Pair(Struct, frozen=True):
    """Two sides that are compared, and the facts behind them, through measures."""

    left: Node
    right: Node
    facts: frozenset[str]


def pairs_of(program: Program) -> tuple[Pair, ...]:
    """Every comparison of a program that doesn't speak of the entries of a list, cells of tables too."""
    behind = _behind(program)
    found = (pair for node in _conditions(program) for pair in _pairs(node))
    named = ((left, right, (*globals_of(left), *globals_of(right))) for left, right in found)
    return tuple(
        Pair(left, right, frozenset().union(*(behind.get(one.name, {one.name}) for one in names)))
        for left, right, names in named
    )


def _behind(program: Program) -> Mapping[str, frozenset[str]]:
    """The facts behind each measure."""
    found: dict[str, frozenset[str]] = {}
    for one in program.computed:
        parts = (found.get(name.name, frozenset([name.name])) for name in globals_of(one.formula))
        found[one.id] = frozenset().union(*parts)
    return found


def _conditions(program: Program) -> Iterator[Node]:
    yield from (one.test for one in program.criteria if one.test is not None)
    yield from (one.needed for one in program.required if one.needed is not None)
    yield from (one.formula for one in program.computed)


def _pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    if isinstance(node, Comparison) and not (_has_local(node.left) or _has_local(node.right)):
        yield node.left, node.right
    if isinstance(node, Table):
        yield from _cells(node)
    for one in children(node):
        yield from _pairs(one)


def _cells(table: Table) -> Iterator[tuple[Node, Node]]:
    """What a cell compares with the input of its column; the tests stand row by row."""
    for place, test in enumerate(table.tests):
        asked = table.inputs[place % len(table.inputs)]
        for one in _comparisons(test):
            yield from ((asked, side) for side in (one.left, one.right) if not _has_local(side))


def _comparisons(node: Node) -> Iterator[Comparison]:
    if isinstance(node, Comparison):
        yield node
    for one in children(node):
        yield from _comparisons(one)


def _has_local(node: Node) -> bool:
    return isinstance(node, Local) or any(map(_has_local, children(node)))


def turning_points(
    pairs: Iterable[Pair], name: str, bases: tuple[Decimal, Decimal], at: tuple[Globals, Globals]
) -> tuple[Decimal, ...]:
    """Where comparisons change sides, at most a handful, in the order of the rules.

    Args:
        pairs: what is compared.
        name: of the fact, as expressions call it.
        bases: two values of it: numbers, or days as ordinals.
        at: what follows from each of the two.
    """
    found: dict[Decimal, None] = {}
    for pair in pairs:
        if name in pair.facts and len(found) < MOST:
            first, second = (_difference(pair, values) for values in at)
            if first is not None and second is not None and first != second:
                found[_root(bases, first, second)] = None
    return tuple(found)


def _root(bases: tuple[Decimal, Decimal], first: Decimal, second: Decimal) -> Decimal:
    rise = _CONTEXT.divide(second - first, bases[1] - bases[0])
    return bases[0] - _CONTEXT.divide(first, rise)


def _difference(pair: Pair, values: Globals) -> Decimal | None:
    left, right = values.evaluate(pair.left), values.evaluate(pair.right)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _CONTEXT.subtract(left, right)
    if isinstance(left, date) and isinstance(right, date):
        return Decimal((left - right).days)
    return None


def compared_texts(pairs: Iterable[Pair], name: str, values: Globals) -> tuple[str, ...]:
    """The texts with which a fact is compared."""
    sides = (side for one in pairs if name in one.facts for side in _others(one, name))
    found = (values.evaluate(side) for side in sides)
    return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))


def _others(pair: Pair, name: str) -> Iterator[Node]:
    for side, other in ((pair.left, pair.right), (pair.right, pair.left)):
        if isinstance(side, Global) and side.name == name:
            yield other
