"""Which names depend on which: what a change can reach at all, and what stands behind a criterion.

Most of what shuts an option depends on nothing that a borrower can change. To see that takes no search.
"""

from collections.abc import Collection, Iterable

from engine.feel.core import Node, globals_of
from engine.program.model import Criterion, Program


class Reaches:
    """The dependencies of a program, each worked out once."""

    def __init__(self, program: Program) -> None:
        """Take the program."""
        self._program = program
        self._each = program.dictionary.each
        self._names: dict[int, tuple[Node, frozenset[str]]] = {}  # by identity; the node stays alive with it
        self._behind: dict[str, frozenset[str]] = {}
        self._criteria = {one.key: one for one in program.criteria}

    def names(self, node: Node) -> frozenset[str]:
        """The facts, measures and parameters that an expression names itself."""
        found = self._names.get(id(node))
        if found is None:
            found = self._names[id(node)] = node, frozenset(one.name for one in globals_of(node))
        return found[1]

    def behind(self, key: str) -> frozenset[str]:
        """The facts and parameters on which a criterion rests, through measures, findings and documents."""
        if key not in self._behind:
            self._behind[key] = self._facts(self.nodes(key))
        return self._behind[key]

    def _facts(self, nodes: Iterable[Node]) -> frozenset[str]:
        formulas = self._program.formulas
        waiting = [name for node in nodes for name in self.names(node)]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self.names(formulas[name]) if name in formulas else ())
        return frozenset(seen - formulas.keys())

    def nodes(self, key: str) -> list[Node]:
        """The conditions that decide a criterion, through findings and documents."""
        return self._nodes(self._criteria[key])

    def _nodes(self, one: Criterion) -> list[Node]:
        if one.test is not None:
            return [one.test]
        if one.finding is not None:
            claims = self._program.findings_by_id[one.finding].criteria
            return [node for claim in claims for node in self._nodes(claim)]
        needed = [self._program.requirements_by_id[name] for name in one.evidence]
        return [node for each in needed for node in (each.needed, each.held) if node is not None]

    def documents(self, key: str) -> frozenset[str]:
        """The requirements on which a criterion rests, through findings."""
        return frozenset(self._documents(self._criteria[key]))

    def _documents(self, one: Criterion) -> Iterable[str]:
        if one.finding is None:
            return one.evidence
        claims = self._program.findings_by_id[one.finding].criteria
        return [name for claim in claims for name in self._documents(claim)]

    def touched(self, facts: Collection[str]) -> frozenset[str]:
        """The names whose value may be another once these facts are: they themselves, and measures."""
        found = set(self.with_lists(facts))
        for measure in self._program.computed:  # each after those that it uses
            if not found.isdisjoint(self.names(measure.formula)):
                found.add(measure.id)
        return frozenset(found)

    def with_lists(self, facts: Collection[str]) -> frozenset[str]:
        """These facts, and the list of loans if a fact of the loan is among them."""
        each = self._each
        of_loan = each is not None and any(one.startswith(f"{each.one}.") for one in facts)
        return frozenset((*facts, each.many) if each is not None and of_loan else facts)

    def meet(self, facts: Collection[str], key: str) -> bool:
        """Whether some of these facts stand behind a criterion."""
        return not self.with_lists(facts).isdisjoint(self.behind(key))
