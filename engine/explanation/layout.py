"""A recommendation as blocks of text, the same for every form that people read.

The terminal and Markdown differ in marks only. With one layout they can't come to say different things.
What would only fill the page is left to the JSON: figures that aren't known, the steps of an option of
which it can't be told yet whether it applies (it has its questions instead), and all questions but the first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from engine.evaluation.outcome import Status
from engine.explanation.format import clean, forms
from engine.explanation.model import (
    Advice,
    AlertAdvice,
    Figure,
    JointAdvice,
    JointRequest,
    LoanAdvice,
    OptionAdvice,
    Proof,
    Question,
    Reason,
    Recommendation,
)
from engine.explanation.phrases import phrase
from engine.spelling import day
from engine.values import Truth

MARKS = {Truth.MET: "✓", Truth.UNMET: "✗", Truth.UNKNOWN: "?"}
PROOF_MARKS = {"have": "✓", "missing": "✗", "unknown": "?"}
QUESTIONS = 7  # that a page asks at once


class Heading(Struct, frozen=True):
    """A heading; level 1 is the whole answer, 2 a part, 3 an option, 4 a section of it."""

    level: int
    text: str


class Paragraph(Struct, frozen=True):
    """Running text."""

    text: str


class Item(Struct, frozen=True):
    """An entry of a list, with its mark (`✓`, `1.`) and the ids of its sources."""

    mark: str
    text: str
    sources: tuple[str, ...] = ()
    depth: int = 0


Block = Heading | Paragraph | Item


def blocks(answer: Recommendation, *, sources: bool = True) -> Iterator[Block]:
    """The whole answer as blocks, in reading order; `sources` to say in words what they rest on."""
    shown: set[str] = set()
    for block in _answer(answer):
        shown.update(block.sources if isinstance(block, Item) else ())
        yield block
    listed = [source for source in answer.sources if source.id in shown]
    if listed and sources:
        yield Heading(2, phrase(answer.language, "sources"))
        for source in listed:
            yield Item("·", phrase(answer.language, "pair", left=source.id, right=source.words))
    yield Paragraph(_made_with(answer))


def _answer(answer: Recommendation) -> Iterator[Block]:
    """What is said of the loans together and of each."""
    date = phrase(answer.language, "as_of", date=day(answer.as_of, answer.language))
    yield Heading(1, f"{answer.pack_title} · {date}")
    for notice in answer.notices:
        yield Paragraph(notice)
    if answer.joint is not None:
        yield from _joint(answer, answer.joint)
    for loan in answer.loans:
        name = phrase(answer.language, "loan", loan=clean(loan.loan)) if len(answer.loans) > 1 else ""
        if name:
            yield Heading(2, name)
        yield from _Writer(answer.language, name).loan(loan)


def _joint(answer: Recommendation, joint: JointAdvice) -> Iterator[Block]:
    """How the loans go together; before it, what outranks every request."""
    language = answer.language
    alerts = dict.fromkeys(alert.title for loan in answer.loans for alert in loan.alerts)
    if alerts:
        yield Heading(2, phrase(language, "alerts"))
        for title in alerts:
            yield Item("!", title)
    yield Heading(2, joint.title)
    yield Paragraph(joint.text)
    yield Paragraph(joint.verdict)
    for number, request in enumerate(joint.requests, start=1):
        yield from _request(request, number, language)
    yield _figure(joint.budget, language, joint.sources)
    yield from (_figure(one, language) for one in (joint.total, joint.left))
    yield from (Item("·", cause) for cause in joint.causes)
    for asked in joint.ask_for:
        yield Item("·", phrase(language, "aside", text=asked.question, more=asked.fact))


def _request(request: JointRequest, number: int, language: str) -> Iterator[Block]:
    loan = phrase(language, "loan", loan=clean(request.loan))
    option = request.title or phrase(language, request.state)
    mark = "·" if request.offer is None else f"{number}."
    yield Item(mark, phrase(language, "pair", left=loan, right=option))
    figures = (*request.because, *(() if request.offer is None else (request.offer,)))
    yield from (_figure(one, language, depth=1) for one in figures)


def _figure(figure: Figure, language: str, sources: tuple[str, ...] = (), depth: int = 0) -> Item:
    return Item("·", phrase(language, "pair", left=figure.title, right=figure.text), sources, depth)


def _made_with(answer: Recommendation) -> str:
    title, version = answer.pack_title, answer.pack_version
    pack = phrase(answer.language, "pack", title=title, version=version, sha256=answer.pack_sha256[:12])
    return f"{pack} · {phrase(answer.language, 'engines', engines=', '.join(answer.engines))}"


@dataclass(slots=True)
class _Writer:
    """Writes what is said of one loan. A step or caution that was said already isn't said again.

    Attributes:
        name: of the loan, where there are several.
    """

    language: str
    name: str
    said: set[str] = field(default_factory=set)

    def loan(self, loan: LoanAdvice) -> Iterator[Block]:
        if loan.alerts:
            yield Heading(2, self._phrase("alerts"))
            for alert in loan.alerts:
                yield from self._alert(alert)
        yield Heading(2, self._phrase("options"))
        yield from self._options(loan)
        yield from self._questions(loan.ask_for)

    def _options(self, loan: LoanAdvice) -> Iterator[Block]:
        """Each option; only one line where the same shuts all of them, or where none can be judged."""
        same = _shuts_all(loan.options)
        if any(alert.suspends for alert in loan.alerts):
            yield from self._on_hold(loan.options)
        elif same is not None:
            yield from reason_items([same])
        else:
            if not any(option.status is Status.RECOMMENDED for option in loan.options):
                yield Paragraph(self._phrase("nothing_recommended"))
            titles = {asked.fact: asked.title for asked in loan.ask_for}
            for option in loan.options:
                yield from self._option(option, titles)

    def _on_hold(self, options: tuple[OptionAdvice, ...]) -> Iterator[Block]:
        """What may be looked at later: reasons and figures rest on what was told and isn't so."""
        yield Paragraph(self._phrase("on_hold"))
        for option in options:
            if option.status is not Status.NOT_AVAILABLE:
                yield Item("·", self._of_loan(f"{option.title} — {self._phrase('later')}"))

    def _questions(self, asked_for: tuple[Question, ...]) -> Iterator[Block]:
        """The most useful questions; answers to them may spare the others."""
        if asked_for:
            yield Heading(2, self._phrase("ask_for"))
        for asked in asked_for[:QUESTIONS]:
            yield Item("·", phrase(self.language, "aside", text=asked.question, more=asked.fact))
        if len(asked_for) > QUESTIONS:
            yield Paragraph(phrase(self.language, "ask_for_more", count=str(len(asked_for) - QUESTIONS)))

    def _phrase(self, name: str) -> str:
        return phrase(self.language, name)

    def _of_loan(self, text: str) -> str:
        """The text, with the loan that it is about where there are several: a part may be read by itself."""
        return phrase(self.language, "aside", text=text, more=self.name) if self.name else text

    def _pair(self, left: str, right: str) -> str:
        return phrase(self.language, "pair", left=left, right=right)

    def _alert(self, alert: AlertAdvice) -> Iterator[Block]:
        yield Heading(3, self._of_loan(f"! {alert.title}"))
        yield Paragraph(alert.text)
        if alert.suspends:
            yield Paragraph(self._phrase("suspended"))
        yield from reason_items(alert.criteria)
        yield from self._steps(alert.steps)

    def _option(self, option: OptionAdvice, titles: Mapping[str, str]) -> Iterator[Block]:
        status = f"{option.rank}. {option.title} — {self._phrase(option.status.value)}"
        yield Heading(3, self._of_loan(status))
        if option.status is Status.NOT_AVAILABLE:
            yield from reason_items(one for one in option.criteria if _shuts(one))
            return
        yield Paragraph(option.summary)
        if option.discretionary:
            yield Paragraph(self._phrase("discretionary"))
        if option.then is not None:
            yield Paragraph(phrase(self.language, "then", status=self._phrase(option.then.value)))
        yield from self._unsettled(option, titles)
        yield Heading(4, self._phrase("reasons"))
        yield from reason_items(option.criteria)
        yield from self._evidence(option.evidence)
        yield from self._figures(option)
        if option.status is not Status.NEEDS_INFORMATION:
            yield from self._steps(option.steps)
        yield from self._warnings(option.warnings)

    def _unsettled(self, option: OptionAdvice, titles: Mapping[str, str]) -> Iterator[Block]:
        """What has to be known before an option can be judged; else whether more facts may change it."""
        asked = dict.fromkeys(titles[fact] for fact in option.ask_for)
        if asked and option.status is Status.NEEDS_INFORMATION:
            listed = forms(self.language)["list"].join(asked)
            yield Paragraph(phrase(self.language, "asked_first", titles=listed))
        elif not option.settled:
            yield Paragraph(self._phrase("unsettled"))

    def _evidence(self, proofs: tuple[Proof, ...]) -> Iterator[Block]:
        if proofs:
            yield Heading(4, self._phrase("evidence"))
        for proof in proofs:
            yield Item(PROOF_MARKS[proof.state], self._proof(proof), proof.sources)
            yield from (Item("·", one.text, (), 1) for one in proof.set_aside)

    def _proof(self, proof: Proof) -> str:
        text = self._pair(self._phrase(proof.state), proof.title)
        if proof.state == "have":
            return text
        kinds = phrase(self.language, "substitutes", kinds=proof.accepts)
        return phrase(self.language, "aside", text=text, more=kinds)

    def _figures(self, option: OptionAdvice) -> Iterator[Block]:
        known = [one for one in option.figures if one.value is not None]
        if known:
            yield Heading(4, self._phrase("figures"))
        yield from (_figure(one, self.language) for one in known)

    def _steps(self, steps: tuple[Advice, ...]) -> Iterator[Block]:
        new = self._unsaid(steps)
        if new:
            yield Heading(4, self._phrase("steps" if len(new) == len(steps) else "steps_more"))
        for number, one in enumerate(new, start=1):
            yield Item(f"{number}.", one.text, one.sources)

    def _warnings(self, warnings: tuple[Advice, ...]) -> Iterator[Block]:
        new = self._unsaid(warnings)
        if new:
            yield Heading(4, self._phrase("warnings" if len(new) == len(warnings) else "warnings_more"))
        for one in new:
            yield Item("!", one.text, one.sources)

    def _unsaid(self, advice: tuple[Advice, ...]) -> list[Advice]:
        new = [one for one in advice if one.text not in self.said]
        self.said.update(one.text for one in new)
        return new


