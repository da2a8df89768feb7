"""What a portfolio does whatever the kind of its files: batches from any place, one row by its id.

Each kind says how its rows are read; that batches don't overlap, that none is left out, and that an
id stands for one row is the same for all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from msgspec.structs import replace

from engine.diagnostics import Diagnostic, Faulty
from engine.profile.model import FactView
from engine.screening.model import Batch, Place
from engine.screening.portfolio_files import Part, identity_of

SEARCHED: Final = 100_000  # rows that are looked through at once for an id


class Reader(Protocol):
    """How the rows of one kind of file are read."""

    def batches(self, part: Part, number: int, size: int, row: int) -> Iterator[Batch]:
        """The batches of a file from a row on; `number` is that of the file."""

    def with_id(self, part: Part, number: int, id_: str) -> Iterator[Batch]:
        """Batches in which each row of this id stands, and maybe others."""

    def check(self, parts: tuple[Part, ...]) -> None:
        """Refuse files of which can be told beforehand that they can't be read together."""


@dataclass(frozen=True)
class FilePortfolio:
    """Files of one kind that are read in order. What `Portfolio` promises, it does."""

    parts: tuple[Part, ...]
    reader: Reader

    def batches(self, size: int, begin: Place = Place()) -> Iterator[Batch]:  # noqa: B008  (a value, never changed)
        """The batches from a place on.

        Args:
            size: most rows of the input in a batch, 1 or more.
            begin: where the first begins: (0, 0), or what a batch called `after`.

        Raises:
            Faulty: a file can't be read, or isn't like the others.
        """
        for number, part in enumerate(self.parts[begin.file :], begin.file):
            row = begin.row if number == begin.file else 0
            held: Batch | None = None
            for batch in self.reader.batches(part, number, size, row):
                if held is not None:
                    yield held
                held = batch
            if held is not None:  # the last of a file: the next begins in the next file
                yield replace(held, after=Place(number + 1, 0))

    def find(self, id_: str) -> tuple[FactView, ...]:
        """What is known of each loan of the row with an id.

        Raises:
            Faulty: there is none, or more than one (M118, M119), or it can't be read.
        """
        found: dict[Place, list[FactView]] = {}
        refused: list[Diagnostic] = []
        for number, part in enumerate(self.parts):
            for batch in self.reader.with_id(part, number, id_):
                for row in batch.ids.eq_missing(id_).arg_true().to_list():
                    found.setdefault(batch.places[row], []).append(batch.original(row))
                refused += [
                    Diagnostic(
                        one.code, one.reason, file=f"{one.file}:{one.row}", help=one.help, path=one.column
                    )
                    for one in batch.rejected
                    if one.id == id_
                ]
        if len(found) + len(refused) == 1:
            if refused:
                raise Faulty(refused)
            return tuple(*found.values())
        raise Faulty([self._none(id_) if not found else self._several(id_, [*found])])

    def _none(self, id_: str) -> Diagnostic:
        help_ = "an id is written as in the input; without ids it is `file:row`"
        return Diagnostic("M118", f"no row has the id `{id_}`", file=self.parts[0].name, help=help_)

    def _several(self, id_: str, places: list[Place]) -> Diagnostic:
        where = ", ".join(f"{self.parts[one.file].name}:{one.row + 1}" for one in places[:5])
        message = f"{len(places)} rows have the id `{id_}`"
        return Diagnostic(
            "M119", message, file=where, help="give each row an id of its own, then screen again"
        )

    @cached_property
    def identity(self) -> Mapping[str, str]:
        """Size and SHA-256 of the ends of each file, by name."""
        return {part.name: identity_of(part) for part in self.parts}
