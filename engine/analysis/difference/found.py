"""Who gets another answer from the new version of a pack than from the old one.

For each option the solver is asked for a borrower whose status differs, then for one with another pair of
statuses than those found, until it proves that there are no more. So what is listed is all there is, or it is
said that something is left open.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import z3
from msgspec.structs import replace

from engine.analysis.difference.edits import edits
from engine.analysis.difference.model import (
    Difference,
    Edit,
    Either,
    OptionChange,
    OrderChange,
    Pair,
    Transition,
)
from engine.analysis.difference.responsible import responsible
from engine.analysis.difference.slices import rests_on
from engine.analysis.model import Limits, NotSettled, Proved, Refuted, Witness
from engine.analysis.solving.solver import Question, Solver
from engine.analysis.symbolic.reading import Reading
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome, Status
from engine.program.model import Program

Told = Callable[[str], None]
_SHORTER: Final = 5  # what was open among all pairs is asked again pair by pair, for as long in all
_OPEN: Final = (Status.RECOMMENDED, Status.AVAILABLE)
_HALF_OPEN: Final = (Status.NEEDS_ACTION, Status.NEEDS_INFORMATION)
_PAIRS: Final = tuple((one, other) for one in Status for other in Status)


def difference(
    old: Program,
    new: Program,
    pool: Sequence[Witness] = (),
    limits: Limits = Limits(),  # noqa: B008  (a frozen value)
    told: Told = lambda _: None,
) -> Difference:
    """Everything in which two versions differ.

    Args:
        old: the version before.
        new: the version after; both over one dictionary of facts.
        pool: borrowers to be looked at before the solver is asked.
        limits: for each question.
        told: is told which option is being asked about.
    """
    found = edits(old, new)
    ids = [one.id for one in new.options] + [
        one.id for one in old.options if one.id not in {other.id for other in new.options}
    ]
    if not any(one.decides for one in found):
        return Difference(old, new, found, tuple(OptionChange(one) for one in ids))
    search = _Search(old, new, found, limits, pool)
    options = []
    for option in ids:
        told(option)
        options.append(search.option(option))
    return Difference(old, new, found, tuple(options), tuple(search.order()))


class _Search:
    """Questions about two versions."""

    def __init__(
        self, old: Program, new: Program, edited: Sequence[Edit], limits: Limits, pool: Sequence[Witness]
    ) -> None:
        self.old, self.new, self.edited = old, new, edited
        self.solver = Solver((old, new), limits, pool)
        self.closer = Solver((old, new), replace(limits, rounds=limits.rounds // _SHORTER), pool)
        self._compiled = Compiled(old), Compiled(new)
        self._had = {one.id for one in old.options}
        self._has = {one.id for one in new.options}

    def option(self, name: str) -> OptionChange:
        """All pairs of statuses that an option can have in the two versions."""
        if name not in self._had or name not in self._has:
            return self._only_in_one(name)
        if not self._is_touched(name):
            return OptionChange(name)
        found: dict[Pair, Transition] = {}
        whole = self._among(name, _PAIRS, found, self.solver)
        if isinstance(whole, Proved):
            return OptionChange(name, tuple(found.values()), within=whole.within)
        pairs = [pair for pair in _PAIRS if pair not in found]
        one_by_one = [(pair, self._among(name, [pair], found, self.closer)) for pair in pairs]
        left = [(pair, one) for pair, one in one_by_one if isinstance(one, NotSettled)]
        proved = [one for _, one in one_by_one if isinstance(one, Proved)]
        return OptionChange(
            name,
            tuple(found.values()),
            tuple(pair for pair, _ in left),
            tuple(dict.fromkeys(about for _, one in left for about in one.about)),
            tuple(dict.fromkeys(limit for one in proved for limit in one.within)),
        )

    def _is_touched(self, name: str) -> bool:
        """Whether some edit can reach an option."""
        edited = {(one.kind, one.id) for one in self.edited if one.decides}
        return any(edited & rests_on(one, name) for one in (self.old, self.new))

    def _among(
        self, name: str, pairs: Sequence[Pair], found: dict[Pair, Transition], solver: Solver
    ) -> Proved | NotSettled:
        """Whether there is nobody with other pairs of statuses than those found; who is there is added."""
        while True:
            open_ones = [one for one in pairs if one not in found]
            if not open_ones:
                return Proved()
            answer = solver.find(_question(name, open_ones))
            if isinstance(answer, Proved | NotSettled):
                return answer
            transition = self._transition(name, answer.witnesses[0])
            assert transition.old is not None  # noqa: S101  (both versions have it)
            assert transition.new is not None  # noqa: S101
            found[transition.old.status, transition.new.status] = transition

    def _only_in_one(self, name: str) -> OptionChange:
        """A borrower for whom an option that is new, or gone, is open; else one for whom it isn't shut."""
        place = 0 if name in self._had else 1
        left: list[Either] = []
        about: list[str] = []
        for statuses in (_OPEN, _HALF_OPEN):
            answer = self.solver.find(_has_one_of(place, name, statuses))
            if isinstance(answer, Refuted):
                shown = self._transition(name, answer.witnesses[0])
                return OptionChange(name, (shown,), tuple(left), tuple(about))
            if isinstance(answer, NotSettled):
                left += [(one, None) if place == 0 else (None, one) for one in statuses]
                about += [one for one in answer.about if one not in about]
        return OptionChange(name, (), tuple(left), tuple(about))

    def _transition(self, name: str, witness: Witness) -> Transition:
        old, new = self.outcomes(witness)
        blamed = responsible(self.old, self.new, self.edited, name, old, new)
        return Transition(old.options.get(name), new.options.get(name), witness, blamed)

    def outcomes(self, witness: Witness) -> tuple[Outcome, Outcome]:
        """What the two versions make of a borrower."""
        old, new = (one.evaluate(witness.view, witness.as_of) for one in self._compiled)
        return old, new

    def order(self) -> Iterator[OrderChange]:
        """Pairs of options that change places, and somebody for whom it matters."""
        before = [one.id for one in self.old.options if one.id in self._has]
        after = [one.id for one in self.new.options if one.id in self._had]
        for place, first in enumerate(after):
            for second in after[place + 1 :]:
                if before.index(first) > before.index(second):
                    yield from self._swapped(first, second)

    def _swapped(self, first: str, second: str) -> Iterator[OrderChange]:
        """Somebody for whom two options have one status in both versions; nothing if that is nobody."""

        def goal(readings: Sequence[Reading]) -> z3.BoolRef:
            return z3.Or(*[z3.And(*_all_have(readings, (first, second), one)) for one in _SHOWN])

        def holds(outcomes: Sequence[Outcome]) -> bool:
            found = {one.options[name].status for one in outcomes for name in (first, second)}
            return len(found) == 1 and found <= set(_SHOWN)

        answer = self.solver.find(Question(goal, holds, (first, second)))
        if isinstance(answer, Proved):
            return
        witness = None if isinstance(answer, NotSettled) else answer.witnesses[0]
        yield OrderChange(first, second, witness)


