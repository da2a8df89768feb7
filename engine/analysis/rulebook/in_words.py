"""What an analysis comes to, in one line; and a borrower in one line.

Both forms of the report use them, so that the text and the JSON can't say different things.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from engine.analysis.model import NotSettled, Proved, Refuted, Witness
from engine.analysis.rulebook.model import Answered, Report
from engine.analysis.witness_json import facts_of
from engine.profile.facts import Dictionary
from engine.said import counted

MOST_SHOWN: Final = 10  # facts of a borrower


def closing(report: Report) -> str:
    """How many questions there were, and how they came out."""
    stated = [one for one in report.answers if one.is_property]
    others = [one for one in report.answers if not one.is_property]
    pack = report.program.head.id.text
    demanded = (
        f"{counted(len(stated), 'property').replace('propertys', 'properties')}: {_came_out(stated)}; "
        if stated
        else ""
    )
    levels = Counter(one.level.word for one in report.found)
    found = ", ".join(counted(levels[word], word) for word in ("error", "warning", "note") if levels[word])
    asked = f"{counted(len(others), 'question')} about the rules{_open(others)}"
    return f"{pack}: {demanded}{asked}: {found or 'nothing found'}"


def _came_out(answers: Sequence[Answered]) -> str:
    proved = sum(isinstance(one.answer, Proved) for one in answers)
    refuted = sum(isinstance(one.answer, Refuted) for one in answers)
    return f"{proved} proved, {refuted} refuted{_open(answers)}"


def _open(answers: Iterable[Answered]) -> str:
    """How many are not settled, by reason; "" if all are."""
    reasons = Counter(one.answer.reason for one in answers if isinstance(one.answer, NotSettled))
    told = ", ".join(f"{reason} {number}" for reason, number in sorted(reasons.items()))
    return f", {reasons.total()} not settled ({told})" if reasons else ""


def borrower(witness: Witness, dictionary: Dictionary) -> str:
    """The facts of a borrower on one line, the rest counted."""
    facts = [f"{name} {_value(value)}" for name, value in facts_of(witness, dictionary)]
    more = len(facts) - MOST_SHOWN
    return ", ".join(facts[:MOST_SHOWN]) + (f", and {counted(more, 'more fact')}" if more > 0 else "")


def change(before: Witness, after: Witness, dictionary: Dictionary) -> str:
    """The facts in which a second borrower differs from the first."""
    old, new = (dict(facts_of(one, dictionary)) for one in (before, after))
    changed = [f"{name} {_value(value)}" for name, value in new.items() if old.get(name) != value]
    gone = [f"{name} not told" for name in old if name not in new]
    return ", ".join([*changed, *gone])


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:,f}"
        case date():
            return value.isoformat()
        case Mapping():
            return f"{{{', '.join(f'{name} {_value(one)}' for name, one in value.items())}}}"
        case tuple() | list():
            return f"[{', '.join(map(_value, value))}]"
    return f'"{value}"'
