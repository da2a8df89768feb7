"""Demands as questions: is there anybody for whom it isn't so?"""

from collections.abc import Sequence

from engine.analysis.properties.claims import about
from engine.analysis.properties.resolved import Demand, Never, NeverBy
from engine.analysis.solving.solver import Question
from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.terms import Bool, both, either
from engine.evaluation.outcome import Outcome


def question_of(demand: Demand, *, small: bool) -> Question:
    """Whether there is anybody who shows that a demand isn't met.

    Args:
        demand: that there is nobody.
        small: whether whoever is found is to be made small, to be shown.
    """
    return _of_claim(demand, small) if isinstance(demand, Never) else _of_change(demand, small)


def changed(demand: Demand) -> tuple[str, ...]:
    """The facts in which the two borrowers of a question differ; none where it is about one."""
    return () if isinstance(demand, Never) else (demand.change.fact,)


def spoken_of(demand: Demand) -> tuple[str, ...]:
    """Every fact, measure, criterion, finding, alert and option that a demand names."""
    if isinstance(demand, Never):
        return demand.claim.about
    parts = (demand.given, *(part for step in demand.steps for part in step))
    return (demand.change.fact, *about(parts))


def _of_claim(demand: Never, small: bool) -> Question:
    return Question(
        lambda readings: demand.claim.symbolic(readings[0]),
        lambda outcomes: demand.claim.holds(outcomes[0]),
        spoken_of(demand),
        small,
    )


def _of_change(demand: NeverBy, small: bool) -> Question:
    def goal(readings: Sequence[Reading]) -> Bool:
        before, after = readings
        steps = [both(old.symbolic(before), new.symbolic(after)) for old, new in demand.steps]
        return both(demand.change.symbolic(before, after), demand.given.symbolic(before), either(*steps))

    def holds(outcomes: Sequence[Outcome]) -> bool:
        before, after = outcomes
        return (
            demand.change.holds(before, after)
            and demand.given.holds(before)
            and any(old.holds(before) and new.holds(after) for old, new in demand.steps)
        )

    return Question(goal, holds, spoken_of(demand), small)
