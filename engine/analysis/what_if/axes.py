"""What this borrower can change, one thing after the other, with all that it can be changed to.

The pack says which changes there are; here they meet a borrower: which documents could still be brought,
which facts weren't told, between which bounds a number can go.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, assert_never

from msgspec import Struct

from engine.analysis.what_if.scale import Scale, extent, scale_of
from engine.analysis.what_if.world import Changes, World
from engine.evaluation.globals import AS_OF, Globals
from engine.feel.core import Node
from engine.feel.types import ListType, TextType, TruthType
from engine.feel.unknown import Unknown
from engine.profile.facts import Fact
from engine.profile.model import Value
from engine.program.changeable import Bring, Change, Correct, Move, Put, Tell
from engine.program.model import Program
from engine.program.requirements import EVIDENCE, ISSUED_ON, KIND

LONGEST_WAIT: Final = timedelta(days=366)  # that an application may be put off where the pack names no day


class Step(Struct, frozen=True, eq=False):
    """One thing that a change can come to.

    Attributes:
        changes: of the facts.
        kinds: of documents that do the same, the one to bring first in front; empty: it is no document.
    """

    changes: Changes
    kinds: tuple[str, ...] = ()


class Choice(Struct, frozen=True, eq=False):
    """A change that comes to one of a few things.

    Attributes:
        facts: those that it changes.
        told: the fact that it tells, where it does nothing else; "" of another change.
        is_whole: whether it can come to nothing else; there are more lists than the empty one.
    """

    change: Change
    facts: frozenset[str]
    steps: tuple[Step, ...]
    told: str = ""
    is_whole: bool = True


class Line(Struct, frozen=True, eq=False):
    """A change of a number or a date.

    Attributes:
        first, last: places on the scale that it can take, both included.
        origin: where it is now; None: it isn't told.
    """

    change: Change
    fact: str
    scale: Scale
    first: int
    last: int
    origin: int | None

    @property
    def facts(self) -> frozenset[str]:
        """The fact that it changes."""
        return frozenset({self.fact})

    def at(self, place: int) -> Changes:
        """The fact with the value of a place."""
        return Changes({self.fact: self.scale.value(place)})


Axis = Choice | Line


def only_tells(axis: Axis) -> bool:
    """Whether a change only tells what wasn't told, so that nothing that is known can become otherwise."""
    return isinstance(axis.change.what, Tell)


def alternatives(axis: Axis, most: int) -> list[Changes] | None:
    """All that an axis can come to, one by one; None, if these are more than `most`."""
    if isinstance(axis, Choice):
        return [step.changes for step in axis.steps]
    if axis.last - axis.first >= most:
        return None
    return [axis.at(place) for place in range(axis.first, axis.last + 1)]


class Bounds(Struct, frozen=True):
    """How far a fact can go from where it is, both included; `origin` is None where it isn't told."""

    scale: Scale
    first: int
    last: int
    origin: int | None


def axes_of(program: Program, world: World, values: Globals, today: date) -> tuple[Axis, ...]:
    """What can be changed, in the order of the pack.

    Args:
        program: the checked pack.
        world: as things are.
        values: of facts and measures, as things are.
        today: the earliest day on which somebody can still apply.
    """
    made = (
        axis
        for change in program.changeable.changes
        if change.possible is None or values.evaluate(change.possible) is not False
        for axis in _axes(change, program, world, values, today)
    )
    return tuple(made)


def _axes(change: Change, program: Program, world: World, values: Globals, today: date) -> Iterator[Axis]:
    match change.what:
        case Bring():
            yield from _documents(change, program, world)
        case Put(pairs):
            yield from _set(change, pairs, world, values)
        case Correct() as correct:
            yield from _corrected(change, correct, world)
        case Tell() as tell:
            yield from _told(change, tell, program, world)
        case Move() as move:
            bounds = bounds_of(program, move, world, values, today)
            if bounds is not None and bounds.origin is not None and bounds.first < bounds.last:
                yield Line(change, move.fact, bounds.scale, bounds.first, bounds.last, bounds.origin)
        case _:
            assert_never(change.what)


