"""The units in which a column may hold a number, and how they become that of its fact.

An amount in fen that is taken for yuan is a hundred times too large, and still looks like an amount. So the
unit of money is never guessed from its values: the mapping says it, or the name of the column does.
"""

import re
from collections.abc import Mapping
from typing import Final

from engine.feel.types import NumberType
from engine.profile.facts import Form, ScalarForm

SHIFTS: Final[Mapping[str, int]] = {"fen": -2, "percent": -2, "permille": -3}  # powers of ten; others none
MONEY: Final = ("yuan", "fen")
RATIO: Final = ("fraction", "percent", "permille")
_IN_NAME: Final = (
    ("fen", re.compile(r"(?:^|[_\W])(?:fen|cents?)$|分$|分[)）]$", re.IGNORECASE)),
    ("yuan", re.compile(r"(?:^|[_\W])(?:yuan|rmb_yuan)$|元$|元[)）]$", re.IGNORECASE)),
)


def units_of(form: Form) -> tuple[str, ...]:
    """The units that a fact may be told in, the first of them its own; none for what is no number."""
    if not isinstance(form, ScalarForm) or not isinstance(form.type, NumberType) or form.type.unit is None:
        return ()
    powers = dict(form.type.unit.powers)
    if not powers:
        return RATIO
    if powers.get("yuan") == 1:
        return MONEY
    return (str(form.type.unit),)


def is_money(form: Form) -> bool:
    """Whether a fact is an amount, whose unit has to be said."""
    return units_of(form) == MONEY


def unit_of_name(column: str, form: Form) -> str:
    """The unit of money that the name of a column says: `income_fen`, `月收入（元）`; else ""."""
    if not is_money(form):
        return ""
    return next((unit for unit, pattern in _IN_NAME if pattern.search(column)), "")


def shift_of(unit: str) -> int:
    """The power of ten that makes of a number in this unit one in that of its fact."""
    return SHIFTS.get(unit, 0)
