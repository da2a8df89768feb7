"""What generated Python calls for that isn't a plain operator.

Generated code holds an unknown value as `None`, which is quick to test for, where the walk holds
`Unknown` with its causes. These helpers cross over between the two.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import compress
from typing import Any

from engine.feel.comparing import equal
from engine.feel.operations import ZERO, arithmetic, negate, plain
from engine.feel.unknown import Unknown

# A value, or None where it isn't known. Its type was checked when the rule was loaded.
Maybe = Any

_SCALARS = (Decimal, str, bool, date)  # of facts


def some(bodies: Iterable[bool | None]) -> bool | None:
    """Kleene's disjunction, no further than the first true."""
    result: bool | None = False
    for body in bodies:
        if body is True:
            return True
        if body is None:
            result = None
    return result


def every(bodies: Iterable[bool | None]) -> bool | None:
    """Kleene's conjunction, no further than the first false."""
    result: bool | None = True
    for body in bodies:
        if body is False:
            return False
        if body is None:
            result = None
    return result


def chosen(items: tuple[Maybe, ...], bodies: Iterable[bool | None]) -> Maybe:
    """The items whose body is true; None if one isn't known."""
    flags = tuple(bodies)
    if None in flags:
        return None
    return tuple(item for item, flag in zip(items, flags, strict=True) if flag)


def total(items: tuple[Decimal | None, ...]) -> Decimal | None:
    """The sum of a list; None if an element isn't known."""
    result = Decimal(0)
    for item in items:
        if item is None:
            return None
        result += item
    return plain(result)


def counted(items: tuple[Maybe, ...]) -> Decimal:
    """How many elements a list has, known or not."""
    return Decimal(len(items))


def contains(items: tuple[Maybe, ...], wanted: Maybe) -> bool | None:
    """Whether a scalar is among the elements of a list; none is in an empty one, whether known or not."""
    if wanted is None:
        return None if items else False
    if wanted in items:
        return True
    return None if None in items else False


def first_row(rows: tuple[bool | None, ...]) -> int | None:
    """The index of the first row of a table that matches, its length where none does; None if not known."""
    for index, matches in enumerate(rows):
        if matches is not False:
            return index if matches else None
    return len(rows)


def only_row(rows: tuple[bool | None, ...]) -> int | None:
    """The index of the one row that matches, the length where none does; None if not known, or if several."""
    if None in rows or rows.count(True) > 1:
        return None
    return rows.index(True) if True in rows else len(rows)


def matching(rows: tuple[bool | None, ...], outputs: tuple[Maybe, ...], default: tuple[Maybe, ...]) -> Maybe:
    """The outputs of the rows that match, else the default; None if one isn't known."""
    if None in rows:
        return None
    chosen = tuple(compress(outputs, rows)) if True in rows else default
    return None if None in chosen else chosen


def calculated(sign: Any, left: Maybe, right: Maybe) -> Maybe:  # noqa: ANN401  (one of the language's signs)
    """Arithmetic on known values that aren't both numbers."""
    return known(arithmetic(sign, left, right))


def called(apply: Callable[..., Maybe], *arguments: Maybe) -> Maybe:
    """A function on known arguments."""
    return known(apply(*arguments))


def called_on_lists(apply: Callable[..., Maybe], *arguments: Maybe) -> Maybe:
    """A function on known arguments, some of them lists; None if an element of one isn't known."""
    if any(isinstance(one, tuple) and None in one for one in arguments):
        return None
    return known(apply(*arguments))


def same(yes: Maybe, no: Maybe) -> Maybe:
    """What an `if` comes to whose condition isn't known."""
    if yes is None or no is None:
        return None
    return yes if equal(yes, no) is True else None


def known(value: Maybe) -> Maybe:
    """A value of the walk as generated code holds it."""
    return None if isinstance(value, Unknown) else value


def opened(value: Maybe) -> Maybe:
    """A fact as generated code holds it: `None` for what isn't known, inside lists and records, too."""
    if value is None or isinstance(value, _SCALARS):
        return value
    if isinstance(value, tuple):
        return tuple(opened(one) for one in value)
    if isinstance(value, Mapping):
        return _Record({name: opened(one) for name, one in value.items()})
    return known(value)


class _Record(dict[str, Maybe]):
    """A record in which a field that was never told is None."""

    def __missing__(self, name: str) -> None:
        return None


HELPERS: Mapping[str, object] = {
    "zero": ZERO,  # what each operation gives instead of one with a minus or with decimals, as in the walk
    "some": some,
    "every": every,
    "chosen": chosen,
    "total": total,
    "counted": counted,
    "contains": contains,
    "first_row": first_row,
    "only_row": only_row,
    "matching": matching,
    "negate": negate,
    "calculated": calculated,
    "called": called,
    "called_on_lists": called_on_lists,
    "same": same,
}
