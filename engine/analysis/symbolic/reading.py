"""One checked program, read for all possible borrowers at once.

The solver has to mean by a rule what the reference means by it, unknown facts included. So the same typed
trees are read here, node by node, and what can't be read exactly is marked, never guessed.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from engine.analysis.symbolic.ground import LAST_DAY
from engine.analysis.symbolic.lower import RULES
from engine.analysis.symbolic.scope import Scope
from engine.analysis.symbolic.statuses import Standing, Statuses
from engine.analysis.symbolic.symbols import Claim, Symbol, Symbolic, all_of, any_of
from engine.analysis.symbolic.terms import TRUE, Bool, at_most, both, chosen, either, negated, number
from engine.analysis.symbolic.texts import Texts
from engine.analysis.symbolic.told import Told
from engine.analysis.symbolic.valuation import written
from engine.evaluation.globals import PARAMETER
from engine.evaluation.outcome import Status
from engine.feel.core import Constant, Node, children
from engine.profile.facts import AS_OF
from engine.program.model import Criterion, Program, Requirement
from engine.rulebook.model import DatedValue
from engine.source import Span


class Reading:
    """A program over the facts that a borrower may tell; each thing is read when it is asked for."""

    def __init__(self, program: Program, told: Told) -> None:
        """Take a program, and the symbols of the facts of its dictionary."""
        self.program = program
        self.told = told
        self._names: dict[str, Symbolic] = {}
        self._criteria: dict[str, Claim] = {}
        self._by_key: Mapping[str, Criterion] = {one.key: one for one in program.criteria}
        self._parameters = {PARAMETER + one.id: one for one in program.parameters}
        self._alerts = {one.id: one for one in program.alerts}
        self._scope = Scope(told.ground, RULES, program.functions, self.value, program.formulas)
        for node in _formulas(program):
            _name_texts(node, told.ground.texts)
        self._statuses = Statuses(program, self.criterion, self.known, self.alert)
        head = program.head
        until = LAST_DAY if head.until is None else head.until.toordinal()
        day = told.as_of
        term = both(at_most(number(head.since.toordinal()), day), at_most(day, number(until)))
        told.ground.holds(term, {told.label(AS_OF)})

    @property
    def constraints(self) -> list[Bool]:
        """What holds of every borrower, as far as something has been read."""
        return self.told.constraints

    @property
    def approximated(self) -> dict[str, Span]:
        """What wasn't read exactly so far, and where it stands."""
        return {one.name: one.span for one in self.told.ground.applications if one.span is not None}

    def value(self, name: str) -> Symbolic:
        """A fact, a measure, or a parameter (`parameter.grace_days`).

        Raises:
            UnreadableError: a measure that is a list which can't be read exactly.
        """
        if name not in self._names:
            self._names[name] = self._value(name)
        return self._names[name]

    def _value(self, name: str) -> Symbolic:
        if name in self._parameters:
            return self._parameter(self._parameters[name].values)
        formula = self.program.formulas.get(name)
        return self.told.symbol(name) if formula is None else self.evaluate(formula)

    def _parameter(self, values: tuple[DatedValue, ...]) -> Symbol:
        """The value in force, by the day; only those that can be in force on a day of the pack."""
        head, texts = self.program.head, self.told.ground.texts
        last = date.max if head.until is None else head.until
        dated = [
            one for one in values if one.since <= last and (one.until is None or one.until >= head.since)
        ]
        newest, *older = dated[::-1]
        found = written(newest.value, texts)
        for one in older:
            until = date.max if one.until is None else one.until
            found = chosen(
                at_most(self.told.as_of, number(until.toordinal())), written(one.value, texts), found
            )
        return Symbol(TRUE, found)

    def known(self, name: str) -> Bool:
        """Whether a name has a value."""
        return self.value(name).known

    def evaluate(self, node: Node) -> Symbolic:
        """The value of an expression."""
        return self._scope.read(node)

    def truth(self, node: Node) -> Claim:
        """The truth of a condition."""
        return self._scope.truth(node)

    def criterion(self, key: str) -> Claim:
        """The truth of a criterion."""
        if key not in self._criteria:
            self._criteria[key] = self._criterion(self._by_key[key])
        return self._criteria[key]

    def _criterion(self, one: Criterion) -> Claim:
        if one.test is not None:
            return self.truth(one.test)
        if one.finding is not None:
            return self.finding(one.finding)
        return all_of(self.requirement(name) for name in one.evidence)

    def finding(self, name: str) -> Claim:
        """The truth of a finding."""
        finding = self.program.findings_by_id[name]
        claims = [self.criterion(one.key) for one in finding.criteria]
        return all_of(claims) if finding.needs_all else any_of(claims)

    def alert(self, name: str) -> Claim:
        """Whether an alert stands."""
        return all_of(self.criterion(one.key) for one in self._alerts[name].criteria)

    def requirement(self, name: str) -> Claim:
        """Whether a document isn't needed, or is at hand."""
        one: Requirement = self.program.requirements_by_id[name]
        needed = Claim(TRUE, negated(TRUE)) if one.needed is None else self.truth(one.needed)
        held = self.truth(one.held)
        return Claim(either(needed.unmet, held.met), both(needed.met, held.unmet))

    def own(self, option: str) -> Standing:
        """Where an option stands by its own criteria, whatever becomes of the others."""
        return self._statuses.own(option)

    def status(self, option: str, status: Status) -> Bool:
        """Whether an option has a status."""
        return self._statuses.status(option, status)

    def settled(self, option: str) -> Bool:
        """Whether no further fact can change the status of an option."""
        return self._statuses.settled(option)


def _formulas(program: Program) -> Iterator[Node]:
    """Every condition and formula on which a decision may rest."""
    yield from program.formulas.values()
    yield from (one.test for one in program.criteria if one.test is not None)
    for requirement in program.required:
        yield from (one for one in (requirement.needed, requirement.held) if one is not None)


def _name_texts(node: Node, texts: Texts) -> None:
    """Give each text its number in the order of the pack, so that no question changes it for the next."""
    if isinstance(node, Constant) and isinstance(node.value, str):
        texts.code(node.value)
    for child in children(node):
        _name_texts(child, texts)
