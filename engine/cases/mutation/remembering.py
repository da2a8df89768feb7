"""What an evaluation came to, part by part, so that a mutant works out anew only what it changes.

Two thousand mutants times five hundred cases would be a million evaluations. Nearly everything in each of
them is as it was: so each expression is worked out once for each profile, and a mutant asks for those behind
its change again.
"""

from collections.abc import Iterable
from datetime import date

from engine.evaluation.contradictions import refuse_contradictions
from engine.evaluation.globals import Globals
from engine.evaluation.outcome import Outcome, conclude
from engine.evaluation.reference import truths
from engine.feel.core import Node, globals_of
from engine.feel.unknown import Value
from engine.profile.model import FactView
from engine.program.model import Program


def roots(program: Program) -> dict[tuple[str, str], Node]:
    """Every whole expression that an evaluation of a program works out, by its kind and whose it is."""
    found = {("measure", one.id): one.formula for one in program.computed}
    for one in program.required:
        found["held", one.id] = one.held
        if one.needed is not None:
            found["needed", one.id] = one.needed
    found |= {("criterion", one.key): one.test for one in program.criteria if one.test is not None}
    for advice in (*program.steps.values(), *program.cautions.values()):
        if advice.when is not None:
            found["advice", advice.id] = advice.when
    return found


class Remembering(Globals):
    """Values of one loan that know what each whole expression came to, by its identity."""

    def __init__(self, program: Program, view: FactView, as_of: date) -> None:
        """Take the facts of one loan; as for `Globals`."""
        super().__init__(program, view, as_of)
        self.came_to: dict[int, Value] = {}

    def evaluate(self, node: Node) -> Value:
        """The value of a whole expression."""
        if id(node) not in self.came_to:
            self.came_to[id(node)] = super().evaluate(node)
        return self.came_to[id(node)]

    def work_out(self, program: Program) -> None:
        """Every expression of the program, once."""
        for measure in program.computed:
            self[measure.id]
        for node in roots(program).values():
            self.evaluate(node)

    def after(self, program: Program, as_of: date, effect: "Effect") -> "Remembering":
        """The values by another program, as far as they can be others left to be worked out."""
        other = Remembering(program, self.facts, as_of)
        other.came_to = {node: value for node, value in self.came_to.items() if node not in effect.nodes}
        changed = effect.names
        other._values |= {name: value for name, value in self._values.items() if name not in changed}
        return other


class Effect:
    """What can come out otherwise where some names stand for something else.

    Attributes:
        names: these, and all measures that rest on them.
        nodes: the identities of the expressions that use one of the names.
    """

    def __init__(self, uses: "Uses", names: Iterable[str]) -> None:
        """Take what uses what, and the names that change."""
        self.names = uses.names_behind(names)
        self.nodes = frozenset(node for name in self.names for node in uses.nodes.get(name, ()))


class Uses:
    """Which expression uses which names.

    Attributes:
        nodes: the identities of the expressions that use a name.
    """

    def __init__(self, program: Program) -> None:
        """Take a program."""
        self.nodes: dict[str, list[int]] = {}
        self._measures: dict[str, list[str]] = {}
        for node in roots(program).values():
            for one in globals_of(node):
                self.nodes.setdefault(one.name, []).append(id(node))
        for measure in program.computed:
            for one in globals_of(measure.formula):
                self._measures.setdefault(one.name, []).append(measure.id)

    def names_behind(self, names: Iterable[str]) -> frozenset[str]:
        """Some names, and all measures that rest on them."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._measures.get(name, ())
        return frozenset(found)


def outcome(program: Program, values: Remembering, as_of: date) -> Outcome:
    """The outcome from values that know most of it; as `reference.evaluate`.

    Raises:
        Faulty: rows of a table contradict each other.
    """
    refuse_contradictions(program, values)
    return conclude(program, truths(program, values), as_of)
