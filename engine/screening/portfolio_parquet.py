"""M116: rows of a Parquet file, a slab at a time.

A slab is larger than a batch, as a group of rows in the file has to be unpacked from its begin for each read
of it; it is as small as memory asks.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from typing import Final

import polars as pl

from engine.diagnostics import Diagnostic, Faulty
from engine.screening.portfolio_files import Part
from engine.screening.portfolio_stretch import Stretch

SLAB: Final = 262_144  # rows that are held at once, at least


class ParquetSource:
    """Parquet files as stretches of rows."""

    nulls: frozenset[str] = frozenset[str]()

    def schema(self, part: Part) -> Map[str, pl.DataType]:
        """The columns of a file.

        Raises:
            Faulty: it isn't Parquet (M116).
        """
        try:
            return dict(pl.scan_parquet(part.path, glob=False).collect_schema())
        except (pl.exceptions.PolarsError, OSError) as error:
            raise broken(part, error) from None

    def stretches(self, part: Part, row: int, size: int, columns: Sequence[str]) -> Iterator[Stretch]:
        """Its rows from one on, so many at once.

        Raises:
            Faulty: it can't be read to the end (M116).
        """
        table = pl.scan_parquet(part.path, glob=False)
        slab = max(SLAB // size * size, size)
        try:
            height = int(table.select(pl.len()).collect().item())
            for first in range(row, height, slab):
                held = table.select(columns).slice(first, slab).collect()
                for start in range(0, held.height, size):
                    frame = held.slice(start, size)
                    yield Stretch(
                        frame, _numbers(first + start, frame.height), (), first + start + frame.height
                    )
        except (pl.exceptions.PolarsError, OSError) as error:
            raise broken(part, error) from None


def _numbers(first: int, count: int) -> pl.Series:
    return pl.int_range(first, first + count, dtype=pl.Int64, eager=True)


def broken(part: Part, error: Exception) -> Faulty:
    """M116: a file that is damaged, or of another kind than its name says."""
    reason = str(error).partition("\n")[0].strip().rstrip(".").lower()
    help_ = "check that it was written to the end and copied whole; write it again"
    return Faulty(
        [Diagnostic("M116", f"`{part.name}` can't be read as Parquet: {reason}", file=part.name, help=help_)]
    )
