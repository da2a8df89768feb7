"""A decision table as people read it, beside the formulas to which it was lowered.

The formulas are all that an evaluator needs. But whoever checks a table against the guidance reads rows
and columns, and whoever is told that two of its rows contradict each other has to find them.
"""

from msgspec import Struct

from engine.feel import core
from engine.feel.types import Type
from engine.source import Span


class Row(Struct, frozen=True):
    """A row, or the default, which tests nothing.

    Attributes:
        id: under which the words files speak of it; "" where it has none.
        when: the cells in the language's canonical text, one for each input.
        then: the same for each output.
        source: its own, else that of the table.
    """

    id: str
    when: tuple[str, ...]
    then: tuple[str, ...]
    source: tuple[str, ...]
    span: Span


class Column(Struct, frozen=True):
    """An input or an output.

    Attributes:
        name: what the author calls it.
        text: of an input, its expression; of an output, its name in expressions.
        type: of its values.
    """

    name: str
    text: str
    type: Type


class Table(Struct, frozen=True):
    """A decision table.

    Attributes:
        policy: `unique`, `any`, `first`, `priority` or `collect`.
        aggregation: of `collect`: `list`, `sum`, `min`, `max` or `count`; else "".
        rows: as written.
        formulas: one for each output; their rows stand in the order in which they are tried.
    """

    id: str
    policy: str
    aggregation: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rows: tuple[Row, ...]
    default: Row | None
    formulas: tuple[core.Table, ...]

    @property
    def forbids_overlap(self) -> bool:
        """Whether a profile that several rows match can be an error of the table."""
        return self.policy in {"unique", "any"}
