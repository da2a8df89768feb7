"""A decision table as written, with the place of every cell.

A row of a table may stand in YAML or in CSV. From here on nobody can tell, but that a fault still points at
the line and the column in which somebody wrote it.
"""

from msgspec import Struct

from engine.rulebook.model import Word
from engine.source import Fragment, Span


class TableInput(Struct, frozen=True):
    """A column of conditions: what its cells test, and its name, the expression itself where it has none."""

    expression: Fragment
    id: Word | None = None

    @property
    def name(self) -> Word:
        """What the column is called."""
        return self.id or Word(" ".join(self.expression.text.split()), self.expression.whole)


class TableOutput(Struct, frozen=True):
    """A column of results with a unit, or with a fixed set of texts in order of priority; one of the two."""

    id: Word
    unit: Word | None
    values: tuple[Word, ...]


class TableRow(Struct, frozen=True):
    """A row, or the default, which has no conditions.

    Attributes:
        id: under which the words files speak of it.
        when: unary tests, one for each input.
        then: expressions, one for each output.
        source: its own; empty where it has that of the table.
    """

    id: Word | None
    when: tuple[Fragment, ...]
    then: tuple[Fragment, ...]
    source: tuple[Word, ...]
    span: Span


class Table(Struct, frozen=True):
    """A decision table.

    Attributes:
        policy: `unique`, `any`, `first`, `priority` or `collect`.
        aggregation: of `collect`: `list`, `sum`, `min`, `max` or `count`; None: `list`.
        default: what comes out where no row matches.
        source: of the rows that have none of their own.
    """

    id: Word
    policy: Word
    aggregation: Word | None
    inputs: tuple[TableInput, ...]
    outputs: tuple[TableOutput, ...]
    rows: tuple[TableRow, ...]
    default: TableRow | None
    source: tuple[Word, ...]

    @property
    def every_row(self) -> tuple[TableRow, ...]:
        """The rows, and the default where there is one."""
        return self.rows if self.default is None else (*self.rows, self.default)

    def name_of(self, output: TableOutput) -> str:
        """What expressions call an output: the table's id where it is the only one, else `table.output`."""
        return self.id.text if len(self.outputs) == 1 else f"{self.id.text}.{output.id.text}"

    @property
    def names(self) -> tuple[str, ...]:
        """What expressions call the outputs."""
        return tuple(self.name_of(output) for output in self.outputs)
