"""Options, alerts, findings and criteria as blocks: what decides them, and what an answer says of them.

Put together from the checked program, not from the files: a page that followed the files could show a
condition that no answer is made from.
"""

from collections.abc import Iterable, Iterator

from engine.explanation.layout import MARKS
from engine.program.model import Alert, Criterion, Finding, Option
from engine.showing.blocks import Block, Heading, Item, Paragraph
from engine.showing.links import documents
from engine.showing.parts import BULLET, Parts
from engine.showing.speaker import joined
from engine.showing.things import Thing
from engine.values import Truth

_SAID = {"met": MARKS[Truth.MET], "unmet": MARKS[Truth.UNMET], "unknown": MARKS[Truth.UNKNOWN], "cure": "→"}


class Claims(Parts):
    """Writes what criteria decide on."""

    def option(self, one: Option) -> Iterator[Block]:
        """When it is open, what to bring, what to do, and what goes before it."""
        speaker = self.speaker
        yield Paragraph(speaker.said(one.id, "option", one.id, "summary"))
        if one.discretionary:
            yield Paragraph(speaker.phrases("discretionary"))
        yield Heading(2, speaker.phrase("open_when"))
        yield from self._criteria(one.id, one.criteria)
        yield from self._to_bring(documents(one.evidence))
        yield from self._listed("figures", [self._name(name) for name in one.figures])
        yield from self._advice("steps", one.steps)
        yield from self._advice("cautions", one.cautions)
        order = self.pack.program.options
        yield from self._options("before", [other.id for other in order if other.id in one.preferred_over])
        yield from self._options("after", [other.id for other in order if one.id in other.preferred_over])

    def alert(self, one: Alert) -> Iterator[Block]:
        """When it is raised, and what an answer says then."""
        yield Paragraph(self.speaker.said(one.id, "alert", one.id, "text"))
        if one.suspends:
            yield Paragraph(self.speaker.phrases("suspends"))
        yield Heading(2, self.speaker.phrase("raised_when"))
        yield from self._criteria(one.id, one.criteria)
        yield from self._advice("steps", one.steps)

    def finding(self, one: Finding) -> Iterator[Block]:
        """What leads to it."""
        yield Heading(2, self.speaker.phrase("met_when_all" if one.needs_all else "met_when_any"))
        yield from self._criteria(one.id, one.criteria)

    def criterion(self, one: Criterion) -> Iterator[Block]:
        """A criterion by itself, with whom it decides."""
        owner = self.pack.owner(one)
        yield from self._criterion(BULLET, owner, one)
        yield from self._listed("used_by", [self.reference(self.thing(owner))])

    def _criteria(self, owner: str, criteria: Iterable[Criterion]) -> Iterator[Block]:
        for number, one in enumerate(criteria, start=1):
            yield from self._criterion(f"{number}.", owner, one)

    def _criterion(self, mark: str, owner: str, one: Criterion) -> Iterator[Block]:
        """What decides it, what is said by its truth, and one level of what it rests on."""
        flags = [self.speaker.phrase("curable")] if one.curable else []
        if one.presumed_until_told:
            flags.append(self.speaker.phrase("presumed", fact=one.presumed_until_told))
        yield Item(mark, one.id, tuple(flags), one.source)
        yield from self._decided_by(one, 1)
        yield from self._words(owner, one, _SAID if one.curable else list(_SAID)[:-1], 1)
        if one.finding:
            yield from self._rests_on(self.pack.program.findings_by_id[one.finding])

    def _rests_on(self, finding: Finding) -> Iterator[Block]:
        """A finding below a criterion, with its own criteria and what is said where they are met."""
        title = joined(self.speaker.titles(Thing("finding", finding.id)))
        how = self.speaker.phrase("all_of" if finding.needs_all else "one_of")
        yield Item(BULLET, finding.id, (title, how), (), 1)
        for claim in finding.criteria:
            yield Item(BULLET, claim.id, (), claim.source, 2)
            yield from self._decided_by(claim, 3)
            yield from self._words(finding.id, claim, ("met",), 3)
            if claim.finding:
                yield self.reference(Thing("finding", claim.finding), 3)

    def _words(self, owner: str, one: Criterion, keys: Iterable[str], depth: int) -> Iterator[Block]:
        for key in keys:
            texts = self.speaker.said(self.speaker.words_owner(owner), "criteria", one.id, key)
            yield Item(_SAID[key], "", texts, (), depth)

    def _decided_by(self, one: Criterion, depth: int) -> Iterator[Block]:
        yield from self.formula(one.key, depth)
        yield from (self.reference(self.thing(name), depth) for name in documents(one.evidence))

    def _to_bring(self, names: Iterable[str]) -> Iterator[Block]:
        if names:
            yield Heading(2, self.speaker.phrase("to_bring"))
        for name in names:
            thing = self.thing(name)
            if thing.kind == "table":
                yield Item(
                    BULLET, name, (joined([*self.speaker.titles(thing)]), *self.speaker.phrases("table_says"))
                )
            else:
                yield from self.document_to_bring(self.pack.program.requirements_by_id[name])

    def _advice(self, section: str, names: Iterable[str]) -> Iterator[Block]:
        """Steps or cautions in their order, each with the condition on which it is said."""
        if names:
            yield Heading(2, self.speaker.phrase(section))
        for number, name in enumerate(names, start=1):
            one = self.pack.advice[name]
            mark = f"{number}." if section == "steps" else "!"
            yield Item(mark, name, self.speaker.said("", section, name, "text"), one.source)
            yield from self.said_unless(name, 1)

    def _options(self, heading: str, names: Iterable[str]) -> Iterator[Block]:
        yield from self._listed(heading, [self.reference(Thing("option", name)) for name in names])
