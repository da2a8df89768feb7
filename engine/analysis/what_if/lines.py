"""Along one fact: the nearest place at which a goal is reached, and all stretches on which it is.

What is found is exact, not only likely. A stretch that is passed over has been judged as a whole (a
spread), or place by place; where neither can be done in time, that is said.
"""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

FEW: Final = 12  # places that are tried one by one instead of as a stretch
MOST: Final = 200  # stretches that are judged

At = Callable[[int], bool]
Sure = Callable[[int, int], bool | None]


class Nearest(Struct, frozen=True):
    """The first place of a line, seen from its start, at which a goal is reached.

    Attributes:
        place: None: none was found.
        exact: whether no nearer one (or none at all) is there for sure.
        clear: the last place, seen from the start, up to which it is sure that there is none; None: not
            even one.
    """

    place: int | None
    exact: bool
    clear: int | None


class Stretches(Struct, frozen=True):
    """The stretches of a line on which a goal is reached, and whether these are all of them."""

    found: tuple[tuple[int, int], ...]
    exact: bool


def nearest(at: At, sure: Sure, start: int, stop: int) -> Nearest:
    """The first place from `start` to `stop`, both included, whichever is larger.

    Args:
        at: whether the goal is reached at a place.
        sure: whether it is on all of a stretch (true), nowhere on it (false), or perhaps (None).
        start: where to begin.
        stop: where to end.
    """
    way = 1 if stop >= start else -1
    length = abs(stop - start) + 1
    guess = _first_guess(lambda index: at(start + way * index), length)
    end = length if guess is None else guess
    search = _Clearing(lambda index: at(start + way * index), _turned(sure, start, way))
    found = search.first(0, end - 1)
    if found is not None:
        return Nearest(start + way * found, exact=True, clear=_before(start, way, found))
    exact = not search.doubts
    clear = end - 1 if exact else search.doubts[0] - 1
    place = None if guess is None else start + way * guess
    return Nearest(place, exact, _before(start, way, clear + 1))


def _before(start: int, way: int, index: int) -> int | None:
    return start + way * (index - 1) if index > 0 else None


def _turned(sure: Sure, start: int, way: int) -> Sure:
    """Stretches counted from the start."""
    if way > 0:
        return lambda first, last: sure(start + first, start + last)
    return lambda first, last: sure(start - last, start - first)


def _first_guess(at: At, length: int) -> int | None:
    """A place at which the goal is reached, and before which it isn't, if strides meet one."""
    before, place, stride = -1, 0, 1
    while True:
        place = min(place, length - 1)
        if at(place):
            return flip(at, before, place) if before >= 0 else place
        if place == length - 1:
            return None
        before, place, stride = place, place + stride, stride * 2


def flip(at: At, low: int, high: int) -> int:
    """The upper of two neighbours that differ, between two places that do."""
    wanted = at(high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if at(middle) is wanted else (middle, high)
    return high


class _Clearing:
    """Looks for the first place in a stretch, judging as much of it at once as possible.

    Attributes:
        doubts: where what couldn't be judged in time begins.
    """

    def __init__(self, at: At, sure: Sure) -> None:
        self._at = at
        self._sure = sure
        self._left = MOST
        self.doubts: list[int] = []

    def first(self, low: int, high: int) -> int | None:
        """The first place from `low` to `high`; None, if there is none or it isn't known."""
        waiting = [(low, high)] if low <= high else []
        while waiting:
            first, last = waiting.pop()
            verdict = self._judged(first, last)
            if verdict is False:
                continue
            if verdict is True:
                return first
            if last - first < FEW:
                found = next((place for place in range(first, last + 1) if self._at(place)), None)
                if found is not None:
                    return found
                continue
            if self._left <= 0:
                self.doubts.append(first)
                return None
            middle = (first + last) // 2
            waiting += [(middle + 1, last), (first, middle)]
        return None

    def _judged(self, first: int, last: int) -> bool | None:
        if self._left <= 0 or last - first < FEW:
            return None
        self._left -= 1
        return self._sure(first, last)


def stretches(at: At, sure: Sure, first: int, last: int) -> Stretches:
    """All stretches from `first` to `last` on which a goal is reached, joined where they touch."""
    left, exact = MOST, True
    found: list[tuple[int, int]] = []
    waiting = [(first, last)]
    while waiting:
        low, high = waiting.pop()
        verdict = sure(low, high) if left > 0 and high - low >= FEW else None
        left -= 1
        if verdict is None and high - low < FEW:
            found += [(place, place) for place in range(low, high + 1) if at(place)]
        elif verdict is None and left <= 0:
            exact = False
            found += [(place, place) for place in (low, high) if at(place)]
        elif verdict is None:
            split = flip(at, low, high) if at(low) is not at(high) else (low + high) // 2 + 1
            waiting += [(split, high), (low, split - 1)]
        elif verdict:
            found.append((low, high))
    return Stretches(_joined(found), exact)


def _joined(found: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for low, high in found:
        if joined and joined[-1][1] + 1 == low:
            joined[-1] = joined[-1][0], high
        else:
            joined.append((low, high))
    return tuple(joined)
