"""A shown rule as JSON: the contract `xieshang.show/1` (schemas/show.schema.json).

Texts stand as they were written, by language, expressions in the one canonical text of the language. Keys
stand in a fixed order: the same input gives the same bytes.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from engine.feel.to_text import to_text
from engine.program.model import Alert, Criterion, Finding, Joint, Option, Parameter, Requirement
from engine.program.table import Row, Table
from engine.showing.links import all_sources, documents, names_of, own_sources, users_of
from engine.showing.pack import Pack
from engine.showing.speaker import Speaker, value_text
from engine.showing.things import PARAMETER, Kind, Thing, things

CONTRACT: Final = "xieshang.show/1"
Json = str | int | bool | list["Json"] | dict[str, "Json"] | None
_SAID: Final = ("met", "unmet", "unknown", "cure")


def to_json(pack: Pack, found: Iterable[Thing], languages: tuple[str, ...]) -> str:
    """Some things of a pack as a JSON object with a line end.

    Args:
        pack: where they belong.
        found: what is shown.
        languages: of the words.
    """
    found = tuple(found)
    writer = _Writer(pack, Speaker(pack, languages))
    head = pack.program.head
    sources = dict.fromkeys(name for one in found for name in all_sources(pack, one))
    data: Json = {
        "contract": CONTRACT,
        "pack": {"id": pack.id, "version": head.version, "sha256": pack.program.sha256},
        "things": [writer.thing(one) for one in found],
        "sources": {name: _same(writer.speaker.mine(pack.program.sources[name].words)) for name in sources},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _same(texts: Mapping[str, str]) -> Json:
    return dict(texts)


def _list(names: Iterable[str]) -> Json:
    return list(names)


class _Writer:
    def __init__(self, pack: Pack, speaker: Speaker) -> None:
        self.pack = pack
        self.speaker = speaker

    def thing(self, thing: Thing) -> Json:
        """What every thing has, around what it has of its own."""
        own = self._itself(thing)
        own.pop("id", None)  # of a criterion, without its owner
        return {
            "kind": thing.kind,
            "id": thing.id,
            "title": _same(self.speaker.titled(thing)),
            **own,
            "names": [self._name(name) for name in names_of(self.pack, thing)],
            "used_by": [{"kind": one.kind, "id": one.id} for one in users_of(self.pack, thing)],
            "sources": _list(own_sources(self.pack, thing)),
        }

    def _itself(self, thing: Thing) -> dict[str, Json]:
        program, name = self.pack.program, thing.id
        writers: Mapping[Kind, Callable[[], dict[str, Json]]] = {
            "pack": self._pack,
            "option": lambda: self._option(next(one for one in program.options if one.id == name)),
            "alert": lambda: self._alert(next(one for one in program.alerts if one.id == name)),
            "finding": lambda: self._finding(program.findings_by_id[name]),
            "criterion": lambda: self._criterion(self.pack.criteria[name]),
            "requirement": lambda: self._requirement(program.requirements_by_id[name]),
            "table": lambda: self._table(next(one for one in program.tables if one.id == name)),
            "measure": lambda: {"formula": self._expression(name), "type": str(program.types[name])},
            "parameter": lambda: self._parameter(next(one for one in program.parameters if one.id == name)),
            "joint": lambda: self._joint(program.joint) if program.joint else {},
            "step": lambda: {"when": self._expression(name)},
            "caution": lambda: {"when": self._expression(name)},
            "statement": lambda: self._statement(name),
            "authority": lambda: self._authority(name),
            "document": lambda: self._document(name),
        }
        return writers[thing.kind]()

    def _expression(self, name: str) -> str | None:
        tree = self.pack.expression(name)
        return None if tree is None else to_text(tree)

    def _words(self, owner: str, section: str, name: str, key: str) -> Json:
        return _same(self.speaker.written(owner, section, name, key))

    def _name(self, name: str) -> Json:
        kind = self.pack.program.types.get(name)
        return {
            "name": name,
            "title": _same(self.speaker.name_titles(name)),
            "type": None if kind is None else str(kind),
        }

    def _option(self, one: Option) -> dict[str, Json]:
        order = self.pack.program.options
        return {
            "summary": self._words(one.id, "option", one.id, "summary"),
            "discretionary": one.discretionary,
            "criteria": [self._criterion(claim) for claim in one.criteria],
            "evidence": [self._evidence(name) for name in documents(one.evidence)],
            "figures": _list(one.figures),
            "steps": [self._advice("steps", name) for name in one.steps],
            "cautions": [self._advice("cautions", name) for name in one.cautions],
            "preferred_over": _list(other.id for other in order if other.id in one.preferred_over),
            "comes_after": _list(other.id for other in order if one.id in other.preferred_over),
        }

    def _alert(self, one: Alert) -> dict[str, Json]:
        return {
            "text": self._words(one.id, "alert", one.id, "text"),
            "suspends": one.suspends,
            "holds_back": _list(one.holds_back),
            "criteria": [self._criterion(claim) for claim in one.criteria],
            "steps": [self._advice("steps", name) for name in one.steps],
        }

    def _finding(self, one: Finding) -> dict[str, Json]:
        return {
            "met_when": "all" if one.needs_all else "any",
            "criteria": [self._criterion(claim) for claim in one.criteria],
        }

    def _criterion(self, one: Criterion) -> dict[str, Json]:
        owner = self.speaker.words_owner(self.pack.owner(one))
        finding = self.pack.program.findings_by_id[one.finding] if one.finding else None
        inside: Json = None if finding is None else {"id": finding.id, **self._finding(finding)}
        return {
            "id": one.id,
            "when": self._expression(one.key),
            "finding": inside,
            "evidence": _list(documents(one.evidence)),
            "curable": one.curable,
            "presumed_until_told": one.presumed_until_told,
            **{key: self._words(owner, "criteria", one.id, key) for key in _SAID},
            "sources": _list(one.source),
        }

    def _evidence(self, name: str) -> Json:
        found = self.pack.program.requirements_by_id.get(name)
        return {"table": name} if found is None else {"id": name, **self._requirement(found)}

    def _requirement(self, one: Requirement) -> dict[str, Json]:
        return {
            "title": self._words("", "evidence", one.id, "title"),
            "text": self._words("", "evidence", one.id, "text"),
            "accepts": _list(one.accepts),
            "fresh_within": None if one.fresh_within is None else f"{PARAMETER}{one.fresh_within}",
            "older": {"kinds": _list(one.older), "back_to": one.back_to} if one.older else None,
            "needed_when": self._expression(one.id),
            "sources": _list(one.source),
        }

    def _advice(self, section: str, name: str) -> Json:
        one = self.pack.advice[name]
        text = self._words("", section, name, "text")
        return {"id": name, "text": text, "when": self._expression(name), "sources": _list(one.source)}

    def _table(self, one: Table) -> dict[str, Json]:
        return {
            "hit_policy": one.policy,
            "aggregation": one.aggregation or None,
            "inputs": [{"name": column.name, "expression": column.text} for column in one.inputs],
            "outputs": [{"name": column.text, "type": str(column.type)} for column in one.outputs],
            "rows": [self._row(one, row) for row in one.rows],
            "default": None if one.default is None else self._row(one, one.default),
        }

    def _row(self, table: Table, row: Row) -> Json:
        words = self._words("", "rows", f"{table.id}.{row.id}", "text")
        id_ = row.id or None
        return {
            "id": id_,
            "when": _list(row.when),
            "then": _list(row.then),
            "text": words,
            "sources": _list(row.source),
        }

    def _parameter(self, one: Parameter) -> dict[str, Json]:
        values: list[Json] = [
            {
                "value": value_text(value),
                "from": value.since.isoformat(),
                "to": None if value.until is None else value.until.isoformat(),
                "confidence": value.confidence,
                "note": value.note,
                "sources": _list(word.text for word in value.source),
            }
            for value in one.values
        ]
        return {"type": str(one.type), "values": values}

    def _joint(self, one: Joint) -> dict[str, Json]:
        keys = ("text", "fits", "exceeds", "nothing", "not_kept")
        words = {key: self._words("", "joint", "joint", key) for key in keys}
        names: dict[str, Json] = {"budget": one.budget, "offer": one.offer, "first": _list(one.first)}
        return {**names, "kept_when": one.kept_when, **words}

    def _statement(self, name: str) -> dict[str, Json]:
        one = self.pack.statements[name]
        at: Json = (
            None if one.at is None else {"line": one.at.line, "start": one.at.start, "length": one.at.length}
        )
        unused = _same(self.speaker.mine(one.unused))
        return {
            "of": one.kind.text,
            "document": one.document.text,
            "at": at,
            "sha256": one.sha256,
            "unused": unused,
        }

    def _authority(self, name: str) -> dict[str, Json]:
        one = self.pack.authorities[name]
        seen = one.seen.isoformat()
        return {"of": one.kind.text, "article": one.article, "seen": seen, "confidence": one.confidence}

    def _document(self, name: str) -> dict[str, Json]:
        found = [one.id.text for one in self.pack.rulebook.statements if one.document.text == name]
        return {"sha256": self.pack.documents[name].sha256, "statements": _list(found)}

    def _pack(self) -> dict[str, Json]:
        head = self.pack.program.head
        until = None if head.until is None else head.until.isoformat()
        return {
            "jurisdiction": head.jurisdiction,
            "languages": _list(head.languages),
            "in_force": {"from": head.since.isoformat(), "to": until},
            "contents": [
                {"kind": one.kind, "id": one.id, "title": _same(self.speaker.titled(one))}
                for one in things(self.pack)
            ],
        }
