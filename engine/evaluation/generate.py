"""The text of the Python function that decides a whole program: measures, criteria, findings, statuses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from engine.evaluation.generated_lines import Lines, certain
from engine.evaluation.outcome import Decision, Status
from engine.feel.core import Node, globals_of
from engine.feel.to_python import Writer
from engine.program.model import Criterion, Option, Program


class Source(Struct, frozen=True):
    """The generated function `decide(v, walk)` and the names of what goes in and comes out, in order.

    Attributes:
        slots: facts and parameters that it takes.
        left_to_walk: expressions that it asks `walk` for, by their index.
    """

    text: str
    constants: Mapping[str, object]
    slots: tuple[str, ...]
    measures: tuple[str, ...]
    requirements: tuple[str, ...]
    criteria: tuple[str, ...]
    findings: tuple[str, ...]
    alerts: tuple[str, ...]
    options: tuple[str, ...]
    left_to_walk: tuple[Node, ...]


def function_text(program: Program) -> Source:
    """Generate the function of a program."""
    return _Generator(program).source()


@dataclass(slots=True)
class _Generator:
    """Collects lines; every thing of the program gets a variable, kept by its name."""

    program: Program
    variables: dict[str, str] = field(default_factory=dict)
    needed: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    criteria: dict[str, str] = field(default_factory=dict)
    findings: dict[str, str] = field(default_factory=dict)
    alerts: dict[str, str] = field(default_factory=dict)
    body: Lines = field(init=False)

    def source(self) -> Source:
        """Write everything in the order in which one needs the other."""
        slots, measures = self._name_values()
        self.body = Lines(Writer(self.variables, certain(self.variables), self.program.functions))
        for name in measures:
            self.body.assign(self.variables[name], self.program.formulas[name])
        self._write_requirements()
        self._write_findings()
        for owner in self.program.judged:
            self._write_criteria(owner.criteria)
        self._write_alerts()
        decisions = self._write_options()
        results = (
            [self.variables[name] for name in measures],
            *(one.values() for one in (self.needed, self.held, self.criteria, self.findings, self.alerts)),
            decisions,
            [self.body.overlap(one.formulas[0]) for one in self.program.tables if one.forbids_overlap],
        )
        return self._source(slots, measures, results)

    def _source(
        self, slots: Sequence[str], measures: Sequence[str], results: Iterable[Iterable[str]]
    ) -> Source:
        taken = "".join(f"{self.variables[name]}, " for name in slots)
        head = ["def decide(v, walk):", *([f" ({taken}) = v"] if slots else [])]
        given = ", ".join(f"({''.join(f'{one}, ' for one in some)})" for some in results)
        return Source(
            text="\n".join([*head, *(f" {line}" for line in self.body.lines), f" return {given}"]),
            constants=self.body.writer.constants,
            slots=tuple(slots),
            measures=tuple(measures),
            requirements=tuple(self.needed),
            criteria=tuple(self.criteria),
            findings=tuple(self.findings),
            alerts=tuple(self.alerts),
            options=tuple(one.id for one in self.program.options),
            left_to_walk=tuple(self.body.left_to_walk),
        )

    def _name_values(self) -> tuple[list[str], list[str]]:
        """Facts and parameters that go in, and the measures that something needs; all get a variable."""
        used = _used(self.program)
        ids = {one.id for one in self.program.computed}
        measures = [one.id for one in self.program.computed if one.id in used]
        slots = [name for name in self.program.types if name in used and name not in ids]
        self.variables |= {name: f"v{i}" for i, name in enumerate(slots)}
        self.variables |= {name: f"m{i}" for i, name in enumerate(measures)}
        return slots, measures

    def _write_requirements(self) -> None:
        for i, one in enumerate(self.program.required):
            self.needed[one.id] = "True" if one.needed is None else self.body.assign(f"n{i}", one.needed)
            self.held[one.id] = self.body.assign(f"h{i}", one.held)

    def _write_findings(self) -> None:
        for i, one in enumerate(self.program.findings):
            self._write_criteria(one.criteria)
            claims = [self.criteria[claim.key] for claim in one.criteria]
            self.findings[one.id] = self._combined(f"f{i}", claims, needs_all=one.needs_all)

    def _write_criteria(self, criteria: Iterable[Criterion]) -> None:
        for one in criteria:
            variable = f"c{len(self.criteria)}"
            if one.test is not None:
                self.criteria[one.key] = self.body.assign(variable, one.test)
            elif one.finding is not None:
                self.criteria[one.key] = self.findings[one.finding]
            else:
                self.criteria[one.key] = self._combined(variable, self._proofs(one), needs_all=True)

    def _proofs(self, one: Criterion) -> list[str]:
        """Variables for whether each document of a criterion is brought or not needed."""
        variables = []
        for name in one.evidence:
            variable = f"p{len(self.body.lines)}"
            needed, held = self.needed[name], self.held[name]
            brought = f"True if {needed} is False or {held} is True"
            unknown = f"None if {needed} is None or {held} is None"
            self.body.lines.append(f"{variable} = {brought} else {unknown} else False")
            variables.append(variable)
        return variables

    def _combined(self, variable: str, claims: Sequence[str], *, needs_all: bool) -> str:
        """A line for Kleene's and, or or, of variables; the one variable itself where there is one."""
        if len(claims) == 1:
            return claims[0]
        settling, other = ("False", "True") if needs_all else ("True", "False")
        settles = " or ".join(f"{one} is {settling}" for one in claims) or "False"
        unknown = " or ".join(f"{one} is None" for one in claims) or "False"
        self.body.lines.append(f"{variable} = {settling} if {settles} else None if {unknown} else {other}")
        return variable

    def _write_alerts(self) -> None:
        for i, one in enumerate(self.program.alerts):
            claims = [self.criteria[claim.key] for claim in one.criteria]
            self.alerts[one.id] = self._combined(f"a{i}", claims, needs_all=True)

    def _write_options(self) -> list[str]:
        """A line for where each option stands by itself, then one for each decision."""
        suspending = [self.alerts[one.id] for one in self.program.alerts if one.suspends]
        suspended = self._combined("suspended", suspending, needs_all=False)
        for i, one in enumerate(self.program.options):
            self.body.lines.append(f"s{i} = {self._standing(one)}")
        for i, one in enumerate(self.program.options):
            self.body.lines.append(f"d{i} = {self._decision(i, one, suspended)}")
        return [f"d{i}" for i in range(len(self.program.options))]

    def _standing(self, option: Option) -> str:
        """Where an option stands by its own criteria: 0 shut, 1 unknown, 2 to be put right, 3 met."""
        claims = [self.criteria[one.key] for one in option.criteria]
        final = [self.criteria[one.key] for one in option.criteria if not one.curable]
        shut = " or ".join(f"{one} is False" for one in final) or "False"
        unknown = " or ".join(f"{one} is None" for one in claims) or "False"
        return f"3 if {' and '.join(claims) or 'True'} else 0 if {shut} else 1 if {unknown} else 2"

    def _decision(self, index: int, option: Option, suspended: str) -> str:
        preferred = [i for i, other in enumerate(self.program.options) if option.id in other.preferred_over]
        available = "".join(f" or s{i} == 3" for i in preferred)
        undecided = "".join(f" or s{i} == 1" for i in preferred)
        shut, unknown, to_cure, behind, so_far, first = (self.body.writer.name_of(one) for one in _DECISIONS)
        return (
            f"({shut}, {unknown}, {to_cure})[s{index}] if s{index} != 3"
            f" else {behind} if {suspended} is True{available}"
            f" else {so_far} if {suspended} is None{undecided} else {first}"
        )


_DECISIONS = (
    Decision(Status.NOT_AVAILABLE, settled=True),
    Decision(Status.NEEDS_INFORMATION, settled=False),
    Decision(Status.NEEDS_ACTION, settled=True),
    Decision(Status.AVAILABLE, settled=True),
    Decision(Status.RECOMMENDED, settled=False),
    Decision(Status.RECOMMENDED, settled=True),
)


def _used(program: Program) -> set[str]:
    """Names that some criterion or requirement needs, through measures."""
    nodes = [one.test for one in program.criteria]
    nodes += [one.formulas[0] for one in program.tables if one.forbids_overlap]
    nodes += [node for one in program.required for node in (one.needed, one.held)]
    waiting = [name for node in nodes if node is not None for name in _names_in(node)]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += _names_in(program.formulas[name]) if name in program.formulas else []
    return used


def _names_in(node: Node) -> list[str]:
    return [one.name for one in globals_of(node)]
