"""Cells of a column as the layout holds them, all at once, and of which of them that is certain.

A cell is certain if the exact way (`portfolio_row.py`) would hold the same: everything here may
say "not certain", and nothing may be certain and other. The rows that aren't go the exact way one by one. So
a table is read as fast as columns are, and means what a profile means.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import Any, Final

import polars as pl
from msgspec import Struct, structs

from engine.evaluation.columns.layout import Digits, Layout, below
from engine.evaluation.columns.values import LARGEST
from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.profile.facts import Form, ListForm, RecordForm, ScalarForm
from engine.screening.mapping import Cell
from engine.screening.portfolio_row import BLANKS

NEAR: Final = 5e-5  # of the last digit; half of what the exact way allows, so that rounding can't matter
_SAFE_FLOAT: Final = 1e11  # up to here a binary fraction errs by less than a quarter of that
_MOST_DIGITS: Final = 15  # before the point, of a number written as text
_EARLIEST: Final = date(1, 1, 1)
_CLASS = re.compile(r"\[(?:[^\]\\]|\\.)+\]")
_ASCII: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
_HAN: Final = (0x4E00, 0x9FA6)


Keep = Callable[[pl.Expr], pl.Expr]


class Taken(Struct, frozen=True):
    """Cells on their way into the layout: what it holds of them, and whether that is certain."""

    held: pl.Expr
    certain: pl.Expr


def as_it_is(cells: pl.Expr) -> pl.Expr:
    """Keeps nothing: within the elements of a list there are no columns to keep it in."""
    return cells


class Cells(Struct, frozen=True):
    """Cells that are to be taken: of a column, or of a field of the elements of one.

    Attributes:
        told: the cells.
        dtype: their type of Polars.
        how: they are written.
        keep: keeps what is used more than once in a column of its own.
    """

    told: pl.Expr
    dtype: pl.DataType
    how: Cell
    keep: Keep

    def within(self, told: pl.Expr, dtype: Any) -> "Cells":  # noqa: ANN401  (a type of Polars, or its class)
        """Elements or fields of them."""
        return Cells(told, dtype, self.how, as_it_is)


def taken(cells: Cells, form: Form, name: str, layout: Layout) -> Taken:
    """What a layout holds of cells.

    Args:
        cells: that tell a fact.
        form: of the fact.
        name: by which the layout knows it.
        layout: of the frame.
    """
    if isinstance(cells.dtype, pl.Null):
        return Taken(pl.lit(None, dtype=layout.dtype(name, form.type)), pl.lit(value=True))
    known = structs.replace(cells, told=cells.keep(_known(cells)))
    if isinstance(form, ScalarForm):
        found = _scalar(known, form, name, layout)
    elif isinstance(form, ListForm):
        found = _list(known, form, name, layout)
    else:
        found = _record(known, form, name, layout)
    certain = known.told.is_null() | found.certain.fill_null(value=False)
    return Taken(cells.keep(found.held), cells.keep(certain))


def is_text(dtype: pl.DataType) -> bool:
    """Whether cells are words."""
    return isinstance(dtype, pl.String | pl.Enum | pl.Categorical)


def _known(cells: Cells) -> pl.Expr:
    """The cells that say something; others are null."""
    if not is_text(cells.dtype):
        return cells.told
    text = cells.told.cast(pl.String)
    if not cells.how.nulls:
        return text
    if cells.how.nulls == {""}:  # of blanks alone, which is faster to see
        is_null = ~text.str.contains(f"[^{BLANKS}]")
    else:
        is_null = text.str.strip_chars(BLANKS).is_in(sorted(cells.how.nulls))
    return pl.when(is_null).then(None).otherwise(text)


def _scalar(cells: Cells, form: ScalarForm, name: str, layout: Layout) -> Taken:
    kept = layout.dtype(name, form.type)
    match form.type:
        case NumberType():
            digits = layout.digits(name)
            return _in_bounds(_whole(cells, digits), form, digits)
        case DateType():
            return _day(cells)
        case TruthType():
            return _truth(cells)
        case TextType(values) if values is not None:
            return _one_of(cells, kept)
    return _free_text(cells, form)


def _whole(cells: Cells, digits: Digits) -> Taken:
    """Numbers as whole numbers of their last digit."""
    told, dtype, keep = cells.told, cells.dtype, cells.keep
    places = digits.scale + cells.how.shift
    if isinstance(dtype, pl.Decimal):
        number = keep(told.to_physical().cast(pl.Int64, strict=False))
        found = _scaled(number, places - dtype.scale)
    elif dtype.is_integer():
        found = _scaled(keep(told.cast(pl.Int64, strict=False)), places)
    elif dtype.is_float():
        scaled = (
            told.cast(pl.Float64) * 10.0**places if places >= 0 else told.cast(pl.Float64) / 10.0**-places
        )
        found = _from_float(keep(scaled), keep)
    else:
        found = _from_text(keep(told.str.strip_chars(BLANKS)), places, keep)
    return Taken(keep(found.held), found.certain)


def _scaled(number: pl.Expr, places: int) -> Taken:
    """Whole numbers times ten to the power of `places`."""
    if abs(places) > 18:
        return Taken(pl.lit(None, dtype=pl.Int64), pl.lit(value=False))
    factor = 10 ** abs(places)
    if places < 0:
        return Taken(number // factor, number % factor == 0)
    limit = LARGEST // factor
    fits = number.is_between(-limit, limit)
    return Taken(pl.when(fits).then(number * factor).otherwise(None), fits)


def _from_float(scaled: pl.Expr, keep: Keep) -> Taken:
    """What is no number, or has no end, is near to nothing."""
    rounded = keep(scaled.round())
    near = keep(((scaled - rounded).abs() <= NEAR) & (rounded.abs() < _SAFE_FLOAT))
    return Taken(pl.when(near).then(rounded).otherwise(None).cast(pl.Int64), near)


def _from_text(text: pl.Expr, places: int, keep: Keep) -> Taken:
    """Plain digits; through a decimal, never through a binary fraction."""
    if not 0 <= places <= _MOST_DIGITS:
        return Taken(pl.lit(None, dtype=pl.Int64), pl.lit(value=False))
    fraction = rf"(?:\.[0-9]{{1,{places}}}0{{0,9}})?" if places else r"(?:\.0{1,9})?"
    plain = keep(text.str.contains(rf"^-?[0-9]{{1,{min(_MOST_DIGITS, 18 - places)}}}{fraction}$"))
    decimal = pl.when(plain).then(text).otherwise(None).cast(pl.Decimal(38, places))
    return Taken(decimal.to_physical().cast(pl.Int64), plain)


def _in_bounds(number: Taken, form: ScalarForm, digits: Digits) -> Taken:
    """What the dictionary allows and the layout holds."""
    held, scale = number.held, digits.scale
    certain = number.certain & held.is_between(-digits.bound, digits.bound)
    if form.least is not None:
        certain &= held >= ceil(form.least.scaleb(scale))
    if form.most is not None:
        certain &= held <= floor(form.most.scaleb(scale))
    if form.step is not None:
        certain &= _steps(held, form.step.scaleb(scale))
    return Taken(held, certain)


def _steps(held: pl.Expr, step: Decimal) -> pl.Expr:
    """Whether numbers are multiples, both in units of the last digit.

    A whole number is a multiple of a fraction in lowest terms exactly if it is one of what stands above.
    """
    above, _ = step.as_integer_ratio()
    return pl.lit(value=True) if above == 1 else held % above == 0


def _day(cells: Cells) -> Taken:
    told, dtype, form = cells.told, cells.dtype, cells.how.format
    if isinstance(dtype, pl.Date):
        return Taken(told, told.dt.year().is_between(1, 9999))
    if isinstance(dtype, pl.Datetime):
        day = cells.keep(told.dt.date())
        return Taken(day, (day.cast(dtype) == told) & day.dt.year().is_between(1, 9999))
    text = cells.keep(told.cast(pl.String).str.strip_chars(BLANKS))
    shape = re.escape(form).replace("%Y", "[0-9]{4}").replace("%m", "[0-9]{2}").replace("%d", "[0-9]{2}")
    shaped = pl.when(text.str.contains(f"^{shape}$")).then(text).otherwise(None)
    day = cells.keep(shaped.str.to_date(form, strict=False, cache=True))
    return Taken(day, day >= _EARLIEST)


def _truth(cells: Cells) -> Taken:
    if cells.how.values is not None:
        return _meant(cells, pl.Boolean())
    if isinstance(cells.dtype, pl.Boolean):
        return Taken(cells.told, pl.lit(value=True))
    text = cells.keep(_word(cells).str.to_lowercase())
    held = cells.keep(
        text.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
    )
    return Taken(held, held.is_not_null())


def _word(cells: Cells) -> pl.Expr:
    return cells.told.cast(pl.String).str.strip_chars(BLANKS)


def _meant(cells: Cells, dtype: pl.DataType) -> Taken:
    """What words stand for that the mapping lists."""
    held = cells.keep(_word(cells).replace_strict(cells.how.values or {}, default=None, return_dtype=dtype))
    return Taken(held, held.is_not_null())


def _one_of(cells: Cells, kept: pl.DataType) -> Taken:
    if cells.how.values is not None:
        found = _meant(cells, pl.String())
        return Taken(found.held.cast(kept), found.certain)
    held = cells.keep(cells.told.cast(pl.String).cast(kept, strict=False))
    return Taken(held, held.is_not_null())


def _free_text(cells: Cells, form: ScalarForm) -> Taken:
    if cells.how.values is not None:
        return _meant(cells, pl.String())
    text, most = cells.told.cast(pl.String), form.longest
    length = text.str.len_chars()
    certain = length.is_between(form.shortest, most) if most is not None else length >= form.shortest
    return Taken(text, certain & _is_harmless(text, form))


def _is_harmless(text: pl.Expr, form: ScalarForm) -> pl.Expr:
    """Texts of allowed characters only, where the form forbids a plain set of them; else not certain."""
    forbidden = form.forbidden
    if form.pattern is not None or (forbidden and not _CLASS.fullmatch(forbidden.pattern)):
        return pl.lit(value=False)
    if forbidden is None:
        return pl.lit(value=True)
    allowed = "".join(char for char in _ASCII if not forbidden.search(char))
    han = "" if forbidden.search("".join(map(chr, range(*_HAN)))) else f"{chr(_HAN[0])}-{chr(_HAN[1] - 1)}"
    characters = re.escape(allowed) + han
    return text.str.contains(f"^[{characters}]*$") if characters else text == ""


def _list(cells: Cells, form: ListForm, name: str, layout: Layout) -> Taken:
    kept, told, dtype = layout.dtype(name, form.type), cells.told, cells.dtype
    if not isinstance(dtype, pl.List):  # JSON as text: only the empty list is plain
        empty = told.str.strip_chars(BLANKS) == "[]"
        return Taken(pl.when(empty).then(pl.lit([], dtype=kept)).otherwise(None), empty & (form.least == 0))
    if isinstance(form.element, RecordForm) and form.element.key:
        return Taken(pl.lit(None, dtype=kept), pl.lit(value=False))
    element = pl.element()
    one = taken(cells.within(element, dtype.inner), form.element, below(name, form.type.element), layout)
    whole = told.list.eval(element.is_not_null() & one.certain).list.all()
    most = min(form.most if form.most is not None else layout.longest(name), layout.longest(name))
    return Taken(told.list.eval(one.held).cast(kept), whole & told.list.len().is_between(form.least, most))


def _record(cells: Cells, form: RecordForm, name: str, layout: Layout) -> Taken:
    """Records in lists; one in a record in which nothing is told is null: nobody can tell the two apart."""
    dtype = cells.dtype
    assert isinstance(dtype, pl.Struct)  # noqa: S101  (INVARIANT: portfolio_types.py; Parquet has none without fields)
    given = {field.name: field.dtype for field in dtype.fields}
    if form.at_most:
        return Taken(pl.lit(None, dtype=layout.dtype(name, form.type)), pl.lit(value=False))
    fields: dict[str, pl.Expr] = {}
    certain = pl.lit(value=True)
    for key, field in form.fields.items():
        if key not in given:
            fields[key] = pl.lit(None, dtype=layout.dtype(f"{name}.{key}", field.type))
            continue
        one = taken(cells.within(cells.told.struct.field(key), given[key]), field, f"{name}.{key}", layout)
        fields[key], certain = _told_or_null(one.held, field), certain & one.certain
    return Taken(pl.struct([one.alias(key) for key, one in fields.items()]), certain)


def _told_or_null(held: pl.Expr, form: Form) -> pl.Expr:
    if not isinstance(form, RecordForm):
        return held
    return pl.when(pl.any_horizontal([held.struct.field(one).is_not_null() for one in form.fields])).then(
        held
    )
