"""The values that a fact can take, counted: to the fen, to the day, in whole instalments.

A threshold between two of them is no threshold: nobody can pay half a fen, or apply at noon of two days.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct

from engine.feel.types import DateType, NumberType
from engine.profile.facts import Fact, ScalarForm
from engine.profile.model import Value

FINEST: Final = Decimal("0.000001")  # of a number of which the dictionary doesn't say how fine it is
LARGEST: Final = Decimal(10**12)  # of a number without a bound
FARTHEST: Final = 36_525  # days before and after the day of the assessment that a date is tried at


class Scale(Struct, frozen=True):
    """A number in steps; a date in days, which has no step."""

    step: Decimal | None

    def value(self, place: int) -> Value:
        """The value at a place."""
        return date.fromordinal(place) if self.step is None else self.step * place

    def place(self, value: Value, *, up: bool) -> int:
        """The place of a value; of one between two places the upper or the lower of these."""
        if isinstance(value, date):
            return value.toordinal()
        assert isinstance(value, Decimal), "nothing else has an order here"  # noqa: S101
        assert self.step is not None, "a number has a step"  # noqa: S101
        numerator, denominator = (value / self.step).as_integer_ratio()
        return -(-numerator // denominator) if up else numerator // denominator


def scale_of(fact: Fact) -> Scale | None:
    """The scale of a fact; None for what has no order."""
    if isinstance(fact.type, DateType):
        return Scale(None)
    if isinstance(fact.type, NumberType) and isinstance(fact.form, ScalarForm):
        return Scale(fact.form.step or FINEST)
    return None


def extent(fact: Fact, scale: Scale, as_of: date) -> tuple[int, int]:
    """The first and the last place that a profile can tell."""
    form = fact.form
    if scale.step is None or not isinstance(form, ScalarForm):
        day = as_of.toordinal()
        return max(day - FARTHEST, 1), min(day + FARTHEST, date.max.toordinal())
    least = -LARGEST if form.least is None else form.least
    most = LARGEST if form.most is None else form.most
    return scale.place(least, up=True), scale.place(most, up=False)
