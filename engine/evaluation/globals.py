"""The values that names stand for while one loan is assessed on one day.

Measures are computed when first asked for and kept, so that the order of rules doesn't matter and a
measure that nothing needs costs nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from engine.diagnostics import Diagnostic, Faulty
from engine.feel.core import Node
from engine.feel.operations import plain
from engine.feel.types import ListType, RecordType, Type
from engine.feel.unknown import Unknown, Value, missing
from engine.feel.walk import Scope, evaluate
from engine.profile.model import FactView
from engine.program.model import Advice, Program
from engine.rulebook.model import PackHead

AS_OF = "as_of"
PARAMETER = "parameter."


class Globals(Mapping[str, Value]):
    """Facts of the profile, parameters in force and measures, by name; `Unknown` where not known."""

    def __init__(
        self, program: Program, facts: FactView, as_of: date, parameters: Mapping[str, Value] | None = None
    ) -> None:
        """Take the facts of one loan.

        Args:
            program: whose names they are.
            facts: what the profile says, `loan` being the loan in question.
            as_of: the day of the assessment, whatever the profile says.
            parameters: `parameters_in_force` on that day, if they have been looked up already.

        Raises:
            Faulty: the pack says nothing for the day (R242).
        """
        self.facts = facts
        in_force = parameters_in_force(program, as_of) if parameters is None else parameters
        self._values: dict[str, Value] = {AS_OF: as_of, **in_force}
        self._program = program
        self._formulas = program.formulas
        self._types = program.types
        self._functions = program.functions
        self._unknown: set[str] = set()  # measures of which no more is known than that
        self._said: dict[str, object] = {}  # the conditions of steps and cautions
        self._rest: Callable[[Globals], None] | None = None

    @property
    def scope(self) -> Scope:
        """Where expressions are evaluated. It isn't kept: values that hold what holds them stay in memory."""
        return Scope(self, self._functions)

    def __getitem__(self, name: str) -> Value:
        if name not in self._values:
            if name in self._formulas:
                self._compute(name)
            else:
                self._values[name] = told(name, self.facts.value(name), self._types.get(name))
        return self._values[name]

    def _compute(self, name: str) -> None:
        """Compute a measure; of a long chain of them, each after those that it uses."""
        chains, waiting = self._program.long_chains, [name]
        while waiting:
            one = waiting[-1]
            lacking = [used for used in chains.get(one, ()) if used not in self._values]
            waiting += lacking
            if not lacking:
                waiting.pop()
                if one not in self._values:
                    self._values[one] = tidy(self.evaluate(self._formulas[one]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._types)

    def __len__(self) -> int:
        return len(self._types)

    def learn(self, measures: Iterable[tuple[str, Value | None]]) -> None:
        """Take measures that have been computed already; None, or in a list, has its causes still to come."""
        for name, value in measures:
            if isinstance(value, Decimal):
                self._values[name] = plain(value)
            elif value is None:
                self._unknown.add(name)
            elif not isinstance(value, tuple):
                self._values[name] = value
            elif None not in value:
                self._values[name] = tidy(value)

    def learn_advice(self, said: Iterable[tuple[str, bool | None]]) -> None:
        """Take the conditions of steps and cautions, by their ids, that have been computed already."""
        self._said.update(said)

    def learn_later(self, rest: Callable[["Globals"], None]) -> None:
        """Keep what teaches measures and conditions on which no decision rests, until one is asked for."""
        self._rest = rest

    def _learn_rest(self) -> None:
        rest, self._rest = self._rest, None
        if rest is not None:
            rest(self)

    def known(self, name: str) -> Value | None:
        """As `[name]`, but None for what isn't known, without the search for its causes."""
        if name not in self._values:
            if name not in self._formulas:
                return self.facts.value(name)
            self._learn_rest()
            if name in self._unknown:
                return None
        value = self[name]
        return None if isinstance(value, Unknown) else value

    def says(self, advice: Advice) -> bool:
        """Whether a step or caution is said: its condition isn't false."""
        if advice.when is None:
            return True
        if self._rest is not None:
            self._learn_rest()
        if advice.id not in self._said:
            self._said[advice.id] = self.evaluate(advice.when)
        return self._said[advice.id] is not False

    def evaluate(self, node: Node) -> Value:
        """The value of an expression, `Unknown` with its causes where it has none."""
        return evaluate(node, self.scope)


def tidy(value: Value) -> Value:
    """The value of a measure, with no minus before a zero, also inside lists."""
    if isinstance(value, Decimal):
        return plain(value)
    return tuple(map(tidy, value)) if isinstance(value, tuple) else value


def told(path: str, value: Value | None, kind: Type | None) -> Value:
    """A fact as the walk takes it: what wasn't told is `Unknown` by its path, also inside lists."""
    if value is None:
        return missing(path)
    if isinstance(value, tuple) and isinstance(kind, ListType):
        return tuple(told(f"{path}[{place}]", one, kind.element) for place, one in enumerate(value, start=1))
    if isinstance(value, Mapping) and isinstance(kind, RecordType):
        return {name: told(f"{path}.{name}", value.get(name), of) for name, of in kind.fields.items()}
    return value


def parameters_in_force(program: Program, as_of: date) -> dict[str, Value]:
    """The value of each parameter on a day, by its name in expressions.

    Raises:
        Faulty: R242 for a pack that isn't in force.
    """
    head = program.head
    if as_of < head.since or (head.until is not None and as_of > head.until):
        raise Faulty([_not_in_force(head, as_of)])
    values: dict[str, Value] = {}
    for parameter in program.parameters:
        dated = parameter.in_force(as_of)
        # INVARIANT: on each of the pack's days each parameter has a value: the check R216.
        assert dated is not None  # noqa: S101  (a promise of the checks)
        values[PARAMETER + parameter.id] = dated.value
    return values


def _not_in_force(head: PackHead, as_of: date) -> Diagnostic:
    return Diagnostic(
        "R242",
        f"the pack `{head.id.text}` says nothing for {as_of.isoformat()}",
        head.span,
        f"in force from {head.since}" + (f" to {head.until}" if head.until else ""),
        "give a date within that time with `--as-of`, or another pack",
    )
