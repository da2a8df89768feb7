"""A comparison put in words: what every form of it shows.

A terminal, a page and a changelog that each took their own pick from the proofs would end up with different
claims.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from engine.analysis.difference.load import called
from engine.analysis.difference.model import Difference, Edit, OptionChange, Transition
from engine.analysis.difference.phrases import phrase
from engine.analysis.difference.versions import Version
from engine.analysis.in_words import borrower
from engine.analysis.model import Witness
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Decision, Status
from engine.explanation.format import forms
from engine.explanation.from_outcome import advise
from engine.explanation.model import OptionAdvice, Reason
from engine.explanation.phrases import phrase as of_answers
from engine.explanation.wording import Vocabulary
from engine.screening.page import share
from engine.source import Span

if TYPE_CHECKING:
    from engine.analysis.difference.portfolio import Count

MOST_LINES = 6  # of an edited thing that are shown


class Side(Struct, frozen=True):
    """What one version answers about an option: only the reasons of which the other says otherwise."""

    version: str
    reasons: tuple[Reason, ...]


class Shown(Struct, frozen=True):
    """A transition in words."""

    old: str
    new: str
    borrower: str
    witness: Witness
    sides: tuple[Side, Side]
    edits: tuple[Edit, ...]


class Said(Struct, frozen=True):
    """What is said of an option.

    Attributes:
        is_whole: whether what is shown is all there is where nothing is open; of an option that only one
            version has, one borrower is shown.
    """

    option: str
    title: str
    shown: tuple[Shown, ...]
    open: tuple[str, ...]
    about: tuple[str, ...]
    within: tuple[str, ...]
    is_whole: bool


class Report:
    """A difference in one language."""

    def __init__(
        self,
        found: Difference,
        versions: tuple[Version, Version],
        language: str,
        count: "Count | None" = None,
        portfolio: str = "",
    ) -> None:
        """Take the difference, the names of the versions, and a language that both speak.

        Args:
            found: the difference.
            versions: the old and the new one.
            language: of all that is said.
            count: what the versions make of a portfolio; None where none was given.
            portfolio: its name.
        """
        self.found = found
        self.count = count
        self._portfolio = portfolio
        self.versions = versions
        self.language = language
        self._programs = (found.old, found.new)
        self._words = tuple(Vocabulary(one, language) for one in self._programs)
        self._compiled = tuple(Compiled(one) for one in self._programs)

    def say(self, name: str, **values: object) -> str:
        """A phrase."""
        return phrase(self.language, name, **values)

    @property
    def title(self) -> str:
        """Which pack, and which versions of it."""
        old, new = self.versions
        return self.say("title", pack=self.found.new.head.id.text, old=old.name, new=new.name)

    @cached_property
    def changed(self) -> tuple[Said, ...]:
        """The options of which somebody is told otherwise, or may be."""
        return tuple(self._said(one) for one in self.found.options if one.transitions or one.open)

    @property
    def same(self) -> tuple[str, ...]:
        """The titles of those of which it is proved that nobody is."""
        found = (one for one in self.found.options if not one.transitions and not one.open)
        return tuple(self.title_of(one.option) for one in found)

    @property
    def same_within(self) -> tuple[str, ...]:
        """What that had to assume."""
        found = (one for one in self.found.options if not one.transitions and not one.open)
        return tuple(dict.fromkeys(limit for one in found for limit in one.within))

    def title_of(self, option: str) -> str:
        """What an option is called, by the new version where it has it."""
        has = {one.id for one in self.found.new.options}
        vocabulary = self._words[1 if option in has else 0]
        return vocabulary.template(option, "option", option, "title").text or option

    def _said(self, one: OptionChange) -> Said:
        pairs = [self.say("from_to", old=self.called(old), new=self.called(new)) for old, new in one.open]
        shown = tuple(self._shown(one.option, each) for each in one.transitions)
        in_both = all(one.option in {each.id for each in program.options} for program in self._programs)
        title = self.title_of(one.option)
        return Said(one.option, title, shown, tuple(pairs), one.about, one.within, in_both)

    def _shown(self, option: str, one: Transition) -> Shown:
        old, new = (self._advice(place, option, one.witness) for place in (0, 1))
        told = [_reasons(one) for one in (old, new)]
        sides = [
            Side(version.name, tuple(reason for reason in mine.values() if theirs.get(reason.id) != reason))
            for version, mine, theirs in zip(self.versions, told, told[::-1], strict=True)
        ]
        return Shown(
            self._status(one.old),
            self._status(one.new),
            borrower(one.witness, self.found.new.dictionary),
            one.witness,
            (sides[0], sides[1]),
            one.responsible,
        )

    def _advice(self, place: int, option: str, witness: Witness) -> OptionAdvice | None:
        """What a version says of an option to somebody; None if it doesn't have it."""
        outcome = self._compiled[place].evaluate(witness.view, witness.as_of)
        found = advise(self._words[place], outcome, witness.view.id, 0)
        return next((one for one in found.options if one.id == option), None)

    def _status(self, decision: Decision | None) -> str:
        if decision is None:
            return self.say("no_option")
        status = self.called(decision.status)
        return status if decision.settled else status + self.say("unsettled")

    def called(self, status: Status | None) -> str:
        """What a status is called; None: that of an option that a version doesn't have."""
        return self.say("no_option") if status is None else of_answers(self.language, status.value)

    def portfolio_line(self, count: "Count") -> str:
        """How many loans of the portfolio get another answer."""
        part = share(count.changed, count.rows)
        numbers = {"changed": f"{count.changed:,}", "rows": f"{count.rows:,}"}
        return self.say("rows", portfolio=self._portfolio, share=part, **numbers)

    def fact(self, name: str) -> str:
        """What a fact is called."""
        return self._words[1].term(name).title

    def value(self, name: str, value: str | None) -> str:
        """A value of a fact by which loans are grouped."""
        if value is None:
            return self.say("none")
        labels = self.found.new.dictionary.fact(name).labels(self.language)
        return labels.get(value, value) if labels else forms(self.language).get(value, value)

    def order(self) -> Iterator[tuple[str, str]]:
        """What is said of options that change places, and for whom."""
        for one in self.found.order:
            first, second = self.title_of(one.first), self.title_of(one.second)
            told = "" if one.witness is None else borrower(one.witness, self.found.new.dictionary)
            yield self.say("goes_first", first=first, second=second), told

    def edited(self, one: Edit) -> str:
        """An edit that decides, with its place: `changed criterion `reduction.is_overdue` (rules/…:12)`."""
        return f"{self._named(one)} ({self.place(one)})"

    def _named(self, one: Edit) -> str:
        return self.say("edited", how=self.say(one.how), kind=self.say(one.kind), id=one.id)

    def place(self, one: Edit) -> str:
        """Where it is now, or was before it went."""
        span, version = (one.new, self.versions[1]) if one.new is not None else (one.old, self.versions[0])
        assert span is not None, "only what decides nothing has no place"  # noqa: S101  (`edits`)
        return f"{called(span.source.name, version)}:{span.source.position(span.start)[0]}"

    def lines(self, one: Edit) -> Iterator[str]:
        """The lines of an edit, those that went with `-`, those that came with `+`."""
        old, new = ([] if span is None else _lines(span) for span in (one.old, one.new))
        yield from (f"- {line}" for line in old if line not in new)
        yield from (f"+ {line}" for line in new if line not in old)

    def changelog(self) -> Iterator[str]:
        """A line for each option that changes, as a draft for whoever writes the changelog."""
        for one in self.changed:
            if not one.shown:
                continue
            edits = dict.fromkeys(edit for each in one.shown for edit in each.edits)
            how = self._listed(map(self._named, edits))
            first = one.shown[0]
            who = self.say("who", borrower=first.borrower, old=first.old, new=first.new)
            yield self.say("note", title=one.title, how=how or self.say("through_others"), who=who)
        if self.found.is_proved_the_same and self.found.edits:
            yield self.say("nobody_note")

    def _listed(self, parts: Iterable[str]) -> str:
        return self.say("list").join(parts)

    def within(self, limits: Sequence[str]) -> str:
        """What a proof had to assume, in brackets; "" for nothing."""
        return self.say("within", limits=self._listed(limits)) if limits else ""


def _reasons(advice: OptionAdvice | None) -> dict[str, Reason]:
    return {} if advice is None else {one.id: one for one in advice.criteria}


def _lines(span: Span) -> list[str]:
    """The lines on which something stands."""
    source, last = span.source, max(span.start, span.end - 1)
    numbers = range(source.position(span.start)[0], source.position(last)[0] + 1)
    return [source.line(number).strip() for number in numbers[:MOST_LINES]]
