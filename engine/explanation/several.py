"""Many profiles in one call: each is assessed, and every answer says whose it is.

A folder of clients gives as many answers. Without the names above them a reader would have to count.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from engine.diagnostics import printable
from engine.explanation.assess import Assessor
from engine.explanation.model import Recommendation
from engine.explanation.to_json import to_json, to_lines
from engine.explanation.to_markdown import escape, to_markdown
from engine.explanation.to_text import to_text
from engine.profile.model import Profile

Form = Literal["text", "markdown", "json"]


class Answer(Struct, frozen=True):
    """The recommendation for the profile of this name."""

    name: str
    recommendation: Recommendation


def assess_each(
    assessor: Assessor, profiles: Iterable[Profile], as_of: date | None, today: date
) -> list[Answer]:
    """The answer for each profile.

    Args:
        assessor: the pack, made ready.
        profiles: in the order of the answers.
        as_of: the day of the assessment; None: each profile's own, else today, which its answer then says.
        today: the day of asking.

    Raises:
        Faulty: nothing of the pack is in force on the day.
        Disagreement: the evaluators don't come to the same.
    """
    return [Answer(one.name, _assess(assessor, one, as_of or one.as_of, today)) for one in profiles]


def _assess(assessor: Assessor, profile: Profile, as_of: date | None, today: date) -> Recommendation:
    return assessor.assess(profile, as_of or today, assumed=as_of is None)


def to_several(answers: Sequence[Answer], form: Form, *, sources: bool = False) -> str:
    """All answers as one text; of several, each says its profile's name; "" if there is none.

    Args:
        answers: in their order.
        form: `json` gives one answer as an object over several lines, and of several each on one line.
        sources: as for `to_text`.
    """
    if form == "json" and len(answers) == 1:
        return to_json(answers[0].recommendation)
    if form == "json":
        return to_lines((one.name, one.recommendation) for one in answers)
    texts = [_written(one.recommendation, form, sources=sources) for one in answers]
    if len(answers) > 1:
        texts = [f"{_heading(one.name, form)}\n\n{text}" for one, text in zip(answers, texts, strict=True)]
    return "\n".join(texts)


def _written(answer: Recommendation, form: Form, *, sources: bool) -> str:
    return to_markdown(answer) if form == "markdown" else to_text(answer, sources=sources)


def _heading(name: str, form: Form) -> str:
    name = printable(name)
    return f"*{escape(name)}*" if form == "markdown" else f"▶ {name}"
