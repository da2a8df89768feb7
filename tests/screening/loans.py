"""Portfolios in memory, by the protocol that readers of files keep, and what the reference says of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from engine.diagnostics import Diagnostic, Faulty
from engine.evaluation.columns.layout import Layout
from engine.profile.model import FactView
from engine.screening.model import Batch, Place, Rejected

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class InMemory:
    """Loans that are known already.

    Attributes:
        views: what is known of each.
        broken: places of rows that can't be read.
        breaks_at: the row at which reading the file fails.
    """

    layout: Layout
    views: Sequence[FactView]
    ids: Sequence[str] = ()
    broken: frozenset[int] = frozenset()
    breaks_at: int | None = None
    name: str = "loans.ndjson"

    def id(self, row: int) -> str:
        return self.ids[row] if self.ids else f"b{row}"

    def batches(self, size: int, begin: Place = Place()) -> Iterator[Batch]:  # noqa: B008  (a value)
        for first in range(begin.row, len(self.views), size):
            last = min(first + size, len(self.views))
            if self.breaks_at is not None and first <= self.breaks_at < last:
                raise Faulty([Diagnostic("F103", f"`{self.name}` can't be read: input/output error")])
            yield self.batch(range(first, last))

    def batch(self, numbers: Sequence[int]) -> Batch:
        rows = [row for row in numbers if row not in self.broken]
        views = [self.views[row] for row in rows]
        return Batch(
            frame=self.layout.table(views),
            ids=pl.Series([self.id(row) for row in rows], dtype=pl.String),
            loans=pl.Series([one.id for one in views], dtype=pl.String),
            places=tuple(Place(0, row) for row in rows),
            rejected=tuple(
                Rejected(self.name, row + 1, "$.loan", "P101", "the row is broken", "mend it")
                for row in numbers
                if row in self.broken
            ),
            unfit=frozenset(at for at, view in enumerate(views) if not self.layout.fits(view)),
            original=lambda at: views[at],
            after=Place(0, numbers[-1] + 1),
            read=len(numbers),
        )

    def find(self, id_: str) -> tuple[FactView, ...]:
        found = tuple(view for row, view in enumerate(self.views) if self.id(row) == id_)
        if not found:
            raise Faulty([Diagnostic("M101", f"there is no row `{id_}`")])
        return found

    @property
    def identity(self) -> Mapping[str, str]:
        return {self.name: f"{len(self.views)}:{hash(tuple(self.ids))}"}
