"""What is asked of a run on Spark, and what it came to."""

from datetime import date
from pathlib import Path

from msgspec import Struct

from engine.said import counted
from engine.screening.output_forms import Form
from engine.screening.summary import Summary


class Asked(Struct, frozen=True):
    """How a run is to be done.

    Attributes:
        today: the day for rows that tell none.
        as_of: the day of the assessment for all rows; None: each row's own.
        form: of the output; None: by the ending of its name.
        batch: rows decided at once; None: `BATCH`.
        quarantine: the file for rows that are left out; None: beside the output.
        mapping: how the columns of the input are read.
    """

    today: date
    as_of: date | None = None
    form: Form | None = None
    batch: int | None = None
    quarantine: str | None = None
    mapping: Path | None = None


class Report(Struct, frozen=True):
    """What a run came to.

    Attributes:
        output: the folder, as it is shown.
        quarantine: the file with the rows that were left out; None if there were none.
    """

    output: str
    quarantine: str | None
    summary: Summary

    def said(self) -> str:
        """What was written, on a line for each file."""
        rows = f"`{self.output}`: {counted(self.summary.rows, 'row')}"
        if self.quarantine is None:
            return rows
        return f"{rows}\n`{self.quarantine}`: {counted(self.summary.left_out, 'row')} left out"
