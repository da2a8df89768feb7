"""Screening on Spark in one call: what the command line and Python programs use.

from datetime import date
from engine import load_pack
from engine.screening.spark.asked import Asked
from engine.screening.spark.screen import screen

asked = Asked(today=date(2026, 11, 25))
report = screen(load_pack("my_pack"), ["hdfs://nn/loans"], "hdfs://nn/screened.parquet", asked, "yarn")
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from engine.program.model import Program
from engine.screening.screen import needs_polars
from engine.screening.spark.asked import Asked, Report
from engine.screening.spark.session import needs_spark, started
from engine.screening.spark.waiting import Stopping, beside


def screen(
    program: Program,
    inputs: Sequence[str | Path],
    output: str,
    asked: Asked,
    master: str | None = None,
    telling: Callable[[str], object] | None = None,
) -> Report:
    """Screen a portfolio on Spark, into a folder of parts.

    Args:
        program: from `load_pack`.
        inputs: files, folders or patterns, of this machine or with a scheme such as `hdfs://`.
        output: the folder; it gets its name when it is whole.
        asked: how.
        master: of Spark; None: what its own settings say, else this machine.
        telling: is told every few seconds how far it is.

    Raises:
        Faulty: what was given is at fault, or Spark can't do it; the name of the output stays as it was.
        WrongUsage: a name doesn't say its form.
        NotInstalled: Polars, PySpark or Java isn't here.
    """
    needs_polars()
    needs_spark()
    from engine.screening.spark.run import run  # noqa: PLC0415  (needs PySpark)

    def act(stopping: Stopping) -> Report:
        with started(master) as session:
            stopping.started(session)
            return run(session, program, inputs, output, asked, telling)

    return beside(act)
