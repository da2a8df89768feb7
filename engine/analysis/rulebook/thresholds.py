"""A130: a threshold that no case stands on.

Whether somebody who has to the fen what is asked for has enough is decided by a `<` or a `<=`. Without a case
at the threshold, and one just beside it, either could stand there, and nobody would notice.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from engine.analysis.rulebook.model import Found, Pack
from engine.analysis.rulebook.nodes import every_node, row_conditions
from engine.diagnostics import Diagnostic
from engine.evaluation.outcome import Outcome
from engine.feel.core import Comparison, Constant, Filter, Global, Node, Origin, Quantified, Table, children
from engine.feel.types import DATE, NumberType, Type
from engine.feel.unknown import Value
from engine.feel.walk import Scope, evaluate
from engine.profile.facts import Dictionary, ScalarForm
from engine.program.model import Program
from engine.source import Span

_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
QUESTION: Final = "each threshold has a case at it"
_BELOW: Final = frozenset({"<", ">="})  # the side on which the truth is another than at the threshold


def found(pack: Pack) -> Iterator[Found]:
    """The thresholds of criteria, measures, tables and requirements that lack a case at or beside them."""
    steps = _steps(pack.program.dictionary)
    for node in _conditions(pack.program):
        wanted = [one for one in every_node(node) if isinstance(one, Comparison) and _is_threshold(one)]
        if not wanted:
            continue
        seen = _Seen(wanted)
        for outcome in pack.outcomes:
            if all(_lacks(one, seen.distances[_key(one)], steps) is None for one in wanted):
                break
            seen.look(node, outcome)
        yield from _faults(wanted, seen, steps)


def _conditions(program: Program) -> Iterator[Node]:
    nodes = [one.test for one in program.criteria]
    nodes += [part for one in program.requirements for part in (one.needed,)]
    nodes += [one.formula for one in program.measures]
    nodes += [row for table in program.tables for row in row_conditions(table.formulas[0])]
    yield from (one for one in nodes if one is not None and not isinstance(one, Table))


def _is_threshold(one: Comparison) -> bool:
    """Whether an amount, a number or a day is compared with one that the pack sets."""
    if not isinstance(one.left.type, NumberType) and one.left.type != DATE:
        return False
    return _is_set(one.left) != _is_set(one.right)


def _is_set(node: Node) -> bool:
    """Whether constants and parameters alone make it up."""
    if isinstance(node, Global):
        return node.origin is Origin.PARAMETER
    below = tuple(children(node))
    return all(map(_is_set, below)) if below else isinstance(node, Constant)


def _steps(dictionary: Dictionary) -> Mapping[Type, Decimal]:
    """By type, the smallest step from one value of a fact to the next, where there is one."""
    steps: dict[Type, Decimal] = {}
    for fact in dictionary.facts:
        if isinstance(fact.form, ScalarForm) and fact.form.step is not None:
            steps[fact.type] = min(fact.form.step, steps.get(fact.type, fact.form.step))
    return steps


def _key(one: Comparison) -> tuple[Span, str]:
    """Sets it apart: `[1..60]` is two comparisons in one place."""
    return one.span, one.sign


class _Seen:
    """How far from their thresholds the cases stand."""

    def __init__(self, wanted: Iterable[Comparison]) -> None:
        self.distances: dict[tuple[Span, str], set[Decimal]] = {_key(one): set() for one in wanted}

    def look(self, node: Node, outcome: Outcome) -> None:
        """Take in one case."""
        self._look(node, outcome.values.scope)

    def _look(self, node: Node, scope: Scope) -> None:
        if isinstance(node, Quantified | Filter):
            self._look(node.items, scope)
            items = evaluate(node.items, scope)
            for item in items if isinstance(items, tuple) else ():
                self._look(node.body, scope.bind(node.variable.slot, item))
            return
        if isinstance(node, Comparison) and _key(node) in self.distances:
            distance = _distance(evaluate(node.left, scope), evaluate(node.right, scope))
            self.distances[_key(node)] |= set() if distance is None else {distance}
        for child in children(node):
            self._look(child, scope)


def _distance(left: Value, right: Value) -> Decimal | None:
    """How far the one is above the other, days as a number; None where one isn't known."""
    if isinstance(left, date) and isinstance(right, date):
        return Decimal((left - right) // timedelta(days=1))
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left - right
    return None


def _lacks(one: Comparison, distances: set[Decimal], steps: Mapping[Type, Decimal]) -> tuple[str, str] | None:
    """What the cases lack, and where the nearest one stands; None where nothing is lacking."""
    mirrored = _is_set(one.left)
    sign = _MIRRORED[one.sign] if mirrored else one.sign
    away = {-distance for distance in distances} if mirrored else distances
    step = Decimal(1) if one.left.type == DATE else steps.get(one.left.type, steps.get(one.right.type))
    if Decimal(0) not in away:
        return "no case stands on this threshold", _nearest(away)
    if step is None or sign in {"=", "!="}:
        return None
    beside = -step if sign in _BELOW else step
    if any(0 < distance / beside <= 1 for distance in away):
        return None
    return "no case stands just beside this threshold", f"one stands on it; {_nearest(away - {0})}"


def _nearest(away: set[Decimal]) -> str:
    if not away:
        return "no other comes near"
    nearest = min(away, key=lambda distance: (abs(distance), distance))
    return f"the nearest is {abs(nearest):f} {'above' if nearest > 0 else 'below'}"


def _faults(wanted: Iterable[Comparison], seen: _Seen, steps: Mapping[Type, Decimal]) -> Iterator[Found]:
    for one in wanted:
        lacks = _lacks(one, seen.distances[_key(one)], steps)
        if lacks is not None:
            message, label = lacks
            help_ = "write a case at it, and one just beside it"
            yield Found(QUESTION, Diagnostic("A130", message, one.span, label, help_))
