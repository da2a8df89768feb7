"""What an analysis comes to, in one line.

Both forms of the report use it, so that the text and the JSON can't say different things.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from engine.analysis.model import NotSettled, Proved, Refuted
from engine.analysis.rulebook.model import Answered, Report
from engine.said import counted


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
