"""What no change can bring about, shown for all changes at once.

Most options that are shut stay shut whatever a borrower does. That has to be proved, not found out by
giving up: an answer "nothing helps" that only means "nothing was found" would send somebody away.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from typing import Final

from engine.analysis.what_if.axes import Axis, Line, alternatives, only_tells
from engine.analysis.what_if.goals import Aim
from engine.analysis.what_if.judge import Judge, covering
from engine.analysis.what_if.spread import Spread, joined
from engine.analysis.what_if.world import Changes
from engine.program.changeable import Tell

MOST: Final = 400  # combinations that are tried one by one


def is_beyond(judge: Judge, goal: Aim, axes: Sequence[Axis]) -> bool:
    """Whether no change whatever, alone or with others, can bring a goal about; false where nobody knows."""
    if waits(judge, goal, axes):
        return False
    reaching = touching(judge, goal, axes)
    if not reaching or True not in judge.possible_among(goal, Changes(), everything(judge, reaching)):
        return True
    choices = [alternatives(axis, MOST) for axis in reaching]
    known = [[Changes(), *one] for one in choices if one is not None]
    if len(known) < len(choices) or prod(map(len, known)) > MOST:
        return False
    return not any(judge.holds(goal, together(one)) for one in product(*known))


def waits(judge: Judge, goal: Aim, axes: Iterable[Axis]) -> bool:
    """Whether a goal waits for what no axis can tell all of: a list of records, a figure of another loan."""
    if not any(isinstance(change.what, Tell) for change in judge.program.changeable.changes):
        return False
    whole = {fact for axis in axes if isinstance(axis, Line) or axis.is_whole for fact in axis.facts}
    return any(not judge.missing(one.key) <= whole for one in goal.behind)


def together(changes: Iterable[Changes]) -> Changes:
    """All of these changes."""
    whole = Changes()
    for one in changes:
        whole = whole.with_(one)
    return whole


def reaches(judge: Judge, axis: Axis, goal: Aim) -> bool:
    """Whether a change can make a difference to a goal, as things are.

    Telling a fact does only where it is missing: what is known, no further fact can overturn.
    """
    if only_tells(axis):
        return any(not axis.facts.isdisjoint(judge.missing(one.key)) for one in goal.behind)
    return any(judge.reaches.meet(axis.facts, one.key) for one in goal.behind)


def touching(judge: Judge, goal: Aim, axes: Sequence[Axis]) -> list[Axis]:
    """The changes that can make a difference to a goal once others are made.

    Where something else than telling does, it may turn what is known into what isn't, and every fact counts.
    """
    others = any(reaches(judge, axis, goal) for axis in axes if not only_tells(axis))
    if not others:
        return [axis for axis in axes if reaches(judge, axis, goal)]
    keys = [one.key for one in goal.behind]
    return [axis for axis in axes if any(judge.reaches.meet(axis.facts, key) for key in keys)]


def everything(judge: Judge, axes: Iterable[Axis]) -> dict[str, Spread]:
    """All that the facts of some axes can be."""
    spreads: dict[str, list[Spread]] = {}
    for axis in axes:
        for fact, spread in covering(axis, judge.world).items():
            spreads.setdefault(fact, []).append(spread)
    return {fact: joined(found) for fact, found in spreads.items()}
