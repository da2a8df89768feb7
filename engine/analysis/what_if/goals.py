"""What a change is to bring about: an option opens, an alert falls, or something else is recommended.

Each goal can be asked of an outcome, and of a reading over spreads, where it says all that may come out.
Were the two not side by side, a stretch could be passed over in which the goal is reached.
"""

from typing import Protocol

from msgspec import Struct

from engine.analysis.what_if.spread import conjunction
from engine.evaluation.globals import Globals
from engine.evaluation.outcome import Outcome, Status, presumed, suspension
from engine.program.model import Alert, Criterion, Option, Program
from engine.values import Truth

Possible = frozenset[bool]
_OPEN = (Status.RECOMMENDED, Status.AVAILABLE)


class Claims(Protocol):
    """Who knows the truths that a criterion may have."""

    def criterion(self, one: Criterion) -> frozenset[bool | None]:
        """Met, unmet, or None for unknown."""


class Goal(Protocol):
    """Something that holds of an outcome or doesn't."""

    def holds(self, outcome: Outcome) -> bool:
        """Whether it does."""

    def possible(self, claims: Claims, values: Globals, open_facts: frozenset[str]) -> Possible:
        """Whether it may hold, and whether it may not, with some facts open.

        Args:
            claims: the truths that criteria may have.
            values: as far as they are known for sure.
            open_facts: what isn't.
        """


class Aim(Goal, Protocol):
    """A goal that is searched for."""

    @property
    def behind(self) -> tuple[Criterion, ...]:
        """The criteria on which it rests."""

    @property
    def own(self) -> tuple[Criterion, ...]:
        """Those of the option or alert itself."""


class Sought(Aim, Protocol):
    """What somebody asks for."""

    def needs(self, now: Outcome) -> list[Aim]:
        """What has to come about before it is reached: parts of it that aren't, as things are."""


class Opens(Struct, frozen=True):
    """An option can be asked for, and no alert lets nothing be recommended."""

    program: Program
    option: Option

    def holds(self, outcome: Outcome) -> bool:
        """Whether that is so."""
        suspended = suspension(self.program, outcome.alerts) is Truth.MET
        return not suspended and outcome.options[self.option.id].status in _OPEN

    def possible(self, claims: Claims, values: Globals, open_facts: frozenset[str]) -> Possible:
        """Whether it may be so."""
        stands = _suspended(self.program, claims)
        return _both(is_open(self.option, claims, values, open_facts), frozenset(not one for one in stands))

    @property
    def behind(self) -> tuple[Criterion, ...]:
        """The criteria of the option, and of the alerts that suspend."""
        suspending = (alert for alert in self.program.alerts if alert.suspends)
        return (*self.option.criteria, *(one for alert in suspending for one in alert.criteria))

    @property
    def own(self) -> tuple[Criterion, ...]:
        """The criteria of the option."""
        return self.option.criteria

    def needs(self, now: Outcome) -> list[Aim]:
        """Alerts that have to fall, and criteria that have to count."""
        parts: list[Aim] = [Falls(alert) for alert in self.program.alerts if alert.suspends]
        parts += [Counts(one) for one in self.option.criteria]
        return [one for one in parts if not one.holds(now)]


class Falls(Struct, frozen=True):
    """An alert doesn't stand any more."""

    alert: Alert

    def holds(self, outcome: Outcome) -> bool:
        """Whether that is so."""
        return outcome.alerts[self.alert.id] is not Truth.MET

    def possible(self, claims: Claims, values: Globals, open_facts: frozenset[str]) -> Possible:  # noqa: ARG002  (a goal's form)
        """Whether it may be so."""
        return frozenset(not one for one in _stands(self.alert, claims))

    @property
    def behind(self) -> tuple[Criterion, ...]:
        """The criteria of the alert."""
        return self.alert.criteria

    own = behind

    def needs(self, now: Outcome) -> list[Aim]:  # noqa: ARG002  (a goal's form)
        """Nothing less than itself."""
        return [self]


class Counts(Struct, frozen=True):
    """A criterion is met, or presumed to be."""

    criterion: Criterion

    def holds(self, outcome: Outcome) -> bool:
        """Whether that is so."""
        truth = outcome.criteria[self.criterion.key]
        return truth is Truth.MET or (truth is Truth.UNKNOWN and presumed(self.criterion, outcome.values))

    def possible(self, claims: Claims, values: Globals, open_facts: frozenset[str]) -> Possible:
        """Whether it may be so."""
        return counts(self.criterion, claims, values, open_facts)

    @property
    def behind(self) -> tuple[Criterion, ...]:
        """Itself."""
        return (self.criterion,)

    own = behind


class Together(Struct, frozen=True):
    """Several goals at once."""

    goals: tuple[Aim, ...]

    def holds(self, outcome: Outcome) -> bool:
        """Whether all are reached."""
        return all(one.holds(outcome) for one in self.goals)

    def possible(self, claims: Claims, values: Globals, open_facts: frozenset[str]) -> Possible:
        """Whether all may be reached."""
        found: Possible = frozenset({True})
        for one in self.goals:
            found = _both(found, one.possible(claims, values, open_facts))
        return found


class Recommends(Struct, frozen=True):
    """Something else is recommended than these."""

    program: Program
    options: frozenset[str]

    def holds(self, outcome: Outcome) -> bool:
        """Whether that is so."""
        return recommended(outcome) != self.options

    def possible(self, claims: Claims, values: Globals, open_facts: frozenset[str]) -> Possible:
        """Whether it may be so."""
        opening = {one.id: is_open(one, claims, values, open_facts) for one in self.program.options}
        suspended = frozenset(not one for one in _suspended(self.program, claims))
        differs: Possible = frozenset({False})
        for option in self.program.options:
            found = _both(opening[option.id], suspended)
            for other in self.program.options:
                if option.id in other.preferred_over:
                    found = _both(found, frozenset(not one for one in opening[other.id]))
            wrong = frozenset(one is not (option.id in self.options) for one in found)
            differs = frozenset(one or other for one in differs for other in wrong)
        return differs


def recommended(outcome: Outcome) -> frozenset[str]:
    """The options that are recommended."""
    return frozenset(name for name, one in outcome.options.items() if one.status is Status.RECOMMENDED)


def is_open(option: Option, claims: Claims, values: Globals, open_facts: frozenset[str]) -> Possible:
    """Whether all criteria of an option may be met, or presumed to be."""
    found: Possible = frozenset({True})
    for one in option.criteria:
        found = _both(found, counts(one, claims, values, open_facts))
        if True not in found:
            break  # whatever the others are
    return found


def counts(one: Criterion, claims: Claims, values: Globals, open_facts: frozenset[str]) -> Possible:
    """Whether a criterion may be met, or presumed to be."""
    found: set[bool] = set()
    for truth in claims.criterion(one):
        if truth is not None:
            found.add(truth)
        elif one.presumed_until_told in open_facts:
            found |= {True, False}
        else:
            found.add(presumed(one, values))
    return frozenset(found)


def _both(one: Possible, other: Possible) -> Possible:
    return frozenset(first and second for first in one for second in other)


def _stands(alert: Alert, claims: Claims) -> Possible:
    """Whether an alert may stand for sure, and whether it may not."""
    return frozenset(one is True for one in conjunction(map(claims.criterion, alert.criteria)))


def _suspended(program: Program, claims: Claims) -> Possible:
    found: Possible = frozenset({False})
    for alert in program.alerts:
        if alert.suspends:
            found = frozenset(one or other for one in found for other in _stands(alert, claims))
    return found
