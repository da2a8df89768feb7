"""What an evaluation comes to: the truth of everything for one loan, and each option's status.

The statuses follow from the truths in one place for the evaluators that are plain Python, so that
only the rule engine (`chaining.py`), which is a second opinion on purpose, derives them on its own.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from msgspec import Struct

from engine.diagnostics import Difference
from engine.evaluation.globals import Globals
from engine.program.model import Alert, Criterion, Option, Program
from engine.values import Truth, all_of


class Status(Enum):
    """What can be said of an option; the first that fits."""

    NOT_AVAILABLE = "not_available"
    NEEDS_INFORMATION = "needs_information"
    NEEDS_ACTION = "needs_action"
    RECOMMENDED = "recommended"
    AVAILABLE = "available"


class Decision(Struct, frozen=True):
    """The status of an option, and whether no further fact can change it."""

    status: Status
    settled: bool


class Proof(Struct, frozen=True):
    """A requirement: whether the document is needed, and whether one is at hand."""

    needed: Truth
    held: Truth

    @property
    def satisfied(self) -> Truth:
        """Not needed, or at hand."""
        if self.needed is Truth.UNMET or self.held is Truth.MET:
            return Truth.MET
        return Truth.UNKNOWN if Truth.UNKNOWN in (self.needed, self.held) else Truth.UNMET


class Truths(Struct, frozen=True):
    """The truth of every criterion (by key), finding and requirement, and the values behind them."""

    values: Globals
    proofs: Mapping[str, Proof]
    criteria: Mapping[str, Truth]
    findings: Mapping[str, Truth]


class Outcome(Struct, frozen=True):
    """The truth of everything for one loan on one day.

    Attributes:
        values: facts, parameters in force and measures, by name; `Unknown` where not known.
        proofs: by requirement.
        criteria: by key.
        findings, alerts: by id.
        options: by id, in order of preference.
    """

    as_of: date
    values: Globals
    proofs: Mapping[str, Proof]
    criteria: Mapping[str, Truth]
    findings: Mapping[str, Truth]
    alerts: Mapping[str, Truth]
    options: Mapping[str, Decision]

    def differences(self, other: "Outcome") -> tuple[Difference, ...]:
        """What this one and that of the rule engine think differently of."""
        return tuple(
            Difference(f"{kind} `{name}`", _said(mine), _said(theirs))
            for kind, all_mine, all_theirs in (
                ("finding", self.findings, other.findings),
                ("alert", self.alerts, other.alerts),
                ("option", self.options, other.options),
            )
            if all_mine != all_theirs
            for name in sorted({*all_mine, *all_theirs})
            if (mine := all_mine.get(name)) != (theirs := all_theirs.get(name))
        )


def _said(truth: Truth | Decision | None) -> str:
    if isinstance(truth, Decision):
        return f"{truth.status.value}{'' if truth.settled else ' (open)'}"
    return "nothing" if truth is None else truth.value


class Standing(Struct, frozen=True):
    """Where an option stands by its own criteria, whatever becomes of the others.

    Attributes:
        status: None where all criteria are met, or presumed to be.
        presumed: whether that rests on a presumption, so that a fact that comes in may change it.
    """

    status: Status | None
    presumed: bool = False


def standing(criteria: Iterable[Criterion], truths: Truths) -> Standing:
    """Where an option stands by its own criteria; what is presumed counts as met."""
    unmet = [one for one in criteria if truths.criteria[one.key] is Truth.UNMET]
    unknown = [one for one in criteria if truths.criteria[one.key] is Truth.UNKNOWN]
    if any(not one.curable for one in unmet):
        return Standing(Status.NOT_AVAILABLE)
    if not all(presumed(one, truths.values) for one in unknown):
        return Standing(Status.NEEDS_INFORMATION)
    return Standing(Status.NEEDS_ACTION if unmet else None, presumed=bool(unknown))


def presumed(criterion: Criterion, values: Globals) -> bool:
    """Whether a criterion that is unknown counts as met, as nobody has told the fact that it waits for."""
    fact = criterion.presumed_until_told
    return fact is not None and values.known(fact) is None


def conclude(program: Program, truths: Truths, as_of: date) -> Outcome:
    """Alerts and the statuses of options from the truths of criteria."""
    alerts = {
        alert.id: all_of(truths.criteria[one.key] for one in alert.criteria) for alert in program.alerts
    }
    suspended = suspension(program, alerts)
    own = {option.id: standing(option.criteria, truths) for option in program.options}
    decisions = {option.id: decision(option, own, program.options, suspended) for option in program.options}
    return Outcome(as_of, truths.values, truths.proofs, truths.criteria, truths.findings, alerts, decisions)


def suspension(program: Program, alerts: Mapping[str, Truth]) -> Truth:
    """Whether an alert stands that lets nothing be recommended."""
    raised = {alerts[alert.id] for alert in program.alerts if alert.suspends}
    if Truth.MET in raised:
        return Truth.MET
    return Truth.UNKNOWN if Truth.UNKNOWN in raised else Truth.UNMET


def said(program: Program, alerts: Mapping[str, Truth]) -> tuple[Alert, ...]:
    """The alerts that stand, without those that one of them holds back, in the order of saying them."""
    standing = [one for one in program.alerts if alerts[one.id] is Truth.MET]
    held_back = {name for one in standing for name in one.holds_back}
    return tuple([one for one in standing if one.id not in held_back])


def decision(
    option: Option,
    own: Mapping[str, Standing],
    options: Iterable[Option],
    suspended: Truth,
) -> Decision:
    """The status of one option in the light of the preferred ones.

    A status that rests on unknown criteria can change with every fact that comes in; a
    recommendation can change while a preferred option, or an alert that suspends, is undecided.
    """
    mine = own[option.id]
    if mine.status is not None:
        settled = mine.status is not Status.NEEDS_INFORMATION and not mine.presumed
        return Decision(mine.status, settled=settled)
    preferred = [own[other.id] for other in options if option.id in other.preferred_over]
    behind = suspended is Truth.MET or any(one.status is None for one in preferred)
    settled = not mine.presumed and _is_settled(preferred, suspended)
    return Decision(Status.AVAILABLE if behind else Status.RECOMMENDED, settled=settled)


def _is_settled(preferred: Iterable[Standing], suspended: Truth) -> bool:
    """Whether it is certain that something goes before an open option, or that nothing does."""
    if suspended is Truth.MET or Standing(None) in preferred:
        return True
    undecided = any(one.presumed or one.status is Status.NEEDS_INFORMATION for one in preferred)
    return suspended is Truth.UNMET and not undecided
