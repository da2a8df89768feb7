"""Lines of generated Python, as they are being written.

What a program decides, and what is said beside the decisions, are two functions, so that whoever wants
the decisions alone doesn't wait for the rest. Both are written with this.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.evaluation.globals import AS_OF, PARAMETER
from engine.feel.core import Node
from engine.feel.to_python import Unwritten, Writer


@dataclass(slots=True)
class Lines:
    """The body of a function.

    Attributes:
        writer: of its expressions.
        left_to_walk: expressions that it asks the walk for, by their index.
    """

    writer: Writer
    lines: list[str] = field(default_factory=list)
    left_to_walk: list[Node] = field(default_factory=list)

    def assign(self, variable: str, node: Node) -> str:
        """A line that gives the variable the expression's value, by the walk where it can't be written."""
        try:
            text = self.writer.write(node).whole
        except Unwritten:
            text = f"walk({len(self.left_to_walk)})"
            self.left_to_walk.append(node)
        self.lines.append(f"{variable} = {text}")
        return variable


def certain(names: Iterable[str]) -> frozenset[str]:
    """Those of the names whose values are always known."""
    return frozenset(name for name in names if name == AS_OF or name.startswith(PARAMETER))
