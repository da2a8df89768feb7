"""Where along one fact a goal is reached, with the other changes fixed.

Of a fact that is told and can move: the nearest place each way, which is the smallest change. Of a fact that
isn't told: all stretches, since any of them may be true.
"""

from typing import Final

from engine.analysis.what_if.axes import Line
from engine.analysis.what_if.goals import Goal
from engine.analysis.what_if.judge import Judge
from engine.analysis.what_if.lines import At, Nearest, Stretches, Sure, nearest, stretches
from engine.analysis.what_if.world import Changes

MOST_STRETCHES: Final = 2  # that are told; more are no help to anybody


def along(judge: Judge, goal: Goal, changes: Changes, line: Line) -> Stretches:
    """The stretches to tell of, and whether these are all, or the nearest."""
    if line.origin is not None:
        found = [one for one in _ways(judge, goal, changes, line, line.origin) if one is not None]
        places = tuple((one.place, one.place) for one in found if one.place is not None)
        return Stretches(places, all(one.exact for one in found))
    at, sure = _asking(judge, goal, changes, line)
    whole = stretches(at, sure, line.first, line.last)
    return Stretches(whole.found[:MOST_STRETCHES], whole.exact and len(whole.found) <= MOST_STRETCHES)


def _ways(judge: Judge, goal: Goal, changes: Changes, line: Line, origin: int) -> list[Nearest | None]:
    at, sure = _asking(judge, goal, changes, line)
    up = nearest(at, sure, origin + 1, line.last) if origin < line.last else None
    down = nearest(at, sure, origin - 1, line.first) if origin > line.first else None
    return [up, down]


def nearest_along(judge: Judge, goal: Goal, line: Line, *, up: bool) -> Nearest | None:
    """The nearest place of a line above (or below) where it is now; None, if it can't go there."""
    found = _ways(judge, goal, Changes(), line, _origin(line))
    return found[0] if up else found[1]


def _origin(line: Line) -> int:
    assert line.origin is not None, "what moves has been told"  # noqa: S101
    return line.origin


def _asking(judge: Judge, goal: Goal, changes: Changes, line: Line) -> tuple[At, Sure]:
    """Whether the goal is reached at a place, and on a stretch."""

    def at(place: int) -> bool:
        return judge.holds(goal, changes.with_(line.at(place)))

    def sure(first: int, last: int) -> bool | None:
        possible = judge.possible(goal, changes, {line: (first, last)})
        return next(iter(possible)) if len(possible) == 1 else None

    return at, sure
