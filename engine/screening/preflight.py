"""What a run would take a portfolio for, before it runs: units, ranges, what is missing, rows as profiles.

A mapping can be right in form and wrong in fact. Fen that are called yuan make every borrower rich; it shows
at once in "median instalment ¥245,000.00" and in three rows as profiles, and in no error message.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
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

LOOKED_AT: Final = 100_000  # rows, the first of each file
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


class _Looked(Struct, frozen=True):
    """The first rows of a file: as the batch that they become, and how many they are."""

    part: Part
    batch: Batch
    height: int


class Preflight(Struct, frozen=True):
    """What the first rows of a portfolio were taken for, those of each file.

    Attributes:
        files: how many there are.
        file: the first of them.
        rows: that were looked at, the first of each file.
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
    """What the first rows of each file are taken for.

    Args:
        paths: as for `open_portfolio`.
        layout: of the frames that a run would make.
        given: the mapping, if there is one.
        rows: most rows that are looked at, of each file its part.

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
    looked: list[_Looked] = []
    stretches: list[Stretch] = []
    for number, part in enumerate(parts):
        stretch = next(reader.source.stretches(part, 0, _share(rows, parts), reader.columns), None)
        if stretch is not None:
            height = stretch.frame.height + len(stretch.rejected)
            looked.append(_Looked(part, reader.batch(part, number, stretch), height))
            stretches.append(stretch)
    empty = pl.DataFrame(schema={name: reader.schema[name] for name in reader.columns})
    cells = pl.concat([empty, *(reader.typed(one.frame).select(empty.columns) for one in stretches)])
    held = _frames(looked)
    facts = [
        _column(told, name, reader, cells, is_daily=_is_daily(name, reader.layout, held))
        for told, name in _named(reader.mapping)
    ]
    unused = tuple(name for name in reader.schema if name not in reader.columns)
    samples = tuple(
        _shown(raw)
        for raw, faults in map(reader.rows.told, cells.head(_SAMPLES).iter_rows(named=True))
        if not faults
    )
    return _preflight(parts, looked, tuple(facts), unused, samples)


def _share(rows: int, parts: tuple[Part, ...]) -> int:
    """How many rows of each file are looked at."""
    return max(1, rows // len(parts))


def _frames(looked: Sequence[_Looked]) -> pl.DataFrame:
    return pl.concat([one.batch.frame for one in looked]) if looked else pl.DataFrame()


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
    batches = [
        (part, next(reader.batches(part, number, _share(rows, parts), 0), None))
        for number, part in enumerate(parts)
    ]
    looked = [_Looked(part, batch, batch.read) for part, batch in batches if batch is not None]
    held = _frames(looked)
    columns = tuple(_of_fact(name, layout, held) for name in layout.schema) if looked else ()
    views = (one.batch.original(row) for one in looked for row in range(one.batch.frame.height))
    samples = tuple(_shown(one.facts) for one in islice(views, _SAMPLES))
    told = tuple(one for one in columns if one.nulls < held.height)
    return _preflight(parts, looked, told, (), samples)


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
    looked: Sequence[_Looked],
    columns: tuple[ColumnSeen, ...],
    unused: tuple[str, ...],
    samples: tuple[str, ...],
) -> Preflight:
    ids, own = _ids(looked)
    rejected = [row for one in looked for row in one.batch.rejected]
    return Preflight(
        files=len(parts),
        file=parts[0].name,
        rows=sum(one.height for one in looked),
        columns=columns,
        unused=unused,
        without_id=int((ids == own).sum()),
        repeated_ids=tuple(ids.filter(ids.is_duplicated()).unique(maintain_order=True).head(5)),
        rejected=tuple(rejected[:_SAMPLES]),
        refused=len(rejected),
        profiles=samples,
    )


def _ids(looked: Sequence[_Looked]) -> tuple[pl.Series, pl.Series]:
    """Of each row its id, and the one that it gets where it has none."""
    ids: dict[tuple[str, int], str] = {}
    for one in looked:
        rows = (place.row for place in one.batch.places)
        ids |= {(one.part.name, row): id_ for row, id_ in zip(rows, one.batch.ids, strict=True)}
    own = [f"{name}:{row + 1}" for name, row in ids]
    return pl.Series([*ids.values()], dtype=pl.String), pl.Series(own, dtype=pl.String)


def _shown(raw: Mapping[str, object]) -> str:
    return msgspec.json.format(_JSON.encode(raw), indent=2).decode("utf-8")
