"""What a run would take a portfolio for, before it runs: units, ranges, what is missing, rows as profiles.

A mapping can be right in form and wrong in fact. Fen that are called yuan make every borrower rich; it shows
at once in "median instalment ¥245,000.00" and in three rows as profiles, and in no error message.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
import polars as pl
from msgspec import Struct

from engine.evaluation.columns.layout import Layout
from engine.feel.types import TextType
from engine.profile.facts import Form
from engine.screening import mapping
from engine.screening.mapping import Told
from engine.screening.mapping_units import units_of
from engine.screening.model import Batch, Rejected
from engine.screening.portfolio import table_reader
from engine.screening.portfolio_cells import Cells, as_it_is, taken
from engine.screening.portfolio_files import Part, parts_of
from engine.screening.portfolio_profiles import ProfileReader
from engine.screening.portfolio_stretch import Stretch
from engine.screening.portfolio_table import TableReader
from engine.screening.portfolio_types import said
from engine.screening.preflight_values import Seen, seen, warnings

LOOKED_AT: Final = 100_000  # rows of the first file
_PROFILES: Final = 5_000  # likewise, where each is a profile of its own
_SAMPLES: Final = 3  # rows that are shown
_JSON: Final = msgspec.json.Encoder(decimal_format="number")


class ColumnSeen(Struct, frozen=True):
    """What a column was taken for.

    Attributes:
        column: its name.
        fact: that it tells, by its name or that of the list's field.
        unit: in which its numbers are; "" for what has none.
        said: whether the mapping says the unit; else the column's name or the dictionary does.
        type: of its cells, in words.
        nulls: rows of which it tells nothing.
        unread: rows of which its cell can't be read, or isn't certain.
        seen: smallest, middle and largest value, and a few, as they are understood.
        warnings: what looks odd.
    """

    column: str
    fact: str
    unit: str
    said: bool
    type: str
    nulls: int
    unread: int
    seen: Seen
    warnings: tuple[str, ...]


class Preflight(Struct, frozen=True):
    """What the first rows of a portfolio were taken for.

    Attributes:
        files: how many there are.
        file: the one that was looked at, the first.
        rows: of it that were looked at.
        columns: in the order of the mapping.
        unused: columns that nothing is taken from.
        without_id: rows that have no id of their own.
        repeated_ids: ids that stand in more than one row.
        rejected: rows that can't be read, the first of them.
        refused: how many can't.
        profiles: the first rows that can be read, each as the profile that it tells, in JSON.
    """

    files: int
    file: str
    rows: int
    columns: tuple[ColumnSeen, ...]
    unused: tuple[str, ...]
    without_id: int
    repeated_ids: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    refused: int
    profiles: tuple[str, ...]


def preflight(
    paths: Sequence[str], layout: Layout, *, given: mapping.Mapping | None = None, rows: int = LOOKED_AT
) -> Preflight:
    """What the first rows of the first file are taken for.

    Args:
        paths: as for `open_portfolio`.
        layout: of the frames that a run would make.
        given: the mapping, if there is one.
        rows: most rows that are looked at.

    Raises:
        Faulty: what `open_portfolio` raises, and what a run would stop at within these rows.
    """
    kind, parts = parts_of(paths)
    if kind == "NDJSON" and given is None:
        return _of_profiles(parts, layout, min(rows, _PROFILES))
    reader = table_reader(kind, parts, layout, given, None)
    reader.check(parts)
    return _of_table(reader, parts, rows)


def _of_table(reader: TableReader, parts: tuple[Part, ...], rows: int) -> Preflight:
    first = parts[0]
    stretch = next(reader.source.stretches(first, 0, rows, reader.columns), None)
    if stretch is None:
        stretch = Stretch(pl.DataFrame(schema=dict(reader.schema)), pl.Series(dtype=pl.Int64), (), 0)
    batch = reader.batch(first, 0, stretch)
    facts = [
        _column(told, name, reader, stretch.frame, is_daily=_is_daily(name, reader.layout, batch.frame))
        for told, name in _named(reader.mapping)
    ]
    unused = tuple(name for name in reader.schema if name not in reader.columns)
    samples = tuple(
        _shown(raw)
        for raw, faults in map(reader.rows.told, stretch.frame.head(_SAMPLES).iter_rows(named=True))
        if not faults
    )
    return _preflight(
        parts, batch, stretch.frame.height + len(stretch.rejected), tuple(facts), unused, samples
    )


def _named(used: mapping.Mapping) -> Iterator[tuple[Told, str]]:
    yield from ((told, told.fact) for told in used.told)
    for name, elements in used.lists.items():
        for one in elements:
            yield from (
                (told, f"{name}.{told.fact}") for told in ([one.when] if one.when else []) + [*one.told]
            )


def _column(told: Told, name: str, reader: TableReader, frame: pl.DataFrame, *, is_daily: bool) -> ColumnSeen:
    column, dtype = told.cell.column, reader.schema[told.cell.column]
    layout, cells = reader.layout, frame.get_column(told.cell.column)
    found = taken(Cells(pl.col(column), dtype, told.cell, as_it_is), told.form, name, layout)
    values = frame.select(held=found.held, certain=found.certain)
    held, certain = values.get_column("held"), values.get_column("certain")
    good = held.is_not_null() & certain
    unit = told.cell.unit or _own_unit(told.form)
    what = seen(held.filter(good), cells.filter(good), told.form, layout.digits(name).scale, unit)
    return ColumnSeen(
        column=column,
        fact=name,
        unit=unit,
        said=told.cell.said and bool(told.cell.unit),
        type=said(dtype),
        nulls=int((held.is_null() & certain).sum()),
        unread=int((~certain).sum()),
        seen=what,
        warnings=warnings(held.filter(good), told.form, layout.digits(name).scale, unit, is_daily=is_daily),
    )


def _is_daily(name: str, layout: Layout, frame: pl.DataFrame) -> bool:
    """Whether most rows say of the record in which a ratio stands that it is by the day."""
    record = name.rpartition(".")[0]
    beside = (
        other
        for other, form in layout.forms.items()
        if other in frame.columns and other.rpartition(".")[0] == record and "day" in (_words(form) or ())
    )
    told = [frame.get_column(other).drop_nulls() == "day" for other in beside]
    return any(2 * int(one.sum()) > len(one) for one in told)


def _words(form: Form) -> tuple[str, ...] | None:
    return form.type.values if isinstance(form.type, TextType) else None


def _own_unit(form: Form) -> str:
    return next(iter(units_of(form)), "")


def _of_profiles(parts: tuple[Part, ...], layout: Layout, rows: int) -> Preflight:
    reader = ProfileReader(layout)
    batch = next(reader.batches(parts[0], 0, rows, 0), None)
    if batch is None:
        return Preflight(len(parts), parts[0].name, 0, (), (), 0, (), (), 0, ())
    columns = tuple(_of_fact(name, layout, batch.frame) for name in layout.schema)
    samples = tuple(_shown(batch.original(row).facts) for row in range(min(_SAMPLES, batch.frame.height)))
    height = len(set(batch.places)) + len(batch.rejected)
    told = tuple(one for one in columns if one.nulls < batch.frame.height)
    return _preflight(parts, batch, height, told, (), samples)


def _of_fact(name: str, layout: Layout, frame: pl.DataFrame) -> ColumnSeen:
    held, form = frame.get_column(name), layout.forms[name]
    unit, scale, good = _own_unit(form), layout.digits(name).scale, held.drop_nulls()
    return ColumnSeen(
        column=name,
        fact=name,
        unit=unit,
        said=False,
        type="JSON",
        nulls=held.null_count(),
        unread=0,
        seen=seen(good, None, form, scale, unit),
        warnings=warnings(good, form, scale, unit, is_daily=_is_daily(name, layout, frame)),
    )


def _preflight(
    parts: tuple[Part, ...],
    batch: Batch,
    rows: int,
    columns: tuple[ColumnSeen, ...],
    unused: tuple[str, ...],
    samples: tuple[str, ...],
) -> Preflight:
    per_row = pl.DataFrame({"id": batch.ids, "row": [place.row for place in batch.places]}).unique(
        maintain_order=True
    )
    ids = per_row.get_column("id")
    own = pl.Series([f"{parts[0].name}:{row + 1}" for row in per_row.get_column("row")], dtype=pl.String)
    return Preflight(
        files=len(parts),
        file=parts[0].name,
        rows=rows,
        columns=columns,
        unused=unused,
        without_id=int((ids == own).sum()),
        repeated_ids=tuple(ids.filter(ids.is_duplicated()).unique(maintain_order=True).head(5)),
        rejected=tuple(batch.rejected[:_SAMPLES]),
        refused=len(batch.rejected),
        profiles=samples,
    )


def _shown(raw: Mapping[str, object]) -> str:
    return msgspec.json.format(_JSON.encode(raw), indent=2).decode("utf-8")
