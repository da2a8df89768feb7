"""B106, B107: a screened portfolio read back, whatever its form, with values that can be compared.

Parquet knows dates and decimals, NDJSON and CSV have texts. A comparison of texts would find that 1000
isn't 1000.00.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import polars as pl
from msgspec import Struct

from engine.diagnostics import Diagnostic, Faulty, did_you_mean
from engine.feel.types import DateType, NumberType, TruthType
from engine.reading import shown, unreadable
from engine.screening.output_columns import (
    ALERTS,
    AS_OF,
    BY_REFERENCE,
    DECIDING,
    FIGURE,
    ID,
    LOAN,
    UNSETTLED,
    Columns,
    FigureColumn,
)
from engine.screening.output_forms import Form, form_of, guarded_text, unguarded_text

_ROW: Final = "row number"  # no column of an output has this name


class StoredRow(Struct, frozen=True):
    """A row of an output.

    Attributes:
        values: by column; decimals, dates, truths, texts, tuples of ids, None.
    """

    id: str
    loan: str
    values: Mapping[str, Any]

    @property
    def as_of(self) -> date:
        """The day for which it was decided."""
        day: date = self.values[AS_OF]
        return day


class Stored:
    """An output, opened to be read."""

    def __init__(self, path: Path, columns: Columns, form: Form | None = None) -> None:
        """Open it.

        Args:
            path: of the file, or of the folder of parts that Spark has written.
            columns: those that the pack gives now.
            form: of the file; None: by the ending of its name.

        Raises:
            Faulty: it can't be read, or doesn't have these columns (B106).
            WrongUsage: its name doesn't say its form.
        """
        self.path, self.columns, self.form = path, columns, form_of(path, form)
        self._figures = {f"{FIGURE}{one.name}": one for one in columns.figures}
        self._files = self._parts() if path.is_dir() else [path]
        try:
            self._files[0].open("rb").close()
        except OSError as error:
            raise Faulty([unreadable(error, shown(path))]) from None
        self._table = self._scanned()
        lacking = [name for name in columns.schema if name not in self._names()]
        if lacking:
            help_ = did_you_mean(lacking[0], self._names()) or "give the pack by which it was screened"
            raise Faulty([self._fault(f"it has no column `{lacking[0]}`", help_)])

    def _parts(self) -> list[Path]:
        """The parts of a folder, if all of them are there."""
        parts = sorted(self.path.glob("part-*"))
        if not (self.path / "_SUCCESS").exists() or not parts:
            help_ = "let the run end that writes it, or screen again"
            raise Faulty([self._fault("it isn't a whole output of Spark", help_)])
        return parts

    def height(self) -> int:
        """How many rows it has."""
        return int(self._collected(self._table.select(pl.len())).item())

    def with_id(self, id_: str) -> Sequence[StoredRow]:
        """The rows of an id, one for each loan.

        Raises:
            Faulty: there is none (B107).
        """
        written = guarded_text(id_) if self.form == "csv" else id_
        found = tuple(self._rows(self._table.filter(pl.col(ID) == written)))
        if not found:
            name = shown(self.path)
            help_ = "ids are written as in the input; rows that were left out are in the quarantine file"
            raise Faulty([Diagnostic("B107", f"`{name}` has no row `{id_}`", file=name, help=help_)])
        return found

    def at(self, places: Sequence[int]) -> Sequence[StoredRow]:
        """The rows at some places, counted from 0, in the order of the file."""
        numbered = self._table.with_row_index(_ROW)
        wanted = pl.Series(places, dtype=pl.UInt32).implode()
        return tuple(self._rows(numbered.filter(pl.col(_ROW).is_in(wanted)).drop(_ROW)))

    def _scanned(self) -> pl.LazyFrame:
        if self.form == "parquet":
            return pl.scan_parquet(self._files)
        if self.form == "csv":
            return pl.scan_csv(self._files, infer_schema=False)
        texts = dict.fromkeys(self.columns.schema, pl.String())
        kinds = {BY_REFERENCE: pl.Boolean(), ALERTS: pl.List(pl.String), UNSETTLED: pl.List(pl.String)}
        truths = {
            name: pl.Boolean() for name, one in self._figures.items() if isinstance(one.kind, TruthType)
        }
        return pl.scan_ndjson(self._files, schema={**texts, **kinds, **truths})

    def _names(self) -> Sequence[str]:
        try:
            return self._table.collect_schema().names()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise Faulty([self._fault(_short(error))]) from error

    def _collected(self, table: pl.LazyFrame) -> pl.DataFrame:
        try:
            return table.collect(engine="streaming")
        except (pl.exceptions.PolarsError, OSError) as error:
            raise Faulty([self._fault(_short(error))]) from error

    def _rows(self, table: pl.LazyFrame) -> Iterator[StoredRow]:
        for row in self._collected(table.select(*self.columns.schema)).iter_rows(named=True):
            try:
                values = {name: self._value(name, value) for name, value in row.items()}
            except (ValueError, InvalidOperation, TypeError) as error:
                raise Faulty([self._fault(f"row `{row[ID]}` holds what no output has")]) from error
            yield StoredRow(values[ID], values[LOAN], values)

    def _value(self, name: str, value: Any) -> Any:  # noqa: ANN401  (of any type)
        if name in {ALERTS, UNSETTLED}:
            return tuple(value.split() if isinstance(value, str) else value or ())
        if name in {ID, LOAN, DECIDING}:
            return self._text(value or "")
        if value is None:
            return None
        if name == AS_OF:
            return _day(value)
        if name == BY_REFERENCE:
            return _truth(value)
        figure = self._figures.get(name)
        if figure is not None:
            return self._figure(figure, value)
        return value

    def _text(self, value: str) -> str:
        return unguarded_text(value) if self.form == "csv" else value

    def _figure(self, figure: FigureColumn, value: Any) -> Any:  # noqa: ANN401  (of any type)
        match figure.kind:
            case NumberType():
                return Decimal(value)
            case DateType():
                return _day(value)
            case TruthType():
                return _truth(value)
        return self._text(value)

    def _fault(self, why: str, help_: str = "") -> Diagnostic:
        """B106."""
        name = shown(self.path)
        return Diagnostic(
            "B106", f"`{name}` can't be read as a screened portfolio: {why}", file=name, help=help_
        )


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _truth(value: bool | str) -> bool:
    return value == "true" if isinstance(value, str) else value


def _short(error: Exception) -> str:
    """What a library says, on one line."""
    return (str(error).splitlines() or ["unknown reason"])[0].rstrip(".").lower()
