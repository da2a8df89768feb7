"""Decision tables, read symbolically: which rows match, and what that comes to.

As in the reference (`engine/feel/tables.py`), an input that isn't known is tried with every value that its
column can tell apart, and the table is known only where each of them comes to the same.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise, product

from engine.analysis.symbolic.scope import Scope
from engine.analysis.symbolic.symbols import (
    Claim,
    Listed,
    Symbol,
    Symbolic,
    UnreadableError,
    all_of,
    choose,
    equal,
    known_throughout,
    only_if,
)
from engine.analysis.symbolic.terms import (
    TRUE,
    Bool,
    both,
    constant,
    either,
    implied,
    is_false,
    is_true,
    negated,
    number,
    truth,
)
from engine.analysis.symbolic.valuation import scalar, written
from engine.feel.core import TESTED, Call, Local, Table
from engine.feel.distinct import bounds, distinct
from engine.feel.tables import rows_of
from engine.feel.types import ListType, NumberType, Type
from engine.feel.unknown import Value

MOST_SCENARIOS = 1_000  # ways in which inputs that aren't known may turn out

Scenario = tuple[Symbolic, ...]


def table(node: Table, scope: Scope) -> Symbolic:
    """What the matching rows come to.

    Raises:
        UnreadableError: cells compare with what may be unknown, or too much may turn out otherwise.
    """
    inputs = [scope.read(one) for one in node.inputs]
    tried = [_tried(node, scope, column, value) for column, value in enumerate(inputs)]
    _check_size(inputs, tried)
    outputs = [scope.read(one) for one in node.outputs]
    reader = _Rows(node, scope, outputs)
    result = reader.outcome(inputs)
    open_columns = [at for at, value in enumerate(inputs) if not is_true(value.known)]
    for size in range(1, len(open_columns) + 1):
        for unknown in combinations(open_columns, size):
            result = _where_unknown(reader, inputs, tried, unknown, result)
    return result


def _check_size(inputs: Sequence[Symbolic], tried: Sequence[Sequence[Symbolic]]) -> None:
    scenarios = 1
    for value, others in zip(inputs, tried, strict=True):
        if not is_true(value.known):
            scenarios *= 1 + len(others) if others else MOST_SCENARIOS + 1
    if scenarios > MOST_SCENARIOS:
        raise UnreadableError


def _where_unknown(
    reader: "_Rows",
    inputs: Sequence[Symbolic],
    tried: Sequence[Sequence[Symbolic]],
    unknown: Sequence[int],
    otherwise: Symbolic,
) -> Symbolic:
    """The table's value where just these inputs aren't known: that on which all their values agree."""
    pattern = both(*(negated(one.known) if at in unknown else one.known for at, one in enumerate(inputs)))
    if is_false(pattern):
        return otherwise
    choices = [tried[at] if at in unknown else [value] for at, value in enumerate(inputs)]
    first, *others = [reader.outcome(scenario) for scenario in product(*choices)]
    agreed = both(*(equal(first, other).met for other in others))
    return choose(pattern, only_if(agreed, first), otherwise)


def _tried(node: Table, scope: Scope, column: int, value: Symbolic) -> list[Symbolic]:
    """The values that an input may turn out to have, as far as its column can tell them apart."""
    kind = node.inputs[column].type
    compared: list[Value] = []
    for row in rows_of(node):
        for bound in bounds(row[column]):
            found = scope.read(bound)
            if not is_true(known_throughout(found)):
                raise UnreadableError
            if not is_true(value.known):
                compared += _constants(found, bound.type, scope)
    if is_true(value.known):
        return []
    if isinstance(kind, NumberType):
        return [Symbol(TRUE, number(one)) for one in _in_each_gap(compared)]
    return [_symbol(one, scope) for one in distinct(kind, compared)]


def _in_each_gap(compared: Sequence[Value]) -> list[Fraction]:
    """The numbers that a column compares with, and one from each gap between them."""
    marks = sorted({Fraction(one) for one in compared if isinstance(one, Decimal)})
    if not marks:  # rows that test nothing in this column, such as those that collect one document
        return [Fraction(0)]
    between = [(one + other) / 2 for one, other in pairwise(marks)]
    return sorted([marks[0] - 1, *marks, *between, marks[-1] + 1])


def _constants(found: Symbolic, kind: Type, scope: Scope) -> list[Value]:
    """The constant that a cell compares with; of a truth none, which is met or unmet anyway.

    Raises:
        UnreadableError: it may be one or another, or is a list or a range.
    """
    if isinstance(found, Claim):
        return []
    value = constant(found.value) if isinstance(found, Symbol) else None
    if value is None:
        raise UnreadableError
    return [scalar(value, kind, scope.ground.texts)]


def _symbol(value: Value, scope: Scope) -> Symbolic:
    if isinstance(value, bool):
        return Claim(truth(value), truth(not value))
    return Symbol(TRUE, written(value, scope.ground.texts))


class _Rows:
    """A table whose outputs are read, and what its rows come to."""

    def __init__(self, node: Table, scope: Scope, outputs: Sequence[Symbolic]) -> None:
        self.node = node
        self.scope = scope
        self.outputs = outputs

    def outcome(self, inputs: Sequence[Symbolic]) -> Symbolic:
        """What the table comes to for inputs that are known; anything where one isn't."""
        scopes = [self.scope.bind(TESTED, value) for value in inputs]
        matching = [
            all_of(held.truth(test) for held, test in zip(scopes, row, strict=True))
            for row in rows_of(self.node)
        ]
        known = both(*(value.known for value in inputs))
        return only_if(known, self._of([one.met for one in matching]))

    def _of(self, matching: Sequence[Bool]) -> Symbolic:
        if self.node.policy == "collect":
            return self._collected(matching)
        found = self._default()
        for match, output in zip(matching[::-1], self.outputs[::-1], strict=True):
            found = self._first(match, output, found)
        assert found is not None, "a table has rows"  # noqa: S101  (held by its schema)
        return only_if(self._single(matching), found)

    def _first(self, match: Bool, output: Symbolic, rest: "Symbolic | None") -> Symbolic:
        return only_if(match, output) if rest is None else choose(match, output, rest)

    def _default(self) -> "Symbolic | None":
        return None if self.node.default is None else self.scope.read(self.node.default)

    def _single(self, matching: Sequence[Bool]) -> Bool:
        """Whether no two matching rows contradict each other."""
        rows = list(zip(matching, self.outputs, strict=True))
        if self.node.policy == "unique":
            return both(*(negated(both(one, other)) for (one, _), (other, _) in combinations(rows, 2)))
        if self.node.policy != "any":
            return TRUE
        agreed = []
        for at, (match, output) in enumerate(rows):
            first = both(match, *(negated(before) for before, _ in rows[:at]))
            for later, other in rows[at + 1 :]:
                agreed.append(implied(both(first, later), equal(output, other).met))
        return both(*agreed)

    def _collected(self, matching: Sequence[Bool]) -> Symbolic:
        slots = list(zip(matching, self.outputs, strict=True))
        default = self._default()
        if default is not None:
            slots.append((negated(either(*matching)), default))
        listed = Listed(TRUE, tuple(slots))
        if not self.node.aggregation:
            return listed
        kind = ListType(self.node.outputs[0].type)
        local = Local("collected", TESTED, kind, self.node.span)
        call = Call(self.node.aggregation, (local,), self.node.type, self.node.span)
        return self.scope.bind(TESTED, listed).read(call)
