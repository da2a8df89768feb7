"""A pack as a page for people: what it decides, when, in which words, and where that comes from.

Guidance and rules can be compared line by line only if somebody can read the rules. A page that
was written by hand would tell what the rules said on the day it was written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.feel.core import Node
from engine.program.model import (
    Advice,
    Alert,
    Criterion,
    Finding,
    Measure,
    Option,
    Parameter,
    Program,
    Requirement,
    Source,
)
from engine.rulebook.model import DatedValue

_INTRODUCTION = """\
Options stand in order of preference, alerts in the order in which they are said. Of each criterion there
is its id, what decides it and, in brackets, its sources; below, what an answer says where it is met,
and → what to do where it is unmet and can be put right."""


def to_markdown(program: Program, languages: tuple[str, ...] = ()) -> str:
    """The page of a pack, with a line end.

    Args:
        program: the checked pack.
        languages: in which its words are shown; none: all that the pack speaks.
    """
    head, languages = program.head, languages or program.head.languages
    until = f" to {head.until}" if head.until else ""
    parts = [
        f"# {' / '.join(head.title[one] for one in languages)}",
        f"Pack `{head.id.text}` {head.version}, {head.jurisdiction}, in force from {head.since}{until}.",
        _INTRODUCTION,
    ]
    for section, entries in sections(program, languages).items():
        parts += [f"## {section}", "".join(entries.values()).rstrip()]
    return "\n\n".join(parts) + "\n"


def sections(program: Program, languages: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
    """What there is to tell of each thing in a pack, by kind and id.

    Args:
        program: the checked pack.
        languages: in which its words are shown.

    Returns:
        Markdown that ends with a line end; kinds of which there are none are left out.
    """
    writer, uses = _Writer(program, languages), _uses(program)
    told = {
        "Options": {one.id: writer.option(one) for one in program.options},
        "Alerts": {one.id: writer.alert(one) for one in program.alerts},
        "Findings": {one.id: writer.finding(one) for one in program.findings},
        "Documents": {one.id: writer.requirement(one) for one in program.requirements},
        "Measures": {one.id: writer.measure(one) for one in program.measures},
        "Parameters": {one.id: writer.parameter(one) for one in program.parameters},
        "Steps": {one.id: writer.advice("steps", one) for one in program.steps.values()},
        "Cautions": {one.id: writer.advice("cautions", one) for one in program.cautions.values()},
        "Sources": {one.id: writer.source(one, uses.get(one.id, ())) for one in program.sources.values()},
    }
    return {
        section: {name: "".join(f"{line}\n" for line in lines) for name, lines in entries.items()}
        for section, entries in told.items()
        if entries
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes each thing as lines of Markdown that a terminal can show as they are."""

    program: Program
    languages: tuple[str, ...]

    def option(self, one: Option) -> Iterator[str]:
        yield from self._heading((one.id, "option", one.id), "summary")
        yield from ("Open when all of these are met:", "")
        yield from self._criteria(one.id, one.criteria)
        behind = [other.id for other in self.program.options if other.id in one.preferred_over]
        yield from _named("Preferred over", behind)
        yield from _named("To bring where needed", one.evidence)
        yield from _named("Figures", one.figures)
        yield from _named("Steps", one.steps)
        yield from _named("Cautions", one.cautions)
        yield from ("The lender decides.", "") if one.discretionary else ()

    def alert(self, one: Alert) -> Iterator[str]:
        yield from self._heading((one.id, "alert", one.id), "text")
        yield from ("Nothing is recommended while it stands.", "") if one.suspends else ()
        yield from ("Raised when all of these are met:", "")
        yield from self._criteria(one.id, one.criteria)
        yield from _named("Steps", one.steps)

    def finding(self, one: Finding) -> Iterator[str]:
        yield from self._heading(("", "findings", one.id))
        yield from (f"Met when {'all of these are' if one.needs_all else 'one of these is'} met:", "")
        yield from self._criteria("", one.criteria)

    def _heading(self, thing: tuple[str, str, str], text: str = "") -> Iterator[str]:
        titles = self._said(thing, "title")
        yield from (f"### {thing[2]}", "", f"**{' / '.join(titles)}**", "")
        for sentence in self._said(thing, text):
            yield from (sentence, "")

    def _criteria(self, owner: str, criteria: Iterable[Criterion]) -> Iterator[str]:
        for one in criteria:
            words = owner, "criteria", one.id
            yield from _item(one.id, _decided_by(one), one.source, self._said(words, "met"))
            if one.curable:
                yield from (f"  - → {sentence}" for sentence in self._said(words, "cure"))
        yield ""

    def requirement(self, one: Requirement) -> Iterator[str]:
        parts = [f"one of {_list(one.accepts)}"]
        parts += [f"of at most `parameter.{one.fresh_within}`"] if one.fresh_within else []
        parts += [f"needed when {_code(one.needed)}"] if one.needed else []
        yield from _item(one.id, ", ".join(parts), one.source, self._said(("", "evidence", one.id), "title"))

    def measure(self, one: Measure) -> Iterator[str]:
        words = self._said(("", "measures", one.id), "title")
        yield from _item(one.id, f"{_code(one.formula)}, {one.type}", one.source, words)

    def parameter(self, one: Parameter) -> Iterator[str]:
        yield from _item(one.id, str(one.type), (), self._said(("", "parameters", one.id), "title"))
        yield from (f"  - {_dated(value)}" for value in one.values)

    def advice(self, section: str, one: Advice) -> Iterator[str]:
        said = f"said unless {_code(one.when)} is false" if one.when else ""
        yield from _item(one.id, said, one.source, self._said(("", section, one.id), "text"))

    def source(self, one: Source, users: Iterable[str]) -> Iterator[str]:
        kind = f"{one.kind}, confidence {one.confidence}" if one.confidence else one.kind
        words = [one.words[language] for language in self.languages]
        yield from _item(one.id, f"{kind}; used by {_list(users) or 'nothing'}", (), words)

    def _said(self, thing: tuple[str, str, str], key: str) -> list[str]:
        """A text in each language, its placeholders in braces; none where the pack has no such text."""
        books = (self.program.words[language] for language in self.languages)
        texts = [book.get((*thing, key), ()) for book in books]
        parts = [[part if isinstance(part, str) else f"{{{part.name}}}" for part in text] for text in texts]
        return [" ".join("".join(one).split()) for one in parts if one]


