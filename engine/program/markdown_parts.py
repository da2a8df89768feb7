"""Each thing of a pack as lines of Markdown.

They are plain enough for a terminal to show them as they are, so that the page of a pack and a look at
one of its parts say the same.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from engine.feel.core import Node
from engine.program.model import (
    COLLECTED,
    Advice,
    Alert,
    Criterion,
    Finding,
    Joint,
    Measure,
    Option,
    Parameter,
    Program,
    Requirement,
    Source,
)
from engine.program.table import Row, Table
from engine.rulebook.model import DatedValue

_Thing = tuple[str, str, str]  # owner, section and id of something in the words files


class Writer(Struct, frozen=True):
    """Writes the things of a program with their words in some languages."""

    program: Program
    languages: tuple[str, ...]

    def option(self, one: Option) -> Iterator[str]:
        """When it is open, and what an answer says of it."""
        yield from self._heading((one.id, "option", one.id), "summary")
        yield from ("Open when all of these are met:", "")
        yield from self._criteria(one.id, one.criteria)
        behind = [other.id for other in self.program.options if other.id in one.preferred_over]
        yield from _named("Preferred over", behind)
        yield from _named("To bring where needed", _documents(one.evidence))
        yield from _named("Figures", one.figures)
        yield from _named("Steps", one.steps)
        yield from _named("Cautions", one.cautions)
        yield from ("The lender decides.", "") if one.discretionary else ()

    def alert(self, one: Alert) -> Iterator[str]:
        """When it is raised, and what an answer says then."""
        yield from self._heading((one.id, "alert", one.id), "text")
        yield from ("Nothing is recommended while it stands.", "") if one.suspends else ()
        yield from _named("Not said while it stands", one.holds_back)
        yield from ("Raised when all of these are met:", "")
        yield from self._criteria(one.id, one.criteria)
        yield from _named("Steps", one.steps)

    def finding(self, one: Finding) -> Iterator[str]:
        """What leads to it."""
        yield from self._heading(("", "findings", one.id))
        yield from (f"Met when {'all of these are' if one.needs_all else 'one of these is'} met:", "")
        yield from self._criteria("", one.criteria)

    def _heading(self, thing: _Thing, text: str = "") -> Iterator[str]:
        yield from (f"### {thing[2]}", "", f"**{' / '.join(self._said(thing, 'title'))}**", "")
        for sentence in self._said(thing, text):
            yield from (sentence, "")

    def _criteria(self, owner: str, criteria: Iterable[Criterion]) -> Iterator[str]:
        for one in criteria:
            words = owner, "criteria", one.id
            yield from _item(one.id, _decided_by(one), one.source, self._said(words, "met"))
            if one.curable:
                yield from (f"  - → {sentence}" for sentence in self._said(words, "cure"))
        yield ""

    def table(self, one: Table) -> Iterator[str]:
        """Its columns and rows, the default last."""
        yield from self._heading(("", "tables", one.id))
        yield from (f"Hit policy: {one.policy}{', ' if one.aggregation else ''}{one.aggregation}.", "")
        columns = [
            *(f"`{column.text}`" for column in one.inputs),
            *(f"→ `{column.text}`" for column in one.outputs),
        ]
        yield from (_cells(["row", *columns, "sources"]), _cells(["---"] * (len(columns) + 2)))
        yield from (_row(row) for row in one.rows)
        if one.default:
            yield _row(one.default, "otherwise", len(one.inputs))
        yield ""
        for row in one.rows:
            yield from (
                f"- `{row.id}`: {said}" for said in self._said(("", "rows", f"{one.id}.{row.id}"), "text")
            )
        yield ""

    def requirement(self, one: Requirement) -> Iterator[str]:
        """What is accepted, of which age, and when it is needed."""
        parts = [f"one of {_list(one.accepts)}"]
        parts += [f"of at most `parameter.{one.fresh_within}`"] if one.fresh_within else []
        parts += [f"or, of {_list(one.older)}, not before `{one.back_to}`"] if one.older else []
        parts += [f"needed when {_code(one.needed)}"] if one.needed else []
        yield from _item(one.id, ", ".join(parts), one.source, self._said(("", "evidence", one.id), "title"))

    def measure(self, one: Measure) -> Iterator[str]:
        """Its formula and unit."""
        words = self._said(("", "measures", one.id), "title")
        yield from _item(one.id, f"{_code(one.formula)}, {one.type}", one.source, words)

    def parameter(self, one: Parameter) -> Iterator[str]:
        """Its values with their dates."""
        yield from _item(one.id, str(one.type), (), self._said(("", "parameters", one.id), "title"))
        yield from (f"  - {_dated(value)}" for value in one.values)

    def joint(self, one: Joint) -> Iterator[str]:
        """How several loans share a budget."""
        how = f"`{one.offer}` for each within `{one.budget}` for all, the larger first of {_list(one.first)}"
        how += f", kept when `{one.kept_when}`" if one.kept_when else ""
        yield from _item("joint", how, one.source, self._said(("", "joint", "joint"), "title"))

    def advice(self, section: str, one: Advice) -> Iterator[str]:
        """A step or a caution, and when it is said."""
        said = f"said unless {_code(one.when)} is false" if one.when else ""
        yield from _item(one.id, said, one.source, self._said(("", section, one.id), "text"))

    def source(self, one: Source, users: Iterable[str]) -> Iterator[str]:
        """What it says, and what rests on it."""
        kind = f"{one.kind}, confidence {one.confidence}" if one.confidence else one.kind
        words = [one.words[language] for language in self.languages]
        yield from _item(one.id, f"{kind}; used by {_list(users) or 'nothing'}", (), words)

    def _said(self, thing: _Thing, key: str) -> list[str]:
        """A text in each language, its placeholders in braces; none where the pack has no such text."""
        books = (self.program.words[language] for language in self.languages)
        texts = [book.get((*thing, key), ()) for book in books]
        parts = [[part if isinstance(part, str) else f"{{{part.name}}}" for part in text] for text in texts]
        return [" ".join("".join(one).split()) for one in parts if one]


def _item(name: str, how: str, source: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """An entry of a list: what decides a thing and what is said of it."""
    where = f" [{', '.join(source)}]" if source else ""
    yield f"- `{name}`{': ' if how else ''}{how}{where}"
    yield from (f"  - {sentence}" for sentence in words)


def _row(row: Row, name: str = "", inputs: int = 0) -> str:
    cells = [*row.when, *[""] * inputs, *row.then]
    return _cells([name or row.id, *(f"`{cell}`" if cell else "" for cell in cells), ", ".join(row.source)])


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _named(what: str, names: Iterable[str]) -> Iterator[str]:
    if names:
        yield from (f"{what}: {_list(names)}.", "")


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _documents(evidence: Iterable[str]) -> Iterable[str]:
    """Requirements by their ids, those that a table collects by its id."""
    return dict.fromkeys(name.partition(COLLECTED)[0] for name in evidence)


def _decided_by(one: Criterion) -> str:
    if one.test is not None:
        return _code(one.test)
    return f"finding `{one.finding}`" if one.finding else f"documents {_list(_documents(one.evidence))}"


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
