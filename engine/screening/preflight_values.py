"""The values of a column as they are understood, and what looks odd about them.

Nothing here refuses anything: a value may be odd and true. It is said, so that somebody looks.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

import polars as pl
from msgspec import Struct

from engine.feel.types import DateType, NumberType
from engine.profile.facts import Form, ScalarForm
from engine.screening.mapping_units import RATIO

_SHOWN: Final = 3  # values
_LARGE: Final = Decimal(100_000)  # yuan: a median above it, of whole numbers, may be fen
_SMALL: Final = Decimal(100)  # yuan: a median below it, of whole yuan, may be yuan that are called fen
_LARGE_RATIO: Final = Decimal("0.5")
_LARGE_DAILY: Final = Decimal("0.01")  # of a ratio by the day: more than three times the sum in a year
_SPAN: Final = (date(1990, 1, 1), date(2100, 1, 1))


class Seen(Struct, frozen=True):
    """Values as they are understood, ready to be read: `¥1,234.50`, `0.0004 (0.04 %)`, `2026-11-25`.

    Attributes:
        least: the smallest, "" where values have no order.
        median: the one in the middle.
        most: the largest.
        samples: a few: what stands in the cell and what it is taken for; of words, how often each.
    """

    least: str = ""
    median: str = ""
    most: str = ""
    samples: tuple[str, ...] = ()


def seen(held: pl.Series, cells: pl.Series | None, form: Form, scale: int, unit: str) -> Seen:
    """What values look like.

    Args:
        held: those that are told, as the layout has them.
        cells: as they stand in the file, likewise; None where that isn't of interest.
        form: of the fact.
        scale: digits after the point of a number.
        unit: in which the cells are.
    """
    if not isinstance(form, ScalarForm) or not len(held):
        return Seen()
    if not isinstance(form.type, NumberType | DateType):
        counts = (
            held.cast(pl.String).value_counts(sort=True).sort(["count", held.name], descending=[True, False])
        )
        return Seen(samples=tuple(f"{word} × {count:,}" for word, count in counts.head(_SHOWN).iter_rows()))
    ordered = held.sort()
    least, median, most = (
        shown(ordered[at], form, scale, unit) for at in (0, (len(ordered) - 1) // 2, len(ordered) - 1)
    )
    samples = [shown(one, form, scale, unit) for one in held.head(_SHOWN)]
    if cells is not None:
        samples = [f"{cell} → {one}" for cell, one in zip(cells.head(_SHOWN), samples, strict=True)]
    return Seen(least, median, most, tuple(samples))


def shown(held: Any, form: ScalarForm, scale: int, unit: str) -> str:  # noqa: ANN401  (a number or a day)
    """A value as a person reads it."""
    if not isinstance(form.type, NumberType):
        return str(held)
    number = Decimal(held).scaleb(-scale)
    if unit in {"yuan", "fen"}:
        return f"¥{number:,.2f}"
    plain = f"{number.normalize():f}"
    if unit in RATIO:
        return f"{plain} ({number.scaleb(2).normalize():f} %)"
    return f"{plain} {unit}".rstrip()


def warnings(
    held: pl.Series, form: Form, scale: int, unit: str, *, is_daily: bool = False
) -> tuple[str, ...]:
    """What looks odd about values, as `seen` takes them; `is_daily`: they are ratios by the day."""
    if not len(held):
        return ("no row tells it",)
    if not isinstance(form, ScalarForm):
        return ()
    if isinstance(form.type, DateType):
        return tuple(_odd_days(held))
    return (
        tuple(_odd_numbers(held, scale, unit, is_daily=is_daily)) if isinstance(form.type, NumberType) else ()
    )


def _odd_days(held: pl.Series) -> Iterator[str]:
    first, last = _SPAN
    odd = int((~held.is_between(first, last)).sum())
    if odd:
        yield f"{odd:,} of the days lie before {first.year} or after {last.year - 1}"


def _odd_numbers(held: pl.Series, scale: int, unit: str, *, is_daily: bool) -> Iterator[str]:
    told = held.filter(held != 0)
    if not len(told):
        return
    median = Decimal(told.sort()[(len(told) - 1) // 2]).scaleb(-scale)
    whole = bool((told % 10**scale == 0).all())
    if unit == "yuan" and whole and median >= _LARGE:
        yield f"all are whole numbers, and half of them ¥{median:,.2f} or more: are they fen?"
    elif unit == "fen" and whole and median < _SMALL:
        yield f"all are whole yuan, and half of them ¥{median:,.2f} or less: are they yuan?"
    elif unit in RATIO and median > (_LARGE_DAILY if is_daily else _LARGE_RATIO):
        each = " a day" if is_daily else ""
        yield f"half of them are {median.scaleb(2).normalize():f} %{each} or more: is that the unit?"
