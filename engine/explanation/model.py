"""A recommendation: an outcome put in order and in words, ready to be printed in any form.

Everything a reader sees is in here, each sentence with the rule and the sources that it
comes from. What prints it decides about layout only. The fields are those of the JSON contract, in its
order, so that no second list of them can fall behind.
"""

from datetime import date

from msgspec import Struct, field

from engine.evaluation.outcome import Status
from engine.values import Truth


class Figure(Struct, frozen=True, gc=False):
    """A named value in words.

    Attributes:
        name: its name in expressions.
        value: canonical text: a decimal, an ISO date, `true`; None where unknown.
        unit: `yuan/month`, `date`, …; None for text and truth.
        text: the value as people write it in the language.
    """

    name: str
    title: str
    value: str | None
    unit: str | None
    text: str


class SourceNote(Struct, frozen=True, gc=False):
    """Where a sentence comes from: the source's id, kind, and what it says in our own words."""

    id: str
    kind: str
    words: str


class Reason(Struct, frozen=True, gc=False):
    """One criterion: its truth in words, the values that it looked at, its sources.

    Attributes:
        presumed: whether it is unknown and counts as met, as nobody has told otherwise.
        cure: what the borrower can do, where it is unmet and curable; else None.
        causes: why it is unknown though nothing is missing (a division by zero), in words.
        ask_for: the missing facts that keep it unknown.
    """

    id: str
    truth: Truth
    curable: bool
    presumed: bool
    text: str = field(name="words")
    cure: str | None
    operands: tuple[Figure, ...]
    causes: tuple[str, ...]
    ask_for: tuple[str, ...]
    sources: tuple[str, ...]
    finding: str | None
    because: tuple["Reason", ...]


class SetAside(Struct, frozen=True, gc=False):
    """A document at hand that doesn't count.

    Attributes:
        because: `too_old`, or `not_yet`: its date is after the day of the assessment.
        text: that in words, with the kind, the date and what is asked for.
    """

    kind: str
    issued_on: date
    because: str
    text: str = field(name="words")


class Proof(Struct, frozen=True, gc=False):
    """A document.

    Attributes:
        state: `have`, `missing`, or `unknown` (whether it is needed, or at hand, isn't known yet).
        bring: the kind of document to bring first.
        substitutes: kinds that can stand in.
        held: kinds at hand that are accepted.
        accepts: all accepted kinds in words.
        set_aside: where it is missing, what is at hand of these kinds and doesn't count.
    """

    id: str
    title: str
    state: str
    bring: str
    substitutes: tuple[str, ...]
    held: tuple[str, ...]
    accepts: str
    sources: tuple[str, ...]
    set_aside: tuple[SetAside, ...] = ()


class Advice(Struct, frozen=True, gc=False):
    """A step or a caution in words."""

    id: str
    text: str
    sources: tuple[str, ...]


class Question(Struct, frozen=True, gc=False):
    """A missing fact that could change the answer."""

    fact: str
    title: str
    question: str
    sensitive: bool


class OptionAdvice(Struct, frozen=True, gc=False):
    """One option.

    Attributes:
        evidence, steps, warnings: for asking; empty where the option isn't available.
        then: the status once everything curable is put right, where the status is `needs_action`.
        rank: its place in the answer, from 1.
    """

    id: str
    title: str
    summary: str
    status: Status
    settled: bool
    then: Status | None
    rank: int
    discretionary: bool
    criteria: tuple[Reason, ...]
    evidence: tuple[Proof, ...]
    steps: tuple[Advice, ...]
    warnings: tuple[Advice, ...]
    figures: tuple[Figure, ...]
    ask_for: tuple[str, ...]


class AlertAdvice(Struct, frozen=True, gc=False):
    """An alert that stands."""

    id: str
    title: str
    text: str
    suspends: bool
    criteria: tuple[Reason, ...]
    steps: tuple[Advice, ...]


class LoanAdvice(Struct, frozen=True, gc=False):
    """The answer for one loan: options in order, and what would settle the open ones.

    Attributes:
        sources: ids of all that it rests on.
    """

    loan: str
    position: int
    alerts: tuple[AlertAdvice, ...]
    options: tuple[OptionAdvice, ...]
    ask_for: tuple[Question, ...]
    sources: frozenset[str]


class JointRequest(Struct, frozen=True, gc=False):
    """The place of one loan among several.

    Attributes:
        state: `asked` (an option is recommended), `open` (none yet, but one may be), `none` (none applies).
        option: id of the recommended option, None where there is none; `title` is its title, or "".
        offer: what can be offered a month, never less than nothing; None where nothing can be asked for.
        because: the figures that decide about the place.
    """

    loan: str
    position: int
    state: str
    option: str | None
    title: str
    offer: Figure | None
    because: tuple[Figure, ...]


class JointAdvice(Struct, frozen=True, gc=False):
    """How the requests for several loans share one budget.

    Attributes:
        text: why they go in this order.
        requests: in the order in which to go about them; loans without a request last.
        total: of all offers.
        left: budget minus total; less than nothing where the offers exceed it.
        fits: whether no more is offered than there is; unknown while the budget or an offer is.
        verdict: that in words.
        causes: why a figure can't be computed though nothing is missing, in words.
        ask_for: the missing facts that keep it unknown, those of a loan as `loans[2].next_instalment`.
    """

    title: str
    text: str
    budget: Figure
    requests: tuple[JointRequest, ...]
    total: Figure
    left: Figure
    fits: Truth
    verdict: str
    causes: tuple[str, ...]
    ask_for: tuple[Question, ...]
    sources: tuple[str, ...]


class Recommendation(Struct, frozen=True, gc=False):
    """The whole answer.

    Attributes:
        as_of_assumed: whether nobody said the date, so that the day of asking was taken.
        engines: which evaluators came to it.
        loans: one entry a loan, in the profile's order; one without a loan where the profile names none.
        sources: every source that the answer refers to, by id.
        joint: how the loans go together; None where there is nothing to share.
    """

    pack: str
    pack_title: str
    pack_version: str
    pack_sha256: str
    profile_sha256: str
    as_of: date
    as_of_assumed: bool
    language: str
    engines: tuple[str, ...]
    notices: tuple[str, ...]
    loans: tuple[LoanAdvice, ...]
    sources: tuple[SourceNote, ...]
    joint: JointAdvice | None = None
