"""Answers for one borrower with this and that changed: each worked out once, and whole stretches of them.

An answer takes some hundred millionths of a second. The search asks for many, and for several options often
for the same ones.
"""

from collections.abc import Mapping
from typing import Final

from engine.analysis.what_if.axes import Axis, Choice, Line
from engine.analysis.what_if.goals import Goal, Possible
from engine.analysis.what_if.reaches import Reaches
from engine.analysis.what_if.spread import ANYTHING, Between, Fields, Items, OneOf, Spread, Sure, ends, joined
from engine.analysis.what_if.spread_reading import SpreadReading
from engine.analysis.what_if.world import Changes, World
from engine.diagnostics import Faulty
from engine.evaluation.compiled import Compiled
from engine.evaluation.globals import PARAMETER, Globals, told
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.feel.unknown import MissingFact, Unknown, Value
from engine.profile.facts import AS_OF
from engine.program.model import Program
from engine.values import Truth

MOST_KEPT: Final = 50_000

Box = Mapping[Line, tuple[int, int]]


class Judge:
    """Judges one borrower."""

    def __init__(self, program: Program, compiled: Compiled, reaches: Reaches, world: World) -> None:
        """Take the borrower as things are.

        Raises:
            Faulty: nothing of the pack is in force on the day, or rows of a table contradict each other.
        """
        self.program = program
        self.reaches = reaches
        self.world = world
        self._compiled = compiled
        self._kept: dict[object, Outcome | None] = {}
        self.now = compiled.evaluate(world.view, world.as_of)
        self.asked = 0
        self._missing: dict[str, frozenset[str]] = {}

    def outcome(self, changes: Changes) -> Outcome | None:
        """The outcome with something changed; None if there is no answer then."""
        key = _key(changes)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._evaluated(changes)
        return self._kept[key]

    def _evaluated(self, changes: Changes) -> Outcome | None:
        self.asked += 1
        world = self.world.having(changes)
        try:
            return self._compiled.evaluate(world.view, world.as_of)
        except Faulty:
            return None

    def holds(self, goal: Goal, changes: Changes) -> bool:
        """Whether a goal is reached with something changed."""
        outcome = self.outcome(changes)
        return outcome is not None and goal.holds(outcome)

    def confirmed(self, goal: Goal, changes: Changes) -> Outcome | None:
        """The outcome by the reference with something changed; None if the goal isn't reached then."""
        world = self.world.having(changes)
        try:
            outcome = evaluate(self.program, world.view, world.as_of)
        except Faulty:
            return None
        return outcome if goal.holds(outcome) else None

    def missing(self, key: str) -> frozenset[str]:
        """The facts that keep a criterion unknown as things are; none of one that is known."""
        if self.now.criteria[key] is not Truth.UNKNOWN:
            return frozenset()
        if key not in self._missing:
            values = (self.now.values.evaluate(node) for node in self.reaches.nodes(key))
            causes = [cause for value in values if isinstance(value, Unknown) for cause in value.causes]
            self._missing[key] = frozenset(one.path for one in causes if isinstance(one, MissingFact))
        return self._missing[key]

    def possible(self, goal: Goal, changes: Changes, stretches: Box) -> Possible:
        """Whether a goal may be reached, and whether it may not, anywhere on some stretches.

        Args:
            goal: what is asked for.
            changes: what is changed besides.
            stretches: of each line that is open, the first and the last place.
        """
        open_facts = {line.fact: _between(line, *ends) for line, ends in stretches.items()}
        return self.possible_among(goal, changes, open_facts)

    def possible_among(self, goal: Goal, changes: Changes, open_facts: Mapping[str, Spread]) -> Possible:
        """As `possible`, with any spreads of facts."""
        reading = self.reading(changes, open_facts)
        found = goal.possible(reading, reading.values, frozenset(open_facts))
        return found | {False} if self._may_contradict(open_facts) else found

    def reading(self, changes: Changes, open_facts: Mapping[str, Spread]) -> SpreadReading:
        """The program read with something changed and some facts open; the day may be one of these."""
        world = self.world.having(changes)
        values = Globals(self.program, world.view, world.as_of)
        spreads = {**open_facts, **_lists(self.program, world, open_facts), **self._parameters(open_facts)}
        return SpreadReading(self.program, self.reaches, values, spreads)

    def _parameters(self, open_facts: Mapping[str, Spread]) -> dict[str, Spread]:
        """The parameters on the days that are open, which needn't hold the day as it is."""
        days = ends(open_facts[AS_OF]) if AS_OF in open_facts else None
        if days is None:
            return {}
        first, last, _ = days
        spreads: dict[str, Spread] = {}
        for one in self.program.parameters:
            begins, stops = one.in_force(first), one.in_force(last)
            is_one = begins is not None and begins == stops
            spreads[f"{PARAMETER}{one.id}"] = Sure(begins.value) if is_one and begins else ANYTHING
        return spreads

    def _may_contradict(self, open_facts: Mapping[str, Spread]) -> bool:
        """Whether there may be no answer, as rows of a table contradict each other for some open facts."""
        touched = self.reaches.touched((*open_facts, *self._parameters(open_facts)))
        return any(
            not touched.isdisjoint(self.reaches.names(formula))
            for table in self.program.tables
            if table.forbids_overlap
            for formula in table.formulas
        )


