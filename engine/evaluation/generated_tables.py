"""Lines of generated Python for decision tables.

Whether a row matches is written like any condition. As long as that is known of the rows that matter, the
value follows at once; otherwise the walk tries what the inputs may be. Several outputs share their rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.feel.core import TESTED, Constant, Node, Table
from engine.feel.to_python import Writer


@dataclass(slots=True)
class TableLines:
    """Writes the tables of one function.

    Attributes:
        writer: of its expressions.
        lines: of the function so far.
        assign: writes a line that gives a variable an expression's value, and gives back the variable.
    """

    writer: Writer
    lines: list[str]
    assign: Callable[[str, Node], str]
    _rows: dict[tuple[int, ...], Sequence[str]] = field(default_factory=dict)

    def text(self, table: Table, walked: str) -> str:
        """Text of a table's value.

        Args:
            table: whose cells and outputs are written here.
            walked: text of its value by the walk.

        Raises:
            Unwritten: one of them can't be.
        """
        rows, held = _row(self.rows(table)), f"g{len(self.lines)}"
        outputs = [self.writer.write(one).whole for one in table.outputs]
        default = [] if table.default is None else [self.writer.write(table.default).whole]
        if table.policy == "collect":
            chosen = f"matching({rows}, {_row(outputs)}, {_row(default)})"
            value = f"called({self._function(table)}, {held})" if table.aggregation else held
        else:
            choose = "first_row" if table.policy == "first" else "only_row"
            chosen, value = f"{choose}({rows})", f"{_row([*outputs, *(default or ['None'])])}[{held}]"
        return f"{walked} if ({held} := {chosen}) is None else {value}"

    def overlap(self, table: Table) -> str:
        """Text of whether several rows surely match.

        Raises:
            Unwritten: a cell can't be written.
        """
        return f"{_row(self.rows(table))}.count(True) > 1"

    def rows(self, table: Table) -> Sequence[str]:
        """What says of each row whether it matches: variables, or `True`."""
        key = tuple(map(id, table.tests))
        if key not in self._rows:
            columns = [self._column(column, table) for column in range(len(table.inputs))]
            self._rows[key] = [self._matches(cells) for cells in zip(*columns, strict=True)]
        return self._rows[key]

    def _column(self, column: int, table: Table) -> list[str]:
        """Variables for the cells of a column, equal ones sharing one; "" for a cell that anything passes."""
        self.assign(f"x{TESTED}", table.inputs[column])
        variables: dict[str, str] = {}
        return [self._cell(test, variables) for test in table.tests[column :: len(table.inputs)]]

    def _cell(self, test: Node, variables: dict[str, str]) -> str:
        if isinstance(test, Constant):
            return ""
        text = self.writer.write(test).whole
        if text not in variables:
            variables[text] = f"q{len(self.lines)}"
            self.lines.append(f"{variables[text]} = {text}")
        return variables[text]

    def _matches(self, cells: Sequence[str]) -> str:
        """Kleene's conjunction of the cells of a row."""
        tested = [one for one in cells if one]
        if len(tested) < 2:
            return tested[0] if tested else "True"
        variable = f"r{len(self.lines)}"
        fails = " or ".join(f"{one} is False" for one in tested)
        unknown = " or ".join(f"{one} is None" for one in tested)
        self.lines.append(f"{variable} = False if {fails} else None if {unknown} else True")
        return variable

    def _function(self, table: Table) -> str:
        return self.writer.name_of(self.writer.functions[table.aggregation].apply)


def _row(texts: Sequence[str]) -> str:
    return f"({''.join(f'{one}, ' for one in texts)})"
