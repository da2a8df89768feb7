"""The smallest sets of changes that bring something about, or why none does.

Sets are tried by their size, so that nobody is sent for two papers where one would do; a set that holds a
smaller one that does it is never proposed. Before any is tried, what shuts the option is looked at: if
nothing that can be changed reaches it, that is a proof, and it names the criterion.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Final

from msgspec import Struct

from engine.analysis.what_if.along import along
from engine.analysis.what_if.axes import Axis, Choice, Line, only_tells
from engine.analysis.what_if.beyond import everything, is_beyond, reaches, together, touching, waits
from engine.analysis.what_if.example import Places, example
from engine.analysis.what_if.goals import Aim, Sought, Together
from engine.analysis.what_if.judge import Box, Judge
from engine.analysis.what_if.ways import Chosen, Found, Stretch, Way, is_within
from engine.analysis.what_if.world import Changes

LARGEST: Final = 3  # changes in a set
MOST: Final = 400  # answers that are worked out for one goal
MOST_SETS: Final = 60  # sets that are tried for one goal
MOST_TELLS: Final = 8  # untold facts of which every few are looked at
ENOUGH: Final = 24  # ways that are told


def search(judge: Judge, goal: Sought, axes: Sequence[Axis]) -> Found:
    """The smallest sets of changes that bring a goal about.

    Args:
        judge: of the borrower, for whom the goal isn't reached as things are.
        goal: what is to be reached.
        axes: what can be changed, in order of preference.
    """
    lacking = list(goal.needs(judge.now))
    blocked = [one for one in lacking if is_beyond(judge, one, axes)]
    if blocked:
        keys = dict.fromkeys(criterion.key for one in blocked for criterion in one.behind)
        return Found((), tuple(keys), is_proved=True)
    return _Search(judge, goal, axes, lacking).run(touching(judge, goal, axes))


class _Search:
    """The search for one goal.

    Attributes:
        _needs: what a set of changes has to hold, one for each part of the goal that isn't reached.
        _axes: the changes that can make a difference to one of these.
        _is_whole: whether every set was tried so far, to its end.
    """

    def __init__(self, judge: Judge, goal: Aim, axes: Sequence[Axis], lacking: Sequence[Aim]) -> None:
        self._judge = judge
        self._goal = goal
        self._lacking = lacking
        self._needs = _needs(judge, lacking, axes)
        hopeless = any(not need.enough for need in self._needs)
        mine = frozenset[Axis]().union(*(need.axes for need in self._needs))
        self._axes = [] if hopeless else [axis for axis in axes if axis in mine]
        self._stop_at = judge.asked + MOST
        self._left = MOST_SETS
        self._found: list[Way] = []
        self._is_whole = not hopeless

    def run(self, every: Sequence[Axis]) -> Found:
        """Try sets by size, until there are enough; `every` axis that may matter, for a proof."""
        for size in range(1, min(LARGEST, len(self._axes)) + 1):
            for chosen in combinations(self._axes, size):
                if len(self._found) < ENOUGH and self._may_do(chosen):
                    self._try(chosen)
        if self._found:
            return Found(tuple(self._found))
        return Found((), (), is_proved=self._is_proved(every))

    def _is_proved(self, every: Sequence[Axis]) -> bool:
        """Whether it is sure that there is no way: all sets were tried, or all of them together can't."""
        if any(waits(self._judge, part, every) for part in self._lacking):
            return False
        if self._is_whole and len(every) == len(self._axes) <= LARGEST:
            return True
        return True not in self._judge.possible_among(self._goal, Changes(), everything(self._judge, every))

    def _may_do(self, chosen: Sequence[Axis]) -> bool:
        """Whether a set holds what every part of the goal needs, and changes no fact twice."""
        facts = [fact for axis in chosen for fact in axis.facts if not _adds(axis)]
        among = frozenset(chosen)
        return len(facts) == len(set(facts)) and all(need.may_be_met(among) for need in self._needs)

    def _try(self, chosen: Sequence[Axis]) -> None:
        choices = [axis for axis in chosen if isinstance(axis, Choice)]
        open_lines = [axis for axis in chosen if isinstance(axis, Line)]
        self._left -= 1
        if self._left < 0:
            self._is_whole = False
            return
        for steps in product(*(axis.steps for axis in choices)):
            if self._judge.asked > self._stop_at:
                self._is_whole = False
                return
            parts = tuple(Chosen(axis, step) for axis, step in zip(choices, steps, strict=True))
            if any(is_within(way, parts, open_lines) for way in self._found):
                continue
            ways = self._ways(parts, open_lines)
            self._found += [way for way in ways if self._judge.confirmed(self._goal, way.changes) is not None]

    def _ways(self, parts: tuple[Chosen, ...], open_lines: Sequence[Line]) -> Iterator[Way]:
        changes = together(part.step.changes for part in parts)
        if not open_lines:
            if self._judge.holds(self._goal, changes):
                yield Way(parts, changes)
        elif len(open_lines) == 1:
            yield from self._along(parts, changes, open_lines[0])
        elif all(map(only_tells, open_lines)):
            yield from self._example(parts, changes, open_lines)
        else:
            yield from self._apart(parts, changes, open_lines)

    def _along(self, parts: tuple[Chosen, ...], changes: Changes, line: Line) -> Iterator[Way]:
        whole = along(self._judge, self._goal, changes, line)
        self._is_whole = self._is_whole and whole.exact
        for first, last in whole.found:
            yield Way((*parts, Stretch(line, first, last, whole.exact)), changes.with_(line.at(first)))

    def _apart(
        self, parts: tuple[Chosen, ...], changes: Changes, open_lines: Sequence[Line]
    ) -> Iterator[Way]:
        """Several figures, each moved as far as the parts of the goal ask that rest on it alone.

        Where a part rests on two of them there is no nearest pair, and none is looked for.
        """
        shares = [[part for part, need in self._parts() if line in need.axes] for line in open_lines]
        shared = [part for share in shares for part in share]
        if not all(shares) or any(shared.count(part) > 1 for part in shared):
            self._is_whole = False
            return
        found = [
            along(self._judge, Together(tuple(share)), changes, line)
            for share, line in zip(shares, open_lines, strict=True)
        ]
        self._is_whole = self._is_whole and all(one.exact for one in found)
        for ends in product(*(one.found for one in found)):
            lines = list(zip(open_lines, ends, found, strict=True))
            moved = together((changes, *(line.at(first) for line, (first, _), _ in lines)))
            if self._judge.holds(self._goal, moved):
                stretches = (Stretch(line, *end, whole.exact) for line, end, whole in lines)
                yield Way((*parts, *stretches), moved)

    def _parts(self) -> Iterator[tuple[Aim, "_Need"]]:
        """The parts of the goal that aren't reached, with what they need."""
        return zip(self._lacking, self._needs, strict=True)

    def _example(
        self, parts: tuple[Chosen, ...], changes: Changes, open_lines: Sequence[Line]
    ) -> Iterator[Way]:
        def at(places: Places) -> Changes:
            return together((changes, *(line.at(place) for line, place in places.items())))

        def possible(box: Box) -> frozenset[bool]:
            return self._judge.possible(self._goal, changes, box)

        found = example(open_lines, lambda places: self._judge.holds(self._goal, at(places)), possible)
        self._is_whole = self._is_whole and found.is_proved
        if found.places is not None:
            told = tuple(Stretch(line, place, place, exact=False) for line, place in found.places.items())
            yield Way((*parts, *told), at(found.places), only_example=True)


