"""From what Spark hands a worker to batches of loans, each row with its place in its file.

Spark cuts files into blocks and gives them to whoever is free. A row that is left out has to be told with its
file and line all the same, and a row without an id is called by them. So the rows of a file carry their
place: of Parquet Spark counts them, of text the driver has counted the lines of each block (`lines.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import polars as pl
import pyarrow as pa
from msgspec import Struct

from engine.screening.model import Batch
from engine.screening.portfolio_csv import stretches_of, whole_rows
from engine.screening.portfolio_flat import stretch_of
from engine.screening.portfolio_lines import MARK, texts_of
from engine.screening.portfolio_stretch import Stretch
from engine.screening.spark.job import Job, Table, like

FILE, AT = "file", "at"  # of a row: its file; its number in it, or of text where its block begins
LINE = "line"


class Piece(Struct, frozen=True):
    """Lines of a block of a file, one after another.

    Attributes:
        number: of the file.
        block: where it begins, in bytes.
        first: number of the first line in the file.
    """

    number: int
    block: int
    first: int
    texts: list[str | None]


def batches(job: Job, arrived: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, Batch]]:
    """The batches of a partition, each with the number of its file."""
    if job.table is not None and job.kind == "Parquet":
        return _of_parquet(job, job.table, arrived)
    pieces = _pieces(job, arrived)
    if job.table is None:
        return _of_profiles(job, pieces)
    if job.kind == "CSV":
        return _of_csv(job, job.table, pieces)
    return _of_flat(job, pieces)


def _of_parquet(job: Job, table: Table, arrived: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, Batch]]:
    columns = job.rows.columns
    for key, rows in _by_file(arrived, (FILE,)):
        places = rows.get_column(AT)
        cells = rows.select(pl.nth(place).alias(name) for place, name in enumerate(columns))
        stretch = Stretch(like(cells, table.schema), places, (), 0)
        yield _read(job, job.keys[key[0]], stretch)


def _read(job: Job, number: int, stretch: Stretch) -> tuple[int, Batch]:
    return number, job.rows.batch(job.part(number), number, stretch)


def _by_file(
    arrived: Iterable[pa.RecordBatch], by: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], pl.DataFrame]]:
    """The rows that arrive, apart where the file or block changes."""
    for one in arrived:
        frame = pl.DataFrame(pl.from_arrow(one))
        changes = frame.select(pl.struct(by).rle_id()).to_series()
        for _, rows in frame.group_by(changes, maintain_order=True):
            yield rows.select(by).row(0), rows


def _pieces(job: Job, arrived: Iterable[pa.RecordBatch]) -> Iterator[Piece]:
    """The lines that arrive, with their numbers."""
    seen: dict[tuple[int, int], int] = {}
    for (key, begin), rows in _by_file(arrived, (FILE, AT)):
        block = (job.keys[key], int(begin))
        first = seen.get(block, job.begins[block])
        lines: list[bytes] = rows.get_column(LINE).to_list()
        seen[block] = first + len(lines)
        if first == 0:
            lines[0] = lines[0].removeprefix(MARK)
        yield Piece(*block, first, texts_of(lines))


def _of_profiles(job: Job, pieces: Iterable[Piece]) -> Iterator[tuple[int, Batch]]:
    for one in pieces:
        yield one.number, job.profiles.batch(job.part(one.number), one.number, one.first, one.texts)


def _of_flat(job: Job, pieces: Iterable[Piece]) -> Iterator[tuple[int, Batch]]:
    for one in pieces:
        stretch = stretch_of(job.part(one.number), one.texts, one.first, job.rows.columns)
        yield _read(job, one.number, stretch)


def _of_csv(job: Job, table: Table, pieces: Iterable[Piece]) -> Iterator[tuple[int, Batch]]:
    """Rows may go on over a line end; where one does, a block is a whole file (`lines.py`)."""
    for (number, _), block in groupby(pieces, lambda one: (one.number, one.block)):
        part, names = job.part(number), table.heads[number]
        held, first = list[str | None](), 0
        for one in block:
            head = 1 if one.first == 0 else 0
            first = first if held else one.first + head
            held += one.texts[head:]
            whole = whole_rows(held, first, is_end=False)
            for stretch in stretches_of(part, whole, names, job.batch, job.rows.columns):
                yield _read(job, number, stretch)
            held, first = held[whole.after - first :], whole.after
        if held:
            whole = whole_rows(held, first, is_end=True)
            for stretch in stretches_of(part, whole, names, job.batch, job.rows.columns):
                yield _read(job, number, stretch)
