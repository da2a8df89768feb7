"""A program as generated Python: the reference's answers, many times as fast.

The walk says what a rule means; this is the same, generated once for each program from its typed
trees. What generated code can't say is left to the walk, and so is every evaluation in which a
decimal operation signals (a division by zero, an overflow), so there is nothing on which the two could
differ. Tests hold them against each other on generated rulebooks and profiles.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import DecimalException, getcontext, setcontext
from functools import lru_cache, partial
from types import CodeType
from typing import Any, Final, NamedTuple

from engine.evaluation.contradictions import refuse_contradictions
from engine.evaluation.generated_source import AdviceSource, Source
from engine.evaluation.globals import AS_OF, Globals, parameters_in_force
from engine.evaluation.outcome import Decision, Outcome, Proof
from engine.evaluation.ready import Ready, functions_of
from engine.evaluation.reference import evaluate
from engine.feel.generated import HELPERS, opened
from engine.profile.model import FactView
from engine.program.model import Program
from engine.values import DECIMAL128, Truth

Slots = tuple[Any, ...]  # facts and parameters as generated code holds them
MEANING: Final[Mapping[bool | None, Truth]] = {
    True: Truth.MET,
    False: Truth.UNMET,
    None: Truth.UNKNOWN,
}


class Decided(NamedTuple):
    """What the generated function gives: truths as true, false or None, in the order of its `Source`."""

    measures: tuple[Any, ...]
    needed: tuple[bool | None, ...]
    held: tuple[bool | None, ...]
    criteria: tuple[bool | None, ...]
    findings: tuple[bool | None, ...]
    alerts: tuple[bool | None, ...]
    options: tuple[Decision, ...]
    overlaps: tuple[bool, ...]  # whether rows of a table that forbids it match together, or may do so


class Compiled:
    """The compiled form of a program. Safe to use from several threads."""

    def __init__(self, program: Program, ready: Ready | None = None) -> None:
        """Take its functions.

        Args:
            program: the checked pack.
            ready: what holds them, if it is there already; else they are generated now.
        """
        functions = functions_of(program) if ready is None else ready.functions
        self.program = program
        self.source: Source = functions.decide
        self._advice: AdviceSource = functions.advise
        self._decide = _function(functions.decide_code, self.source, "decide")
        self._advise = _function(functions.advise_code, self._advice, "advise")
        self._parameters = lru_cache(maxsize=64)(self._parameters_on)

    def _parameters_on(self, as_of: date) -> dict[str, Any]:
        return parameters_in_force(self.program, as_of)

    def slots(self, facts: FactView, as_of: date) -> Slots:
        """The values that the function takes, prepared from a profile.

        Raises:
            Faulty: the pack says nothing for the day.
        """
        parameters = self._parameters(as_of)
        return tuple(
            as_of if name == AS_OF else parameters[name] if name in parameters else opened(facts.value(name))
            for name in self.source.slots
        )

    def decide(self, slots: Slots, walk: Callable[[int], Any]) -> Decided:
        """Decide on prepared values.

        Args:
            slots: from `slots`.
            walk: evaluates one of the `Source`'s `left_to_walk`.

        Raises:
            DecimalException: an operation has no value; the walk has to answer.
        """
        before = getcontext()
        setcontext(DECIMAL128)
        try:
            return Decided(*self._decide(slots, walk))
        finally:
            setcontext(before)

    def evaluate(self, facts: FactView, as_of: date) -> Outcome:
        """The outcome for one loan, equal to the reference's.

        Raises:
            Faulty: as the reference.
        """
        values = Globals(self.program, facts, as_of, self._parameters(as_of))

        def walk(index: int) -> Any:  # noqa: ANN401  (a value of any type)
            return opened(values.evaluate(self.source.left_to_walk[index]))

        try:
            slots = self.slots(facts, as_of)
            decided = self.decide(slots, walk)
        except DecimalException:
            return evaluate(self.program, facts, as_of)
        if True in decided.overlaps:
            refuse_contradictions(self.program, values)
        measures = dict(zip(self.source.measures, decided.measures, strict=True))
        values.learn(measures.items())
        values.learn_later(
            partial(self._teach, {**dict(zip(self.source.slots, slots, strict=True)), **measures})
        )
        return self._outcome(decided, values, as_of)

    def _outcome(self, decided: Decided, values: Globals, as_of: date) -> Outcome:
        source = self.source
        proofs = (
            Proof(MEANING[one], MEANING[other])
            for one, other in zip(decided.needed, decided.held, strict=True)
        )
        return Outcome(
            as_of,
            values,
            dict(zip(source.requirements, proofs, strict=True)),
            _named(source.criteria, decided.criteria),
            _named(source.findings, decided.findings),
            _named(source.alerts, decided.alerts),
            dict(zip(source.options, decided.options, strict=True)),
        )

    def _teach(self, held: Mapping[str, Any], values: Globals) -> None:
        """Compute the measures and conditions on which no decision rests; nothing where one has no value.

        Args:
            held: what was taken and computed for the decisions, by name, as generated code holds it.
            values: to which to teach them.
        """
        source = self._advice
        slots = tuple([held[name] if name in held else opened(values.known(name)) for name in source.slots])
        before = getcontext()
        setcontext(DECIMAL128)
        try:
            measures, said = self._advise(
                slots, lambda index: opened(values.evaluate(source.left_to_walk[index]))
            )
        except DecimalException:
            return
        finally:
            setcontext(before)
        values.learn(zip(source.measures, measures, strict=True))
        values.learn_advice(zip(source.advice, said, strict=True))


def _function(
    code: CodeType, source: Source | AdviceSource, name: str
) -> Callable[[Slots, Callable[[int], Any]], tuple[Any, ...]]:
    names: dict[str, Any] = {**HELPERS, **source.constants}
    exec(code, names)  # noqa: S102  (made from typed trees only)
    function: Callable[[Slots, Callable[[int], Any]], tuple[Any, ...]] = names[name]
    return function


def _named(names: Iterable[str], truths: Iterable[bool | None]) -> dict[str, Truth]:
    return {name: MEANING[one] for name, one in zip(names, truths, strict=True)}
