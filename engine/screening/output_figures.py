"""Figures as they leave: decimals with all their digits, dates, truths, texts.

The columnar evaluator gives whole numbers of a last digit. A file that said 100000 for ¥1,000.00 would
sooner or later be read as a hundred thousand.
"""

from decimal import Decimal
from typing import Final

import polars as pl

from engine.feel.types import NumberType
from engine.screening.output_columns import FIGURE, MOST_DIGITS, FigureColumn

_WHOLE: Final = pl.Decimal(MOST_DIGITS, 0)


def figure(one: FigureColumn) -> pl.Expr:
    """A figure of the evaluator's as it leaves."""
    name = f"{FIGURE}{one.name}"
    if not isinstance(one.kind, NumberType):
        return pl.col(name).cast(one.dtype)
    last = pl.lit(f"{Decimal(1).scaleb(-one.scale):f}").cast(one.dtype)
    return (pl.col(name).cast(_WHOLE) * last).cast(one.dtype).alias(name)
