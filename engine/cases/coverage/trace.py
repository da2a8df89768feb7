"""What one evaluation reaches: the walk over again, looking at what comes out on the way.

The walk itself is left alone, so that nobody waits for observing who doesn't ask for it. This one goes down
beside it, has every part evaluated by it, and notes what it came to. Where the walk stops early (`false and
…`) this one looks at the rest as well: whether a condition settled a decision can't be said without.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from engine.cases.coverage.decisions import conditions, settling
from engine.cases.coverage.model import Key
from engine.cases.coverage.points import BELOW, came_out, hit, is_threshold, next_to, on, settled
from engine.cases.expressions import Steps
from engine.feel.comparing import equal
from engine.feel.core import TESTED, Comparison, Filter, If, IsKnown, Node, Quantified, Table, children
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.tables import row_truths, rows_of
from engine.feel.unknown import Value
from engine.feel.walk import Scope, evaluate, reading

_DAY: Final = 24 * 60 * 60  # seconds


class Trace:
    """Notes what evaluations reach; one for all cases of a pack.

    Attributes:
        reached: the keys of points, and of more that nobody asks for.
    """

    def __init__(self, steps: Steps, wanted: Iterable[Key]) -> None:
        """Take what says how far the next value is, and the points that are asked for."""
        self.reached: set[Key] = set()
        self._step_of = steps.of
        self._wanted = {node for node, _ in wanted}
        self._parts_of: dict[int, tuple[Node, ...]] = {}
        self._is_asked: dict[int, bool] = {}

    def look(self, node: Node, scope: Scope) -> None:
        """Note what is reached in an expression, or in a part of one that isn't part of a decision."""
        if not self._asked(node):
            return
        found = tuple(conditions(node))
        values = {id(one): evaluate(one, scope) for one in found}
        self.reached.update(settled(one, value) for one, value in settling(node, values))
        value = evaluate(node, scope)
        if isinstance(value, bool):
            self.reached.add(came_out(node, value))
        for one in found:
            self._parts(one, scope)

    def _asked(self, node: Node) -> bool:
        """Whether something is asked for in a node or below it; most of them only reckon."""
        if id(node) not in self._is_asked:
            self._is_asked[id(node)] = id(node) in self._wanted or any(map(self._asked, self._below(node)))
        return self._is_asked[id(node)]

    def _below(self, node: Node) -> tuple[Node, ...]:
        if id(node) not in self._parts_of:
            self._parts_of[id(node)] = tuple(children(node))
        return self._parts_of[id(node)]

    def _parts(self, node: Node, scope: Scope) -> None:
        match node:
            case If():
                self._if(node, scope)
            case Quantified() | Filter():
                self._elements(node, scope)
            case Table():
                self._table(node, scope)
            case IsKnown():
                return
            case _:
                if is_threshold(node):
                    self._threshold(node, evaluate(node.left, scope), evaluate(node.right, scope))
                self._each(self._below(node), scope)

    def _each(self, nodes: Iterable[Node], scope: Scope) -> None:
        for one in nodes:
            self.look(one, scope)

    def _if(self, node: If, scope: Scope) -> None:
        """The side that is taken; both where the condition isn't known, as the walk looks at both, too."""
        self.look(node.condition, scope)
        condition = evaluate(node.condition, scope)
        if condition is not False:
            self.look(node.yes, scope)
        if condition is not True:
            self.look(node.no, scope)

    def _elements(self, node: Quantified | Filter, scope: Scope) -> None:
        self.look(node.items, scope)
        items = evaluate(node.items, scope)
        for item in items if isinstance(items, tuple) else ():
            self.look(node.body, scope.bind(node.variable.slot, item))

    def _table(self, node: Table, scope: Scope) -> None:
        """Inputs and cells of every row; the outputs of the rows that surely match."""
        self._each(node.inputs, scope)
        bound = [scope.bind(TESTED, evaluate(one, scope)) for one in node.inputs]
        for row in rows_of(node):
            for test, tested in zip(row, bound, strict=True):
                self.look(test, tested)
        for output in _coming_out(node, row_truths(node, reading(node, scope))):
            self.reached.add(hit(output))
            self.look(output, scope)

    def _threshold(self, node: Comparison, left: Value, right: Value) -> None:
        if equal(left, right) is True:
            self.reached.add(on(node))
            return
        step, apart = self._step_of(node.left, node.right), _apart(left, right)
        if step is not None and apart is not None and 0 < (-apart if node.sign in BELOW else apart) <= step:
            self.reached.add(next_to(node))


def _coming_out(node: Table, truths: tuple[Value, ...]) -> list[Node]:
    """The outputs of rows that surely match, or the default where surely none does."""
    if all(truth is False for truth in truths):
        return [] if node.default is None else [node.default]
    if node.policy == "first":
        first = next(place for place, truth in enumerate(truths) if truth is not False)
        return [node.outputs[first]] if truths[first] is True else []
    return [output for output, truth in zip(node.outputs, truths, strict=True) if truth is True]


def _apart(left: Value, right: Value) -> Decimal | None:
    """Left minus right in steps of their own kind: days, months, or the number itself."""
    match left, right:
        case Decimal(), Decimal():
            return left - right
        case date(), date():
            return Decimal((left - right).days)
        case DaysDuration(), DaysDuration():
            return (left.seconds - right.seconds) / _DAY
        case MonthsDuration(), MonthsDuration():
            return Decimal(left.months - right.months)
    return None
