"""Amounts and days as people write them: ¥1,234.50, 2026年11月25日, 25 Nov 2026.

An answer and a repayment plan say them in the same way. Were each to write its own, one page would have a
sum as -¥5.00 and the next as ¥-5.00, and a reader would wonder whether it is the same sum.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

LARGEST: Final = 30  # digits before the point of a number that is written out
ROUNDING: Final = Context(prec=LARGEST + 40, rounding=ROUND_HALF_UP)  # whatever context the caller has set
_FEN: Final = Decimal("0.01")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def money(yuan: Decimal) -> str:
    """An amount as ¥1,234.50; half a fen rounds away from zero."""
    if yuan.adjusted() >= LARGEST:
        return f"{'-' if yuan < 0 else ''}¥{yuan.copy_abs():.6g}"
    rounded = ROUNDING.quantize(yuan, _FEN)
    return f"{'-' if rounded < 0 else ''}¥{rounded.copy_abs():,f}"


def day(value: date, language: str) -> str:
    """A date as 2026年11月25日 or 25 Nov 2026."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
