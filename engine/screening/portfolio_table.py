"""M113: tables, Parquet or CSV, read by a mapping: columns at once, single rows where they aren't certain."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import polars as pl
from msgspec import Struct

from engine.diagnostics import Diagnostic, Faulty, by_place
from engine.evaluation.columns.layout import Layout
from engine.profile.model import FactView, Profile
from engine.screening.mapping import Mapping
from engine.screening.model import Batch, Place, Rejected
from engine.screening.portfolio_files import Part
from engine.screening.portfolio_holding import Holder
from engine.screening.portfolio_plan import CERTAIN, LOAN, Steps, plan_of
from engine.screening.portfolio_row import BLANKS, RowReader
from engine.screening.portfolio_source import SEARCHED
from engine.screening.portfolio_stretch import Source, Stretch
from engine.screening.portfolio_types import said, type_faults
from engine.screening.portfolio_views import Row, batch_of
from engine.screening.quarantine import rejected

Schema = Map[str, pl.DataType]


@dataclass(frozen=True)
class TableReader:
    """Reads tables.

    Attributes:
        source: of their rows.
        mapping: of their columns to facts.
        schema: of the first of them.
        layout: of the frames that come out.
        names: of the facts that get a column in them; None for all.
    """

    source: Source
    mapping: Mapping
    schema: Schema
    layout: Layout
    names: Sequence[str] | None = None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read, that of the id first."""
        ids = () if self.mapping.id is None else (self.mapping.id.text,)
        return tuple(dict.fromkeys([*ids, *(one.cell.column for one in self.mapping.cells())]))

    @cached_property
    def rows(self) -> RowReader:
        """The reader of single rows."""
        return RowReader(self.mapping, self.layout)

    @cached_property
    def _holder(self) -> Holder:
        return Holder(self.layout, self.names)

    @cached_property
    def _plan(self) -> Steps:
        return plan_of(self.mapping, self.schema, self.layout, self.names)

    def check(self, parts: tuple[Part, ...]) -> None:
        """M111 to M113: every column is there, in every file, and can tell its fact."""
        faults = list(type_faults(self.mapping, self.schema, parts[0].name))
        for part in parts[1:]:
            faults += self._changed(part, parts[0])
        if faults:
            raise Faulty(by_place(faults))

    def _changed(self, part: Part, first: Part) -> Iterator[Diagnostic]:
        """M113: a column that the first file has, and another hasn't, or not in the same type."""
        schema = self.source.schema(part)
        for column in self.columns:
            wanted, found = self.schema[column], schema.get(column)
            if found == wanted or isinstance(found, pl.Null):  # nothing told in all of the file
                continue
            here = f"holds {said(found)}" if found is not None else "is gone"
            message = f"column `{column}` {here}; in `{first.name}` it holds {said(wanted)}"
            if found is not None and said(found) == said(wanted):
                message = f"column `{column}` is {found}; in `{first.name}` it is {wanted}"
            help_ = "write all files of a folder with the same columns, or screen this one on its own"
            yield Diagnostic("M113", message, file=part.name, help=help_)

    def batches(self, part: Part, number: int, size: int, row: int) -> Iterator[Batch]:
        """The batches of a file from a row on."""
        for stretch in self.source.stretches(part, row, size, self.columns):
            yield self.batch(part, number, stretch)

    def with_id(self, part: Part, number: int, id_: str) -> Iterator[Batch]:
        """Batches of the rows with an id."""
        for stretch in self.source.stretches(part, 0, SEARCHED, self.columns):
            ids = self._ids(part, stretch)
            hits = ids.eq_missing(id_)
            refused = [one for one in stretch.rejected if one.id == id_]
            if refused or hits.any():
                found = Stretch(stretch.frame.filter(hits), stretch.rows.filter(hits), refused, stretch.after)
                yield self.batch(part, number, found)

    def _ids(self, part: Part, stretch: Stretch) -> pl.Series:
        """The id of each row; of one that has none, file and row."""
        told = pl.repeat(None, len(stretch.rows), dtype=pl.String, eager=True)
        if self.mapping.id is not None:
            told = stretch.frame.get_column(self.mapping.id.text).cast(pl.String)
        is_told = told.str.contains(f"[^{BLANKS}]").fill_null(value=False)
        if is_told.all():
            return told.alias("id")
        where = f"{part.name}:" + (stretch.rows + 1).cast(pl.String)
        return told.zip_with(is_told, where).alias("id")

    def batch(self, part: Part, number: int, stretch: Stretch) -> Batch:
        """What some rows tell."""
        ids = self._ids(part, stretch)
        quick = self._plan.frame(self.typed(stretch.frame))
        certain = quick.get_column(CERTAIN)
        slow = (~certain).arg_true().to_list()
        exact = self._exactly(part, number, stretch, ids, slow)
        held = Held(self, part, number, stretch)
        if not slow:
            return held.batch(quick, ids, pl.int_range(0, quick.height, eager=True), exact)
        kept = certain.arg_true()
        return held.batch(quick.filter(certain), ids.gather(kept), kept, exact)

    def typed(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows with a column of nothing at all as that of the first file."""
        empty = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.Null)]
        return frame.with_columns(pl.col(name).cast(self.schema[name]) for name in empty) if empty else frame

    def _exactly(
        self, part: Part, number: int, stretch: Stretch, ids: pl.Series, places: Sequence[int]
    ) -> "Exactly":
        """Rows of which columns aren't certain."""
        rows: list[Row] = []
        refused: list[Rejected] = []
        where: list[int] = []
        for place in places:
            profile, faults = self.profile(part, stretch, place)
            row = int(stretch.rows[place])
            if profile is None:
                refused.append(rejected(faults, part.name, row + 1, id_=ids[place]))
            else:
                rows.append(Row(ids[place], Place(number, row), profile.views()))
                where += [place] * len(profile.views())
        refused = sorted([*stretch.rejected, *refused], key=lambda one: one.row)
        after = Place(number, stretch.after)
        return Exactly(batch_of(rows, refused, after, self._holder), where)

    def profile(
        self, part: Part, stretch: Stretch, place: int
    ) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
        """What one row tells."""
        name = f"{part.name}:{stretch.rows[place] + 1}"
        return self.rows.profile(stretch.frame.row(place, named=True), name)


class Exactly(Struct, frozen=True):
    """A batch of rows that were read one by one, and where in their stretch each row of it stands."""

    batch: Batch
    where: Sequence[int]


@dataclass(frozen=True)
class Held:
    """A stretch that becomes a batch."""

    reader: TableReader
    part: Part
    number: int
    stretch: Stretch

    def batch(self, quick: pl.DataFrame, ids: pl.Series, where: pl.Series, exact: Exactly) -> Batch:
        """What was read at once and what was read row by row, in the order of the file.

        Args:
            quick: rows of which columns are certain.
            ids: of them.
            where: in the stretch each of them stands.
            exact: the others.
        """
        one, count = exact.batch, quick.height
        frame, loans = quick.drop(CERTAIN, LOAN), quick.get_column(LOAN)
        if exact.where:
            where = pl.concat([where.cast(pl.Int64), pl.Series(exact.where, dtype=pl.Int64)])
            at = pl.DataFrame({"where": where}).with_row_index("at")
            order = at.sort("where", maintain_order=True).get_column("at")
            frame = pl.concat([frame, one.frame]).select(pl.all().gather(order))
            ids = pl.concat([ids, one.ids]).gather(order)
            loans = pl.concat([loans, one.loans]).gather(order)
            where = where.gather(order)
        else:
            order = pl.int_range(0, count, dtype=pl.UInt32, eager=True)
        return Batch(
            frame=frame,
            ids=ids,
            loans=loans.alias("loan"),
            places=Places(self.number, self.stretch.rows.gather(where)),
            rejected=one.rejected,
            unfit=self._unfit(one.unfit, order, count),
            original=lambda row: self._original(int(order[row]), count, int(where[row]), one),
            after=one.after,
            read=self.stretch.frame.height + len(self.stretch.rejected),
        )

    def _unfit(self, unfit: frozenset[int], order: pl.Series, count: int) -> frozenset[int]:
        if not unfit:
            return unfit
        return frozenset(order.is_in([row + count for row in unfit]).arg_true().to_list())

    def _original(self, at: int, count: int, place: int, exact: Batch) -> FactView:
        if at >= count:
            return exact.original(at - count)
        profile, faults = self.reader.profile(self.part, self.stretch, place)
        # INVARIANT: what columns are certain of can be read; `tests/screening/test_portfolio_agreement.py`.
        assert profile is not None, faults  # noqa: S101
        return profile.views()[0]


class Places(Sequence[Place]):
    """Where rows of a file stand, made when they are asked for: nobody asks for most of ten million."""

    def __init__(self, file: int, rows: pl.Series) -> None:
        """Take the number of the file, and those of the rows."""
        self._file, self._rows = file, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Place: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Place]: ...

    def __getitem__(self, at: int | slice) -> Place | Sequence[Place]:
        if isinstance(at, slice):
            return Places(self._file, self._rows[at])
        return Place(self._file, int(self._rows[at]))
