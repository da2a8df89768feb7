"""The comparison for machines: `xieshang.diff/1`, the contract of `schemas/diff.schema.json`."""

import json
from typing import TYPE_CHECKING, Final

from engine.analysis.difference.load import called
from engine.analysis.difference.model import Edit, OptionChange, Transition
from engine.analysis.difference.report import Report, Said, Shown, Side
from engine.analysis.difference.versions import Version
from engine.analysis.model import Witness
from engine.analysis.witness_json import to_json as profile_json
from engine.evaluation.outcome import Decision, Status
from engine.program.model import Program
from engine.source import Span

if TYPE_CHECKING:
    from engine.analysis.difference.portfolio import Count

CONTRACT: Final = "xieshang.diff/1"
Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


def to_json(report: Report) -> str:
    """The comparison as a JSON object with a line end."""
    return json.dumps(to_data(report), ensure_ascii=False, indent=2) + "\n"


def to_data(report: Report) -> dict[str, Json]:
    """The comparison as plain data."""
    found, (old, new) = report.found, report.versions
    said = {one.option: one for one in report.changed}
    places = {one: number for number, one in enumerate(found.edits)}
    return {
        "contract": CONTRACT,
        "pack": found.new.head.id.text,
        "language": report.language,
        "old": _version(old, found.old),
        "new": _version(new, found.new),
        "proved_the_same": found.is_proved_the_same,
        "edits": [_edit(one, report) for one in found.edits],
        "options": [_option(one, said.get(one.option), report, places) for one in found.options],
        "order": [
            {
                "first": one.first,
                "second": one.second,
                "borrower": None if one.witness is None else _profile(one.witness, report),
            }
            for one in found.order
        ],
        "portfolio": None if report.count is None else _portfolio(report.count),
        "changelog": [*report.changelog()],
    }


def _version(version: Version, program: Program) -> Json:
    return {"name": version.name, "version": program.head.version, "sha256": program.sha256}


def _edit(one: Edit, report: Report) -> Json:
    old, new = report.versions
    return {
        "kind": one.kind,
        "id": one.id,
        "how": one.how,
        "decides": one.decides,
        "old": _place(one.old, old),
        "new": _place(one.new, new),
    }


def _place(span: Span | None, version: Version) -> Json:
    if span is None:
        return None
    line, column = span.source.position(span.start)
    return {"file": called(span.source.name, version), "line": line, "column": column}


def _option(one: OptionChange, said: Said | None, report: Report, places: dict[Edit, int]) -> Json:
    shown = () if said is None else said.shown
    return {
        "id": one.option,
        "title": report.title_of(one.option),
        "proved_the_same": not one.transitions and not one.open,
        "transitions": [
            _transition(each, told, report, places) for each, told in zip(one.transitions, shown, strict=True)
        ],
        "open": [{"old": _status(old), "new": _status(new)} for old, new in one.open],
        "not_read_exactly": [*one.about],
        "within": [*one.within],
    }


def _transition(one: Transition, told: Shown, report: Report, places: dict[Edit, int]) -> Json:
    before, after = told.sides
    return {
        "old": _decision(one.old),
        "new": _decision(one.new),
        "as_of": one.witness.as_of.isoformat(),
        "borrower": _profile(one.witness, report),
        "before": _reasons(before),
        "after": _reasons(after),
        "edits": [places[edit] for edit in one.responsible],
    }


def _decision(one: Decision | None) -> Json:
    return None if one is None else {"status": one.status.value, "settled": one.settled}


def _profile(witness: Witness, report: Report) -> Json:
    data: Json = json.loads(profile_json(witness, report.found.new.dictionary), parse_float=str)
    return data


def _portfolio(count: "Count") -> Json:
    return {
        "rows": count.rows,
        "changed": count.changed,
        "left_out": count.left_out,
        "options": [
            {"option": option, "old": _status(old), "new": _status(new), "loans": loans}
            for (option, old, new), loans in count.answers.items()
        ],
        "groups": [
            {"by": one.by, "value": one.value, "rows": one.rows, "changed": one.changed}
            for one in count.groups
        ],
    }


def _status(one: Status | None) -> Json:
    return None if one is None else one.value


def _reasons(side: Side) -> Json:
    return [
        {"id": one.id, "truth": one.truth.value, "words": one.text, "sources": [*one.sources]}
        for one in side.reasons
    ]
