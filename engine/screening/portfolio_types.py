"""M111, M112: whether the columns of a file can tell the facts that they are to tell.

Found before anything runs: a column of days that holds truth values would otherwise put every row
into the quarantine, one by one.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Map
from typing import Final

import polars as pl

from engine.diagnostics import Diagnostic, did_you_mean
from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.profile.facts import Form, ListForm, RecordForm, ScalarForm
from engine.screening.mapping import ISO, Cell, Mapping, Told

Schema = Map[str, pl.DataType]

_WANTED: Final[Map[type, str]] = {
    NumberType: "numbers",
    DateType: "days",
    TruthType: "truth values",
    TextType: "texts",
}


def missing_columns(mapping: Mapping, schema: Schema, file: str) -> Iterator[Diagnostic]:
    """M110: columns that a mapping names, and a file doesn't have."""
    places = {one.cell.column: one.cell.place for one in mapping.cells() if one.cell.place is not None}
    if mapping.id is not None:
        places.setdefault(mapping.id.text, mapping.id)
    for column, place in places.items():
        if column not in schema:
            help_ = (
                did_you_mean(column, schema) or f"it has {', '.join(f'`{one}`' for one in list(schema)[:12])}"
            )
            yield Diagnostic("M110", f"`{file}` has no column `{column}`", place.span, "", help_)


def type_faults(mapping: Mapping, schema: Schema, file: str) -> Iterator[Diagnostic]:
    """M111, M112: columns of a file that can't tell what the mapping takes from them; it has all of them."""
    for told in mapping.cells():
        yield from _faults(told, told.form, schema[told.cell.column], told.fact, file)


def _faults(told: Told, form: Form, dtype: pl.DataType, name: str, file: str) -> Iterator[Diagnostic]:
    if isinstance(dtype, pl.Null):
        return
    if isinstance(form, ListForm) and isinstance(dtype, pl.List):
        below = name if isinstance(form.element, RecordForm) else f"{name}[]"
        yield from _faults(told, form.element, dtype.inner, below, file)  # type: ignore[arg-type]  # a type of Polars
    elif isinstance(form, RecordForm) and isinstance(dtype, pl.Struct):
        for field in dtype.fields:
            if field.name in form.fields:
                inner: pl.DataType = field.dtype  # type: ignore[assignment]  # as above
                yield from _faults(told, form.fields[field.name], inner, f"{name}.{field.name}", file)
            else:
                message = f"`{name}.{field.name}` isn't a fact"
                help_ = did_you_mean(field.name, form.fields)
                yield Diagnostic("M111", message, file=file, help=help_, path=told.cell.column)
    elif not _fits(told.cell, form, dtype):
        yield _wrong_type(told, form, dtype, name, file)


def _wrong_type(told: Told, form: Form, dtype: pl.DataType, name: str, file: str) -> Diagnostic:
    """M112."""
    wanted = _WANTED[type(form.type)] if isinstance(form, ScalarForm) else "lists of records"
    message = f"column `{told.cell.column}` holds {said(dtype)}, and `{name}` needs {wanted}"
    help_ = "say in a mapping how its cells are written, or write the column in another type"
    if dtype.is_integer() and isinstance(form.type, DateType):
        help_ = 'say in a mapping in which `format` its days are written, such as `"%Y%m%d"`'
    elif isinstance(form.type, TruthType) and told.cell.values is None:
        help_ = 'say in a mapping which `values` mean yes and no, such as `{"1": true, "0": false}`'
    return Diagnostic("M112", message, told.cell.place.span if told.cell.place else None, "", help_, (), file)


def _fits(cell: Cell, form: Form, dtype: pl.DataType) -> bool:
    words = isinstance(dtype, pl.String | pl.Enum | pl.Categorical)
    if cell.values is not None:
        return words or dtype.is_integer() or isinstance(dtype, pl.Boolean)
    match form.type:
        case NumberType():
            return words or dtype.is_numeric()
        case DateType():
            is_day = isinstance(dtype, pl.Date) or (
                isinstance(dtype, pl.Datetime) and dtype.time_zone is None
            )
            return words or is_day or (dtype.is_integer() and cell.format != ISO)
        case TruthType():
            return words or isinstance(dtype, pl.Boolean)
        case TextType(values):
            return words or (values is None and dtype.is_integer())
    return isinstance(form, ListForm) and words


def said(dtype: pl.DataType) -> str:
    """A type of Polars in words."""
    if isinstance(dtype, pl.Datetime):
        return "days with a time" if dtype.time_zone is None else "moments in a time zone"
    for kinds, words in _SAID:
        if isinstance(dtype, kinds):
            return words
    if dtype.is_float():
        return "binary fractions"
    return "whole numbers" if dtype.is_integer() else f"values of the type {dtype}"


_SAID: Final[tuple[tuple[tuple[type[pl.DataType], ...], str], ...]] = (
    ((pl.Null,), "nothing"),
    ((pl.Boolean,), "truth values"),
    ((pl.Date,), "days"),
    ((pl.String, pl.Enum, pl.Categorical), "texts"),
    ((pl.List, pl.Array), "lists"),
    ((pl.Struct,), "records"),
    ((pl.Decimal,), "decimals"),
)
