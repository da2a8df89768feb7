"""Lines of generated Python, as they are being written.

What a program decides, and what is said beside the decisions, are two functions, so that whoever wants
the decisions alone doesn't wait for the rest. Both are written with this.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.evaluation.generated_tables import TableLines
from engine.evaluation.globals import AS_OF, PARAMETER
from engine.feel.core import Node, Table
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
    tables: TableLines = field(init=False)

    def __post_init__(self) -> None:
        self.tables = TableLines(self.writer, self.lines, self.assign)

    def assign(self, variable: str, node: Node) -> str:
        """A line that gives the variable the expression's value, by the walk where it can't be written."""
        try:
            text = self._table(node) if isinstance(node, Table) else self.writer.write(node).whole
        except Unwritten:
            text = self._walked(node)
        self.lines.append(f"{variable} = {text}")
        return variable

    def _table(self, node: Table) -> str:
        return self.tables.text(node, self._walked(node))

    def _walked(self, node: Node) -> str:
        self.left_to_walk.append(node)
        return f"walk({len(self.left_to_walk) - 1})"

    def overlap(self, node: Table) -> str:
        """Text of whether several rows of a table surely match; `True` where that can't be written."""
        try:
            return self.tables.overlap(node)
        except Unwritten:
            return "True"


def certain(names: Iterable[str]) -> frozenset[str]:
    """Those of the names whose values are always known."""
    return frozenset(name for name in names if name == AS_OF or name.startswith(PARAMETER))
