"""Values from anywhere in the shape that JSON text gives: exact decimals, days as text.

YAML brings dates, a database whole numbers, a careless caller binary fractions. In one shape there
is one check for all, and a binary fraction is told instead of becoming money.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from engine.profile.json_places import DEEPEST
from engine.profile.json_text import Reason, Unheld, held


def json_like(data: object, depth: int = 0) -> object:
    """The same values as if they had been read from JSON text; `Unheld` for what JSON couldn't hold."""
    if data is None or isinstance(data, bool | str | Unheld):
        return data
    if isinstance(data, Decimal):
        return held(data)
    if isinstance(data, int):
        return held(Decimal(data))
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, float):
        return Unheld(repr(data), Reason.BINARY)
    return _container(data, depth)


def _container(data: object, depth: int) -> object:
    if depth >= DEEPEST or not isinstance(data, Mapping | list | tuple):
        return Unheld(type(data).__name__, Reason.FOREIGN)
    if isinstance(data, Mapping):
        return {str(key): json_like(value, depth + 1) for key, value in data.items()}
    return [json_like(value, depth + 1) for value in data]
