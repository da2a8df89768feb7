"""What a question depends on: the constraints, the rough readings and the bounds that bear on it.

A pack has hundreds of facts and each question turns on a few. Without this cut, each would be answered as
slowly as all of them together, and every proof would be said to rest on the bound of every list.
"""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from engine.analysis.symbolic.ground import Application, Constraint, Ground, Names
from engine.analysis.symbolic.terms import Bool


class Cone(Struct, frozen=True):
    """What bears on a question.

    Attributes:
        names: variables.
        constraints: what holds of them.
        applications: what isn't read exactly.
        within: what is assumed of the length of lists.
    """

    names: Names
    constraints: tuple[Bool, ...]
    applications: tuple[Application, ...]
    within: tuple[str, ...]


def cone(ground: Ground, goal: Bool) -> Cone:
    """Everything that bears on a formula."""
    found = _Growing(ground)
    found.add(ground.free(goal))
    size = -1
    while size != len(found.names):
        size = len(found.names)
        for one in ground.applications:
            if one.own & found.names:
                found.add(frozenset().union(*(ground.free_of(value) for value, _ in one.inputs)))
    applications = tuple(one for one in ground.applications if one.own & found.names)
    within = {said for name, said in ground.bounded.items() if name in found.names}
    return Cone(
        frozenset(found.names),
        tuple(sorted((one.term for one in found.taken), key=ground.digest)),
        applications,
        tuple(sorted(within)),  # the same, whatever was read first
    )


class _Growing:
    """Variables that matter, and the constraints that they bring in."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.names: set[str] = set()
        self.taken: list[Constraint] = []
        self._waiting: dict[str, list[int]] = defaultdict(list)
        self._missing = [len(one.trigger) for one in ground.constraints]
        for at, one in enumerate(ground.constraints):
            for name in one.trigger:
                self._waiting[name].append(at)

    def add(self, names: Iterable[str]) -> None:
        """Take in variables, and what holds of them."""
        fresh = [name for name in sorted(names) if name not in self.names]
        while fresh:
            name = fresh.pop()
            if name in self.names:
                continue
            self.names.add(name)
            for at in self._waiting[name]:
                self._missing[at] -= 1
                if not self._missing[at]:
                    one = self._ground.constraints[at]
                    self.taken.append(one)
                    fresh += sorted(self._ground.free(one.term) - self.names)
