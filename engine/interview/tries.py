"""What somebody may answer: a few values of a fact that stand for all the others.

Of a fixed set it is each value, of a number or a day those at which a rule turns and those beside them.
What a question is worth is looked up by trying these. They decide about the order of the questions, and
about nothing else.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from msgspec import Struct

from engine.evaluation.globals import Globals
from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.interview.places import fact_at, names_of_all, naming_field, put
from engine.interview.state import Core, State
from engine.interview.turning import Pair, compared_texts, turning_points
from engine.profile.checker import EXACT
from engine.profile.facts import Fact, Form, ListForm, RecordForm, ScalarForm

_BASES = tuple(map(Decimal, ("0", "0.001", "1", "30", "1000", "10000")))
_FINEST = Decimal("0.0001")  # between a number and its neighbours, where it has no step of its own
_DAYS = (-400, -60, -1, 0, 1, 60, 400)  # from the day of the assessment


class Try(Struct, frozen=True):
    """A value that may be answered, and how much it counts among all of its fact."""

    value: object
    weight: Decimal = Decimal(1)


class Tries(Struct, frozen=True):
    """Finds what to try."""

    core: Core
    pairs: tuple[Pair, ...]

    def of(self, state: State, path: str) -> tuple[Try, ...]:
        """The values to try for the fact at a place."""
        fact = fact_at(self.core.program.dictionary, path)
        if fact is None:
            return ()
        if isinstance(fact.form, ListForm):
            return tuple(self._lists(fact, fact.form))
        return tuple(map(Try, dict.fromkeys(self._scalars(state, path, fact, fact.form))))

    def _lists(self, fact: Fact, form: ListForm) -> Iterator[Try]:
        """None at all, which counts for half, or one of a kind, of which no more is known yet."""
        each = self.core.program.dictionary.each
        if each is None or fact.name != each.many:
            yield Try([])
        named = naming_field(form)
        fields = form.element.fields if isinstance(form.element, RecordForm) else {}
        kinds = _values(fields[named]) if named else ()
        for kind in kinds:
            yield Try([{named: kind}], Decimal(1) / len(kinds))
        if fields and not kinds:
            yield Try([{}])

    def _scalars(self, state: State, path: str, fact: Fact, form: ScalarForm) -> Iterator[object]:
        match form.type:
            case TruthType():
                yield from (True, False)
            case TextType(values=values) if values is not None:
                yield from values
            case NumberType():
                yield from self._numbers(state, path, fact, form)
            case DateType():
                yield from self._days(state, path, fact)
            case _:
                yield from self._texts(state, fact)

    def _texts(self, state: State, fact: Fact) -> Iterator[str]:
        """What it is compared with, the names of the loans, and something else."""
        dictionary = self.core.program.dictionary
        if any(f"{one.many}.{one.name}" == fact.name for one in dictionary.references):
            yield from names_of_all(dictionary, state.told)
            return
        for outcome in state.outcomes:
            yield from compared_texts(self.pairs, fact.name, outcome.values)
        yield "-"

    def _numbers(self, state: State, path: str, fact: Fact, form: ScalarForm) -> Iterator[Decimal]:
        step = form.step or _FINEST
        fitting = [one for one in _BASES if _fits(one, form)]
        yield from fitting
        bases = (fitting[-2], fitting[-1]) if len(fitting) > 1 else None
        turning = self._turning(state, path, fact, bases, bases) if bases else ()
        for point in turning:
            lower = EXACT.multiply(step, (point / step).to_integral_value(ROUND_FLOOR))
            yield from (one for one in (lower - step, lower, lower + step) if _fits(one, form))

    def _days(self, state: State, path: str, fact: Fact) -> Iterator[str]:
        today = self.core.as_of
        month = 30 if today.year < date.max.year else -30
        two = (today, today + timedelta(month))
        bases = (Decimal(two[0].toordinal()), Decimal(two[1].toordinal()))
        turning = self._turning(state, path, fact, bases, (two[0].isoformat(), two[1].isoformat()))
        near = [int(point) + beside for point in turning for beside in (-1, 0, 1)]
        for ordinal in (*(today.toordinal() + one for one in _DAYS), *near):
            if 0 < ordinal <= date.max.toordinal():
                yield date.fromordinal(ordinal).isoformat()

    def _turning(
        self,
        state: State,
        path: str,
        fact: Fact,
        bases: tuple[Decimal, Decimal],
        raw: tuple[object, object],
    ) -> tuple[Decimal, ...]:
        """Where the rules turn, of all loans."""
        first, second = (self._values(state, path, one) for one in raw)
        found = {
            point: None
            for one, other in zip(first, second, strict=False)
            for point in turning_points(self.pairs, fact.name, bases, (one, other))
        }
        return tuple(found)

    def _values(self, state: State, path: str, value: object) -> tuple[Globals, ...]:
        told = put(state.told, self.core.program.dictionary, path, value)
        return tuple(one.values for one in self.core.tried(told))


def _values(form: Form) -> tuple[str, ...]:
    return (isinstance(form.type, TextType) and form.type.values) or ()


def _fits(value: Decimal, form: ScalarForm) -> bool:
    above = form.least is None or form.least <= value
    below = form.most is None or value <= form.most
    return above and below and not (form.step and EXACT.remainder(value, form.step))
