"""The report on sources as blocks of text, the same for every form that people read.

The terminal and Markdown differ in marks only. With one layout they can't come to say different things.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from engine.rulebook.model import Authority, Place, Statement
from engine.source import Span
from engine.sourcing.model import Coverage, Held, Rule, Trace, Verification, place_of
from engine.sourcing.phrases import phrase

BULLET = "·"


class Heading(Struct, frozen=True):
    """A heading; level 1 is the whole report, 2 a part, 3 a file or document, 4 a section of it."""

    level: int
    text: str


class Paragraph(Struct, frozen=True):
    """Running text."""

    text: str


class Item(Struct, frozen=True):
    """An entry of a list with its mark, and the ids or the place that belong to it."""

    mark: str
    text: str
    aside: str = ""
    depth: int = 0


Block = Heading | Paragraph | Item


def coverage_blocks(coverage: Coverage, language: str) -> Iterator[Block]:
    """Which rules rest on each source, and on which sources each rule rests."""
    writer = _Writer(coverage, language)
    yield writer.title()
    yield Paragraph(writer.summary())
    yield Heading(2, phrase(language, "statements"))
    for statement in sorted(coverage.rulebook.statements, key=lambda one: _natural(one.id.text)):
        yield from writer.statement(statement)
    yield Heading(2, phrase(language, "authorities"))
    for authority in coverage.rulebook.authorities:
        yield from writer.authority(authority)
    yield Heading(2, phrase(language, "rules"))
    for file, rules in groupby(coverage.rules, key=lambda rule: rule.span.source.name):
        yield Heading(3, file)
        for rule in rules:
            yield from writer.rule(rule)


def verification_blocks(verification: Verification, language: str) -> Iterator[Block]:
    """What the documents say today, and everything in them that lies between the statements."""
    writer = _Writer(verification.coverage, language)
    yield writer.title()
    yield Paragraph(writer.summary())
    yield Heading(2, phrase(language, "verified", folder=verification.folder))
    for held in verification.documents:
        yield from writer.held(held)
    if verification.others:
        yield Heading(3, phrase(language, "others"))
    yield from (Item(BULLET, name) for name in verification.others)


def _natural(id_: str) -> list[tuple[str, int]]:
    """An id in the order that people count: `A9` before `A10`."""
    return [(text, int(digits or 0)) for text, digits in re.findall(r"([^0-9]*)([0-9]*)", id_)]


class _Writer(Struct, frozen=True):
    coverage: Coverage
    language: str

    def _phrase(self, name: str, **values: object) -> str:
        return phrase(self.language, name, **values)

    def _words(self, texts: Mapping[str, str]) -> str:
        return texts.get(self.language, "")

    def title(self) -> Heading:
        head = self.coverage.rulebook.head
        return Heading(1, f"{self._words(head.title)} {head.version}")

    def summary(self) -> str:
        rulebook, coverage = self.coverage.rulebook, self.coverage
        open_ = [one for one in coverage.uncovered if isinstance(one, Statement)]
        waived = len(coverage.waived)
        return self._phrase(
            "summary",
            statements=len(rulebook.statements),
            used=len(rulebook.statements) - waived - len(open_),
            waived=waived,
            open=len(open_),
            authorities=len(rulebook.authorities),
            unnamed=len(coverage.uncovered) - len(open_),
            rules=len(coverage.rules),
        )

    def statement(self, statement: Statement) -> Iterator[Block]:
        text = self._pair(self._phrase(statement.kind.text), self._words(statement.words))
        yield Item(statement.id.text, text)
        yield from self._resting(statement, self._words(statement.unused))

    def authority(self, authority: Authority) -> Iterator[Block]:
        seen = self._phrase(
            "seen", seen=authority.seen.isoformat(), confidence=self._phrase(authority.confidence)
        )
        text = self._pair(self._phrase(authority.kind.text), self._words(authority.title))
        yield Item(authority.id.text, text + seen)
        yield from self._resting(authority, "")

    def _resting(self, source: Statement | Authority, why_not: str) -> Iterator[Block]:
        rules = self.coverage.resting_on(source.id.text)
        for rule in rules:
            yield Item(BULLET, self._name(rule), rule.place, 1)
        if not rules:
            text = self._phrase("waived", why=why_not) if why_not else self._phrase("uncovered")
            yield Item("–" if why_not else "!", text, "", 1)

    def rule(self, rule: Rule) -> Iterator[Block]:
        yield Item(BULLET, self._name(rule), ", ".join(rule.sources))
        if text := self._words(rule.words):
            yield Item(BULLET, text, "", 1)

    def _name(self, rule: Rule) -> str:
        return f"{self._phrase(rule.kind)} {rule.id}"

    def _pair(self, left: str, right: str) -> str:
        return self._phrase("pair", left=left, right=right)

    def held(self, held: Held) -> Iterator[Block]:
        name = held.text.source.name if held.text else ""
        yield Heading(3, self._phrase(held.state, id=held.document.id.text, file=name))
        if held.text is None:
            return
        yield Paragraph(self._counts(held))
        for trace in held.statements:
            yield from self._trace(trace)
        found = self._between(held)
        if found:
            yield Heading(4, self._phrase("between"))
        for span, why in found:
            text = span.source.text[span.start : span.end]
            mark, reason = (BULLET, why) if why else ("!", self._phrase("unclaimed"))
            yield Item(mark, self._phrase("why", text=text, why=reason), self._place(place_of(span)))

    def _counts(self, held: Held) -> str:
        states = [trace.state for trace in held.statements]
        return self._phrase(
            "found",
            **{state: states.count(state) for state in ("there", "moved", "gone", "unplaced")},
            passages=sum(trace.now is not None for trace in held.passages),
            unclaimed=len(held.unclaimed),
        )

    def _trace(self, trace: Trace[Statement]) -> Iterator[Block]:
        id_ = trace.of.id.text
        if trace.now is not None:
            if trace.state == "moved":
                yield Item(BULLET, self._phrase("moved", id=id_, place=self._place(place_of(trace.now))))
            return
        rules = dict.fromkeys(rule.id for rule in self.coverage.resting_on(id_))
        names = self._phrase("list").join(rules) or self._phrase("none")
        yield Item("!", self._phrase(trace.state, id=id_, rules=names))

    def _between(self, held: Held) -> list[tuple[Span, str]]:
        """What was put aside with its reason, and what nobody has looked at, in the order of the document."""
        found = [(one.now, self._words(one.of.why)) for one in held.passages if one.now is not None]
        found += [(span, "") for span in held.unclaimed]
        return sorted(found, key=lambda one: one[0].start)

    def _place(self, place: Place) -> str:
        return self._phrase("place", line=place.line, column=place.start)
