"""A batch from what is known of its rows, one by one: the exact way, to which every quick way is held."""

from collections.abc import Sequence
from typing import Final

import polars as pl
from msgspec import Struct

from engine.profile.model import FactView
from engine.screening.model import Batch, Place, Rejected
from engine.screening.portfolio_holding import Holder

IDS: Final = pl.String()


class Row(Struct, frozen=True):
    """A row that could be read: its id, where it stands, and what is known of each of its loans."""

    id: str
    place: Place
    views: tuple[FactView, ...]


def batch_of(
    rows: Sequence[Row],
    rejected: Sequence[Rejected],
    after: Place,
    holder: Holder,
) -> Batch:
    """The batch of some rows.

    Args:
        rows: in the order of the input.
        rejected: the rows between them that can't be read.
        after: where the next batch begins.
        holder: makes the frame.
    """
    views = [view for row in rows for view in row.views]
    frame, unfit = holder.frame(views)
    return Batch(
        frame=frame,
        ids=pl.Series("id", [row.id for row in rows for _ in row.views], dtype=IDS),
        loans=pl.Series("loan", [view.id for view in views], dtype=IDS),
        places=tuple(row.place for row in rows for _ in row.views),
        rejected=tuple(rejected),
        unfit=unfit,
        original=views.__getitem__,
        after=after,
        read=len(rows) + len(rejected),
    )
