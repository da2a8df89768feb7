"""What a case looks at, and what a mutant can change: a case that looks at nothing of it needn't be run.

INVARIANT: a case that is passed over would come out as before; `test_noticing.py` runs them all the same.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from engine.cases.citing import FIGURES
from engine.cases.mutation.remembering import Effect
from engine.program.model import Program
from engine.rulebook.cases_model import Case, Expectation


class Looked(Struct, frozen=True):
    """What a case expects something of, or what a mutant can change.

    Attributes:
        figures: names of measures, facts and parameters.
        advice: ids of steps and cautions; of a case whatever must rest on certain sources, so must be said.
        decisions: whether criteria, documents, statuses, alerts or questions are among it.
        together: whether the joint part is.
        names: all that a case speaks of, and what it stands beside; of a change nothing.
    """

    figures: frozenset[str]
    advice: frozenset[str]
    decisions: bool
    together: bool
    names: frozenset[str] = frozenset()

    def meets(self, changed: "Looked") -> bool:
        """Whether a case that looks at this may notice what is changed."""
        decided = changed.decisions and (self.decisions or bool(self.advice) or self.together)
        together = changed.together and self.together
        return decided or together or bool(self.figures & changed.figures or self.advice & changed.advice)


def looked_at(case: Case) -> Looked:
    """What a case expects something of."""
    every = (case.expect, *(expect for _, expect in case.expect.loans))
    return Looked(
        frozenset(name for one in every for name in _figures(one)),
        frozenset(name for one in every for name in _advice(one)),
        any(map(_decides, every)),
        case.expect.joint is not None,
        frozenset({case.owner, *(name for one in every for name in _spoken_of(one))}),
    )


def _figures(one: Expectation) -> Iterator[str]:
    yield from (figure.name.text for figure in one.figures)
    yield from (each.name.text for owner, cited in one.cites if owner.text == FIGURES for each in cited)


def _advice(one: Expectation) -> Iterator[str]:
    yield from (word.text for _, words in (*one.says, *one.leaves_out) for word in words)
    yield from (each.name.text for owner, cited in one.cites if owner.text != FIGURES for each in cited)


def _spoken_of(one: Expectation) -> Iterator[str]:
    yield from (word.text for word, _ in (*one.statuses, *one.settled, *one.criteria))
    yield from (word.text.rpartition(".")[2] for word, _ in one.criteria)
    yield from (*_figures(one), *_advice(one))
    yield from (word.text for word in (*(one.alerts or ()), *(one.missing or ())))


def _decides(one: Expectation) -> bool:
    lists = (one.ask_for, one.order, one.alerts, one.missing)
    return bool(one.statuses or one.settled or one.criteria) or any(words is not None for words in lists)


class Changes:
    """What can come out otherwise in a program, by what changes first."""

    def __init__(self, program: Program) -> None:
        """Take a program."""
        self._advice = {id(one.when): one.id for one in (*program.steps.values(), *program.cautions.values())}
        self._deciding = frozenset(_deciding(program))
        joint = program.joint
        self._together = frozenset(
            () if joint is None else (joint.budget, joint.offer, *joint.first, joint.kept_when or "")
        )

    def of(self, effect: Effect, first: Iterable[int]) -> Looked:
        """What an effect changes, and the expressions that change first.

        Args:
            effect: of the names that change.
            first: identities of expressions that are others themselves.
        """
        nodes = effect.nodes | frozenset(first)
        return Looked(
            effect.names,
            frozenset(self._advice[node] for node in nodes if node in self._advice),
            bool(nodes & self._deciding),
            bool(effect.names & self._together),
        )


EVERYTHING_DECIDED = Looked(frozenset(), frozenset(), decisions=True, together=True)


def _deciding(program: Program) -> Iterator[int]:
    """The expressions on which criteria and documents rest."""
    for one in program.required:
        yield from (id(one.needed), id(one.held))
    yield from (id(one.test) for one in program.criteria)
