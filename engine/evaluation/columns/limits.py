"""Rows that hold more than the plan was made for: a number beyond its bound, a list beyond its length.

The plan relies on those bounds for its whole numbers to fit into 64 bits. A row that breaks one would
overflow without a sound, so each batch is looked at before it is believed.
"""

import polars as pl

from engine.evaluation.columns.layout import Layout


def beyond(profiles: pl.DataFrame, layout: Layout) -> pl.Series | None:
    """Which rows break a bound; None if none does."""
    found: pl.Series | None = None
    for name, dtype in profiles.schema.items():
        out = _column(profiles.get_column(name), name, dtype, layout)
        if out is not None:
            found = out if found is None else found | out
    return found


def _column(values: pl.Series, name: str, dtype: pl.DataType, layout: Layout) -> pl.Series | None:
    match dtype:
        case pl.Int64():
            return _number(values, layout.digits(name).bound)
        case pl.List():
            return _list(values, name, dtype, layout)
        case pl.Struct():
            fields = [
                _column(values.struct.field(one.name), f"{name}.{one.name}", _of(one), layout)
                for one in dtype.fields
            ]
            return _either([one for one in fields if one is not None])
    return None


def _of(one: pl.Field) -> pl.DataType:
    dtype = one.dtype
    return dtype if isinstance(dtype, pl.DataType) else dtype()


def _number(values: pl.Series, bound: int) -> pl.Series | None:
    low, high = values.min(), values.max()
    if not isinstance(low, int) or not isinstance(high, int) or (low >= -bound and high <= bound):
        return None
    return ((values < -bound) | (values > bound)).fill_null(value=False)


def _list(values: pl.Series, name: str, dtype: pl.List, layout: Layout) -> pl.Series | None:
    lengths = values.list.len().fill_null(0)
    longest = lengths.max()
    long = None
    if isinstance(longest, int) and longest > layout.longest(name):
        long = lengths > layout.longest(name)
    inner = dtype.inner if isinstance(dtype.inner, pl.DataType) else dtype.inner()
    if not _has_numbers(inner):
        return long
    elements = values.explode(empty_as_null=False, keep_nulls=False)
    of = name if isinstance(inner, pl.Struct) else f"{name}[]"
    out = _column(elements, of, inner, layout)
    if out is None:
        return long
    rows = pl.select(pl.int_range(len(values)).repeat_by(pl.Series(lengths))).to_series()
    broken = rows.explode(empty_as_null=False, keep_nulls=False).filter(out)
    some = pl.select(pl.int_range(len(values))).to_series().is_in(broken.implode())
    return some if long is None else some | long


def _has_numbers(dtype: pl.DataType) -> bool:
    """Whether a bound may be broken within: that of a number, or of the length of a list."""
    if isinstance(dtype, pl.Struct):
        return any(_has_numbers(_of(one)) for one in dtype.fields)
    return isinstance(dtype, pl.Int64 | pl.List)


def _either(parts: list[pl.Series]) -> pl.Series | None:
    found: pl.Series | None = None
    for one in parts:
        found = one if found is None else found | one
    return found
