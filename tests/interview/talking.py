"""A talk by lines that are written down before, and everything that was said in it."""

from collections.abc import Iterable

from msgspec import Struct

from engine.interview.dialogue import End, Talk
from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview
from tests.interview.people import Raw


class Talked(Struct):
    """How a talk ended, what was told in it, and everything that was said."""

    end: End
    interview: Interview
    said: str


def talk(asks: Interviewer, lines: Iterable[str], start: Raw | None = None) -> Talked:
    """Hold a talk with somebody who answers these lines, whatever is asked."""
    said: list[str] = []
    answers = iter(lines)
    one = Talk(
        asks,
        Interview(asks.core.program.dictionary, start or {}),
        lambda: next(answers, None),
        said.append,
    )
    end = one.hold()
    return Talked(end, one.interview, "\n".join(said))