def bounds_of(program: Program, move: Move, world: World, values: Globals, today: date) -> Bounds | None:
    """How far a number or a date can go; None where that isn't known."""
    fact = world.dictionary.fact(move.fact)
    scale = scale_of(fact)
    assert scale is not None, "a check holds that only numbers and dates move"  # noqa: S101
    told = world.value(move.fact)
    if told is None:
        return None
    first, last = extent(fact, scale, world.as_of)
    if move.fact == AS_OF:
        day = world.as_of
        head = program.head
        latest = [day + LONGEST_WAIT, *([] if head.until is None else [head.until])]
        first, last = max(min(today, day), head.since).toordinal(), min(latest).toordinal()
    least, most = (_bound(node, values) for node in (move.at_least, move.at_most))
    if isinstance(least, Unknown) or isinstance(most, Unknown):
        return None
    origin = scale.place(told, up=True)
    first = first if least is None else max(first, scale.place(least, up=True))
    last = last if most is None else min(last, scale.place(most, up=False))
    return Bounds(scale, first if move.down else origin, last if move.up else origin, origin)


def _bound(node: Node | None, values: Globals) -> Value | Unknown | None:
    value = None if node is None else values.evaluate(node)
    assert value is None or isinstance(value, Decimal | date | Unknown), "typed as the fact"  # noqa: S101
    return value


def _documents(change: Change, program: Program, world: World) -> Iterator[Choice]:
    """One for each group of kinds that the same requirements accept: any of the group does the same."""
    groups: dict[frozenset[str], dict[str, None]] = {}
    accepting: dict[str, set[str]] = {}
    for one in program.requirements:
        for kind in one.accepts:
            accepting.setdefault(kind, set()).add(one.id)
    for kind, requirements in accepting.items():
        groups.setdefault(frozenset(requirements), {})[kind] = None
    for kinds in groups.values():
        record: Mapping[str, Value] = {KIND: next(iter(kinds)), ISSUED_ON: world.as_of}
        step = Step(Changes(added={EVIDENCE: (record,)}), tuple(kinds))
        yield Choice(change, frozenset({EVIDENCE}), (step,))


def _set(
    change: Change, pairs: tuple[tuple[str, Node], ...], world: World, values: Globals
) -> Iterator[Choice]:
    found = {fact: values.evaluate(node) for fact, node in pairs}
    known: dict[str, Value | None] = {
        fact: None if isinstance(value, Unknown) else value  # type: ignore[misc]  # a fact's type, so its value
        for fact, value in found.items()
    }
    changed = {fact: value for fact, value in known.items() if value != world.value(fact)}
    if changed:
        yield Choice(change, frozenset(changed), (Step(Changes(changed)),))


def _corrected(change: Change, correct: Correct, world: World) -> Iterator[Choice]:
    """All contradictions put right at once: one that is left standing would be found, too."""
    listed = world.view.value(correct.listed)
    if not isinstance(listed, tuple) or not listed:
        return
    known = world.dictionary.globals()
    changed: dict[str, Value | None] = {correct.listed: ()}
    for record in listed:
        fact = record.get(correct.fact) if isinstance(record, Mapping) else None
        if isinstance(fact, str) and fact in known and isinstance(record, Mapping):
            changed[fact] = record.get(correct.value)
    yield Choice(change, frozenset(changed), (Step(Changes(changed)),))


def _told(change: Change, tell: Tell, program: Program, world: World) -> Iterator[Axis]:
    each = program.dictionary.each
    skipped = {AS_OF, *((each.many,) if each else ())}
    for fact in program.dictionary.facts:
        if fact.list or fact.name in skipped or not tell.takes(fact.name):
            continue
        if world.view.value(fact.name) is None:
            yield from _tellable(change, fact, world)


def _tellable(change: Change, fact: Fact, world: World) -> Iterator[Axis]:
    scale = scale_of(fact)
    if scale is not None:
        first, last = extent(fact, scale, world.as_of)
        yield Line(change, fact.name, scale, first, last, None)
        return
    values = _few(fact)
    if values:
        steps = tuple(Step(Changes({fact.name: value})) for value in values)
        yield Choice(change, frozenset({fact.name}), steps, fact.name, not isinstance(fact.type, ListType))


def _few(fact: Fact) -> tuple[Value, ...]:
    """The values that a fact can have, where they are few; of a list: that there is nothing in it."""
    if isinstance(fact.type, TruthType):
        return (True, False)
    if isinstance(fact.type, ListType):
        return ((),)
    return (fact.type.values or ()) if isinstance(fact.type, TextType) else ()
