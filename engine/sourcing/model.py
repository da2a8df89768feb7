"""What is known of a pack's sources: which rules rest on them, and what the documents hold today.

A quote is never stored: the pack keeps its fingerprint and its place. So whether a document still says
it can only be told by somebody who holds the document, and what was seen there is kept in these values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from engine.rulebook.model import Authority, Document, Passage, Place, Rulebook, Statement
from engine.source import Span
from engine.sourcing.text import Text

_Quoted = TypeVar("_Quoted", bound=Statement | Passage)
Kind = Literal[
    "criterion",
    "measure",
    "table",
    "row",
    "joint",
    "requirement",
    "step",
    "caution",
    "parameter",
    "change",
    "movement",
]


class Rule(Struct, frozen=True):
    """Something of a pack that says what it rests on.

    Attributes:
        kind: what it is.
        id: its id; of a part of something, after that thing's id and a dot: the criterion of an option, the
            row of a table, the first day of a parameter's value.
        words: what a reader is told of it, by language; empty where the pack has no words for it.
        sources: ids of statements and authorities, as its author wrote them.
        span: where it is written.
    """

    kind: Kind
    id: str
    words: Mapping[str, str]
    sources: tuple[str, ...]
    span: Span

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.span.source.name}:{self.span.source.position(self.span.start)[0]}"


@dataclass(frozen=True)
class Coverage:
    """A pack's sources and what rests on each.

    Attributes:
        rules: in the order of their files.
    """

    rulebook: Rulebook
    rules: tuple[Rule, ...]

    @cached_property
    def _by_source(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for source in rule.sources:
                found.setdefault(source, []).append(rule)
        return {source: tuple(rules) for source, rules in found.items()}

    def resting_on(self, *sources: str) -> tuple[Rule, ...]:
        """The rules that name one of these statements or authorities as their source, each once."""
        found = {rule.span: rule for one in sources for rule in self._by_source.get(one, ())}
        return tuple(found.values())

    @property
    def waived(self) -> tuple[Statement, ...]:
        """The statements on which no rule rests, with a reason."""
        return tuple(one for one in self.rulebook.statements if one.unused and not self._is_named(one))

    @property
    def uncovered(self) -> tuple[Statement | Authority, ...]:
        """The sources on which no rule rests, and nobody says why."""
        statements = (one for one in self.rulebook.statements if not (one.unused or self._is_named(one)))
        authorities = (one for one in self.rulebook.authorities if not self._is_named(one))
        return (*statements, *authorities)

    def _is_named(self, source: Statement | Authority) -> bool:
        return source.id.text in self._by_source


class Trace(Struct, Generic[_Quoted], frozen=True):
    """A quote of the pack, and where it stands in the document that somebody holds.

    Attributes:
        of: the statement, or the passage between statements.
        now: its characters in the document; None if they aren't there.
        instead: what nobody claims between the quotes around its former place; only where `now` is None.
    """

    of: _Quoted
    now: Span | None
    instead: tuple[Span, ...] = ()

    @property
    def state(self) -> Literal["there", "moved", "gone", "unplaced"]:
        """Whether it stands where the pack says, elsewhere, nowhere, or can't be looked for."""
        if self.now is not None:
            return "there" if place_of(self.now) == self.of.at else "moved"
        return "unplaced" if self.of.at is None else "gone"


class Held(Struct, frozen=True):
    """A document of the pack, and what somebody's copy of it says.

    Attributes:
        text: their copy; None if they have none.
        statements: in the order of the document.
        passages: what lies between the statements and was put aside, in the order of the document.
        unclaimed: what lies between and was never looked at.
    """

    document: Document
    text: Text | None
    statements: tuple[Trace[Statement], ...]
    passages: tuple[Trace[Passage], ...]
    unclaimed: tuple[Span, ...]

    @property
    def state(self) -> Literal["unchanged", "changed", "missing"]:
        """How the copy compares with the document that was catalogued."""
        if self.text is None:
            return "missing"
        return "unchanged" if self.text.sha256 == self.document.sha256 else "changed"

    @property
    def unseen(self) -> tuple[Span, ...]:
        """The unclaimed passages that stand for no lost quote."""
        instead = {span for lost in self.statements for span in lost.instead}
        instead |= {span for lost in self.passages for span in lost.instead}
        return tuple(span for span in self.unclaimed if span not in instead)


class Verification(Struct, frozen=True):
    """A pack held against a folder.

    Attributes:
        folder: name of the folder.
        documents: in the order of the pack.
        others: names of files that are none of its documents.
    """

    folder: str
    coverage: Coverage
    documents: tuple[Held, ...]
    others: tuple[str, ...]


def place_of(span: Span) -> Place:
    """The place of some characters of a document."""
    line, start = span.source.position(span.start)
    return Place(line, start, span.end - span.start)
