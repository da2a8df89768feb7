"""Kleene's three-valued logic over values that may be unknown.

A conjunction that waited for every operand would ask for facts that can't matter any more: a
false one settles it.
"""

from collections.abc import Iterable

from engine.feel.unknown import Unknown, Value, union


def conjunction(values: Iterable[Value]) -> bool | Unknown:
    """False if one is false (none behind it is looked at), else unknown if one is unknown, else true."""
    return _settled(values, by=False)


def disjunction(values: Iterable[Value]) -> bool | Unknown:
    """True if one is true (none behind it is looked at), else unknown if one is unknown, else false."""
    return _settled(values, by=True)


def negation(value: Value) -> bool | Unknown:
    """True for false, false for true, unknown for unknown."""
    return value if isinstance(value, Unknown) else value is False


def _settled(values: Iterable[Value], *, by: bool) -> bool | Unknown:
    unknown: list[Value] = []
    for value in values:
        if value is by:
            return by
        if isinstance(value, Unknown):
            unknown.append(value)
    open_causes = union(unknown)
    return (not by) if open_causes is None else open_causes
