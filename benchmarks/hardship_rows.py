"""Rows of hardship-24 in a file, and two answers to them compared.

What is drawn one by one in Python, a million takes half a minute; so a hundred thousand are drawn, and come
again under other ids. A comparison that held both answers whole would need more memory than what is timed.
"""

import sys
from functools import reduce
from operator import or_
from pathlib import Path

import polars as pl

from benchmarks.run import module

DIFFERENT = 100_000  # rows that are drawn
AT_ONCE = 500_000  # rows that are compared


def draw(rules_in: Path, rows: int, to: Path) -> None:
    """Rows of hardship-24."""
    rules = module(rules_in)
    drawn = rules.gen(min(rows, DIFFERENT))
    kinds: dict[str, pl.DataType] = {}
    for name in rules.FIELDS:
        whole = isinstance(next(one[name] for one in drawn if name in one), int)
        kinds[name] = pl.Float64() if not whole else pl.Int32()
        kinds |= {name: pl.String()} if name in rules.STR else {}
        kinds |= {name: pl.Boolean()} if name in rules.BOOL else {}
    kinds["evidence"] = pl.List(pl.String())
    table = pl.DataFrame({name: [one.get(name) for one in drawn] for name in kinds}, schema=kinds)
    ids = "B" + pl.int_range(rows, dtype=pl.UInt32).cast(pl.String).str.zfill(8)
    whole_table = pl.concat([table] * -(-rows // table.height)).head(rows)
    whole_table.select(ids.alias("id"), pl.all()).write_parquet(to, row_group_size=DIFFERENT)


def different(one: Path, other: Path, rows: int) -> int:
    """Rows of which two outputs say something else, by the columns that the other has."""
    names = pl.scan_parquet(other).collect_schema().names()
    apart = 0
    for first in range(0, rows, AT_ONCE):
        ours, theirs = (
            pl.scan_parquet(file).select(pl.col(names).cast(pl.String)).slice(first, AT_ONCE).collect()
            for file in (one, other)
        )
        if not ours["id"].equals(theirs["id"]):
            sys.exit(f"from row {first:,} on, the two aren't of the same rows")
        found = [ours.get_column(name).ne_missing(theirs.get_column(name)) for name in names]
        apart += int(reduce(or_, found).sum())
    return apart
