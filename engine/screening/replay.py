"""Some rows of an output computed again, by the evaluator that is the meaning of the rules.

Screening trusts columns. Replaying a sample shows, on the very file that was handed on, that this trust is
deserved.
"""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from msgspec import Struct

from engine.diagnostics import Diagnostic, Faulty
from engine.profile.model import FactView
from engine.program.model import Program
from engine.reading import shown
from engine.said import counted
from engine.screening.difference import Difference, changed_pack, day_of, differences, differing
from engine.screening.model import Batch, Portfolio
from engine.screening.output_columns import Columns
from engine.screening.record import Record, changed_input
from engine.screening.stored import Stored, StoredRow

BATCH = 20_000  # rows of the input that are read at once


class Replayed(Struct, frozen=True):
    """What a replay found.

    Attributes:
        checked: rows that were computed again.
        rows: of the output.
        faults: rows that differ (B110), or that the input doesn't have (B111).
    """

    checked: int
    rows: int
    faults: tuple[Diagnostic, ...]

    def said(self) -> str:
        """What was found, in a line."""
        found = f"faults in {counted(len(self.faults), 'row')}" if self.faults else "no difference"
        return f"{self.checked:,} of {counted(self.rows, 'row')} computed again by the reference: {found}"


def replay(
    program: Program,
    columns: Columns,
    portfolio: Portfolio,
    stored: Stored,
    *,
    record: Record | None,
    sample: int | None,
    seed: int = 0,
) -> Replayed:
    """Compute rows of an output again by the reference.

    Args:
        program: the pack.
        columns: of the output.
        portfolio: the input.
        stored: the output.
        record: of the run; None if it is lost, and nothing can be said of the input.
        sample: how many rows, drawn evenly; None for all.
        seed: which of them: the same seed draws the same rows.

    Raises:
        Faulty: the pack or the input is another (B109, B108), or a file can't be read.
    """
    changed = None if record is None else changed_input(record, portfolio.identity, stored.path)
    if changed is not None:
        raise Faulty([changed])
    height = stored.height()
    wanted = stored.at(drawn(height, sample, seed))
    others = [one for row in wanted if (one := changed_pack(program, row, shown(stored.path)))]
    if others:
        raise Faulty(others)
    checking = _Checking(program, columns, stored.path, wanted, record)
    for batch in portfolio.batches(BATCH):
        checking.check(batch)
        if not checking.waiting:
            break
    return Replayed(len(wanted), height, (*checking.faults, *checking.lost()))


def drawn(height: int, sample: int | None, seed: int) -> Sequence[int]:
    """Places of the rows to compute again, in order."""
    if sample is None or sample >= height:
        return range(height)
    return sorted(Random(seed).sample(range(height), sample))  # noqa: S311  (nothing secret: it has to be repeatable)


class _Checking:
    """The rows that are still to be found in the input."""

    def __init__(
        self,
        program: Program,
        columns: Columns,
        path: Path,
        wanted: Sequence[StoredRow],
        record: Record | None,
    ) -> None:
        self._program, self._columns = program, columns
        self._record = record
        self._name = shown(path)
        self.waiting = {(one.id, one.loan): one for one in wanted}
        self.faults: list[Diagnostic] = []

    def check(self, batch: Batch) -> None:
        """Those that are in a batch."""
        for place, key in enumerate(zip(batch.ids, batch.loans, strict=True)):
            row = self.waiting.pop(key, None)
            if row is not None:
                found = self._differences(row, batch.original(place))
                self.faults += [differing(row, found, self._name)] if found else []

    def _differences(self, row: StoredRow, view: FactView) -> tuple[Difference, ...]:
        return differences(self._program, self._columns, row, view, day_of(row, view, self._record))

    def lost(self) -> Sequence[Diagnostic]:
        """B111, for those that were never found."""
        help_ = "give the files from which it was made"
        return [
            Diagnostic("B111", f"the input has no row `{one.id}`", file=self._name, help=help_)
            for one in self.waiting.values()
        ]
