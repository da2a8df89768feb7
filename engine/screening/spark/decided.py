"""The table of everything that the workers tell: planned here, worked out there.

Spark plans first and works when somebody asks for the result. What goes with the plan to every worker (the
program, how rows are read, the engine itself) is put together here, and nothing else of the driver travels.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from engine.screening.output_columns import Columns
from engine.screening.output_forms import Form
from engine.screening.portfolio_profiles import ProfileReader
from engine.screening.portfolio_table import TableReader
from engine.screening.screen import Opened
from engine.screening.spark.inputs import Found
from engine.screening.spark.job import Job, packed, table_of, told_nowhere
from engine.screening.spark.lines import lines_of_text, rows_of_parquet
from engine.screening.spark.told import spark_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_T = TypeVar("_T")
Wait = Callable[[str, Callable[[], _T]], _T]


class Task(Struct, frozen=True):
    """What is to be decided, and how.

    Attributes:
        ready: the pack and the input.
        files: of the input.
        columns: of the output.
        form: of the output.
        batch: rows decided at once.
    """

    ready: Opened
    files: Found
    columns: Columns
    today: date
    as_of: date | None
    form: Form
    batch: int


def decided(session: "SparkSession", task: Task, wait: Wait[Any]) -> "DataFrame":
    """Everything that the workers tell, of every row of the input.

    Args:
        session: of Spark.
        task: what is to be decided.
        wait: waits for what Spark does.
    """
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(task.batch))
    rows, job = _read(session, task, wait)
    sent = session.sparkContext.broadcast(packed(job))

    def on_worker(arrived: Iterator[Any]) -> Iterator[Any]:
        from engine.screening.spark.told import told  # noqa: PLC0415  (the worker's, out of the archive)

        return told(sent.value, arrived)

    return rows.mapInArrow(on_worker, spark_schema(task.columns.schema, task.form))


def _read(session: "SparkSession", task: Task, wait: Wait[Any]) -> "tuple[DataFrame, Job]":
    """The rows of the input, and what a worker needs to understand them."""
    files, reader = task.files, task.ready.portfolio.reader
    assert isinstance(reader, TableReader | ProfileReader)  # noqa: S101  (there are no others)
    keys = {key: number for number, key in enumerate(files.keys)}
    if isinstance(reader, TableReader) and files.kind == "Parquet":
        empty = [told_nowhere(reader, part) for part in files.parts]
        rows, begins = rows_of_parquet(session, files.addresses, reader.columns, empty), {}
    else:
        is_csv = files.kind == "CSV"
        rows, begins = wait("lines", lambda: lines_of_text(session, files.addresses, keys, is_csv=is_csv))
    job = Job(
        program=task.ready.columnar.program,
        kind=files.kind,
        table=table_of(reader, files.parts),
        facts=reader.names,
        files=tuple(part.name for part in files.parts),
        keys=keys,
        begins=begins,
        today=task.today,
        as_of=task.as_of,
        form=task.form,
        batch=task.batch,
    )
    return rows, job
