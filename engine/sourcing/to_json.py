"""The report on sources as JSON: the contract `xieshang.sources/1`.

Keys stand in a fixed order: the same input gives the same bytes.
"""

import json
from typing import Final

from engine.rulebook.model import Authority, Passage, Place, Statement
from engine.source import Span
from engine.sourcing.model import Coverage, Held, Rule, Trace, Verification, place_of
from engine.sourcing.text import Text

CONTRACT: Final = "xieshang.sources/1"
Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


def to_json(coverage: Coverage, verification: Verification | None, *, indent: int | None = 2) -> str:
    """The report as a JSON object with a line end; on one line with `indent=None`.

    Args:
        coverage: of the pack.
        verification: None where it wasn't held against a folder; `verification` is then `null`.
        indent: columns of each level.
    """
    head, rulebook = coverage.rulebook.head, coverage.rulebook
    data: Json = {
        "contract": CONTRACT,
        "pack": {
            "id": head.id.text,
            "title": dict(head.title),
            "version": head.version,
            "sha256": rulebook.sha256,
        },
        "statements": [_statement(one, coverage) for one in rulebook.statements],
        "authorities": [_authority(one, coverage) for one in rulebook.authorities],
        "rules": [_rule(one) for one in coverage.rules],
        "uncovered": [one.id.text for one in coverage.uncovered],
        "verification": None if verification is None else _verification(verification),
    }
    return json.dumps(data, ensure_ascii=False, indent=indent) + "\n"


def _statement(one: Statement, coverage: Coverage) -> Json:
    return {
        "id": one.id.text,
        "kind": one.kind.text,
        "document": one.document.text,
        "words": dict(one.words),
        "sha256": one.sha256,
        "at": None if one.at is None else _place(one.at),
        "unused": dict(one.unused),
        "rules": _names(coverage.resting_on(one.id.text)),
    }


def _authority(one: Authority, coverage: Coverage) -> Json:
    return {
        "id": one.id.text,
        "kind": one.kind.text,
        "title": dict(one.title),
        "article": one.article,
        "seen": one.seen.isoformat(),
        "confidence": one.confidence,
        "rules": _names(coverage.resting_on(one.id.text)),
    }


def _names(rules: tuple[Rule, ...]) -> Json:
    return [{"kind": rule.kind, "id": rule.id} for rule in rules]


def _rule(rule: Rule) -> Json:
    return {
        "kind": rule.kind,
        "id": rule.id,
        "file": rule.span.source.name,
        "line": rule.span.source.position(rule.span.start)[0],
        "words": dict(rule.words),
        "sources": list(rule.sources),
    }


def _verification(verification: Verification) -> Json:
    return {
        "folder": verification.folder,
        "documents": [_held(one, verification.coverage) for one in verification.documents],
        "others": list(verification.others),
    }


def _held(held: Held, coverage: Coverage) -> Json:
    text = held.text
    return {
        "id": held.document.id.text,
        "state": held.state,
        "file": None if text is None else text.source.name,
        "sha256": None if text is None else text.sha256,
        "statements": [_trace(one, coverage) for one in held.statements],
        "passages": [_passage(one) for one in held.passages],
        "unclaimed": [] if text is None else [_unclaimed(one, text) for one in held.unclaimed],
    }


def _trace(trace: Trace[Statement], coverage: Coverage) -> Json:
    id_ = trace.of.id.text
    return {
        "id": id_,
        "state": trace.state,
        "at": None if trace.now is None else _place(place_of(trace.now)),
        "rules": _names(coverage.resting_on(id_)),
    }


def _passage(trace: Trace[Passage]) -> Json:
    return {
        "state": trace.state,
        "at": None if trace.now is None else _place(place_of(trace.now)),
        "text": None if trace.now is None else _text(trace.now),
        "why": dict(trace.of.why),
    }


def _unclaimed(span: Span, text: Text) -> Json:
    return {"at": _place(place_of(span)), "sha256": text.fingerprint(span), "text": _text(span)}


def _place(place: Place) -> Json:
    return {"line": place.line, "start": place.start, "length": place.length}


def _text(span: Span) -> str:
    return span.source.text[span.start : span.end]
