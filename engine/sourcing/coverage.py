"""From a rulebook to what rests on each of its sources.

Whoever changes a sentence of the guidance has to find every rule made from it, and whoever doubts a rule the
sentence. Both readings come from the one list of everything that names a source.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from engine.rulebook.changes_model import Change, Movement
from engine.rulebook.expressions import sourced
from engine.rulebook.model import Advice, Criterion, DatedValue, Joint, Measure, Requirement, Rulebook
from engine.rulebook.table_model import Table, TableRow
from engine.source import Span
from engine.sourcing.model import Coverage, Kind, Rule

_Whole = Measure | Table | Joint | Requirement | Advice | Change | Movement
_Part = Criterion | TableRow | DatedValue


def coverage(rulebook: Rulebook) -> Coverage:
    """The sources of a pack with the rules that rest on them.

    A row of a table without a source of its own rests on that of its table, and isn't named besides it.
    """
    naming = _Naming(rulebook, dict(_parts(rulebook)), frozenset(one.id.span for one in rulebook.steps))
    rules = [naming.rule(one) for one in sourced(rulebook) if one.source]
    return Coverage(rulebook, tuple(sorted(rules, key=lambda rule: (rule.span.source.name, rule.span.start))))


def _parts(rulebook: Rulebook) -> Iterator[tuple[Span, tuple[str, str]]]:
    """What is part of something else, by its place: the id of the whole, and its own within it."""
    for finding in rulebook.findings:
        yield from ((one.span, (finding.id.text, one.id.text)) for one in finding.criteria)
    for option in rulebook.options:
        yield from ((one.span, (option.id.text, one.id.text)) for one in option.eligible_when)
    for alert in rulebook.alerts:
        yield from ((one.span, (alert.id.text, one.id.text)) for one in alert.raised_when)
    for parameter in rulebook.parameters:
        yield from ((one.span, (parameter.id.text, one.since.isoformat())) for one in parameter.values)
    for table in rulebook.tables:
        for number, row in enumerate(table.rows, start=1):
            yield row.span, (table.id.text, row.id.text if row.id else str(number))
        if table.default:
            yield table.default.span, (table.id.text, "default")


# Of each whole thing its kind, and the section and key of its words.
_SAID: Final[Mapping[type, tuple[Kind, str, str]]] = {
    Measure: ("measure", "measures", "title"),
    Table: ("table", "tables", "title"),
    Joint: ("joint", "joint", "title"),
    Requirement: ("requirement", "evidence", "title"),
    Change: ("change", "changes", "text"),
    Movement: ("movement", "changes", "title"),
}


class _Naming(Struct, frozen=True):
    """Gives each thing that has a source its kind, its id and its words."""

    rulebook: Rulebook
    parts: Mapping[Span, tuple[str, str]]
    steps: frozenset[Span]

    def rule(self, one: _Whole | _Part) -> Rule:
        match one:
            case Criterion():
                whole, part = self.parts[one.span]
                return self._part("criterion", one, self._words("criteria", part, "met", whole))
            case DatedValue():
                whole, _ = self.parts[one.span]
                return self._part("parameter", one, self._words("parameters", whole, "title"))
            case TableRow():
                return self._part("row", one, self._words("rows", ".".join(self.parts[one.span]), "text"))
            case Advice():
                kind: Kind = "step" if one.id.span in self.steps else "caution"
                return self._whole(kind, f"{kind}s", "text", one)
        return self._whole(*_SAID[type(one)], one)

    def _whole(self, kind: Kind, section: str, key: str, one: _Whole) -> Rule:
        words = self._words(section, one.id.text, key)
        return Rule(kind, one.id.text, words, tuple(word.text for word in one.source), one.id.span)

    def _part(self, kind: Kind, one: _Part, words: Mapping[str, str]) -> Rule:
        id_ = ".".join(self.parts[one.span])
        return Rule(kind, id_, words, tuple(word.text for word in one.source), one.span)

    def _words(self, section: str, id_: str, key: str, owner: str = "") -> Mapping[str, str]:
        """A text by language, from the owner's words files; from the pack's own where it has none."""
        files = [words for words in self.rulebook.words if words.owner == owner]
        files = files or [words for words in self.rulebook.words if not words.owner]
        entries = ((words.language, words.entries.get((section, id_))) for words in files)
        return {
            language: entry.sentences[key].text
            for language, entry in entries
            if entry and key in entry.sentences
        }
