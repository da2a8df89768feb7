"""Every expression of a program, with the rule that it belongs to.

What the cases reach and which change of a rule they would notice is asked of each condition and formula that
an answer can rest on. A list kept in each of the two places would soon miss the newest kind of rule in one.
"""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from engine.evaluation.globals import PARAMETER
from engine.feel.core import Constant, Global, Node, Origin
from engine.feel.types import DateType, DaysType, MonthsType, Type
from engine.profile.facts import ScalarForm
from engine.program.model import COLLECTED, Program


class Expression(Struct, frozen=True):
    """An expression as a whole.

    Attributes:
        owner: id of the measure, requirement, step or caution, or key of the criterion; of an output of a
            table, its name.
        root: what it comes to.
    """

    owner: str
    root: Node


def expressions(program: Program) -> Iterator[Expression]:
    """Every expression that somebody wrote, those of measures and tables first.

    What a table collects is left out: it repeats the cells of the table.
    """
    for measure in program.computed:
        if COLLECTED not in measure.id:
            yield Expression(measure.id, measure.formula)
    for one in program.requirements:
        if one.needed is not None:
            yield Expression(one.id, one.needed)
        yield Expression(one.id, one.held)
    for criterion in program.criteria:
        if criterion.test is not None:
            yield Expression(criterion.key, criterion.test)
    for advice in (*program.steps.values(), *program.cautions.values()):
        if advice.when is not None:
            yield Expression(advice.id, advice.when)


class Steps:
    """By how much a value can change at least: what stands next to a threshold."""

    def __init__(self, program: Program) -> None:
        """Take the steps of the facts: money that a profile tells has whole fen."""
        self._parameters = {PARAMETER + one.id: one for one in program.parameters}
        self._of_type: dict[Type, Decimal] = {}
        for fact in program.dictionary.facts:
            if isinstance(fact.form, ScalarForm) and fact.form.step is not None:
                step = fact.form.step
                self._of_type[fact.type] = min(step, self._of_type.get(fact.type, step))

    def of(self, *nodes: Node) -> Decimal | None:
        """The step of values that are compared, or the one of a value.

        Args:
            nodes: of one type; a bare number among them has the unit of the others.

        Returns:
            Of dates and durations 1, a day or a month; of a number that of the facts of its unit, else the
            last digit in which it is written; None where nothing says how fine the values are.
        """
        kinds = [node.type for node in nodes]
        if any(isinstance(kind, DateType | DaysType | MonthsType) for kind in kinds):
            return Decimal(1)
        found = next((self._of_type[kind] for kind in kinds if kind in self._of_type), None)
        if found is not None:
            return found
        written = [value for node in nodes for value in self._written(node)]
        return min(map(_last_digit, written), default=None)

    def _written(self, node: Node) -> Iterator[Decimal]:
        """The numbers that somebody wrote for a node."""
        if isinstance(node, Constant) and isinstance(node.value, Decimal):
            yield node.value
        if isinstance(node, Global) and node.origin is Origin.PARAMETER:
            for dated in self._parameters[node.name].values:
                if isinstance(dated.value, Decimal):
                    yield dated.value


def _last_digit(number: Decimal) -> Decimal:
    """1 for 60, 0.0001 for 0.0005."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "a rule holds no infinity"  # noqa: S101  (a promise of the reader)
    return Decimal(1).scaleb(min(exponent, 0))
