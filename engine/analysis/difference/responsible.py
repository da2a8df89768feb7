"""Which edit it comes from that a borrower gets another answer.

Walked back from the option: a criterion of another truth is the cause if it was itself edited, else one of
the values that it looks at is; and so on, to the formula, parameter or row that somebody wrote.
"""

from collections.abc import Iterator, Mapping, Sequence

from engine.analysis.difference.model import Edit
from engine.evaluation.globals import PARAMETER
from engine.evaluation.outcome import Outcome
from engine.feel.core import Node, globals_of
from engine.program.model import COLLECTED, Criterion, Program
from engine.values import Truth

Edits = Mapping[tuple[str, str], Edit]


def responsible(
    old: Program, new: Program, edited: Sequence[Edit], option: str, before: Outcome, after: Outcome
) -> tuple[Edit, ...]:
    """The edits through which the answer about an option differs, nearest first, each once."""
    walk = _Walk(old, new, {(one.kind, one.id): one for one in edited if one.decides}, before, after)
    return tuple(dict.fromkeys(walk.option(option)))


class _Walk:
    """The two outcomes, walked back side by side."""

    def __init__(self, old: Program, new: Program, edited: Edits, before: Outcome, after: Outcome) -> None:
        self.programs, self.edited = (old, new), edited
        self.before, self.after = before, after
        self._seen: set[str] = set()

    def option(self, name: str) -> Iterator[Edit]:
        """What moves an option: itself, its criteria, else those that go before it, and alerts."""
        if name in self._seen:
            return
        self._seen.add(name)
        yield from self._own("option", name)
        found = [edit for one in self._criteria(name) for edit in self.criterion(one)]
        yield from found
        if found:
            return
        for alert in dict.fromkeys(one.id for program in self.programs for one in program.alerts):
            yield from self._own("alert", alert)
            yield from (edit for one in self._criteria(alert) for edit in self.criterion(one))
        for other in dict.fromkeys(one.id for program in self.programs for one in program.options):
            if self._goes_before(other, name) and self._decision_differs(other):
                yield from self.option(other)

    def criterion(self, one: Criterion) -> Iterator[Edit]:
        """What moves a criterion; nothing where its truth is the same and counts for the same."""
        if one.key in self._seen:
            return
        self._seen.add(one.key)
        same = self.before.criteria.get(one.key) == self.after.criteria.get(one.key)
        if same and not self._counts_otherwise(one.key):
            return
        yield from self._own("criterion", one.key)
        if same:
            return
        if one.finding is not None:
            yield from self._own("finding", one.finding)
            for program in self.programs:
                finding = program.findings_by_id.get(one.finding)
                for part in () if finding is None else finding.criteria:
                    yield from self.criterion(part)
        for name in one.evidence:
            yield from self.requirement(name)
        if one.test is not None:
            yield from self.node(one.test)

    def _counts_otherwise(self, key: str) -> bool:
        """Whether what isn't met can be put right, or is presumed, in one version and not in the other."""
        ways = {
            (one.curable, one.presumed_until_told)
            for program in self.programs
            for one in program.criteria
            if one.key == key
        }
        return len(ways) > 1 and self.after.criteria[key] is not Truth.MET

    def requirement(self, name: str) -> Iterator[Edit]:
        """What moves a document."""
        yield from self._own("requirement", name)
        yield from self._own("table", name.partition(COLLECTED)[0])
        for program in self.programs:
            required = program.requirements_by_id.get(name)
            nodes = () if required is None else (required.needed, required.held)
            for node in nodes:
                yield from self.node(node)

    def node(self, node: Node | None) -> Iterator[Edit]:
        """What moves a value that an expression looks at."""
        for used in () if node is None else globals_of(node):
            yield from self.name(used.name)

    def name(self, name: str) -> Iterator[Edit]:
        """What moves a measure, a parameter or what comes out of a table."""
        if name in self._seen:
            return
        self._seen.add(name)
        if name.startswith(PARAMETER):
            yield from self._own("parameter", name.removeprefix(PARAMETER))
            return
        if self._value_is_the_same(name):
            return
        yield from self._own("measure", name)
        yield from self._own("table", name.partition(".")[0].partition(COLLECTED)[0])
        for program in self.programs:
            yield from self.node(program.formulas.get(name))

    def _value_is_the_same(self, name: str) -> bool:
        known = [
            name in program.types and (outcome.values.known(name),)
            for program, outcome in zip(self.programs, (self.before, self.after), strict=True)
        ]
        return known[0] == known[1]

    def _own(self, kind: str, name: str) -> Iterator[Edit]:
        edit = self.edited.get((kind, name))
        if edit is not None:
            yield edit

    def _criteria(self, owner: str) -> Iterator[Criterion]:
        """The criteria of an option or alert in either version, each once."""
        found = {
            one.key: one
            for program in self.programs
            for judged in program.judged
            if judged.id == owner
            for one in judged.criteria
        }
        yield from found.values()

    def _goes_before(self, other: str, name: str) -> bool:
        return any(
            name in one.preferred_over
            for program in self.programs
            for one in program.options
            if one.id == other
        )

    def _decision_differs(self, name: str) -> bool:
        return self.before.options.get(name) != self.after.options.get(name)
