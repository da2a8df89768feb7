"""What would go before an option once its unmet criteria are put right.

To put something right changes more than the one criterion that asks for it. Who pays the arrears has none,
so that the option for who has arrears falls away; the document that one option lacks, others lacked too. Read
off today's statuses, an answer would promise the second place to what is going to be first, and the first to
several.
"""

from collections.abc import Iterable, Iterator
from typing import cast

from msgspec import Struct

from engine.evaluation.globals import Globals
from engine.evaluation.outcome import Outcome, presumed
from engine.evaluation.reference import proof, truth
from engine.feel.core import And, Comparison, Global, Node, Not, Origin
from engine.feel.unknown import Unknown
from engine.profile.model import FactView, Value
from engine.program.model import Criterion, Option, Program
from engine.values import Truth, all_of, any_of


def outranked_once_put_right(program: Program, outcome: Outcome, option: Option) -> bool:
    """Whether an option wouldn't be recommended even with its unmet criteria put right.

    Put right are these criteria, the findings and documents that they rest on, and the facts for which they
    ask in so many words: `fact`, `not(fact)`, `fact = 0`, `fact >= 10` (which is then just 10). Nothing else
    changes.

    Args:
        program: the checked pack.
        outcome: as things are.
        option: one whose unmet criteria are all curable.
    """
    after = _after(program, outcome, option)
    suspended = any(
        all_of(map(after.truth, alert.criteria)) is Truth.MET for alert in program.alerts if alert.suspends
    )
    preferred = (other for other in program.options if option.id in other.preferred_over)
    return suspended or any(after.is_open(other) for other in preferred)


def _after(program: Program, outcome: Outcome, option: Option) -> "_After":
    done = tuple(_done(program, outcome, option.criteria))
    tests = [one.test for one in done if one.test is not None]
    facts = {name: value for test in tests for name, value in _facts(test, outcome.values)}
    view = outcome.values.facts
    return _After(
        program,
        outcome,
        frozenset(one.finding for one in done if one.finding),
        frozenset(name for one in done for name in one.evidence),
        Globals(program, FactView(view.id, {**view.facts, **facts}), outcome.as_of)
        if facts
        else outcome.values,
        bool(facts),
    )


def _done(program: Program, outcome: Outcome, criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    """The unmet among some criteria, and behind them; of a finding that needs any, nobody knows which."""
    for one in criteria:
        if outcome.criteria[one.key] is Truth.UNMET:
            yield one
            finding = program.findings_by_id[one.finding] if one.finding else None
            if finding is not None and finding.needs_all:
                yield from _done(program, outcome, finding.criteria)


def _facts(test: Node, values: Globals) -> Iterator[tuple[str, Value]]:
    """The facts that a condition asks for in so many words, with the values that just meet it."""
    match test:
        case And(items):
            for item in items:
                yield from _facts(item, values)
        case Global(name, Origin.FACT):
            yield name, True
        case Not(Global(name, Origin.FACT)):
            yield name, False
        case Comparison("=" | ">=" | "<=", Global(name, Origin.FACT), bound):
            value = values.evaluate(bound)
            if not isinstance(value, Unknown):
                yield name, cast("Value", value)


class _After(Struct, frozen=True):
    """How things are once something is put right.

    Attributes:
        outcome: how they were.
        findings, documents: what is put right, by id.
        values: with the facts that are put right.
        is_told_anew: whether there are such facts; if not, each test comes out as before.
    """

    program: Program
    outcome: Outcome
    findings: frozenset[str]
    documents: frozenset[str]
    values: Globals
    is_told_anew: bool

    def is_open(self, option: Option) -> bool:
        """Whether the option has nothing more to ask, or to be done."""
        return all(map(self._counts, option.criteria))

    def _counts(self, one: Criterion) -> bool:
        found = self.truth(one)
        return found is Truth.MET or (found is Truth.UNKNOWN and presumed(one, self.values))

    def truth(self, one: Criterion) -> Truth:
        """The truth of a criterion."""
        if one.test is not None:
            return truth(one.test, self.values) if self.is_told_anew else self.outcome.criteria[one.key]
        if one.finding is not None:
            return self._finding(one.finding)
        return all_of(map(self._document, one.evidence))

    def _finding(self, name: str) -> Truth:
        if name in self.findings:
            return Truth.MET
        finding = self.program.findings_by_id[name]
        truths = map(self.truth, finding.criteria)
        return all_of(truths) if finding.needs_all else any_of(truths)

    def _document(self, name: str) -> Truth:
        if name in self.documents:
            return Truth.MET
        if self.is_told_anew:
            return proof(self.program.requirements_by_id[name], self.values).satisfied
        return self.outcome.proofs[name].satisfied
