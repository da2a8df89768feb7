"""Ways that differ in one place only, as one: any of these papers, any of these values.

Told one by one, nine causes of hardship with two durations each would be eighteen ways that say the same.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from engine.analysis.what_if.axes import Choice, Line, Step, only_tells
from engine.analysis.what_if.ways import Part, Stretch, Way
from engine.evaluation.outcome import Status
from engine.program.changeable import Bring


class Slot(Struct, frozen=True):
    """One change of a way, with everything that it may come to.

    Attributes:
        steps: of a choice.
        stretches: of a line; places, both included.
        exact: of a line, whether these are all.
    """

    axis: Choice | Line
    steps: tuple[Step, ...] = ()
    stretches: tuple[tuple[int, int], ...] = ()
    exact: bool = True

    @property
    def key(self) -> tuple[str, str]:
        """What is changed: two slots with one key can be merged, where they may be at all."""
        told = self.axis.told if isinstance(self.axis, Choice) else self.axis.fact
        return self.axis.change.id, told

    @property
    def is_open(self) -> bool:
        """Whether it may come to several things: papers of which any one does, values that may be told."""
        return only_tells(self.axis) or isinstance(self.axis.change.what, Bring)


class Row(Struct, frozen=True):
    """Ways that do the same, as one.

    Attributes:
        way: the first of them.
        then: the status that they lead to.
        slots: what each change may come to, whatever the others do.
    """

    way: Way
    then: Status | None
    slots: tuple[Slot, ...]


def merged(ways: Iterable[tuple[Way, Status | None]]) -> tuple[Row, ...]:
    """The ways, those that differ in one place only put together, in the order of the first of them."""
    rows = [Row(way, then, tuple(map(_slot, way.parts))) for way, then in ways]
    while True:
        fewer = _once(rows)
        if len(fewer) == len(rows):
            return tuple(rows)
        rows = fewer


def _slot(part: Part) -> Slot:
    if isinstance(part, Stretch):
        return Slot(part.axis, stretches=((part.first, part.last),), exact=part.exact)
    return Slot(part.axis, steps=(part.step,))


def _once(rows: list[Row]) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        for place, other in enumerate(found):
            both = _both(other, row)
            if both is not None:
                found[place] = both
                break
        else:
            found.append(row)
    return found


def _both(one: Row, other: Row) -> Row | None:
    """Two rows as one; None, if they differ in more than one place."""
    if one.then is not other.then or one.way.only_example or other.way.only_example:
        return None
    if [slot.key for slot in one.slots] != [slot.key for slot in other.slots]:
        return None
    apart = [place for place, slot in enumerate(one.slots) if not _same(slot, other.slots[place])]
    if len(apart) != 1 or not one.slots[apart[0]].is_open:
        return None
    (place,) = apart
    mine, theirs = one.slots[place], other.slots[place]
    wider = replace(
        mine,
        steps=mine.steps + theirs.steps,
        stretches=tuple(sorted(mine.stretches + theirs.stretches)),
        exact=mine.exact and theirs.exact,
    )
    return replace(one, slots=(*one.slots[:place], wider, *one.slots[place + 1 :]))


def _same(one: Slot, other: Slot) -> bool:
    return one.steps == other.steps and one.stretches == other.stretches
