"""What a worker tells: rows of the output, rows that were left out, and what it has counted.

All three leave in one pass and are written by one job, each kind into a folder of its own. So what Spark
promises, that every part is taken exactly once whatever happens to a worker, holds for what is counted and
left out as well; and nothing is decided twice or held in memory. Kinds share their columns: what isn't a row
has a text in one of them, and nothing in the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec
import polars as pl
import pyarrow as pa

from engine.screening.model import Batch, Rejected
from engine.screening.output_columns import DECIDING
from engine.screening.output_forms import WRITINGS, Form
from engine.screening.spark.job import Job, unpacked
from engine.screening.spark.reading import batches
from engine.screening.summary import Summary, counted_rows

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

KIND: Final = "kind"  # no column of an output is called so
ROWS, LEFT_OUT, COUNTED = "rows", "left_out", "counted"  # kinds
LINES: Final = "lines"  # of text: many lines of the output at once
ENDS: Final[Mapping[str, str]] = {"csv": "\r\n", "ndjson": "\n"}  # of a line
_LINES_AT_ONCE: Final = 1_000
_SENT_AT_ONCE: Final[Mapping[str, int]] = {"parquet": 10_000, "csv": 4, "ndjson": 4}  # bounds Java's memory
_FILE_DIGITS, _ROW_DIGITS, _TURN_DIGITS = 8, 18, 8
_PLACE: Final = _FILE_DIGITS + _ROW_DIGITS + _TURN_DIGITS


def columns_sent(columns: Mapping[str, pl.DataType], form: Form) -> Mapping[str, pl.DataType]:
    """The columns in which everything leaves: those of the output, or one for its lines."""
    return columns if form == "parquet" else {LINES: pl.String()}


def column_of_texts(form: Form) -> str:
    """The column that has the text of what isn't a row."""
    return DECIDING if form == "parquet" else LINES


def rejected_in(text: str) -> Rejected:
    """The row that was left out of which a text tells."""
    return msgspec.json.decode(text[_PLACE:], type=Rejected)


def summary_in(text: str) -> Summary:
    """What a part has counted, from its text."""
    return msgspec.json.decode(text, type=Summary)


def spark_schema(columns: Mapping[str, pl.DataType], form: Form) -> "StructType":
    """The columns of everything that a worker tells."""
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415  (only whoever screens on Spark has it)

    schema: StructType = from_arrow_schema(_arrow_schema(columns, form))
    return schema


def _arrow_schema(columns: Mapping[str, pl.DataType], form: Form) -> pa.Schema:
    sent = {KIND: pl.String(), **columns_sent(columns, form)}
    return pa.schema([(name, _arrow_type(dtype)) for name, dtype in sent.items()])


def _arrow_type(dtype: pl.DataType) -> pa.DataType:
    match dtype:
        case pl.Boolean():
            return pa.bool_()
        case pl.Date():
            return pa.date32()
        case pl.Decimal():
            return pa.decimal128(dtype.precision or 38, dtype.scale)
        case pl.List():
            return pa.list_(pa.string())
    return pa.string()


def told(packed: bytes, arrived: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What a partition of the input comes to; runs on a worker.

    Args:
        packed: the job, from `packed`.
        arrived: its rows.
    """
    job = unpacked(packed)
    sending = _Sending(job)
    yield from sending.head()
    summary = Summary()
    for number, batch in batches(job, arrived):
        rows, left_out, counted = _decided(job, batch)
        summary = summary.plus(counted)
        yield from sending.rows(rows)
        yield from sending.texts(LEFT_OUT, _placed(number, left_out))
    yield from sending.texts(COUNTED, [msgspec.json.encode(summary).decode()])


def _decided(job: Job, batch: Batch) -> tuple[pl.DataFrame, Sequence[Rejected], Summary]:
    decided = job.decider.decide(batch)
    left_out = sorted((*batch.rejected, *decided.left_out), key=lambda one: one.row)
    counted = counted_rows(decided.rows, job.decider.columns, decided.missing, left_out)
    return decided.rows, left_out, counted


def _placed(number: int, rows: Sequence[Rejected]) -> Sequence[str]:
    """Texts that sort as the rows stand in the input: by file, row, and turn among those of one place."""
    return [
        f"{number:0{_FILE_DIGITS}}{one.row:0{_ROW_DIGITS}}{turn:0{_TURN_DIGITS}}"
        + msgspec.json.encode(one).decode()
        for turn, one in enumerate(rows)
    ]


class _Sending:
    """Makes of each kind what leaves."""

    def __init__(self, job: Job) -> None:
        self._form, self._columns = job.form, job.decider.columns.schema
        self._schema = _arrow_schema(self._columns, job.form)

    def head(self) -> Iterator[pa.RecordBatch]:
        """What stands before the rows of each part; of CSV the names of the columns."""
        if self._form == "csv":
            yield from self._lines([WRITINGS[self._form].begin(pl.DataFrame(schema=self._columns))])

    def rows(self, rows: pl.DataFrame) -> Iterator[pa.RecordBatch]:
        """Rows of the output, of which there may be none."""
        if self._form == "parquet":
            texts = rows.with_columns(pl.col(pl.Enum).cast(pl.String), pl.lit(ROWS).alias(KIND))
            yield from self._sent(texts)
        else:
            some = (one for one in rows.iter_slices(_LINES_AT_ONCE) if one.height)
            yield from self._lines([WRITINGS[self._form].encoded(one) for one in some])

    def _lines(self, texts: Sequence[bytes]) -> Iterator[pa.RecordBatch]:
        """Lines; the end of the last of each text Spark will write itself."""
        end = ENDS[self._form]
        yield from self.texts(ROWS, [one.decode().removesuffix(end) for one in texts])

    def texts(self, kind: str, texts: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Texts of a kind."""
        column = pl.Series(column_of_texts(self._form), texts, pl.String)
        yield from self._sent(column.to_frame().with_columns(pl.lit(kind).alias(KIND)))

    def _sent(self, frame: pl.DataFrame) -> Iterator[pa.RecordBatch]:
        """Rows of some of the columns; the others are null."""
        if frame.height:
            held = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
            arrays = [_column(held, field) for field in self._schema]
            table = pa.table(arrays, schema=self._schema)
            yield from table.to_batches(max_chunksize=_SENT_AT_ONCE[self._form])


def _column(table: pa.Table, field: pa.Field) -> Any:  # noqa: ANN401  (of a library without types)
    if field.name in table.column_names:
        return table.column(field.name).cast(field.type)
    return pa.nulls(table.num_rows, field.type)
