"""What travels to the workers: the checked program, how the input is read, and for which day.

Nothing of it is read from a worker's disk. A worker that took its rules from there would, after an update of
half of the machines, decide half of the loans by other rules, and nobody would notice.
"""

import pickle
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from engine.program.functions import functions_in
from engine.program.model import Program
from engine.screening import mapping as mappings
from engine.screening.decide import Decider
from engine.screening.output_columns import columnar_for
from engine.screening.output_forms import Form
from engine.screening.portfolio_csv import CsvSource
from engine.screening.portfolio_files import Part
from engine.screening.portfolio_flat import FlatSource
from engine.screening.portfolio_parquet import ParquetSource
from engine.screening.portfolio_profiles import ProfileReader
from engine.screening.portfolio_table import TableReader

if TYPE_CHECKING:
    from engine.screening.portfolio_source import Reader
    from engine.screening.portfolio_stretch import Source


class Table(Struct, frozen=True):
    """How files that have columns are read.

    Attributes:
        mapping: of columns to facts.
        schema: of the first file.
        heads: of CSV: the columns of each file, in their order.
    """

    mapping: mappings.Mapping
    schema: Mapping[str, Any]  # types of Polars
    heads: tuple[tuple[str, ...], ...] = ()


class Job(Struct, frozen=True, dict=True):
    """A run, as each worker needs it.

    Attributes:
        kind: of the files: `Parquet`, `NDJSON` or `CSV`.
        table: None for lines with a profile in each.
        facts: that get a column.
        files: names of the files, in their order.
        keys: number of each file by the name that Spark gives to its rows.
        begins: of text files: number of the first line of each block, by file and where the block begins.
        form: of the output.
        batch: rows decided at once.
    """

    program: Program
    kind: str
    table: Table | None
    facts: Sequence[str] | None
    files: tuple[str, ...]
    keys: Mapping[str, int]
    begins: Mapping[tuple[int, int], int]
    today: date
    as_of: date | None
    form: Form
    batch: int

    @cached_property
    def decider(self) -> Decider:
        """Decides batches; made once a process."""
        return Decider(columnar_for(self.program), self.today, self.as_of, self.files)

    @cached_property
    def profiles(self) -> ProfileReader:
        """Reads lines with a profile in each."""
        return ProfileReader(self.decider.columnar.layout, self.facts)

    @cached_property
    def rows(self) -> TableReader:
        """Reads stretches of rows."""
        assert self.table is not None, "lines with profiles have no columns"  # noqa: S101  (a promise of the driver)
        mapping, schema = self.table.mapping, self.table.schema
        sources: Mapping[str, Source] = {
            "Parquet": ParquetSource(),
            "CSV": CsvSource(),
            "NDJSON": FlatSource(mapping),
        }
        return TableReader(sources[self.kind], mapping, schema, self.decider.columnar.layout, self.facts)

    def part(self, number: int) -> Part:
        """A file, by its name alone: no worker opens it itself."""
        return Part(Path(), self.files[number])


def table_of(reader: "Reader", parts: Sequence[Part]) -> Table | None:
    """How files are read, from the reader that has looked at them; None for lines with a profile in each."""
    if not isinstance(reader, TableReader):
        return None
    heads = tuple(tuple(reader.source.schema(part)) for part in parts) if _is_csv(reader) else ()
    return Table(reader.mapping, dict(reader.schema), heads)


def _is_csv(reader: TableReader) -> bool:
    return isinstance(reader.source, CsvSource)


def told_nowhere(reader: TableReader, part: Part) -> frozenset[str]:
    """The columns of a file that tell nothing in all of it."""
    schema = reader.source.schema(part)
    return frozenset(name for name in reader.columns if isinstance(schema[name], pl.Null))


def packed(job: Job) -> bytes:
    """The job as it travels; functions of the language stay behind, as they are part of the engine."""
    return pickle.dumps(replace(job, program=replace(job.program, functions={})), protocol=5)


@lru_cache(maxsize=1)
def unpacked(data: bytes) -> Job:
    """The job that has travelled, made ready once a process."""
    job: Job = pickle.loads(data)  # noqa: S301  (from the driver, who could as well send code)
    program = replace(job.program, functions=functions_in(job.program.head.jurisdiction))
    return replace(job, program=program)


def like(frame: pl.DataFrame, schema: Mapping[str, Any]) -> pl.DataFrame:
    """Columns as Polars would have read them from the file, from what Spark makes of them."""
    return frame.with_columns(
        _like(pl.col(name), dtype, schema[name])
        for name, dtype in frame.schema.items()
        if dtype != schema[name]
    )


def _like(cells: pl.Expr, dtype: pl.DataType, wanted: Any) -> pl.Expr:  # noqa: ANN401  (a type of Polars)
    if isinstance(wanted, pl.Null):
        return pl.lit(None).alias(cells.meta.output_name())
    if isinstance(dtype, pl.Datetime) and dtype.time_zone is not None:
        cells = cells.dt.replace_time_zone(
            None
        )  # times of the old kind, which Spark takes for moments in UTC
    return cells.cast(wanted)
