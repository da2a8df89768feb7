"""What passes between reading a portfolio, deciding it and writing it.

The three are told apart so that one machine and many come to the same bytes: whoever reads batches, the same
function decides each of them, and nothing that it says depends on where a batch begins.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from engine.profile.model import FactView

if TYPE_CHECKING:
    import polars as pl


class Place(Struct, frozen=True, order=True):
    """Where a row stands in the input: which file, counted from 0, and which row of it, likewise."""

    file: int = 0
    row: int = 0


class Rejected(Struct, frozen=True):
    """A row that can't be read, for the quarantine file.

    Attributes:
        file: its name.
        row: its number in the file, from 1; of text files the line.
        column: the column or JSON path, "" for the whole row.
        code: of the diagnostic.
        reason: what is wrong, in one clause, with the value where that is harmless.
        help: how to mend it.
        id: of the row; "" where it can't be told.
    """

    file: str
    row: int
    column: str
    code: str
    reason: str
    help: str
    id: str = ""


class Batch(Struct, frozen=True):
    """Some rows of the input, ready to be decided.

    Attributes:
        frame: a row a loan, in the layout of the columnar evaluator (`Layout.schema`).
        ids: of the borrower or loan, by row of the frame, unique in the run; else `file:row`.
        loans: id of the loan by row of the frame; "" where none is told.
        places: file and row of each row of the frame: a borrower with two loans is two rows of one place.
        rejected: rows of this stretch of the input that can't be read.
        unfit: rows of the frame that don't hold all that is known; `original` has it.
        original: what is known of the loan in a row of the frame.
        after: where the next batch begins.
        read: how many rows of the input it is, in the frame, rejected or both.
    """

    frame: "pl.DataFrame"
    ids: "pl.Series"
    loans: "pl.Series"
    places: Sequence[Place]
    rejected: tuple[Rejected, ...]
    unfit: frozenset[int]
    original: Callable[[int], FactView]
    after: Place
    read: int


class Portfolio(Protocol):
    """An input that can be read in batches, from any place, as often as one likes."""

    def batches(self, size: int, begin: Place = Place()) -> Iterator[Batch]:  # noqa: B008  (a value, never changed)
        """The batches from a place on, each of at most `size` rows of the input, in the order of the files.

        Raises:
            Faulty: a file can't be read, or a column is gone or of another type in the middle of them.
        """

    def find(self, id_: str) -> tuple[FactView, ...]:
        """What is known of each loan of the row with an id.

        Raises:
            Faulty: there is none, or more than one.
        """

    @property
    def identity(self) -> Mapping[str, str]:
        """What the input is: each file by name, with size and SHA-256 of its ends. Another isn't resumed."""
