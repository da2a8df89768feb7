"""A batch through the plan, and what is in doubt in it through the evaluator that is exact.

Columns say of each row whether they may be wrong. If nobody then asked the reference about those rows, a
screened file would be right on nearly every row, and nobody could tell on which not.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from engine.diagnostics import Diagnostic, Faulty
from engine.evaluation.columnar import BY_REFERENCE, Screened
from engine.evaluation.globals import AS_OF
from engine.profile.model import FactView

if TYPE_CHECKING:
    from engine.evaluation.columnar import Columnar
    from engine.evaluation.columns.regime import Regime

Faults = dict[int, Sequence[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Batches:
    """A batch on its way.

    Attributes:
        original: what is known of the loan in a row.
        unfit: rows that don't hold all that is known.
    """

    columnar: "Columnar"
    profiles: pl.DataFrame
    original: Callable[[int], FactView] | None
    unfit: frozenset[int]

    def on_one_day(self, regime: "Regime", as_of: date) -> Screened:
        """Every row as of one day."""
        found = regime.run(self.profiles)
        return self._settled(regime, found, range(self.profiles.height), lambda _: as_of)

    def on_days(self, regime_of: Callable[[date], "Regime"]) -> Screened:
        """Each row as of the day that it tells.

        Raises:
            ValueError: one tells none.
        """
        days = self.profiles.get_column(AS_OF)
        if days.null_count():
            raise ValueError("a row tells no day")
        groups: dict[int, tuple[Regime, list[date]]] = {}
        faults: Faults = {}
        for day in days.unique().to_list():
            try:
                regime = regime_of(day)
            except Faulty as faulty:
                rows = days.eq_missing(day).arg_true().to_list()
                faults |= dict.fromkeys(rows, tuple(faulty.diagnostics))
            else:
                groups.setdefault(id(regime), (regime, []))[1].append(day)
        parts = [self._group(regime, days, of) for regime, of in groups.values()]
        return _assembled(parts, faults, self.profiles.height)

    def _group(self, regime: "Regime", days: pl.Series, of: list[date]) -> tuple[list[int], Screened]:
        """The rows of the days on which the same parameters are in force."""
        rows = days.is_in(of).arg_true().to_list()
        found = regime.run(self.profiles[rows])
        return rows, self._settled(regime, found, rows, lambda row: days[row])

    def _settled(
        self, regime: "Regime", found: pl.DataFrame, rows: Iterable[int], day: Callable[[int], date]
    ) -> Screened:
        """With what was in doubt decided."""
        places = list(rows)
        doubt = found.get_column(BY_REFERENCE)
        doubtful = set(doubt.arg_true().to_list()) if doubt.any() else set()
        if self.unfit:
            doubtful |= {place for place, row in enumerate(places) if row in self.unfit}
        if not doubtful:
            return Screened(found, ())
        answers: list[list[Any]] = []
        faults: Faults = {}
        where = sorted(doubtful)
        for place in where:
            row = places[place]
            try:
                outcome = self.columnar.exactly(self._view(row), day(row))
                answers.append(regime.answers(outcome))
            except Faulty as faulty:
                faults[place] = tuple(faulty.diagnostics)
                answers.append([*([None] * (found.width - 1)), True])
        exact = pl.DataFrame(answers, schema=found.schema, orient="row")
        return Screened(_replaced(found, exact, where), tuple(where), faults)

    def _view(self, row: int) -> FactView:
        if self.original is not None:
            return self.original(row)
        return self.columnar.layout.view(self.profiles.row(row, named=True))


def _replaced(found: pl.DataFrame, exact: pl.DataFrame, places: list[int]) -> pl.DataFrame:
    """The table with other rows at some places."""
    order = pl.select(pl.int_range(found.height, dtype=pl.Int64)).to_series()
    order = order.scatter(places, range(found.height, found.height + len(places)))
    return pl.concat([found, exact])[order]


def _assembled(parts: list[tuple[list[int], Screened]], faults: Faults, height: int) -> Screened:
    """The parts in the order of the batch; rows at fault are null."""
    by_reference: list[int] = []
    frames: list[pl.DataFrame] = []
    places: dict[int, int] = defaultdict(int)
    count = 0
    for rows, screened in parts:
        frames.append(screened.frame)
        by_reference += [rows[place] for place in screened.by_reference]
        faults |= {rows[place]: some for place, some in screened.faults.items()}
        places |= {row: count + place for place, row in enumerate(rows)}
        count += len(rows)
    if not frames:
        return Screened(
            pl.DataFrame({BY_REFERENCE: [None] * height}, schema={BY_REFERENCE: pl.Boolean}), (), faults
        )
    whole = pl.concat(frames)
    order = pl.Series([places.get(row) for row in range(height)], dtype=pl.UInt32)
    taken = whole.select(pl.all().gather(order))
    return Screened(taken, tuple(sorted(by_reference)), faults)
