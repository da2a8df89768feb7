"""A generated function as text, with the names of what goes in and comes out.

Whoever runs one needn't know how it was written, nor wait for the import of what writes it.
"""

from collections.abc import Mapping

from msgspec import Struct

from engine.feel.core import Node


class Source(Struct, frozen=True):
    """The generated function `decide(v, walk)` and the names of what goes in and comes out, in order.

    Attributes:
        slots: facts and parameters that it takes.
        left_to_walk: expressions that it asks `walk` for, by their index.
    """

    text: str
    constants: Mapping[str, object]
    slots: tuple[str, ...]
    measures: tuple[str, ...]
    requirements: tuple[str, ...]
    criteria: tuple[str, ...]
    findings: tuple[str, ...]
    alerts: tuple[str, ...]
    options: tuple[str, ...]
    left_to_walk: tuple[Node, ...]


class AdviceSource(Struct, frozen=True):
    """The generated function `advise(v, walk)` and the names of what goes in and comes out, in order.

    Attributes:
        slots: facts, parameters and measures on which decisions rest.
        measures: all others.
        advice: steps and cautions that have a condition.
        left_to_walk: expressions that it asks `walk` for, by their index.
    """

    text: str
    constants: Mapping[str, object]
    slots: tuple[str, ...]
    measures: tuple[str, ...]
    advice: tuple[str, ...]
    left_to_walk: tuple[Node, ...]
