"""Decision tables lowered to formulas, so that whatever reads formulas reads tables.

An output becomes a name like a measure's. `priority` becomes `first` with its rows in order of priority,
since that order is known before any profile is. What is left for those who read formulas is one form of node.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from engine.feel import core
from engine.feel.core import Constant, HitPolicy, Node
from engine.feel.to_text import cell_to_text, to_text
from engine.feel.tree import Tree
from engine.feel.types import TRUTH, Type
from engine.program.model import COLLECTED, Measure
from engine.program.table import Column, Row
from engine.program.table import Table as ReadTable
from engine.rulebook.cells import tests_of
from engine.rulebook.table_model import Table, TableRow
from engine.source import Fragment, Span

_POLICIES: Mapping[str, HitPolicy] = {
    "unique": "unique",
    "any": "any",
    "first": "first",
    "priority": "first",
    "collect": "collect",
}


class Lowering(Struct, frozen=True):
    """A sound table and its typed expressions by place."""

    table: Table
    nodes: Mapping[Span, Node]
    trees: Mapping[Span, Tree]
    types: Mapping[str, Type]  # of the names of its outputs

    def measures(self) -> Iterator[Measure]:
        """The outputs, each as a derived fact."""
        source = _distinct(source for row in self.table.every_row for source in self._source(row))
        for name, formula in zip(self.table.names, self._formulas(), strict=True):
            yield Measure(name, formula, self.types[name], source, self.table.id.span)

    def collects(self, requirement: str) -> Measure:
        """Whether the table collects an evidence requirement, under the name `table#requirement`.

        A truth of its own, so that what surely is to be brought can be said before the whole list is known.
        """
        wanted, others = self._split(requirement)
        default = self.table.default
        rows = (*wanted, *(others if default else ()))
        truths = [_truth(row in wanted, row.span) for row in rows]
        rest = default is not None and self._collected(default) == requirement
        node = self._node("first", "", rows, truths, _truth(rest, self.table.id.span), TRUTH)
        name = f"{self.table.id.text}{COLLECTED}{requirement}"
        return Measure(name, node, TRUTH, self.sources_for(requirement), self.table.id.span)

    def sources_for(self, requirement: str) -> tuple[str, ...]:
        """The sources of the rows that collect a requirement."""
        rows = (row for row in self.table.every_row if self._collected(row) == requirement)
        return _distinct(source for row in rows for source in self._source(row))

    def _split(self, requirement: str) -> tuple[list[TableRow], list[TableRow]]:
        """The rows that collect a requirement, and the others."""
        wanted = [row for row in self.table.rows if self._collected(row) == requirement]
        return wanted, [row for row in self.table.rows if row not in wanted]

    def _collected(self, row: TableRow) -> str:
        node = self.nodes[row.then[0].whole]
        assert isinstance(node, Constant), "R259 lets nothing else through"  # noqa: S101
        return str(node.value)

    def read(self) -> ReadTable:
        """The table as people read it."""
        table = self.table
        names = zip(table.outputs, table.names, strict=True)
        return ReadTable(
            id=table.id.text,
            policy=table.policy.text,
            aggregation=_aggregation(table),
            inputs=tuple(
                Column(one.name.text, self._text(one.expression), self.nodes[one.expression.whole].type)
                for one in table.inputs
            ),
            outputs=tuple(Column(one.id.text, name, self.types[name]) for one, name in names),
            rows=tuple(map(self._row, table.rows)),
            default=None if table.default is None else self._row(table.default),
            formulas=tuple(self._formulas()),
        )

    def _row(self, row: TableRow) -> Row:
        return Row(
            "" if row.id is None else row.id.text,
            tuple(cell_to_text(tests_of(self.trees[cell.whole])) for cell in row.when),
            tuple(map(self._text, row.then)),
            self._source(row),
            row.span,
        )

    def _text(self, expression: Fragment) -> str:
        return to_text(self.trees[expression.whole])

    def _source(self, row: TableRow) -> tuple[str, ...]:
        return tuple(word.text for word in row.source or self.table.source)

    def _formulas(self) -> Iterator[core.Table]:
        """One formula for each output."""
        table, rows = self.table, self._in_order()
        aggregation = _aggregation(table).replace("list", "")
        for column, name in enumerate(table.names):
            outputs = [self.nodes[row.then[column].whole] for row in rows]
            default = None if table.default is None else self.nodes[table.default.then[column].whole]
            policy = _POLICIES[table.policy.text]
            yield self._node(policy, aggregation, rows, outputs, default, self.types[name])

    def _in_order(self) -> Sequence[TableRow]:
        """The rows in the order in which they are tried."""
        if self.table.policy.text != "priority":
            return self.table.rows
        return sorted(self.table.rows, key=self._rank)

    def _rank(self, row: TableRow) -> tuple[int, ...]:
        """The places of a row's outputs in the order of their values, from left to right."""
        ranks = []
        for output, cell in zip(self.table.outputs, row.then, strict=True):
            if output.values:
                node = self.nodes[cell.whole]
                assert isinstance(node, Constant), "R253 lets nothing else through"  # noqa: S101
                ranks.append([word.text for word in output.values].index(str(node.value)))
        return tuple(ranks)

    def _node(
        self,
        policy: HitPolicy,
        aggregation: str,
        rows: Sequence[TableRow],
        outputs: Sequence[Node],
        default: Node | None,
        kind: Type,
    ) -> core.Table:
        return core.Table(
            policy,
            aggregation,
            tuple(self.nodes[one.expression.whole] for one in self.table.inputs),
            tuple(self.nodes[cell.whole] for row in rows for cell in row.when),
            tuple(outputs),
            default,
            kind,
            self.table.id.span,
        )


def _aggregation(table: Table) -> str:
    if table.policy.text != "collect":
        return ""
    return "list" if table.aggregation is None else table.aggregation.text


def _truth(value: bool, span: Span) -> Node:
    return Constant(value, TRUTH, span)


def _distinct(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sources))
