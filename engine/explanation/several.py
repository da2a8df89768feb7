"""Many profiles in one call: each is assessed, and every answer says whose it is.

A folder of clients gives as many answers. Without the names above them a reader would have to count.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from engine.diagnostics import Diagnostic, printable
from engine.explanation.assess import Assessor
from engine.explanation.model import Recommendation
from engine.explanation.to_json import to_json, to_lines
from engine.explanation.to_markdown import escape, to_markdown
from engine.explanation.to_text import to_text
from engine.processes import in_order
from engine.profile.load import Given, read_given
from engine.profile.model import Profile
from engine.writing import Text

Form = Literal["text", "markdown", "json"]


class Answer(Struct, frozen=True):
    """The recommendation for the profile of this name."""

    name: str
    recommendation: Recommendation


def assess_each(
    assessor: Assessor, profiles: Iterable[Profile], as_of: date | None, today: date
) -> Iterator[Answer]:
    """The answer for each profile, worked out when it is asked for: a thousand take the room of one.

    Args:
        assessor: the pack, made ready.
        profiles: in the order of the answers.
        as_of: the day of the assessment; None: each profile's own, else today, which its answer then says.
        today: the day of asking.

    Raises:
        Faulty: nothing of the pack is in force on the day. As `Disagreement`, when an answer is asked for.
        Disagreement: the evaluators don't come to the same.
    """
    return (Answer(one.name, _assess(assessor, one, as_of or one.as_of, today)) for one in profiles)


def _assess(assessor: Assessor, profile: Profile, as_of: date | None, today: date) -> Recommendation:
    return assessor.assess(profile, as_of or today, assumed=as_of is None)


def read_and_assess(
    assessor: Assessor,
    given: Sequence[Given],
    as_of: date | None,
    today: date,
    form: Form,
    *,
    sources: bool = False,
) -> tuple[Text, list[Diagnostic]]:
    """The answers for many profiles as one text, read and worked out by as many processes as are useful.

    Args:
        assessor: as for `assess_each`.
        given: the profiles, yet to be read.
        as_of: as for `assess_each`.
        today: as for `assess_each`.
        form: as for `to_several`.
        sources: as for `to_several`.

    Returns:
        The text, and the faults of the profiles that can't be read.

    Raises:
        Faulty, Disagreement: as `assess_each`, for the first profile with which it happens.
    """

    def answered(some: Sequence[Given]) -> tuple[bytes, list[Diagnostic]]:
        good, wrong = read_given(some, assessor.program.dictionary)
        text = to_several(assess_each(assessor, good, as_of, today), form, alone=False, sources=sources)
        return b"".join(text) if isinstance(text, tuple) else text.encode(), wrong

    parts: list[bytes] = []
    faults: list[Diagnostic] = []
    for text, wrong in in_order(answered, given):
        if text:
            parts += [b"\n", text] if parts and form != "json" else [text]
        faults += wrong
    return tuple(parts), faults


def to_several(answers: Iterable[Answer], form: Form, *, alone: bool, sources: bool = False) -> Text:
    """All answers as one text; each says its profile's name unless it stands alone; empty if there is none.

    The form follows what was asked for. Were it to follow how many profiles are sound, a program that reads
    the answers for a folder would break on the day on which only one of them is.

    Args:
        answers: in their order.
        form: `json` gives the answer that stands alone as an object over several lines, others each on one.
        alone: whether one profile was asked for, so that there is one answer at most.
        sources: as for `to_text`.
    """
    if alone:
        return "".join(_written(one.recommendation, form, sources=sources) for one in answers)
    if form == "json":
        return (to_lines((one.name, one.recommendation) for one in answers),)
    return "\n".join(
        f"{_heading(one.name, form)}\n\n{_written(one.recommendation, form, sources=sources)}"
        for one in answers
    )


def _written(answer: Recommendation, form: Form, *, sources: bool) -> str:
    if form == "json":
        return to_json(answer)
    return to_markdown(answer) if form == "markdown" else to_text(answer, sources=sources)


def _heading(name: str, form: Form) -> str:
    name = printable(name)
    return f"*{escape(name)}*" if form == "markdown" else f"▶ {name}"
