"""The text of the Python function that decides a whole program: measures, criteria, findings, statuses.

Nothing is decided here that the walk doesn't decide. Were the text put together where it is run, nobody
could look at the function of a pack when the two evaluators disagree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engine.evaluation.generated_lines import Lines, certain
from engine.evaluation.generated_source import Source
from engine.evaluation.outcome import Decision, Status
from engine.feel.to_python import Writer
from engine.program.model import Criterion, Option, Program
from engine.program.resting import names_behind_decisions


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
        used = names_behind_decisions(self.program)
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
        """Where an option stands by its own criteria, as one of the numbers of `_OWN` or `_MET`."""
        claims = [self.criteria[one.key] for one in option.criteria]
        final = [self.criteria[one.key] for one in option.criteria if not one.curable]
        presumed = [one for one in option.criteria if one.presumed_until_told]
        shut, unmet = _any_is("False", final), _any_is("False", claims)
        unknown = " or ".join(map(self._is_open, option.criteria)) or "False"
        doubtful = _any_is("None", [self.criteria[one.key] for one in presumed])
        sure = f"{_TO_CURE} if {unmet} else {_MET}"
        doubted = f"{_TO_CURE_SO_FAR} if {unmet} else {_MET_SO_FAR}"
        open_ = sure if not presumed else f"({doubted}) if {doubtful} else {sure}"
        met = " and ".join(claims) or "True"
        return f"{_MET} if {met} else {_SHUT} if {shut} else {_UNKNOWN} if {unknown} else {open_}"

    def _is_open(self, one: Criterion) -> str:
        """Whether a claim is unknown and not presumed."""
        told = (
            f" and {self.variables[one.presumed_until_told]} is not None" if one.presumed_until_told else ""
        )
        return f"{self.criteria[one.key]} is None{told}"

    def _decision(self, index: int, option: Option, suspended: str) -> str:
        """The status by the option's own standing; one that is met looks at what goes before it."""
        before = [
            f"s{i}" for i, other in enumerate(self.program.options) if option.id in other.preferred_over
        ]
        met = "".join(f" or {one} == {_MET}" for one in before)
        met_so_far = "".join(f" or {one} == {_MET_SO_FAR}" for one in before)
        in_doubt = "".join(f" or {one} in {_UNDECIDED}" for one in before)
        own = self.body.writer.name_of(_OWN)
        behind, behind_so_far, first, first_so_far = (self.body.writer.name_of(one) for one in _OPEN)
        if any(one.presumed_until_told for one in option.criteria):
            behind = f"({behind} if s{index} == {_MET} else {behind_so_far})"
            first = f"({first} if s{index} == {_MET} else {first_so_far})"
        return (
            f"{own}[s{index}] if s{index} < {_MET_SO_FAR}"
            f" else {behind} if {suspended} is True{met}"
            + (f" else {behind_so_far} if {met_so_far.removeprefix(' or ')}" if met_so_far else "")
            + f" else {first_so_far} if {suspended} is None{in_doubt} else {first}"
        )


def _any_is(value: str, variables: Iterable[str]) -> str:
    return " or ".join(f"{one} is {value}" for one in variables) or "False"


# Where an option stands by its own criteria. `so far`: while nothing else is told of what is presumed.
_SHUT, _UNKNOWN, _TO_CURE, _TO_CURE_SO_FAR, _MET_SO_FAR, _MET = range(6)
_UNDECIDED = (_UNKNOWN, _TO_CURE_SO_FAR)
_OWN = (
    Decision(Status.NOT_AVAILABLE, settled=True),
    Decision(Status.NEEDS_INFORMATION, settled=False),
    Decision(Status.NEEDS_ACTION, settled=True),
    Decision(Status.NEEDS_ACTION, settled=False),
)
_OPEN = (
    Decision(Status.AVAILABLE, settled=True),
    Decision(Status.AVAILABLE, settled=False),
    Decision(Status.RECOMMENDED, settled=True),
    Decision(Status.RECOMMENDED, settled=False),
)