def reason_items(reasons: Iterable[Reason], depth: int = 0) -> Iterator[Block]:
    """Criteria with their truth, what cures them, and what is behind those of findings."""
    for reason in map(_said_once, reasons):
        yield Item(MARKS[reason.truth], reason.text, reason.sources, depth)
        if reason.cure:
            yield Item("→", reason.cure, (), depth + 1)
        for cause in reason.causes:
            yield Item("·", cause, (), depth + 1)
        same = [one for one in reason.because if one.truth is reason.truth]
        yield from reason_items(same, depth + 1)


def _said_once(reason: Reason) -> Reason:
    """A finding whose only criterion says the same in the same words, as one."""
    if [one.text for one in reason.because] != [reason.text]:
        return reason
    (only,) = reason.because
    sources = tuple(dict.fromkeys((*reason.sources, *only.sources)))
    return _said_once(replace(reason, sources=sources, cure=reason.cure or only.cure, because=only.because))


def _shuts_all(options: tuple[OptionAdvice, ...]) -> Reason | None:
    """What shuts every option in the same words, such as another lender's loan."""
    shut = [{one.text: one for one in option.criteria if _shuts(one)} for option in options]
    first = shut[0] if len(shut) > 1 else {}
    return next((first[text] for text in first if all(text in one for one in shut)), None)


def _shuts(reason: Reason) -> bool:
    return reason.truth is Truth.UNMET and not reason.curable
