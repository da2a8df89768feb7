"""Putting things after what they need, and before what they are preferred over.

The order of files on disk and of keys in YAML must never show in an answer, so ties
are broken by id alone.
"""

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter


def after_what_they_use(uses: Mapping[str, Iterable[str]]) -> list[str]:
    """The keys, each after those that it uses; ties by name. Names that are no key are passed over.

    INVARIANT: there is no cycle (R202 and R218 see to it before this is called).
    """
    sorter = TopologicalSorter({name: set(used) & uses.keys() for name, used in uses.items()})
    sorter.prepare()
    ordered: list[str] = []
    ready: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()])
        first = ready.pop(0)
        ordered.append(first)
        sorter.done(first)
    return ordered


def closure(direct: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """For each key all that it reaches, directly or through others."""
    reached: dict[str, frozenset[str]] = {}
    for name in after_what_they_use(direct):
        near = set(direct[name]) & direct.keys()
        reached[name] = frozenset(near.union(*(reached[one] for one in near)))
    return reached
