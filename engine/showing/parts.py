"""Measures, parameters, tables, documents, steps and cautions as blocks, and what goes with every rule.

What a rule uses, and what uses it, belongs to each of them alike. A reader who saw a figure without its
source, or without the options that hang on it, couldn't tell what a change would do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from engine.program.model import Joint, Parameter, Requirement
from engine.program.table_layout import sheet_of
from engine.rulebook.model import DatedValue
from engine.showing.blocks import Block, Formula, Grid, Heading, Item, Paragraph
from engine.showing.links import all_sources, names_of, users_of
from engine.showing.pack import Pack
from engine.showing.phrases import phrase
from engine.showing.speaker import Speaker, clean, joined, texts_of, value_kind, value_text
from engine.showing.things import PARAMETER, Thing, things

BULLET: Final = "·"
SENTENCES: Final = frozenset({"step", "caution", "statement", "criterion"})  # their words are no title


@dataclass(frozen=True)
class Parts:
    """Writes what options are made of."""

    pack: Pack
    speaker: Speaker

    def thing(self, name: str) -> Thing:
        """What has an id; of what isn't a criterion."""
        return next(one for one in things(self.pack) if one.id == name)

    def reference(self, thing: Thing, depth: int = 0) -> Item:
        """A thing by kind, id and title."""
        kind, titles = self.speaker.phrase(thing.kind), self.speaker.titles(thing)
        if thing.kind in SENTENCES:
            return Item(BULLET, thing.id, (kind, *titles), (), depth)
        return Item(BULLET, thing.id, (f"{joined(titles)} ({kind})" if titles else kind,), (), depth)

    def measure(self, name: str) -> Iterator[Block]:
        """Its formula."""
        yield Heading(2, self.speaker.phrase("formula"))
        yield from self.formula(name, 0)

    def formula(self, name: str, depth: int) -> Iterator[Block]:
        """The expression that decides something; nothing where there is none."""
        tree = self.pack.expression(name)
        if tree is not None:
            yield Formula(tree, depth)

    def parameter(self, one: Parameter) -> Iterator[Block]:
        """Its values with their dates, sources, and how well they are known."""
        yield Heading(2, self.speaker.phrase("values"))
        for value in one.values:
            yield self._dated(one, value)
            if value.note:
                yield Item(BULLET, "", (clean(value.note),), (), 1)

    def _dated(self, one: Parameter, value: DatedValue) -> Item:
        when = "from" if value.until is None else "from_to"
        texts = []
        for language in self.speaker.languages:
            days = phrase(language, when, since=value.since, until=value.until)
            unit = value_kind(one.type, language)
            parts = [days, *unit, phrase(language, value.confidence)]
            texts.append(phrase(language, "comma").join(parts))
        return Item(BULLET, value_text(value), (joined(texts),), tuple(word.text for word in value.source))

    def table(self, name: str) -> Iterator[Block]:
        """Its rows, once in each language."""
        for language in self.speaker.languages:
            yield Grid(sheet_of(self.pack.program, name, language))
        (table,) = (one for one in self.pack.program.tables if one.id == name)
        values = dict.fromkeys(value for column in table.outputs for value in texts_of(column.type))
        yield from self._listed("values", [self._value(name, value) for value in values])

    def _value(self, table: str, value: str) -> Item:
        """What a text that may come out of a table is called; of a document, its title."""
        titles = self.speaker.said("", "values", f"{table}.{value}", "title")
        return Item(BULLET, value, (joined(titles or self.speaker.said("", "evidence", value, "title")),))

    def requirement(self, one: Requirement) -> Iterator[Block]:
        """What it is, what is accepted, and when it is needed."""
        yield from self.document_to_bring(one, alone=True)

    def document_to_bring(self, one: Requirement, *, alone: bool = False) -> Iterator[Block]:
        """A document, what can stand in, of which age, and when it is needed."""
        speaker, depth = self.speaker, 0 if alone else 1
        if alone:
            yield Paragraph(speaker.said("", "evidence", one.id, "text"))
        else:
            yield Item(BULLET, one.id, (joined(speaker.said("", "evidence", one.id, "title")),), one.source)
            for text in [speaker.said("", "evidence", one.id, "text")]:
                yield from [Item(BULLET, "", text, (), depth)] if text else []
        kinds = zip(speaker.languages, speaker.kinds(one.accepts), strict=True)
        yield Item(
            BULLET, "", tuple(phrase(language, "accepts", kinds=said) for language, said in kinds), (), depth
        )
        if one.fresh_within:
            yield Item(BULLET, "", (speaker.phrase("fresh"),), (), depth)
            yield self._name(f"{PARAMETER}{one.fresh_within}", depth + 1)
        if one.back_to:
            kinds = zip(speaker.languages, speaker.kinds(one.older), strict=True)
            said = tuple(phrase(language, "older", kinds=kind) for language, kind in kinds)
            yield Item(BULLET, "", said, (), depth)
            yield self._name(one.back_to, depth + 1)
        needed = [*self.formula(one.id, depth + 1)]
        yield Item(BULLET, "", (speaker.phrase("needed_when" if needed else "needed_always"),), (), depth)
        yield from needed

    def advice(self, name: str) -> Iterator[Block]:
        """When a step or a caution is said."""
        yield from self.said_unless(name, 0)

    def said_unless(self, name: str, depth: int) -> Iterator[Block]:
        """The condition of a step or a caution, where it has one."""
        for formula in self.formula(name, depth + 1):
            yield Item(BULLET, "", (self.speaker.phrase("said_unless"),), (), depth)
            yield formula

    def joint(self, one: Joint) -> Iterator[Block]:
        """How several loans share a budget, and what is said of it."""
        yield Paragraph(self.speaker.said("", "joint", "joint", "text"))
        yield Heading(2, self.speaker.phrase("how"))
        kept = [one.kept_when] if one.kept_when else []
        roles = {"budget": [one.budget], "offer": [one.offer], "first": one.first, "kept_when": kept}
        for role, names in ((role, names) for role, names in roles.items() if names):
            yield Item(BULLET, "", (self.speaker.phrase(role),))
            yield from (self._name(name, 1) for name in names)
        for key in ("fits", "exceeds", "nothing", *(["not_kept"] if kept else [])):
            yield Item(BULLET, "", (self.speaker.phrase(key),))
            yield Item(BULLET, "", self.speaker.said("", "joint", "joint", key), (), 1)

    def behind(self, thing: Thing) -> Iterator[Block]:
        """What goes with every rule: the names that it uses, what uses it, and where it comes from."""
        yield from self._listed("rests_on_names", [self._name(name) for name in names_of(self.pack, thing)])
        yield from self._used_by(thing)
        sources = () if thing.kind in {"statement", "authority"} else all_sources(self.pack, thing)
        yield from self._listed("sources", [self.source_of(name) for name in sources])

    def _used_by(self, thing: Thing) -> Iterator[Block]:
        """What uses a thing; nothing is said of what only the answer uses."""
        users = users_of(self.pack, thing)
        yield from self._listed("used_by", [self.reference(one) for one in users])

    def source_of(self, name: str) -> Item:
        """What a source says, in our own words."""
        return Item(BULLET, name, self.speaker.texts(self.pack.program.sources[name].words))

    def _name(self, name: str, depth: int = 0) -> Item:
        """A name of an expression: what people call it, and what it is."""
        called, sort = self.speaker.called(name), self.speaker.sort_of(name)
        return Item(BULLET, name, (f"{called} ({sort})" if called else sort,), (), depth)

    def _listed(self, heading: str, items: Iterable[Item]) -> Iterator[Block]:
        """Items below their heading; nothing where there are none."""
        items = tuple(items)
        if items:
            yield Heading(2, self.speaker.phrase(heading))
        yield from items
