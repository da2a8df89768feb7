"""A thing of a pack as blocks: what it is, what decides it, what it says, and where it comes from.

Every form is written from these blocks. A terminal and a page that each chose what to tell would tell two
different rules.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from engine.showing.blocks import Block, Heading, Item, Paragraph
from engine.showing.claims import Claims
from engine.showing.pack import Pack
from engine.showing.parts import BULLET, SENTENCES
from engine.showing.phrases import phrase
from engine.showing.speaker import Speaker, clean, joined
from engine.showing.things import Kind, Thing, things


def blocks(pack: Pack, thing: Thing, languages: tuple[str, ...]) -> Iterator[Block]:
    """Everything that there is to read about a thing.

    Args:
        pack: where it belongs.
        thing: one of `things(pack)`, a criterion, or the pack itself.
        languages: that the pack speaks.
    """
    return _Layout(pack, Speaker(pack, languages)).blocks(thing)


class _Layout(Claims):
    """Puts together what is said of a thing."""

    def blocks(self, thing: Thing) -> Iterator[Block]:
        """Heading and kind, the thing itself, and what goes with it."""
        titles = self.speaker.titles(thing)
        is_text = thing.kind in SENTENCES
        yield Heading(1, thing.id if is_text else joined(titles) or thing.id)
        yield Item("", thing.id, (self._kind(thing),))
        if is_text and thing.kind != "criterion":
            yield Paragraph(titles)
        yield from self._itself(thing)
        if thing.kind not in {"pack", "document"}:
            yield from self.behind(thing)

    def _kind(self, thing: Thing) -> str:
        """What it is; of a measure or a parameter with its unit, of a pack with its version."""
        if thing.kind in {"measure", "parameter"}:
            return self.speaker.sort_of(thing.id if thing.kind == "measure" else f"parameter.{thing.id}")
        kind = self.speaker.phrase(thing.kind)
        return kind if thing.kind != "pack" else f"{kind} {clean(self.pack.program.head.version)}"

    def _itself(self, thing: Thing) -> Iterator[Block]:
        program, name = self.pack.program, thing.id
        if thing.kind in {"pack", "document", "statement", "authority"}:
            return self._written(thing)
        if thing.kind == "joint" and program.joint:
            return self.joint(program.joint)
        writers: Mapping[Kind, Callable[[], Iterator[Block]]] = {
            "option": lambda: self.option(next(one for one in program.options if one.id == name)),
            "alert": lambda: self.alert(next(one for one in program.alerts if one.id == name)),
            "finding": lambda: self.finding(program.findings_by_id[name]),
            "criterion": lambda: self.criterion(self.pack.criteria[name]),
            "requirement": lambda: self.requirement(program.requirements_by_id[name]),
            "table": lambda: self.table(name),
            "measure": lambda: self.measure(name),
            "parameter": lambda: self.parameter(next(one for one in program.parameters if one.id == name)),
            "step": lambda: self.advice(name),
            "caution": lambda: self.advice(name),
        }
        return writers[thing.kind]()

    def _written(self, thing: Thing) -> Iterator[Block]:
        match thing.kind:
            case "statement":
                return self._statement(thing.id)
            case "authority":
                return self._authority(thing.id)
            case "document":
                return self._document(thing.id)
        return self._pack()

    def _statement(self, name: str) -> Iterator[Block]:
        """What kind of sentence it is, in which document it stands, and why no rule uses it if so."""
        one, speaker = self.pack.statements[name], self.speaker
        titles = speaker.mine(self.pack.documents[one.document.text].title)
        yield Item(BULLET, "", (speaker.phrase(f"of_{one.kind.text}"),))
        line = one.at.line if one.at else None
        yield Item(BULLET, one.document.text, tuple(_at(title, line, each) for each, title in titles.items()))
        yield Item(BULLET, "", (f"SHA-256 {one.sha256}",))
        if one.unused:
            reasons = [(each, one.unused[each]) for each in speaker.languages if each in one.unused]
            yield Paragraph(tuple(phrase(each, "unused", why=clean(why)) for each, why in reasons))

    def _authority(self, name: str) -> Iterator[Block]:
        """What kind of source it is, and how well it is known."""
        one, speaker = self.pack.authorities[name], self.speaker
        parts = [speaker.phrase(f"of_{one.kind.text}")]
        parts += [speaker.phrase("article", article=one.article)] if one.article else []
        parts += [speaker.phrase("seen", seen=one.seen), speaker.phrase(one.confidence)]
        yield from (Item(BULLET, "", (part,)) for part in parts)

    def _document(self, name: str) -> Iterator[Block]:
        """Its fingerprint, and the sentences that were taken from it."""
        yield Item(BULLET, "", (f"SHA-256 {self.pack.documents[name].sha256}",))
        found = [one.id.text for one in self.pack.rulebook.statements if one.document.text == name]
        yield from self._listed("sentences", [self.source_of(one) for one in found])

    def _pack(self) -> Iterator[Block]:
        """For what and when it speaks, and everything in it."""
        head, speaker = self.pack.program.head, self.speaker
        when = "in_force" if head.until is None else "in_force_to"
        yield Item(BULLET, "", (clean(head.jurisdiction),))
        yield Item(BULLET, "", (speaker.phrase(when, since=head.since, until=head.until),))
        yield Item(BULLET, "", (", ".join(head.languages),))
        yield Item(BULLET, "", (f"SHA-256 {self.pack.program.sha256}",))
        everything = things(self.pack)
        yield Paragraph(speaker.phrases("see", example=everything[0].id))
        for kind, members in groupby(everything, lambda one: one.kind):
            listed = tuple(members)
            yield Heading(2, f"{speaker.phrase(kind)} · {len(listed)}")
            yield from (Item(BULLET, one.id, self._listing(one)) for one in listed)

    def _listing(self, thing: Thing) -> tuple[str, ...]:
        titles = self.speaker.titles(thing)
        return titles if thing.kind in SENTENCES else (joined(titles),)


def _at(document: str, line: int | None, language: str) -> str:
    """Where a sentence stands."""
    title = clean(document)
    return title if line is None else phrase(language, "at", document=title, line=line)
