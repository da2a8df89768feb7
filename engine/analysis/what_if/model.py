"""What would change the answer, in words, ready to be printed in any form.

The fields are those of the JSON contract, in its order, so that no second list of them can fall behind.
"""

from datetime import date

from msgspec import Struct, field

from engine.evaluation.outcome import Status
from engine.explanation.model import Question, Reason, SourceNote
from engine.values import Truth


class FactChange(Struct, frozen=True):
    """A fact before and after, as canonical text for machines and in words.

    Attributes:
        before, after: None: not known; of a list, JSON.
    """

    fact: str
    title: str
    before: str | None
    after: str | None
    before_in_words: str
    after_in_words: str


class Values(Struct, frozen=True):
    """Values of a fact that do, from one to the other, both included; None: without a bound."""

    least: str | None
    most: str | None
    text: str = field(name="words")


class ChangeAdvice(Struct, frozen=True):
    """One change of a way.

    Attributes:
        id: of the change in `changeable.yaml`.
        facts: what it changes; of a fact that wasn't told, one value that does.
        values: of a fact that wasn't told, all values that do; of several numbers at once only an example,
            and then none are given.
        kinds: of documents of which any one does, the one to bring first in front.
        accepts: these in words.
    """

    id: str
    text: str = field(name="words")
    facts: tuple[FactChange, ...]
    values: tuple[Values, ...]
    kinds: tuple[str, ...]
    accepts: str
    sources: tuple[str, ...]


class Became(Struct, frozen=True):
    """A criterion that comes out otherwise, in words with the figures as they are then."""

    id: str
    truth: Truth
    text: str = field(name="words")
    sources: tuple[str, ...]


class WayAdvice(Struct, frozen=True):
    """A smallest set of changes that does it, confirmed by the reference.

    Attributes:
        then: the option's status afterwards; None for an alert.
        exact: whether it is sure that no smaller step along the same fact does; false, too, where several
            numbers are told at once.
        became: the criteria that come out otherwise.
    """

    changes: tuple[ChangeAdvice, ...]
    then: Status | None
    exact: bool
    became: tuple[Became, ...]


class Verdict(Struct, frozen=True):
    """What came of looking for changes.

    Attributes:
        verdict: `opened` (some ways are given), `nothing_helps` (proved: nothing that can be changed does),
            `not_found` (none was found among a few changes; no proof).
        ways: smallest first.
        because: of `nothing_helps` what stands in the way, whatever is changed; else what does now.
        ask_for: missing facts that keep it open, where none or several numbers of them decide together.
    """

    verdict: str
    ways: tuple[WayAdvice, ...]
    because: tuple[Reason, ...]
    ask_for: tuple[Question, ...]


class AlertWhatIf(Struct, frozen=True):
    """An alert that stands, and what would let it fall."""

    id: str
    title: str
    text: str
    suspends: bool
    lifted_by: Verdict


class OptionWhatIf(Struct, frozen=True):
    """An option that can't be asked for, and what would open it.

    Attributes:
        opened_by: None where it is open as soon as what suspends is put right.
        then: the status that it has then; else None.
    """

    id: str
    title: str
    status: Status
    settled: bool
    then: Status | None
    opened_by: Verdict | None


class Named(Struct, frozen=True):
    """An option by its id and title."""

    id: str
    title: str


class Margin(Struct, frozen=True):
    """How far one fact may move before something else is recommended, all else staying as it is.

    Attributes:
        id: of the movement in `changeable.yaml`.
        verdict: `changes`, `stays` (proved: nothing changes as far as it was looked), `not_settled`.
        now, last, next: values of the fact: as it is, the last that changes nothing, the first that does
            (None: there is none, or it isn't known). `last` is None where the next value already does.
        room: from now to the last.
        then: what is recommended at `next`.
    """

    id: str
    title: str
    fact: str
    verdict: str
    now: str
    last: str | None
    next: str | None
    room: str | None
    then: tuple[Named, ...]
    text: str = field(name="words")
    sources: tuple[str, ...]


class Safety(Struct, frozen=True):
    """What is recommended, and how safe that is."""

    recommended: tuple[Named, ...]
    margins: tuple[Margin, ...]


class LoanWhatIf(Struct, frozen=True):
    """The answer for one loan.

    Attributes:
        suspended: whether an alert lets nothing be recommended; then options are looked at as they are once
            the first way of each such alert has been gone.
        safety: None while something suspends, and where nothing is recommended.
    """

    loan: str
    position: int
    suspended: bool
    alerts: tuple[AlertWhatIf, ...]
    options: tuple[OptionWhatIf, ...]
    safety: Safety | None


class WhatIf(Struct, frozen=True):
    """The whole answer.

    Attributes:
        today: the earliest day on which it was taken that one can still apply.
    """

    pack: str
    pack_title: str
    pack_version: str
    pack_sha256: str
    profile_sha256: str
    as_of: date
    as_of_assumed: bool
    today: date
    language: str
    notices: tuple[str, ...]
    loans: tuple[LoanWhatIf, ...]
    sources: tuple[SourceNote, ...]
