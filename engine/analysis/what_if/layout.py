"""What would change the answer, as blocks of text, the same for every form that people read.

First what outranks everything, then what can be opened and by what, then what can't and why, and last how
safe the answer is. What is the same for every option is said once.
"""

from collections.abc import Iterable, Iterator, Sequence

from engine.analysis.what_if.model import (
    AlertWhatIf,
    ChangeAdvice,
    LoanWhatIf,
    OptionWhatIf,
    Verdict,
    WayAdvice,
    WhatIf,
)
from engine.analysis.what_if.phrases import phrase
from engine.explanation import phrases as common
from engine.explanation.format import clean
from engine.explanation.layout import MARKS, QUESTIONS, Block, Heading, Item, Paragraph, reason_items
from engine.explanation.model import Reason
from engine.spelling import day

MOST_WAYS = 3  # of one option that a page tells; the JSON has all
MOST_VALUES = 9  # of a fact that isn't told
_ORDER = ("opened", "not_found", "nothing_helps")


def blocks(answer: WhatIf, *, sources: bool = True) -> Iterator[Block]:
    """The whole answer as blocks, in reading order; `sources` to say in words what it rests on."""
    language = answer.language
    date = common.phrase(language, "as_of", date=day(answer.as_of, language))
    yield Heading(1, phrase(language, "title", pack=answer.pack_title, date=date))
    yield from map(Paragraph, answer.notices)
    for loan in answer.loans:
        several = len(answer.loans) > 1
        name = common.phrase(language, "loan", loan=clean(loan.loan)) if several else ""
        if name:
            yield Heading(2, name)
        yield from _Writer(language).loan(loan)
    if sources and answer.sources:
        yield Heading(2, common.phrase(language, "sources"))
        for source in answer.sources:
            yield Item("·", phrase(language, "pair", left=source.id, right=source.words))
    version, sha256 = answer.pack_version, answer.pack_sha256[:12]
    yield Paragraph(phrase(language, "rules", title=answer.pack_title, version=version, sha256=sha256))


