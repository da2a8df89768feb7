"""Rows of a table as they stand in a file, whatever the kind of file."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from engine.screening.model import Rejected
from engine.screening.portfolio_files import Part

if TYPE_CHECKING:
    import polars as pl


class Stretch(Struct, frozen=True):
    """Rows one after another.

    Attributes:
        frame: their cells, by the name of the column.
        rows: number of each of them in the file, from 0; of text files the line on which it begins.
        rejected: rows between them that have no cells, as they are torn.
        after: the row after the last of them.
    """

    frame: "pl.DataFrame"
    rows: "pl.Series"
    rejected: Sequence[Rejected]
    after: int


class Source(Protocol):
    """A kind of file that has columns."""

    @property
    def nulls(self) -> frozenset[str]:
        """Words that say in such files that nothing is known, where no mapping says it."""

    def schema(self, part: Part) -> Map[str, "pl.DataType"]:
        """The columns of a file, and what they hold."""

    def stretches(self, part: Part, row: int, size: int, columns: Sequence[str]) -> Iterator[Stretch]:
        """Its rows from one on, at most so many at once."""
