"""Several truths of a row as the bits of one number, and what the few different numbers say.

Among ten million rows only some hundred combinations of alerts or criteria come up. To write each of them out
once, and not for every row, makes what reads well cost next to nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Final

import polars as pl

_WIDTHS: Final = ((8, pl.UInt8), (16, pl.UInt16), (32, pl.UInt32), (64, pl.UInt64))
_MOST: Final = 60  # names in one number
WORD: Final = 64  # bits of the widest number


def width(bits: int) -> type[pl.DataType]:
    """The narrowest whole number that has so many bits, 64 at most."""
    return next(kind for most, kind in _WIDTHS if bits <= most)


def packed(truths: Sequence[pl.Expr], above: int = 0) -> pl.Expr:
    """The truths as bits, the first the lowest; one that isn't known counts as false.

    Args:
        truths: 64 at most.
        above: how many bits below them stay free.
    """
    kind = width(len(truths) + above)
    none = pl.lit(0, dtype=kind)
    bits = (
        pl.when(one).then(pl.lit(1 << place + above, dtype=kind)).otherwise(none)
        for place, one in enumerate(truths)
    )
    return reduce(or_, bits, none)


def places(bits: int) -> Iterator[int]:
    """Which bits of a number are set, from the lowest."""
    return (place for place in range(bits.bit_length()) if bits >> place & 1)


def said_once(keys: pl.Series, say: Callable[[Sequence[int]], pl.Series]) -> pl.Series:
    """What each number says, worked out once for each different one."""
    unique = keys.unique()
    numbers = pl.int_range(unique.len(), dtype=pl.UInt32, eager=True)
    return say(unique.to_list()).gather(keys.replace_strict(unique, numbers, return_dtype=pl.UInt32))


def named(frame: pl.DataFrame, truths: Mapping[str, pl.Expr]) -> pl.Series:
    """Of each row, the list of the names whose truth holds, in their order."""
    names = list(truths)
    parts = [names[begin : begin + _MOST] for begin in range(0, len(names), _MOST)] or [[]]
    lists = [_lists(frame, {name: truths[name] for name in part}) for part in parts]
    return lists[0] if len(lists) == 1 else pl.select(pl.concat_list(lists)).to_series()


def _lists(frame: pl.DataFrame, truths: Mapping[str, pl.Expr]) -> pl.Series:
    names, kind = list(truths), pl.List(pl.String)
    keys = frame.with_columns(packed(list(truths.values())).alias("key")).get_column("key")
    return said_once(
        keys, lambda some: pl.Series([[names[place] for place in places(key)] for key in some], dtype=kind)
    )
