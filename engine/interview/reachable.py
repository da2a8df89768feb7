"""The facts that could still be asked for: a bound on the questions that are to come, which is never too low.

What is asked next follows from what is unknown now; an answer can bring up facts that nobody waited for
before (`if` its condition is told). To say "at most nine more" one has to count those too. A part of an
expression that is known brings up none: no further fact can change it.
"""

from collections.abc import Iterable, Iterator, Mapping

from engine.evaluation.globals import Globals
from engine.evaluation.outcome import Outcome
from engine.feel.core import (
    TESTED,
    Field,
    Filter,
    Global,
    If,
    Local,
    Node,
    Origin,
    Quantified,
    Table,
    children,
)
from engine.feel.unknown import Unknown
from engine.program.model import Criterion, Program
from engine.values import Truth


class Reachable:
    """The facts behind whatever is unknown for one loan, by their paths in expressions."""

    def __init__(self, program: Program, outcome: Outcome, inner: dict[int, bool]) -> None:
        """Take the outcome.

        Args:
            program: the checked pack.
            outcome: what is known.
            inner: by identity, which of its nodes speak of an entry at hand; filled here, to be used again.
        """
        self._inner = inner
        self._program = program
        self._outcome = outcome
        self._values: Globals = outcome.values
        self._measures: dict[str, frozenset[str]] = {}

    def of_criteria(self, criteria: Iterable[Criterion]) -> frozenset[str]:
        """The facts that could still decide some criteria."""
        criteria = tuple(criteria)
        found = (self.of(node) for one in criteria for node in self._nodes(one))
        presumed = (one.presumed_until_told for one in criteria if self._is_unknown(one))
        return frozenset(name for name in presumed if name is not None).union(*found)

    def _is_unknown(self, one: Criterion) -> bool:
        return self._outcome.criteria[one.key] is Truth.UNKNOWN

    def _nodes(self, one: Criterion) -> Iterator[Node]:
        """The conditions of a criterion that isn't known, through findings and requirements."""
        if not self._is_unknown(one):
            return
        if one.test is not None:
            yield one.test
        for each in self._program.findings_by_id[one.finding].criteria if one.finding else ():
            yield from self._nodes(each)
        for name in one.evidence:
            requirement = self._program.requirements_by_id[name]
            yield requirement.held
            if requirement.needed is not None:
                yield requirement.needed

    def of(self, node: Node) -> frozenset[str]:
        """The facts that could still change the value of an expression."""
        if isinstance(node, Global) and node.origin is Origin.MEASURE:
            return self.of_measure(node.name)
        inner = self._is_inner(node)
        if not inner and not isinstance(self._values.evaluate(node), Unknown):
            return frozenset()
        if isinstance(node, Global):
            return frozenset([node.name]) if self._is_missing(node) else frozenset()
        below = frozenset().union(*map(self.of, self._parts(node)))
        return below if inner else below | frozenset(self._of_entries(node))

    def _parts(self, node: Node) -> Iterable[Node]:
        """What a value is made of: of a condition that is known, only the side that it leads to."""
        if isinstance(node, If) and not self._is_inner(node.condition):
            condition = self._values.evaluate(node.condition)
            if not isinstance(condition, Unknown):
                return (node.yes if condition else node.no,)
        return children(node)

    def of_name(self, name: str) -> frozenset[str]:
        """The facts that could still change a measure or fact."""
        if name in self._program.formulas:
            return self.of_measure(name)
        return frozenset([name]) if self._values.known(name) is None else frozenset()

    def of_measure(self, name: str) -> frozenset[str]:
        """The facts that could still change a measure."""
        if name not in self._measures:
            known = self._values.known(name) is not None
            formula = self._program.formulas.get(name)
            self._measures[name] = frozenset() if known or formula is None else self.of(formula)
        return self._measures[name]

    def _is_missing(self, node: Global) -> bool:
        return node.origin is Origin.FACT and self._values.known(node.name) is None

    def _is_inner(self, node: Node) -> bool:
        """Whether a part of an expression speaks of an entry at hand, so that it has no value by itself."""
        if id(node) not in self._inner:
            parts = tuple(_all(node))
            bound = {one.variable.slot for one in parts if isinstance(one, Quantified | Filter)}
            bound |= {TESTED for one in parts if isinstance(one, Table)}
            self._inner[id(node)] = any(isinstance(one, Local) and one.slot not in bound for one in parts)
        return self._inner[id(node)]

    def _of_entries(self, node: Node) -> Iterator[str]:
        """What isn't known of the entries of lists, as far as the expression looks at it."""
        parts = tuple(_all(node))
        fields = {one.name for one in parts if isinstance(one, Field)}
        for name in {one.name for one in parts if isinstance(one, Global)}:
            listed = self._values.known(name)
            for place, entry in enumerate(listed if isinstance(listed, tuple) else (), 1):
                if isinstance(entry, Mapping):
                    lacking = (field for field in fields if isinstance(entry.get(field), Unknown | None))
                    yield from (f"{name}[{place}].{field}" for field in lacking)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for one in children(node):
        yield from _all(one)