def _has_one_of(place: int, name: str, statuses: Sequence[Status]) -> Question:
    """A borrower for whom an option has one of some statuses in one of the versions."""

    def goal(readings: Sequence[Reading]) -> z3.BoolRef:
        return z3.Or(*[readings[place].status(name, one) for one in statuses])

    def holds(outcomes: Sequence[Outcome]) -> bool:
        return outcomes[place].options[name].status in statuses

    return Question(goal, holds, (name,))


def _question(name: str, pairs: Sequence[Pair]) -> Question:
    """A borrower whose answer differs, with one of these pairs of statuses."""

    def goal(readings: Sequence[Reading]) -> z3.BoolRef:
        old, new = readings
        either = [z3.And(old.status(name, one), new.status(name, other)) for one, other in pairs]
        return z3.And(_differs(name, old, new), z3.Or(*either))

    def holds(outcomes: Sequence[Outcome]) -> bool:
        old, new = (one.options[name] for one in outcomes)
        return old != new and (old.status, new.status) in pairs

    return Question(goal, holds, (name,))


_SHOWN: Final = (Status.AVAILABLE, Status.NEEDS_ACTION, Status.NEEDS_INFORMATION)


def _all_have(readings: Iterable[Reading], names: Iterable[str], status: Status) -> list[z3.BoolRef]:
    return [one.status(name, status) for one in readings for name in names]


def _differs(name: str, old: Reading, new: Reading) -> z3.BoolRef:
    """Whether an option's status differs, or whether that is settled."""
    statuses = [z3.Xor(old.status(name, one), new.status(name, one)) for one in Status]
    return z3.Or(*statuses, z3.Xor(old.settled(name), new.settled(name)))
