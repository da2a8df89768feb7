"""The statuses of options, read symbolically, as `engine/evaluation/outcome.py` derives them from truths."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from engine.analysis.symbolic.symbols import Claim
from engine.analysis.symbolic.terms import FALSE, TRUE, Bool, both, either, negated
from engine.evaluation.outcome import Status
from engine.program.model import Criterion, Option, Program

ClaimOf = Callable[[str], Claim]
KnownOf = Callable[[str], Bool]


class Standing(Struct, frozen=True):
    """Where an option stands by its own criteria, one formula for each way.

    Attributes:
        shut: a criterion that can't be put right is unmet.
        asks: it isn't shut, and a criterion that isn't presumed is unknown.
        acts: neither, and something is to be put right.
        open: none of these.
        presumed: whether what isn't shut and doesn't ask rests on a presumption.
    """

    shut: Bool
    asks: Bool
    acts: Bool
    open: Bool
    presumed: Bool


def standing(criteria: Iterable[Criterion], claim: ClaimOf, known: KnownOf) -> Standing:
    """Where an option stands."""
    shut, unknown, presumed, curable = FALSE, FALSE, FALSE, FALSE
    for one in criteria:
        found = claim(one.key)
        fact = one.presumed_until_told
        counts = FALSE if fact is None else negated(known(fact))
        unknown = either(unknown, both(found.unknown, negated(counts)))
        presumed = either(presumed, both(found.unknown, counts))
        if one.curable:
            curable = either(curable, found.unmet)
        else:
            shut = either(shut, found.unmet)
    asks = both(negated(shut), unknown)
    rest = both(negated(shut), negated(unknown))
    return Standing(shut, asks, both(rest, curable), both(rest, negated(curable)), both(rest, presumed))


class Statuses:
    """The statuses of a program's options."""

    def __init__(self, program: Program, claim: ClaimOf, known: KnownOf, alert: ClaimOf) -> None:
        """Take what the truths are read with."""
        self._program = program
        self._claim, self._known, self._alert = claim, known, alert
        self._own: dict[str, Standing] = {}
        self._options = {one.id: one for one in program.options}

    def own(self, option: str) -> Standing:
        """Where an option stands by its own criteria."""
        if option not in self._own:
            self._own[option] = standing(self._options[option].criteria, self._claim, self._known)
        return self._own[option]

    def _preferred(self, option: str) -> list[Standing]:
        over: list[Option] = [one for one in self._program.options if option in one.preferred_over]
        return [self.own(one.id) for one in over]

    def suspended(self) -> Claim:
        """Whether an alert stands that lets nothing be recommended."""
        raised = [self._alert(one.id) for one in self._program.alerts if one.suspends]
        return Claim(either(*(one.met for one in raised)), both(*(one.unmet for one in raised)))

    def _behind(self, option: str) -> Bool:
        return either(self.suspended().met, *(one.open for one in self._preferred(option)))

    def status(self, option: str, status: Status) -> Bool:
        """Whether an option has a status."""
        own = self.own(option)
        match status:
            case Status.NOT_AVAILABLE:
                return own.shut
            case Status.NEEDS_INFORMATION:
                return own.asks
            case Status.NEEDS_ACTION:
                return own.acts
            case Status.RECOMMENDED:
                return both(own.open, negated(self._behind(option)))
        return both(own.open, self._behind(option))

    def settled(self, option: str) -> Bool:
        """Whether no further fact can change the status of an option."""
        own, suspended, preferred = self.own(option), self.suspended(), self._preferred(option)
        certain = either(suspended.met, *(both(one.open, negated(one.presumed)) for one in preferred))
        undecided = either(*(either(one.presumed, one.asks) for one in preferred))
        order = either(certain, both(suspended.unmet, negated(undecided)))
        by_itself = either(own.shut, both(own.acts, negated(own.presumed)))
        return both(TRUE, either(by_itself, both(own.open, negated(own.presumed), order)))
