"""Working days on columns: asked once for each day that occurs, and kept.

Polars knows no calendar of holidays. Asked row by row, Python would be called a million times for what it
has said of the same few days.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from engine.evaluation.columns.values import Days, Lowered, Truthful
from engine.feel import core
from engine.feel.types import DATE

if TYPE_CHECKING:
    from engine.evaluation.columns.keys import Environment
    from engine.evaluation.columns.lower import Lowering

_START = date(1970, 1, 1)


class Kept:
    """What a function of one day says, for the days that it has been asked for."""

    def __init__(self, function: Callable[[date], object]) -> None:
        """Take the function; it gives a date or a truth."""
        self._function = function
        self._known: dict[int, int] = {}

    def __call__(self, days: pl.Series) -> pl.Series:
        """The answers for days, as whole numbers."""
        numbers = days.to_physical()
        told = numbers.is_not_null()
        different, places = np.unique(numbers.drop_nulls().to_numpy(), return_inverse=True)
        answers = np.array([self._answer(int(one)) for one in different], dtype=np.int64)
        found = np.zeros(len(days), dtype=np.int64)
        found[told.to_numpy()] = answers[places]
        return pl.select(pl.when(told).then(pl.Series(found))).to_series()

    def _answer(self, number: int) -> int:
        if number not in self._known:
            told = self._function(_START + timedelta(number))
            self._known[number] = (told - _START).days if isinstance(told, date) else int(bool(told))
        return self._known[number]


def _of_day(name: str) -> Callable[["Lowering", core.Call, "Environment"], Lowered]:
    def call(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
        day = lowering.day(node.arguments[0], environment)
        kept = Kept(lowering.program.functions[name].apply)
        column = lowering.plan.keep(
            lowering.plan.apply(
                lambda one: one.map_batches(kept, return_dtype=pl.Int64(), is_elementwise=True), day.column
            )
        )
        if node.type == DATE:
            dated = lowering.plan.apply(lambda one: one.cast(pl.Int32).cast(pl.Date), column)
            return Days(lowering.plan.keep(dated), day.doubt)
        return Truthful(lowering.plan.keep(lowering.plan.apply(lambda one: one == 1, column)), day.doubt)

    return call


CALENDAR_CALLS: Mapping[str, Callable[["Lowering", core.Call, "Environment"], Lowered]] = {
    name: _of_day(name)
    for name in (
        "is working day",
        "next working day",
        "next certain working day",
        "calendar is provisional",
    )
}
