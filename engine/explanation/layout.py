"""A recommendation as blocks of text, the same for every form that people read.

The terminal and Markdown differ in marks only. With one layout they can't come to say different things.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.evaluation.outcome import Status
from engine.explanation.format import day
from engine.explanation.model import (
    Advice,
    AlertAdvice,
    LoanAdvice,
    OptionAdvice,
    Proof,
    Reason,
    Recommendation,
)
from engine.explanation.phrases import phrase
from engine.values import Truth

MARKS = {Truth.MET: "✓", Truth.UNMET: "✗", Truth.UNKNOWN: "?"}
PROOF_MARKS = {"have": "✓", "missing": "✗", "unknown": "?"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the whole answer, 2 a part, 3 an option, 4 a section of it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with its mark (`✓`, `1.`) and the ids of its sources."""

    mark: str
    text: str
    sources: tuple[str, ...] = ()
    depth: int = 0


Block = Heading | Paragraph | Item


def blocks(answer: Recommendation) -> Iterator[Block]:
    """The whole answer as blocks, in reading order."""
    date = phrase(answer.language, "as_of", date=day(answer.as_of, answer.language))
    yield Heading(1, f"{answer.pack_title} · {date}")
    for notice in answer.notices:
        yield Paragraph(notice)
    for loan in answer.loans:
        yield from _loan(loan, answer.language, several=len(answer.loans) > 1)
    if answer.sources:
        yield Heading(2, phrase(answer.language, "sources"))
        for source in answer.sources:
            yield Item("·", f"{source.id}: {source.words}")
    title, version = answer.pack_title, answer.pack_version
    yield Paragraph(
        phrase(answer.language, "pack", title=title, version=version, sha256=answer.pack_sha256[:12])
        + " · "
        + phrase(answer.language, "engines", engines=", ".join(answer.engines))
    )


def _loan(loan: LoanAdvice, language: str, *, several: bool) -> Iterator[Block]:
    if several:
        yield Heading(2, phrase(language, "loan", loan=loan.loan))
    if loan.alerts:
        yield Heading(2, phrase(language, "alerts"))
        for alert in loan.alerts:
            yield from _alert(alert, language)
    yield Heading(2, phrase(language, "options"))
    if not any(option.status is Status.RECOMMENDED for option in loan.options):
        yield Paragraph(phrase(language, "nothing_recommended"))
    for option in loan.options:
        yield from _option(option, language)
    if loan.ask_for:
        yield Heading(2, phrase(language, "ask_for"))
        for asked in loan.ask_for:
            yield Item("·", f"{asked.question} ({asked.fact})")


def _alert(alert: AlertAdvice, language: str) -> Iterator[Block]:
    yield Heading(3, f"! {alert.title}")
    yield Paragraph(alert.text)
    if alert.suspends:
        yield Paragraph(phrase(language, "suspended"))
    yield from _reasons(alert.criteria, language)
    yield from _numbered(phrase(language, "steps"), alert.steps)


def _option(option: OptionAdvice, language: str) -> Iterator[Block]:
    status = phrase(language, option.status.value)
    yield Heading(3, f"{option.rank}. {option.title} — {status}")
    if option.status is Status.NOT_AVAILABLE:
        yield from _reasons((one for one in option.criteria if _shuts(one)), language)
        return
    yield Paragraph(option.summary + (phrase(language, "discretionary") if option.discretionary else ""))
    if option.then is not None:
        yield Paragraph(phrase(language, "then", status=phrase(language, option.then.value)))
    if not option.settled:
        yield Paragraph(phrase(language, "unsettled"))
    yield Heading(4, phrase(language, "reasons"))
    yield from _reasons(option.criteria, language)
    yield from _evidence(option.evidence, language)
    yield from _figures(option, language)
    yield from _numbered(phrase(language, "steps"), option.steps)
    yield from _listed(phrase(language, "warnings"), option.warnings)


def _shuts(reason: Reason) -> bool:
    return reason.truth is Truth.UNMET and not reason.curable


def _reasons(reasons: Iterable[Reason], language: str, depth: int = 0) -> Iterator[Block]:
    for reason in reasons:
        yield Item(MARKS[reason.truth], reason.text, reason.sources, depth)
        if reason.cure:
            yield Item("→", reason.cure, (), depth + 1)
        for cause in reason.causes:
            yield Item("·", cause, (), depth + 1)
        same = [one for one in reason.because if one.truth is reason.truth]
        yield from _reasons(same, language, depth + 1)


def _evidence(proofs: tuple[Proof, ...], language: str) -> Iterator[Block]:
    if proofs:
        yield Heading(4, phrase(language, "evidence"))
    for proof in proofs:
        yield Item(PROOF_MARKS[proof.state], _proof(proof, language), proof.sources)


def _proof(proof: Proof, language: str) -> str:
    text = f"{phrase(language, proof.state)}: {proof.title}"
    if proof.state == "have" or not proof.accepts:
        return text
    return f"{text} ({phrase(language, 'substitutes', kinds=proof.accepts)})"


def _figures(option: OptionAdvice, language: str) -> Iterator[Block]:
    if option.figures:
        yield Heading(4, phrase(language, "figures"))
    for figure in option.figures:
        yield Item("·", f"{figure.title}: {figure.text}")


def _numbered(title: str, advice: tuple[Advice, ...]) -> Iterator[Block]:
    if advice:
        yield Heading(4, title)
    for number, one in enumerate(advice, start=1):
        yield Item(f"{number}.", one.text, one.sources)


def _listed(title: str, advice: tuple[Advice, ...]) -> Iterator[Block]:
    if advice:
        yield Heading(4, title)
    for one in advice:
        yield Item("!", one.text, one.sources)
