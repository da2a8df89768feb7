"""Daily rates of loans as fractions of whole numbers, whichever way a rule has come to them.

A yearly rate over 365 has no end as a decimal. Held as a float, it could shift the interest of a long
schedule by a fen; held as a fraction, every row rounds as the reference does.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import numpy as np

from engine.evaluation.columns.loans import Flags, Rates, Whole
from engine.evaluation.columns.plan import Column
from engine.evaluation.columns.values import LARGEST, Exact, Inexact, Operation, Single, Unlowered
from engine.values import DECIMAL128

_END, _FEW = 10**9, 10**12


class Told:
    """A daily rate as it goes into a kernel.

    Attributes:
        columns: the whole numbers it is made of.
        scales: their digits after the point.
    """

    def __init__(self, one: Single) -> None:
        """Take a number that is exact, or a quotient of two that are."""
        match one:
            case Exact():
                parts = [one]
            case Inexact(recipe=Operation("/", Exact() as above, Exact() as below)):
                parts = [above, below]
            case Inexact(
                recipe=Operation("*", Operation("/", Exact() as above, Exact() as below), Exact() as times)
            ):
                parts = [above, below, times]
            case _:
                raise Unlowered("a rate that is no quotient")
        self.columns: dict[str, Column] = dict(
            zip(("a", "b", "c"), (part.column for part in parts), strict=False)
        )
        self.scales = tuple(part.scale for part in parts)
        if max(_bounds(parts)) > LARGEST:
            raise Unlowered("a rate with too many digits")

    def rates(self, values: Mapping[str, Whole]) -> Rates:
        """The rates of loans."""
        above, below = self.fraction(values)
        return Rates(above, below, None if len(self.scales) == 1 else lambda rows: self._sides(values, rows))

    def fraction(self, values: Mapping[str, Whole]) -> tuple[Whole, Whole]:
        """Above and below; below isn't negative, and 0 where there is no rate."""
        up, down = _powers(self.scales)
        if len(self.scales) == 1:
            return values["a"], np.full(len(values["a"]), down, dtype=np.int64)
        above, below = values["a"] * up, values["b"] * down
        if len(self.scales) == 3:
            above = above * values["c"]
        negative = below < 0
        return np.where(negative, -above, above), np.where(negative, -below, below)

    def _sides(self, values: Mapping[str, Whole], rows: Whole) -> Whole:
        parts = [values[name][rows] for name in self.columns]
        sides: Whole = np.zeros(len(rows), dtype=np.int64)
        endless = np.flatnonzero(~_exact_in_decimals(parts))
        some = zip(*(part[endless].tolist() for part in parts), strict=True)
        sides[endless] = [_side(self.scales, one) for one in some]
        return sides


def _exact_in_decimals(parts: list[Whole]) -> Flags:
    """Of which loans the rate needs no rounding: it has 9 + 12 + 12 digits at most, of 34."""
    above, below, *_ = parts
    small = np.all([np.abs(one) <= _FEW for one in parts], axis=0)
    ends: Flags = small & (_END % (below // np.gcd(above, below)) == 0)
    return ends


def _powers(scales: tuple[int, ...]) -> tuple[int, int]:
    """Powers of ten by which the parts of a rate are multiplied: above, below."""
    if len(scales) == 1:
        return 1, 10 ** scales[0]
    up, down = scales[1], scales[0] + (scales[2] if len(scales) == 3 else 0)
    common = min(up, down)
    return 10 ** (up - common), 10 ** (down - common)


def _bounds(parts: list[Exact]) -> tuple[int, int]:
    up, down = _powers(tuple(part.scale for part in parts))
    if len(parts) == 1:
        return parts[0].bound, down
    times = parts[2].bound if len(parts) == 3 else 1
    return parts[0].bound * up * times, parts[1].bound * down


@lru_cache(maxsize=65_536)
def _side(scales: tuple[int, ...], parts: tuple[int, ...]) -> int:
    """On which side of the true quotient the one of 34 digits lies."""
    above, below, *times = (Decimal(part).scaleb(-scale) for part, scale in zip(parts, scales, strict=True))
    rounded, true = DECIMAL128.divide(above, below), Fraction(above) / Fraction(below)
    for one in times:
        rounded, true = DECIMAL128.multiply(rounded, one), true * Fraction(one)
    apart = Fraction(rounded) - true
    return (apart > 0) - (apart < 0)
