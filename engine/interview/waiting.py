"""What of an answer isn't settled yet, and which facts each part of it waits for.

INVARIANT: a fact that nothing here waits for changes no status, no order and no alert, whatever it is;
held in tests/interview/test_what_is_asked.py. So it is left out, and nothing else is.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from engine.evaluation.outcome import Outcome, Status, presumed
from engine.explanation.explainer import Explainer
from engine.feel.unknown import MissingFact, Unknown
from engine.interview.places import placed
from engine.interview.state import Core, State
from engine.program.model import Alert, Criterion, Option
from engine.values import Truth

ORDER = "order"  # what several loans wait for together


class Claim(Struct, frozen=True):
    """A criterion that isn't known.

    Attributes:
        owner: whose it is: an option or an alert.
        position: of the loan, from 0.
        facts: the places that it waits for.
        is_presumed: whether it counts as met meanwhile.
    """

    owner: Option | Alert
    criterion: Criterion
    position: int
    facts: tuple[str, ...]
    is_presumed: bool = False


class Waiters(Struct, frozen=True):
    """All that isn't settled: criteria of options and alerts, and what the order of loans waits for."""

    claims: tuple[Claim, ...]
    joint: tuple[str, ...]

    @property
    def facts(self) -> dict[str, None]:
        """Every place that something waits for, once."""
        return dict.fromkeys([*(fact for one in self.claims for fact in one.facts), *self.joint])


def waiters(core: Core, state: State) -> Waiters:
    """What isn't settled in the answer to what was told."""
    claims = [one for position in range(len(state.outcomes)) for one in _claims(core, state, position)]
    return Waiters(tuple(claims), tuple(dict.fromkeys(_joint(core, state))))


def undecided(core: Core, outcome: Outcome) -> Iterator[Option | Alert]:
    """The options whose status isn't settled, and the alerts that may still have to be said."""
    yield from (one for one in core.program.options if not outcome.options[one.id].settled)
    suspended = core.is_suspended(outcome.alerts)
    quiet = {
        name for one in core.program.alerts if outcome.alerts[one.id] is Truth.MET for name in one.holds_back
    }
    for alert in core.program.alerts:
        if outcome.alerts[alert.id] is Truth.UNKNOWN:
            decides = alert.suspends and not suspended
            if decides or alert.id not in quiet:
                yield alert


def _claims(core: Core, state: State, position: int) -> Iterator[Claim]:
    outcome = state.outcomes[position]
    reasons = Explainer(core.vocabulary, outcome).reasons
    for owner in undecided(core, outcome):
        for one in owner.criteria:
            if outcome.criteria[one.key] is Truth.UNKNOWN:
                is_presumed = presumed(one, outcome.values)
                told = (one.presumed_until_told,) if is_presumed and one.presumed_until_told else ()
                places = _placed(core, state, (*reasons.missing(one), *told), position)
                yield Claim(owner, one, position, places, is_presumed)


def _placed(core: Core, state: State, paths: Iterable[str], position: int) -> tuple[str, ...]:
    dictionary = core.program.dictionary
    places = (place for path in paths for place in placed(dictionary, state.told, path, position))
    return tuple(dict.fromkeys(places))


def joint_names(core: Core, outcomes: tuple[Outcome, ...]) -> tuple[str, ...]:
    """The measures on which the order of several loans, and whether they fit the budget, rest."""
    joint = core.program.joint
    if joint is None or len(outcomes) < 2 or any(core.is_suspended(one.alerts) for one in outcomes):
        return ()
    if not any(_is_asking(one) for one in outcomes):
        return ()
    return (*joint.first, joint.budget, joint.offer, *([joint.kept_when] if joint.kept_when else []))


def _is_asking(outcome: Outcome) -> bool:
    return any(one.status is not Status.NOT_AVAILABLE for one in outcome.options.values())


def _joint(core: Core, state: State) -> Iterator[str]:
    for position, outcome in enumerate(state.outcomes):
        for name in joint_names(core, state.outcomes):
            yield from missing_in(core, state, outcome, position, name)


def missing_in(core: Core, state: State, outcome: Outcome, position: int, name: str) -> Iterator[str]:
    """The places that a measure or fact of one loan waits for."""
    if outcome.values.known(name) is None and isinstance(value := outcome.values[name], Unknown):
        paths = sorted(one.path for one in value.causes if isinstance(one, MissingFact))
        yield from _placed(core, state, paths, position)
