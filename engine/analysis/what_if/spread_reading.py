"""A program read over spreads: what may come of it while some facts are left open between bounds.

Only what depends on an open fact is read this way; everything else has the value that the plain walk gives.

INVARIANT: the truth for each choice of the open facts is among those of the spread; tests/analysis/what_if
hold it against the reference, point by point.
"""

from collections.abc import Mapping

from engine.analysis.what_if.reaches import Reaches
from engine.analysis.what_if.spread import Spread, Sure, conjunction, disjunction, negation, truths
from engine.analysis.what_if.spread_nodes import Locals, spread_of
from engine.evaluation.globals import Globals
from engine.feel.core import Node
from engine.feel.functions import Function
from engine.feel.walk import Scope, evaluate
from engine.program.model import Criterion, Program


class SpreadReading:
    """One program, one borrower, some facts open.

    Attributes:
        values: as far as they are known for sure.
    """

    def __init__(
        self, program: Program, reaches: Reaches, values: Globals, open_facts: Mapping[str, Spread]
    ) -> None:
        """Take what is known, and what is open.

        Args:
            program: the checked pack.
            reaches: its dependencies.
            values: of the borrower, with some value (or none) for each open fact.
            open_facts: the spread of each; a list that holds one of them stands among them.
        """
        self._program = program
        self._reaches = reaches
        self.values = values
        self._spreads = dict(open_facts)
        self._touched = reaches.touched(open_facts)
        self._claims: dict[str, frozenset[bool | None]] = {}

    def criterion(self, one: Criterion) -> frozenset[bool | None]:
        """The truths that a criterion may have; None for unknown."""
        if one.key not in self._claims:
            self._claims[one.key] = self._criterion(one)
        return self._claims[one.key]

    def _criterion(self, one: Criterion) -> frozenset[bool | None]:
        if one.test is not None:
            return truths(self.evaluate(one.test))
        if one.finding is not None:
            finding = self._program.findings_by_id[one.finding]
            parts = (self.criterion(claim) for claim in finding.criteria)
            return conjunction(parts) if finding.needs_all else disjunction(parts)
        return conjunction(self._document(name) for name in one.evidence)

    def _document(self, name: str) -> frozenset[bool | None]:
        """Not needed, or at hand."""
        one = self._program.requirements_by_id[name]
        needed = frozenset({True}) if one.needed is None else truths(self.evaluate(one.needed))
        return disjunction((negation(needed), truths(self.evaluate(one.held))))

    def value(self, name: str) -> Spread:
        """The spread of a fact, a measure or a parameter."""
        if name not in self._spreads:
            formula = self._program.formulas.get(name) if name in self._touched else None
            self._spreads[name] = Sure(self.values[name]) if formula is None else self.evaluate(formula)
        return self._spreads[name]

    def evaluate(self, node: Node, local: Locals | None = None) -> Spread:
        """The spread of an expression, its variables bound to spreads."""
        bound = local or {}
        known = {slot: one.value for slot, one in bound.items() if isinstance(one, Sure)}
        if len(known) == len(bound) and self._touched.isdisjoint(self._reaches.names(node)):
            scope = self.values.scope
            return Sure(evaluate(node, Scope(scope.values, scope.functions, known)))
        return spread_of(node, self, bound)

    def function(self, name: str) -> Function:
        """What a call calls."""
        return self.values.scope.functions[name]
