"""The values that every other part speaks of: truth, money, units.

Binary floating point can't hold 0.1, and `None` read as "no" would turn a missing
fact into a refusal. So money is whole fen, and truth has a third value.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import (
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from enum import Enum
from typing import NewType

from msgspec import Struct

# Money in whole fen (1/100 yuan).
Money = NewType("Money", int)

# The arithmetic of IEEE 754 decimal128, as DMN asks for: 34 digits, half-even.
DECIMAL128 = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)


def fen(yuan: Decimal) -> Money:
    """An amount in yuan as whole fen, half a fen rounded away from zero."""
    return Money(int(DECIMAL128.scaleb(yuan, 2).to_integral_value(ROUND_HALF_UP)))


def yuan(amount: Money) -> Decimal:
    """An amount in fen as yuan, exact."""
    return DECIMAL128.scaleb(Decimal(amount), -2)


class Truth(Enum):
    """Whether a claim holds: met, unmet, or not known yet."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"

    __hash__ = object.__hash__  # that of `Enum` hashes the name anew each time, in Python


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's conjunction: unmet if one is unmet, else unknown if one is unknown, else met."""
    seen = set(truths)
    if Truth.UNMET in seen:
        return Truth.UNMET
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.MET


def any_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's disjunction: met if one is met, else unknown if one is unknown, else unmet."""
    seen = set(truths)
    if Truth.MET in seen:
        return Truth.MET
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.UNMET


class Unit(Struct, frozen=True):
    """A unit of measure as powers of base units: yuan per month is `yuan` to the 1, `month` to the -1.

    Attributes:
        powers: base unit and exponent, sorted by name, no exponent of 0. Empty: a ratio.
    """

    powers: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def of(powers: Mapping[str, int]) -> "Unit":
        """The unit with these powers."""
        return Unit(tuple(sorted((base, power) for base, power in powers.items() if power)))

    @staticmethod
    def parse(text: str) -> "Unit | None":
        """The unit written as `yuan/month`, `1/day`, `yuan*day`, or `1` for a ratio; None if it isn't one."""
        if not re.fullmatch(r"(1|[a-z_]+)([*/][a-z_]+)*", text):
            return None
        powers: dict[str, int] = {}
        for sign, base in re.findall(r"([*/]?)([a-z_]+|1)", text):
            if base != "1":
                powers[base] = powers.get(base, 0) + (-1 if sign == "/" else 1)
        return Unit.of(powers)

    def times(self, other: "Unit", sign: int = 1) -> "Unit":
        """The unit of a product; of a quotient with `sign=-1`."""
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, 0) + sign * power
        return Unit.of(powers)

    def power(self, exponent: int) -> "Unit":
        """The unit of a whole power."""
        return Unit.of({base: power * exponent for base, power in self.powers})

    def __str__(self) -> str:
        over = [base for base, power in self.powers for _ in range(power)]
        under = [base for base, power in self.powers for _ in range(-power)]
        return "/".join(["*".join(over) or "1", *under])


RATIO = Unit()
