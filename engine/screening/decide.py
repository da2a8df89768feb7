"""From a batch of loans to rows of the output: the one function that one machine and many run alike.

Nothing that it says of a row depends on the other rows or on where the batch begins. So a run can be cut into
batches, broken off and spread over machines in any way, and the answer to each loan stays the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from engine.diagnostics import Diagnostic
from engine.evaluation.columnar import BY_REFERENCE, Columnar
from engine.evaluation.columns.decisions import CODES
from engine.evaluation.outcome import Status
from engine.screening.missing import Missing
from engine.screening.model import Batch, Rejected
from engine.screening.output_bits import named
from engine.screening.output_columns import (
    ALERTS,
    AS_OF,
    DECIDING,
    ID,
    LOAN,
    PACK,
    RECOMMENDED,
    STATUS,
    STATUSES,
    UNSETTLED,
    Columns,
    columns_of,
)
from engine.screening.output_deciding import Deciding
from engine.screening.output_figures import figure
from engine.screening.quarantine import rejected


class Decided(Struct, frozen=True):
    """What comes of a batch.

    Attributes:
        rows: of the output, in the order of the batch, without those at fault.
        left_out: rows that could be read and not be decided: nothing is in force on their day, or rows of a
            table contradict each other.
        missing: for each fact, how many rows don't tell it while an option waits for it.
    """

    rows: pl.DataFrame
    left_out: tuple[Rejected, ...]
    missing: Mapping[str, int]


class Decider:
    """Decides batches by one pack. Made once a run, or once a machine."""

    def __init__(
        self, columnar: Columnar, today: date, as_of: date | None = None, files: Sequence[str] = ()
    ) -> None:
        """Make it ready.

        Args:
            columnar: from `columnar_for`.
            today: the day of the assessment for rows that tell none.
            as_of: the day for all rows; None: each row's own.
            files: names of the files of the input, in their order.

        Raises:
            Faulty: nothing of the pack is in force on `as_of` (R242).
        """
        self.columnar = columnar
        self.today = today
        self.as_of = as_of
        self.files = files
        self.columns: Columns = columns_of(columnar, as_of)
        self._missing = Missing(columnar.program)
        self._deciding = Deciding(columnar.program)

    def decide(self, batch: Batch) -> Decided:
        """The rows of the output for a batch."""
        batch = replace(batch, frame=batch.frame.with_columns(self._days(batch.frame).alias(AS_OF)))
        screened = self.columnar.screen(batch.frame, self.as_of, batch.original, batch.unfit)
        left_out = tuple(self._left_out(batch, screened.faults))
        if len(screened.faults) == batch.frame.height:
            return Decided(pl.DataFrame(schema=self.columns.schema), left_out, {})
        facts = self._missing.told(batch)
        answers = pl.concat([screened.frame, facts], how="horizontal")
        whose = pl.DataFrame({ID: batch.ids, LOAN: _told(batch.loans), AS_OF: batch.frame.get_column(AS_OF)})
        if screened.faults:
            sound = [row for row in range(whose.height) if row not in screened.faults]
            answers, whose = answers[sound], whose[sound]
        missing = self._missing.counted(answers)
        return Decided(self._rows(whose, answers), left_out, missing)

    def _days(self, frame: pl.DataFrame) -> pl.Series:
        """The day of each row."""
        if self.as_of is None and AS_OF in frame.columns:
            return frame.get_column(AS_OF).fill_null(self.today)
        return pl.repeat(self.as_of or self.today, frame.height, dtype=pl.Date, eager=True)

    def _left_out(self, batch: Batch, faults: Mapping[int, Sequence[Diagnostic]]) -> Iterator[Rejected]:
        for row, found in sorted(faults.items()):
            place = batch.places[row]
            told_ = rejected(found, self.files[place.file] if self.files else "", place.row + 1)
            yield replace(told_, id=batch.ids[row])

    def _rows(self, whose: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
        """The columns of the output, from those of the evaluator."""
        program, columns = self.columnar.program, self.columns
        unsettled = {one: ~pl.col(f"settled.{one}") for one in columns.options}
        alerts = {one: pl.col(f"alert.{one}") for one in columns.alerts}
        made = answers.select(
            _first_recommended(columns).alias(RECOMMENDED),
            *(pl.col(f"{STATUS}{one}").cast(pl.UInt8).cat.to(STATUSES) for one in columns.options),
            *(figure(one) for one in columns.figures),
            BY_REFERENCE,
            pl.lit(program.sha256).alias(PACK),
        )
        return made.with_columns(
            *whose,
            named(answers, unsettled).alias(UNSETTLED),
            named(answers, alerts).alias(ALERTS),
            self._deciding.texts(answers).alias(DECIDING),
        ).select(*columns.schema)


def _told(names: pl.Series) -> pl.Series:
    """Names; null where there is none."""
    return pl.select(pl.when(names != "").then(names)).to_series()


def _first_recommended(columns: Columns) -> pl.Expr:
    """The id of the first option that is recommended; null if none is."""
    recommended, ids = CODES[Status.RECOMMENDED], columns.schema[RECOMMENDED]
    return pl.coalesce(
        pl.lit(None, dtype=ids),
        *(
            pl.when(pl.col(f"{STATUS}{one}") == recommended).then(pl.lit(one, dtype=ids))
            for one in columns.options
        ),
    )
