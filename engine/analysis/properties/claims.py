"""A claim about a borrower, asked of the solver's reading and of the reference's outcome in one form.

A witness counts only once the reference agrees. Were the two asked in two places, they would sooner or later
be asked for two things.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.terms import Bool, both, either, negated
from engine.evaluation.outcome import Outcome, Status
from engine.feel.core import Node, globals_of
from engine.program.model import Program
from engine.values import Truth

OPEN = (Status.RECOMMENDED, Status.AVAILABLE)
OFFERED = (*OPEN, Status.NEEDS_ACTION)  # open, or it would be once something is put right


class Condition(Struct, frozen=True):
    """A condition that is true, or with `false`, surely not."""

    node: Node
    false: bool = False

    @property
    def about(self) -> tuple[str, ...]:
        """What it speaks of."""
        return tuple(one.name for one in globals_of(self.node))

    def symbolic(self, reading: Reading) -> Bool:
        """That it holds, for the solver."""
        claim = reading.truth(self.node)
        return claim.unmet if self.false else claim.met

    def holds(self, outcome: Outcome) -> bool:
        """Whether it holds by the reference."""
        return outcome.values.evaluate(self.node) is (not self.false)


class Stands(Struct, frozen=True):
    """A criterion, finding or alert has one of some truths.

    Attributes:
        kind: `criterion`, `finding` or `alert`.
        name: key of the criterion, id of the others.
    """

    kind: str
    name: str
    truths: tuple[Truth, ...]

    @property
    def about(self) -> tuple[str, ...]:
        """What it speaks of."""
        return (self.name,)

    def symbolic(self, reading: Reading) -> Bool:
        """That it holds, for the solver."""
        ask = {"criterion": reading.criterion, "finding": reading.finding, "alert": reading.alert}
        claim = ask[self.kind](self.name)
        forms = {
            Truth.MET: claim.met,
            Truth.UNMET: claim.unmet,
            Truth.UNKNOWN: claim.unknown,
        }
        return either(*(forms[truth] for truth in self.truths))

    def holds(self, outcome: Outcome) -> bool:
        """Whether it holds by the reference."""
        told = {"criterion": outcome.criteria, "finding": outcome.findings, "alert": outcome.alerts}
        return told[self.kind][self.name] in self.truths


class HasStatus(Struct, frozen=True):
    """Each of some options has one of some statuses; with `some`, at least one of them."""

    options: tuple[str, ...]
    statuses: tuple[Status, ...]
    some: bool = False

    @property
    def about(self) -> tuple[str, ...]:
        """What it speaks of."""
        return self.options

    def symbolic(self, reading: Reading) -> Bool:
        """That it holds, for the solver."""
        join = either if self.some else both
        return join(
            *(either(*(reading.status(name, status) for status in self.statuses)) for name in self.options)
        )

    def holds(self, outcome: Outcome) -> bool:
        """Whether it holds by the reference."""
        join = any if self.some else all
        return join(outcome.options[name].status in self.statuses for name in self.options)


class AllOf(Struct, frozen=True):
    """Every part holds; nothing is asked where there are none."""

    parts: tuple["Part", ...]

    @property
    def about(self) -> tuple[str, ...]:
        """What it speaks of."""
        return about(self.parts)

    def symbolic(self, reading: Reading) -> Bool:
        """That it holds, for the solver."""
        return both(*(part.symbolic(reading) for part in self.parts))

    def holds(self, outcome: Outcome) -> bool:
        """Whether it holds by the reference."""
        return all(part.holds(outcome) for part in self.parts)


class AnyOf(Struct, frozen=True):
    """At least one part holds."""

    parts: tuple["Part", ...]

    @property
    def about(self) -> tuple[str, ...]:
        """What it speaks of."""
        return about(self.parts)

    def symbolic(self, reading: Reading) -> Bool:
        """That it holds, for the solver."""
        return either(*(part.symbolic(reading) for part in self.parts))

    def holds(self, outcome: Outcome) -> bool:
        """Whether it holds by the reference."""
        return any(part.holds(outcome) for part in self.parts)


class NoneOf(Struct, frozen=True):
    """A part doesn't surely hold."""

    part: "Part"

    @property
    def about(self) -> tuple[str, ...]:
        """What it speaks of."""
        return self.part.about

    def symbolic(self, reading: Reading) -> Bool:
        """That it holds, for the solver."""
        return negated(self.part.symbolic(reading))

    def holds(self, outcome: Outcome) -> bool:
        """Whether it holds by the reference."""
        return not self.part.holds(outcome)


Part = Condition | Stands | HasStatus | AllOf | AnyOf | NoneOf
EVERYBODY = AllOf(())


def about(parts: Iterable[Part]) -> tuple[str, ...]:
    """What several speak of, each name once."""
    return tuple(dict.fromkeys(name for part in parts for name in part.about))


def every_option(program: Program, statuses: Sequence[Status], *, some: bool = False) -> HasStatus:
    """That all options, or some of them, have one of some statuses."""
    return HasStatus(tuple(one.id for one in program.options), tuple(statuses), some)
