"""The report for machines: the contract of `schemas/analysis.schema.json`.

Keys stand in a fixed order, and nothing of the clock or of the machine is in it: the same pack gives the same
bytes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from engine.analysis.model import Answer, NotSettled, Proved
from engine.analysis.rulebook.model import Answered, Found, Report
from engine.analysis.rulebook.witness_files import named
from engine.analysis.witness_json import to_data
from engine.diagnostics import as_data
from engine.profile.facts import Dictionary

CONTRACT: Final = "xieshang.analysis/1"
_JSON: Final = msgspec.json.Encoder(decimal_format="number")
Data = dict[str, object]


def to_json(report: Report, files: Mapping[str, str] | None = None) -> str:
    """The report as a JSON object with a line end; arguments as for the text."""
    return msgspec.json.format(_JSON.encode(_report(report, files or {})), indent=2).decode("utf-8") + "\n"


def _report(report: Report, files: Mapping[str, str]) -> Data:
    head = report.program.head
    return {
        "contract": CONTRACT,
        "pack": {"id": head.id.text, "version": head.version, "sha256": report.program.sha256},
        "properties": _counts(one for one in report.answers if one.is_property),
        "questions": _counts(one for one in report.answers if not one.is_property),
        "found": [_found(one, report.program.dictionary, files) for one in report.found],
        "answers": [_answered(one) for one in report.answers],
    }


def _counts(answers: Iterable[Answered]) -> Data:
    counted = Counter(_kind(one.answer) for one in answers)
    return {kind: counted[kind] for kind in ("proved", "refuted", "not_settled")}


def _kind(answer: Answer) -> str:
    if isinstance(answer, NotSettled):
        return "not_settled"
    return "proved" if isinstance(answer, Proved) else "refuted"


def _found(one: Found, dictionary: Dictionary, files: Mapping[str, str]) -> Data:
    return {
        "level": one.level.word,
        **as_data(one.diagnostic),
        "question": one.question,
        "witnesses": [
            {"file": files.get(name), "profile": to_data(witness, dictionary)} for name, witness in named(one)
        ],
    }


def _answered(one: Answered) -> Data:
    answer = one.answer
    return {
        "question": one.question,
        "answer": _kind(answer),
        "within": list(answer.within) if isinstance(answer, Proved) else [],
        "reason": answer.reason if isinstance(answer, NotSettled) else None,
        "about": list(answer.about) if isinstance(answer, NotSettled) else [],
    }