def _key(changes: Changes) -> object:
    added = ((name, tuple(map(_hashable, records))) for name, records in sorted(changes.added.items()))
    values = ((name, _hashable(value)) for name, value in sorted(changes.values.items()))
    return tuple(values), tuple(added)


def _hashable(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple((name, _hashable(one)) for name, one in sorted(value.items()))
    return tuple(map(_hashable, value)) if isinstance(value, tuple) else (type(value), value)


def _between(line: Line, first: int, last: int) -> Spread:
    return Between(line.scale.value(first), line.scale.value(last))


def covering(axis: Axis, world: World) -> dict[str, Spread]:
    """All that the facts of an axis can be, what they are now included."""
    if isinstance(axis, Line):
        now = world.value(axis.fact)
        untold = now is None
        whole = Between(axis.scale.value(axis.first), axis.scale.value(axis.last), untold)
        return {axis.fact: whole if now is None else joined([whole, Sure(now)])}
    return {fact: _choices(axis, fact, world) for fact in axis.facts}


def _choices(axis: Choice, fact: str, world: World) -> Spread:
    if not axis.is_whole or any(fact in step.changes.added for step in axis.steps):
        return ANYTHING
    values = [step.changes.values.get(fact, world.value(fact)) for step in axis.steps]
    return joined([_sure(one) for one in (*values, world.value(fact))])


def _sure(value: Value | None) -> Spread:
    return OneOf(frozenset({None})) if value is None else Sure(value)


def _lists(program: Program, world: World, open_facts: Mapping[str, Spread]) -> dict[str, Spread]:
    """The list of loans, the one in question with what of it is open."""
    each = program.dictionary.each
    mine = (
        {}
        if each is None
        else {name: one for name, one in open_facts.items() if name.startswith(f"{each.one}.")}
    )
    if each is None or not mine:
        return {}
    loans = told(each.many, world.view.value(each.many), program.types.get(each.many))
    if not isinstance(loans, tuple) or not loans:
        return {each.many: ANYTHING}
    items: list[Spread] = [Sure(one) for one in loans]
    record = loans[world.position]
    assert isinstance(record, Mapping), "loans are records"  # noqa: S101
    fields: dict[str, Spread] = {name: Sure(one) for name, one in record.items()}
    for name, spread in mine.items():
        fields[name.split(".")[1]] = spread if name.count(".") == 1 else ANYTHING
    items[world.position] = Fields(fields)
    return {each.many: Items(tuple(items))}
