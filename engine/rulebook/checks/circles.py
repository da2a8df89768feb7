"""Circles in a graph of names: what formulas, findings and preferences must not form.

Checks that each walked the graph in their own way would tell one circle as often as it has names, or not at
all where it is reached from outside.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from engine.diagnostics import Diagnostic, Note
from engine.source import Span

# For each name those that it leads to, each with the place that says so.
Edges = Mapping[str, Mapping[str, Span]]


def circles(edges: Edges) -> Iterator[tuple[str, ...]]:
    """A shortest circle through every name that lies on one, each circle once, from its least name on."""
    told: set[str] = set()
    for name in sorted(edges):
        if name not in told and (circle := _shortest(name, edges)):
            told.update(circle)
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]


def describe(code: str, message: str, circle: Sequence[str], edges: Edges, verb: str) -> Diagnostic:
    """The fault with every step of the circle: the first under the carets, the others as notes."""
    steps = [
        Note(edges[name][other], f"`{name}` {verb} `{other}`")
        for name, other in zip(circle, [*circle[1:], circle[0]], strict=True)
    ]
    help_ = "take one of these steps out" if len(steps) > 1 else "take this out"
    return Diagnostic(code, message, steps[0].span, steps[0].label, help_, tuple(steps[1:]))


def _shortest(start: str, edges: Edges) -> tuple[str, ...]:
    """The names on a shortest way from a name back to itself; none if there is no way."""
    ways: deque[tuple[str, ...]] = deque([(start,)])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for name in edges.get(way[-1], {}):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
