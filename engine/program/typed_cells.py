"""The types of a decision table's cells; R255 tells of texts that lack quotes of their own.

A cell is checked against the input of its column like the right side of a comparison, a result against what
its output says of itself. A number in the wrong unit would otherwise match nobody, and nobody would know.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.diagnostics import Diagnostic
from engine.feel.core import TESTED, Local, Node
from engine.feel.tree import Name, Tree
from engine.feel.types import TRUTH, TextType, Type
from engine.feel.typing import Environment, check
from engine.program.environment import cell_type
from engine.rulebook.cells import INPUT, tests_of
from engine.rulebook.table_model import Table
from engine.source import Fragment, Span


def typed_cells(
    table: Table, trees: Mapping[Span, Tree], environment: Environment
) -> tuple[Mapping[Span, Node], tuple[Diagnostic, ...]]:
    """Every expression of a table with its types, by place, and what is wrong with the others.

    Args:
        table: as written.
        trees: syntax trees by place; those that can't be parsed are left out.
        environment: what names stand for.
    """
    typing = _Typing(trees, environment)
    tested = [_variable(one.expression, typing.add(one.expression, None, {})) for one in table.inputs]
    for row in table.every_row:
        for cell, variable in zip(row.when, tested, strict=False):
            typing.add(cell, TRUTH, {INPUT: variable})
        for cell, output in zip(row.then, table.outputs, strict=False):
            typing.add(cell, cell_type(output), {}, (output.unit or output.id).span)
    return typing.nodes, tuple(typing.faults)


def _variable(expression: Fragment, tested: Node | None) -> Local | None:
    """The value that the cells of a column test."""
    return None if tested is None else Local(INPUT, TESTED, tested.type, expression.whole)


@dataclass(slots=True)
class _Typing:
    """Cells on their way to being typed."""

    trees: Mapping[Span, Tree]
    environment: Environment
    nodes: dict[Span, Node] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        cell: Fragment,
        kind: Type | None,
        variables: Mapping[str, Local | None],
        asked: Span | None = None,
    ) -> Node | None:
        """Type a cell where it was parsed; `asked` is where its kind is written."""
        tree = self.trees.get(cell.whole)
        if tree is None:
            return None
        bare = list(self._bare_words(tree, kind, variables.get(INPUT)))
        node, faults = (None, bare) if bare else check(tree, self.environment, kind, variables, asked)
        self.faults += faults
        if node is not None:
            self.nodes[cell.whole] = node
        return node

    def _bare_words(self, tree: Tree, kind: Type | None, tested: Local | None) -> Iterator[Diagnostic]:
        """R255: texts that lack the quotes that a text has in an expression."""
        words = tests_of(tree).tests if tested else (tree,)
        if isinstance(tested.type if tested else kind, TextType):
            for word in words:
                if isinstance(word, Name) and word.text not in self.environment.globals:
                    yield _bare(word)


def _bare(word: Name) -> Diagnostic:
    in_csv = word.span.source.name.endswith(".csv")
    help_ = f"write `'\"{word.text}\"'`, since YAML takes one pair of quotes for itself"
    if in_csv:
        help_ = (
            f'type `"{word.text}"` into the cell of the spreadsheet; in the file it is `"""{word.text}"""`'
        )
    return Diagnostic(
        "R255", f"the text `{word.text}` needs quotes of its own", word.span, "a name without them", help_
    )
