"""A run on Spark: the input as Spark reads it, decided on the workers, the output as Spark writes it.

What it says of a row comes from `decide.py`, as on one machine, so that the answers are the same however the
input is cut. What happens to a worker is Spark's business: a part whose worker is lost is decided again, and
only parts that are done are taken into the output.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from engine.diagnostics import WrongUsage
from engine.program.model import Program
from engine.screening import output_rejected
from engine.screening.output_columns import columns_of
from engine.screening.output_forms import WRITINGS, form_of
from engine.screening.record import FORMAT, Record, units_of, written
from engine.screening.resume import Identity
from engine.screening.run import BATCH
from engine.screening.screen import opened_parts
from engine.screening.spark import waiting
from engine.screening.spark.asked import Asked, Report
from engine.screening.spark.decided import Task, decided
from engine.screening.spark.delivering import Staging
from engine.screening.spark.files import address_of, name_of, told
from engine.screening.spark.inputs import Found, found
from engine.screening.spark.told import (
    COUNTED,
    ENDS,
    KIND,
    LEFT_OUT,
    ROWS,
    column_of_texts,
    rejected_in,
    spark_schema,
    summary_in,
)
from engine.screening.spark.waiting import Telling
from engine.screening.summary import Summary
from engine.version import VERSION

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LINES_AT_ONCE: Final = 10_000  # of the quarantine file


def run(
    session: "SparkSession",
    program: Program,
    inputs: Sequence[str | Path],
    output: str,
    asked: Asked,
    telling: Telling | None = None,
) -> Report:
    """Screen a portfolio into a folder of parts.

    Args:
        session: of Spark.
        program: the checked pack.
        inputs: files, folders or patterns; a path without a scheme is of this machine.
        output: the folder; it gets its name when it is whole, and an earlier one stays until then.
        asked: how.
        telling: is told how far it is.

    Raises:
        Faulty: the input can't be read, nothing is in force on the day, Spark can't go on (B121), or the
            name of the output is taken by something else (B122).
        WrongUsage: the name of a file doesn't say its form, or the output is part of the input.
    """
    form = form_of(Path(output), asked.form)
    quarantine = asked.quarantine or f"{output.rstrip('/')}.quarantine.csv"
    output_rejected.form_of(Path(quarantine))
    with TemporaryDirectory(prefix="xieshang-") as folder:
        files = found(session, inputs, Path(folder))
        _spare(files, output)
        ready = opened_parts(program, files.kind, files.parts, asked.mapping)
        columns = columns_of(ready.columnar, asked.as_of)
        task = Task(ready, files, columns, asked.today, asked.as_of, form, asked.batch or BATCH)
        return _Run(session, task, output, quarantine, telling).done()


def _spare(files: Found, output: str) -> None:
    """Refuse an output that would take the place of what it is made from."""
    place = address_of(output).rstrip("/")
    if any(f"{one}/".startswith(f"{place}/") for one in files.addresses):
        raise WrongUsage(f"`{name_of(output)}` is part of the input; give another name with `-o`")


class _Run:
    """A run on its way."""

    def __init__(
        self, session: "SparkSession", task: Task, output: str, quarantine: str, telling: Telling | None
    ) -> None:
        self._session, self._task, self._telling = session, task, telling
        self._output, self._quarantine = output, quarantine
        self._staging = Staging(session, address_of(output), name_of(output))

    def done(self) -> Report:
        """Decide, write, and give the output its name."""
        try:
            with told(self._task.files.parts[0].name):
                everything = decided(self._session, self._task, self._wait)
                self._wait("rows", lambda: self._write(everything))
                summary: Summary = self._wait("summary", self._summary)
                report = self._delivered(summary)
        except BaseException:
            self._staging.give_up()
            raise
        self._staging.drop()
        return report

    def _wait(self, step: str, act: Callable[[], Any]) -> Any:  # noqa: ANN401  (whatever the call gives)
        return waiting.told(self._session, step, act, self._telling)

    def _write(self, everything: "DataFrame") -> None:
        """Each kind into a folder of its own, in one job."""
        form, writer = self._task.form, everything.write.partitionBy(KIND)
        if form == "parquet":
            writer.parquet(self._staging.folder)
        else:
            writer.option("lineSep", ENDS[form]).text(self._staging.folder)

    def _texts(self, kind: str) -> "DataFrame":
        """What the workers have told that isn't rows."""
        form, folder = self._task.form, self._staging.of(kind)
        if form == "parquet":
            return self._session.read.parquet(folder).select(column_of_texts(form))
        return self._session.read.option("lineSep", ENDS[form]).text(folder)

    def _summary(self) -> Summary:
        """What all parts have counted, added up."""
        summary = Summary()
        if self._staging.has(COUNTED):
            for (text,) in self._texts(COUNTED).collect():
                summary = summary.plus(summary_in(text))
        return summary

    def _left_out(self, form: output_rejected.Form) -> Iterator[bytes]:
        """The quarantine file, in the order of the input."""
        yield output_rejected.head(form)
        if self._staging.has(LEFT_OUT):
            texts = self._texts(LEFT_OUT)
            rows = (rejected_in(text) for (text,) in texts.orderBy(texts.columns[0]).toLocalIterator())
            while some := [*islice(rows, _LINES_AT_ONCE)]:
                yield output_rejected.lines(some, form)

    def _delivered(self, summary: Summary) -> Report:
        """Everything under its name, the output last."""
        is_wanted = summary.left_out > 0
        form = output_rejected.form_of(Path(self._quarantine))
        self._staging.write(address_of(self._quarantine), self._left_out(form), wanted=is_wanted)
        record = written(self._record(summary, form))
        self._staging.write(f"{address_of(self._output).rstrip('/')}.run.json", [record])
        self._finish()
        self._staging.deliver()
        return Report(name_of(self._output), name_of(self._quarantine) if is_wanted else None, summary)

    def _finish(self) -> None:
        """Let the rows be a folder as Spark writes it, even where there are none."""
        form, schema = self._task.form, self._task.columns.schema
        if form != "parquet":
            self._staging.finish(form, WRITINGS[form].begin(pl.DataFrame(schema=schema)))
        elif not self._staging.has(ROWS):
            kinds = spark_schema(schema, form)
            empty = self._session.createDataFrame([], kinds).drop(KIND)
            empty.write.parquet(self._staging.of(ROWS))
        self._staging.mark()

    def _record(self, summary: Summary, quarantine: output_rejected.Form) -> Record:
        task = self._task
        program = task.ready.columnar.program
        identity = Identity(
            input=dict(task.ready.portfolio.identity),
            pack=program.sha256,
            mapping=task.ready.mapping,
            as_of=task.as_of.isoformat() if task.as_of else "",
            engine=f"{VERSION} {pl.__version__} Spark {self._session.version}",
            form=task.form,
            quarantine=quarantine,
            columns=tuple(f"{name}: {dtype}" for name, dtype in task.columns.schema.items()),
            batch=task.batch,
        )
        head = program.head
        units = units_of(task.columns)
        return Record(FORMAT, head.id.text, head.version, identity, task.today.isoformat(), units, summary)