def _uses(program: Program) -> Mapping[str, Iterable[str]]:
    """What rests on each source."""
    uses: dict[str, dict[str, None]] = {}
    for user, sources in _sourced(program):
        for source in sources:
            uses.setdefault(source, {})[user] = None
    return uses


def _sourced(program: Program) -> Iterator[tuple[str, Iterable[str]]]:
    """Everything that has sources, with them."""
    yield from ((one.key, one.source) for one in program.criteria)
    yield from ((one.id, one.source) for one in program.requirements)
    yield from ((one.id, one.source) for one in program.measures)
    for parameter in program.parameters:
        yield parameter.id, [word.text for value in parameter.values for word in value.source]
    yield from ((one.id, one.source) for one in (*program.steps.values(), *program.cautions.values()))


def _item(name: str, how: str, source: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """An entry of a list: what decides a thing and what is said of it."""
    where = f" [{', '.join(source)}]" if source else ""
    yield f"- `{name}`{': ' if how else ''}{how}{where}"
    yield from (f"  - {sentence}" for sentence in words)


def _named(what: str, names: Iterable[str]) -> Iterator[str]:
    if names:
        yield from (f"{what}: {_list(names)}.", "")


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _decided_by(one: Criterion) -> str:
    if one.test is not None:
        return _code(one.test)
    return f"finding `{one.finding}`" if one.finding else f"documents {_list(one.evidence)}"


def _dated(value: DatedValue) -> str:
    until = f" to {value.until}" if value.until else ""
    source = ", ".join(word.text for word in value.source)
    note = f": {value.note}" if value.note else ""
    return f"{value.value} from {value.since}{until} [{source}], confidence {value.confidence}{note}"


def _code(expression: Node) -> str:
    """An expression as its author wrote it, on one line."""
    span = expression.span
    line = " ".join(span.source.text[span.start : span.end].split())
    return f"`{re.sub(r'(?<=[(]) | (?=[)])', '', line)}`"