class _Writer:
    def __init__(self, language: str) -> None:
        self._language = language

    def loan(self, loan: LoanWhatIf) -> Iterator[Block]:
        yield from self._recommended(loan)
        if loan.alerts:
            yield Heading(2, self._phrase("alerts"))
        for alert in loan.alerts:
            yield from self._alert(alert)
        if loan.suspended and loan.options:
            yield Paragraph(self._phrase("after"))
        yield from self._options(loan.options)
        yield from self._safety(loan)

    def _recommended(self, loan: LoanWhatIf) -> Iterator[Block]:
        if loan.suspended:
            yield Paragraph(self._phrase("suspended"))
        elif loan.safety is not None:
            titles = self._phrase("list").join(one.title for one in loan.safety.recommended)
            yield Paragraph(self._phrase("recommended", titles=titles))

    def _alert(self, alert: AlertWhatIf) -> Iterator[Block]:
        yield Heading(3, f"! {alert.title}")
        yield Paragraph(alert.text)
        if alert.lifted_by.ways:
            yield from self._ways(alert.lifted_by)
        else:
            yield Paragraph(self._phrase("lifted_nothing"))
            yield from reason_items(alert.lifted_by.because)

    def _options(self, options: Sequence[OptionWhatIf]) -> Iterator[Block]:
        by_itself = [one for one in options if one.opened_by is None]
        if by_itself:
            yield Heading(2, self._phrase("open_after"))
        for one in by_itself:
            status = common.phrase(self._language, one.then.value) if one.then else ""
            yield Item("·", self._phrase("aside", text=one.title, more=status))
        for verdict in _ORDER:
            found = [
                (one, one.opened_by) for one in options if one.opened_by and one.opened_by.verdict == verdict
            ]
            if found:
                yield Heading(2, self._phrase(verdict))
            same = _shuts_all([each for _, each in found]) if verdict == "nothing_helps" else None
            if same is not None:
                yield Paragraph(self._phrase("shut_all"))
                yield from reason_items([same])
                continue
            for one, each in found:
                yield Heading(3, one.title)
                yield from self._verdict(each)

    def _verdict(self, verdict: Verdict) -> Iterator[Block]:
        if verdict.ways:
            yield from self._ways(verdict)
        elif verdict.verdict == "not_found":
            yield from self._not_found(verdict)
        else:
            yield from reason_items(verdict.because)

    def _not_found(self, verdict: Verdict) -> Iterator[Block]:
        if verdict.because:
            yield Paragraph(self._phrase("not_found_why"))
            yield from reason_items(verdict.because)
        if verdict.ask_for:
            titles = self._phrase("list").join(one.title for one in verdict.ask_for[:QUESTIONS])
            more = len(verdict.ask_for) - QUESTIONS
            tail = self._phrase("and_more", count=str(more)) if more > 0 else ""
            yield Item("?", self._phrase("ask_first", titles=f"{titles}{tail}"))

    def _ways(self, verdict: Verdict) -> Iterator[Block]:
        if len(verdict.ways) > 1:
            yield Paragraph(self._phrase("one_of"))
        for number, way in enumerate(verdict.ways[:MOST_WAYS], start=1):
            yield from self._way(way, f"{number}." if len(verdict.ways) > 1 else "→")
        if len(verdict.ways) > MOST_WAYS:
            yield Paragraph(self._phrase("more_ways", count=str(len(verdict.ways) - MOST_WAYS)))

    def _way(self, way: WayAdvice, mark: str) -> Iterator[Block]:
        """The changes in one line; below it what they may come to, and what becomes of it."""
        sources = tuple(dict.fromkeys(source for change in way.changes for source in change.sources))
        yield Item(mark, self._phrase("and").join(change.text for change in way.changes), sources)
        for change in way.changes:
            yield from self._details(change)
        if not any(len(change.values) > 1 or _is_wide(change) for change in way.changes):
            for one in way.became:  # of several values, what it says would be true of the first only
                mark = "·" if way.then is None else MARKS[one.truth]  # an alert that falls is no failure
                yield Item(mark, one.text, one.sources, 1)
        if not way.exact:
            yield Item("·", self._phrase(_doubt(way)), (), 1)
        if way.then is not None:
            status = common.phrase(self._language, way.then.value)
            yield Item("·", self._phrase("then", status=status), (), 1)

    def _details(self, change: ChangeAdvice) -> Iterator[Block]:
        if len(change.kinds) > 1:
            yield Item("·", self._phrase("kinds", kinds=change.accepts), (), 1)
        if change.values:
            values = self._phrase("or").join(one.text for one in change.values[:MOST_VALUES])
            yield Item("·", self._phrase("if_values", what=change.facts[0].title, values=values), (), 1)

    def _safety(self, loan: LoanWhatIf) -> Iterator[Block]:
        if loan.safety is None or not loan.safety.margins:
            return
        yield Heading(2, self._phrase("safety"))
        yield Paragraph(self._phrase("safety_note"))
        for one in loan.safety.margins:
            yield Item("·", self._phrase("pair", left=one.title, right=one.text), one.sources)

    def _phrase(self, name: str, **values: str) -> str:
        return phrase(self._language, name, **values)


def _is_wide(change: ChangeAdvice) -> bool:
    """Whether a fact that is told may have more than one value."""
    return any(one.least != one.most or one.least is None for one in change.values)


def _doubt(way: WayAdvice) -> str:
    """What isn't sure of a way that isn't exact."""
    if any(change.values for change in way.changes):
        return "other_values"
    return "together" if sum(len(change.facts) for change in way.changes) > 1 else "not_exact"


def _shuts_all(verdicts: Sequence[Verdict]) -> Reason | None:
    """What shuts every option in the same words, such as another lender's loan."""
    texts: Iterable[dict[str, Reason]] = [{one.text: one for one in verdict.because} for verdict in verdicts]
    first, *others = texts or [{}]
    return next((first[text] for text in first if others and all(text in one for one in others)), None)
