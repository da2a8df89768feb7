"""Measures that use measures that use measures: which such chains are too long to follow by calls.

A walk that comes upon a measure walks its formula, and so on. Python's stack is short, and a chain of
formulas each of which is small enough may be as long as a pack has files: without this, such a pack would be
found without fault and fail the first borrower who can't tell a fact.
"""

from collections.abc import Mapping
from typing import Final

from engine.feel.core import Global, Node, children

MOST_LEVELS: Final = 60  # of formulas within each other; a level takes up to five of Python's thousand calls


def long_chains(formulas: Mapping[str, Node]) -> Mapping[str, tuple[str, ...]]:
    """Measures whose formula, with those of the measures within, is more than `MOST_LEVELS` deep.

    Args:
        formulas: of each measure, after those of the measures that it uses.

    Returns:
        For each the measures in its own formula for which this holds, too.
    """
    levels: dict[str, int] = {}
    found: dict[str, tuple[str, ...]] = {}
    for name, formula in formulas.items():
        deep, names = _levels(formula)
        used = [one for one in names if one in levels]
        levels[name] = deep + max([levels[one] for one in used], default=0)
        if levels[name] > MOST_LEVELS:
            found[name] = tuple([one for one in used if one in found])
    return found


def _levels(node: Node) -> tuple[int, Mapping[str, None]]:
    """How many nodes stand above each other, and the names among them.

    A node that several share is looked at once a level.
    """
    deep, names, level = 0, dict[str, None](), {id(node): node}
    while level:
        deep += 1
        names |= {one.name: None for one in level.values() if isinstance(one, Global)}
        level = {id(below): below for above in level.values() for below in children(above)}
    return deep, names
