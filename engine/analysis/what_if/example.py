"""One example where several numbers are open at once: there is no single threshold then.

Of a borrower whose income and expenses both aren't told it can't be said from which income on an option
opens. It can be said whether it opens for any at all, and for which, say.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from msgspec import Struct

from engine.analysis.what_if.axes import Line

MOST: Final = 40  # boxes that are judged
Box = Mapping[Line, tuple[int, int]]
Places = Mapping[Line, int]


class Example(Struct, frozen=True):
    """A place on each line.

    Attributes:
        places: None: none was found.
        is_proved: whether there is none for sure, where none was found.
    """

    places: Places | None
    is_proved: bool


def example(
    open_lines: Sequence[Line], at: Callable[[Places], bool], possible: Callable[[Box], frozenset[bool]]
) -> Example:
    """Places at which the goal is reached, found by halving boxes.

    Args:
        open_lines: two or more.
        at: whether the goal is reached at some places.
        possible: whether it may be reached in a box, and whether it may not.
    """
    waiting: list[Box] = [{line: (line.first, line.last) for line in open_lines}]
    judged = 0
    while waiting:
        box = waiting.pop(0)
        judged += 1
        if judged > MOST:
            return Example(None, is_proved=False)
        found = next((places for places in _corners(box) if at(places)), None)
        if found is not None:
            return Example(found, is_proved=True)
        if True in possible(box):
            halves = list(_halves(box))
            if not halves:
                continue  # its one place has been tried
            waiting += halves
    return Example(None, is_proved=True)


def _corners(box: Box) -> Iterator[Places]:
    ends = [tuple(dict.fromkeys(one)) for one in box.values()]
    for corner in product(*ends):
        yield dict(zip(box, corner, strict=True))


def _halves(box: Box) -> Iterator[Box]:
    """Both halves of a box, cut where it is widest; nothing for a single place."""
    line, (first, last) = max(box.items(), key=lambda one: one[1][1] - one[1][0])
    if first < last:
        middle = (first + last) // 2
        yield {**box, line: (first, middle)}
        yield {**box, line: (middle + 1, last)}
