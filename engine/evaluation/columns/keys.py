"""When two expressions are the same, wherever they stand.

The same test stands in many criteria. Without a way to see that it is the same one, it would be computed
again for each of them, and `x = x` would be a comparison of two inexact numbers.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.evaluation.columns.values import Single
from engine.feel import core
from engine.feel.core import Local, Node, children

Environment = Mapping[int, Single]  # what stands for a variable, by its slot


@dataclass(slots=True)
class Keys:
    """Tells expressions apart. Each tree is looked at once."""

    _shapes: dict[int, tuple[Node, int]] = field(default_factory=dict)
    _free: dict[int, tuple[Node, frozenset[int]]] = field(default_factory=dict)
    _numbers: dict[Hashable, int] = field(default_factory=dict)

    def of(self, node: Node, environment: Environment) -> Hashable:
        """The same for the same expression with the same variables."""
        bound = tuple((slot, environment[slot]) for slot in sorted(self.free(node)) if slot in environment)
        return self.shape(node), bound

    def shape(self, node: Node) -> int:
        """A number for what an expression says, without its place."""
        if id(node) not in self._shapes:
            parts = (type(node).__name__, *self._parts(node))
            self._shapes[id(node)] = node, self._numbers.setdefault(parts, len(self._numbers))
        return self._shapes[id(node)][1]

    def _parts(self, node: Any) -> tuple[Hashable, ...]:  # noqa: ANN401  (each kind has parts of its own)
        names = (name for name in node.__struct_fields__ if name not in ("span", "type"))
        return tuple(self._part(getattr(node, name)) for name in names)

    def _part(self, part: Any) -> Hashable:  # noqa: ANN401  (a node, a tuple of them, or a plain value)
        if isinstance(part, Node):
            return self.shape(part)
        if isinstance(part, tuple):
            return tuple(self._part(one) for one in part)
        return type(part).__name__, part

    def free(self, node: Node) -> frozenset[int]:
        """Slots of the variables that an expression uses and doesn't bind."""
        if id(node) not in self._free:
            self._free[id(node)] = node, self._found_free(node)
        return self._free[id(node)][1]

    def _found_free(self, node: Node) -> frozenset[int]:
        if isinstance(node, Local):
            return frozenset({node.slot})
        found: frozenset[int] = frozenset().union(*(self.free(child) for child in children(node)))
        if isinstance(node, core.Quantified | core.Filter):
            return found - {node.variable.slot}
        return found - {core.TESTED} if isinstance(node, core.Table) else found