def _needs(judge: Judge, lacking: Sequence[Aim], axes: Sequence[Axis]) -> list["_Need"]:
    """What each part of a goal needs, up to one that no few changes can bring about."""
    found: list[_Need] = []
    for part in lacking:
        found.append(_need(judge, part, axes))
        if not found[-1].enough:
            break
    return found


def _need(judge: Judge, part: Aim, axes: Sequence[Axis]) -> "_Need":
    mine = [axis for axis in axes if reaches(judge, axis, part)]
    tells = [axis for axis in mine if only_tells(axis)]
    others = [axis for axis in mine if not only_tells(axis)]
    enough: list[frozenset[Axis]] = []
    for size in range(LARGEST + 1) if len(tells) <= MOST_TELLS else ():
        for few in map(frozenset, combinations(tells, size)):
            spreads = everything(judge, [*others, *few])
            if not any(one <= few for one in enough) and True in judge.possible_among(
                part, Changes(), spreads
            ):
                enough.append(few)
    return _Need(frozenset(mine), tuple(enough))


class _Need(Struct, frozen=True):
    """What brings about a part of a goal.

    Attributes:
        axes: the changes that can make a difference to it.
        enough: the smallest sets of facts to tell with which it may come about, whatever else is changed;
            none where no few facts do, or so many are missing that nobody looks: they have to be asked for
            first.
    """

    axes: frozenset[Axis]
    enough: tuple[frozenset[Axis], ...]

    def may_be_met(self, chosen: frozenset[Axis]) -> bool:
        """Whether some changes may bring it about."""
        return not self.axes.isdisjoint(chosen) and any(few <= chosen for few in self.enough)


def _adds(axis: Axis) -> bool:
    """Whether an axis only adds to lists, so that another may do so, too."""
    return isinstance(axis, Choice) and all(not step.changes.values for step in axis.steps)
