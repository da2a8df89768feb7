"""What a search comes to: sets of changes, or why there is none."""

from collections.abc import Sequence

from msgspec import Struct

from engine.analysis.what_if.axes import Choice, Line, Step
from engine.analysis.what_if.world import Changes


class Chosen(Struct, frozen=True):
    """One of the things that a change comes to."""

    axis: Choice
    step: Step


class Stretch(Struct, frozen=True):
    """Where on a line the goal is reached, both places included.

    Attributes:
        exact: whether it is sure that the goal is reached nowhere else, or nowhere nearer.
    """

    axis: Line
    first: int
    last: int
    exact: bool


Part = Chosen | Stretch


class Way(Struct, frozen=True):
    """A set of changes that does it.

    Attributes:
        parts: what is changed, one part a change.
        changes: these as facts; of a stretch, its place that is nearest to how things are.
        only_example: whether several numbers are told, of which only this example is known to do.
    """

    parts: tuple[Part, ...]
    changes: Changes
    only_example: bool = False


class Found(Struct, frozen=True):
    """What came of a search.

    Attributes:
        ways: the smallest sets of changes, smaller ones first; none that holds another.
        blocked_by: keys of criteria of which nothing that can be changed makes one count; proved.
        is_proved: of a search without ways: whether nothing that can be changed would do it, for sure.
    """

    ways: tuple[Way, ...]
    blocked_by: tuple[str, ...] = ()
    is_proved: bool = True


def is_within(way: Way, parts: Sequence[Chosen], open_lines: Sequence[Line]) -> bool:
    """Whether a way that was found needs nothing beyond these parts and lines."""
    return all(part.axis in open_lines if isinstance(part, Stretch) else part in parts for part in way.parts)
