"""A run: batches in, rows out, until the output is whole and gets its name.

Everything that a run has done lies in its working folder (`resume.py`), so that whatever stops it costs a few
seconds of work and never a row. What it says of a row comes from `decide.py` alone.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Final

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from engine.diagnostics import Faulty
from engine.evaluation.columnar import Columnar
from engine.reading import shown
from engine.said import counted
from engine.screening import output_rejected
from engine.screening.ahead import in_order
from engine.screening.decide import Decider
from engine.screening.model import Batch, Place, Portfolio
from engine.screening.output_forms import WRITINGS, Form, form_of
from engine.screening.record import FORMAT, Record, record_path, units_of, written
from engine.screening.resume import (
    NOTES,
    REJECTED,
    ROWS,
    Identity,
    Journal,
    Work,
    another,
    unfinished,
    working,
)
from engine.screening.summary import Summary, counted_rows
from engine.version import VERSION
from engine.writing import replace_whole

BATCH: Final = 131_072  # rows of the input that are decided at once: half of what Polars writes together
SAVED_EVERY: Final = 2.0  # seconds between two entries in the journal

Progress = Callable[[Summary, int], None]


class Asked(Struct, frozen=True):
    """How a run is to be done.

    Attributes:
        as_of: the day of the assessment for all rows; None: each row's own.
        today: the day for rows that tell none.
        form: of the output; None: by the ending of its name.
        batch: rows of the input decided at once; None: of a run that goes on its own, else `BATCH`.
        resume: go on with a run that was broken off, where there is one.
        restart: drop it instead.
        quarantine: the file for rows that are left out; None: beside the output.
        mapping: SHA-256 of the mapping; "" for none.
        saved_every: seconds between two entries in the journal.
    """

    today: date
    as_of: date | None = None
    form: Form | None = None
    batch: int | None = None
    resume: bool = False
    restart: bool = False
    quarantine: Path | None = None
    mapping: str = ""
    saved_every: float = SAVED_EVERY


class Report(Struct, frozen=True):
    """What a run came to.

    Attributes:
        quarantine: the file with the rows that were left out; None if there were none.
        resumed: rows of the output that an earlier run had done.
    """

    output: Path
    quarantine: Path | None
    summary: Summary
    resumed: int

    def said(self) -> str:
        """What was written, on a line for each file."""
        rows = f"`{shown(self.output)}`: {counted(self.summary.rows, 'row')}"
        if self.resumed:
            rows += f", of which an earlier run had done {self.resumed:,}"
        if self.quarantine is None:
            return rows
        left_out = counted(self.summary.left_out, "row")
        return f"{rows}\n`{shown(self.quarantine)}`: {left_out} left out"


def run(
    columnar: Columnar, portfolio: Portfolio, output: Path, asked: Asked, progress: Progress | None = None
) -> Report:
    """Screen a portfolio into a file.

    Args:
        columnar: from `columnar_for`.
        portfolio: the input, in the layout of the columnar evaluator.
        output: the file; it gets its name when it is whole, and what stood there before stays until then.
        asked: how.
        progress: is told what has been counted and how many rows of the input were read for it, at the begin
            and after each batch.

    Raises:
        Faulty: the input can't be read; nothing is in force on the day; a run isn't finished (B101), was
            begun with something else (B102), is going on (B103) or damaged (B104); the disk is full (B105).
        WrongUsage: the name of a file doesn't say its form.
    """
    output = output.resolve()
    form = form_of(output, asked.form)
    quarantine = asked.quarantine or output_rejected.default_name(output)
    files = tuple(portfolio.identity)
    decider = Decider(columnar, asked.today, asked.as_of, files)
    identity = Identity(
        input=dict(portfolio.identity),
        pack=columnar.program.sha256,
        mapping=asked.mapping,
        as_of=asked.as_of.isoformat() if asked.as_of else "",
        engine=f"{VERSION} {pl.__version__}",
        form=form,
        quarantine=output_rejected.form_of(quarantine),
        columns=tuple(f"{name}: {dtype}" for name, dtype in decider.columns.schema.items()),
        batch=asked.batch or BATCH,
    )
    with working(output) as work:
        journal = _begun(work, identity, asked)
        decider.today = date.fromisoformat(journal.today)
        going = _Run(decider, portfolio, work, journal, form)
        if not journal.whole:
            going.go(asked.saved_every, progress or (lambda *_: None))
        going.deliver(quarantine)
    done = going.journal.summary
    return Report(output, quarantine if done.left_out else None, done, journal.summary.rows)


def _begun(work: Work, identity: Identity, asked: Asked) -> Journal:
    """The journal to go on with: that of the run that was broken off, or a new one."""
    kept = None if asked.restart else work.kept()
    if kept is None:
        work.clear()
        return Journal(identity, asked.today.isoformat())
    if not asked.resume:
        raise Faulty([unfinished(work.output)])
    wanted = identity if asked.batch else replace(identity, batch=kept.identity.batch)
    what = wanted.difference(kept.identity)
    if what:
        raise Faulty([another(work.output, what)])
    return kept


class _Answered(Struct, frozen=True):
    """A batch that has been decided, ready to be written.

    Attributes:
        rows: of the output, encoded; None if there are none.
        rejected: lines of the quarantine file.
        counted: what it adds to the summary.
        after: where the next batch begins.
        read: how many rows of the input it is.
    """

    rows: bytes | None
    rejected: bytes
    counted: Summary
    after: Place
    read: int


class _Run:
    """A run on its way."""

    def __init__(
        self, decider: Decider, portfolio: Portfolio, work: Work, journal: Journal, form: Form
    ) -> None:
        self.journal = journal
        self._decider, self._portfolio, self._work = decider, portfolio, work
        self._writing = WRITINGS[form]
        self._rejected = journal.identity.quarantine
        self._empty = pl.DataFrame(schema=decider.columns.schema)

    def go(self, saved_every: float, progress: Progress) -> None:
        """Decide what is left; whatever stops that, what is done is kept."""
        self._work.open(self.journal)
        try:
            self._begin()
            self._batches(saved_every, progress)
            self._end()
        except BaseException:
            self._keep()
            raise
        self._work.close()

    def _begin(self) -> None:
        if not self.journal.lengths:
            head = output_rejected.head(self._rejected)
            lengths = self._written(self._writing.begin(self._empty), b"", head)
            self.journal = replace(self.journal, lengths=lengths)

    def _batches(self, saved_every: float, progress: Progress) -> None:
        saved = monotonic()
        progress(self.journal.summary, self.journal.read)
        batches = self._portfolio.batches(self.journal.identity.batch, self.journal.after)
        with closing(in_order(batches, self._answered)) as answers:
            for one in answers:
                self._add(one)
                progress(self.journal.summary, self.journal.read)
                if monotonic() - saved >= saved_every:
                    self._work.save(self.journal)
                    saved = monotonic()

    def _answered(self, batch: Batch) -> _Answered:
        """What a batch comes to, wherever it will stand: several are worked on at once."""
        decided = self._decider.decide(batch)
        left_out = sorted((*batch.rejected, *decided.left_out), key=lambda one: one.row)
        rows = self._writing.encoded(decided.rows) if decided.rows.height else None
        counted_ = counted_rows(decided.rows, self._decider.columns, decided.missing, left_out)
        rejected = output_rejected.lines(left_out, self._rejected)
        return _Answered(rows, rejected, counted_, batch.after, batch.read)

    def _add(self, one: _Answered) -> None:
        """What a batch came to, behind those before; the journal knows of it when all of it is written."""
        pages, notes = b"", b""
        if one.rows is not None:
            pages, notes = self._writing.placed(one.rows, self.journal.lengths[ROWS])
        lengths = self._written(pages, notes, one.rejected)
        # INVARIANT: what is written and where the next batch begins change in one step, or an interruption
        # between the two would let a batch be written twice. Held in tests/screening/test_resume.py.
        self.journal = replace(
            self.journal,
            after=one.after,
            read=self.journal.read + one.read,
            lengths=lengths,
            pieces=self.journal.pieces + (one.rows is not None),
            summary=self.journal.summary.plus(one.counted),
        )

    def _written(self, rows: bytes, notes: bytes, rejected: bytes) -> dict[str, int]:
        """Put bytes at the ends of the files, and say how long they are then."""
        added = {ROWS: rows, NOTES: notes, REJECTED: rejected}
        return {name: self._work.append(name, data) for name, data in added.items()}

    def _end(self) -> None:
        """What stands behind all rows; from here on nothing is left but to give the output its name."""
        self._work.save(self.journal)
        notes = self._work.path(NOTES).read_bytes()
        journal = self.journal
        end = self._writing.end(self._empty, notes, journal.pieces, journal.summary.rows)
        self.journal = replace(journal, lengths=self._written(end, b"", b""), whole=True)
        self._work.save(self.journal)

    def _keep(self) -> None:
        """Let what is done be found by the next run; where nothing is done, leave nothing behind."""
        try:
            if self.journal.summary != Summary():
                self._work.save(self.journal)
                return
        except OSError:  # a full disk: an earlier entry of the journal stands, or none
            return
        self._work.close()
        self._work.remove()

    def deliver(self, quarantine: Path) -> None:
        """Give everything its name, the output last."""
        work, output = self._work, self._work.output
        if not work.is_delivered(self.journal):
            _give(work.path(REJECTED), quarantine, wanted=self.journal.summary.left_out > 0)
            replace_whole(record_path(output), written(self._record()))
            work.path(ROWS).replace(output)
        work.remove()

    def _record(self) -> Record:
        head = self._decider.columnar.program.head
        journal = self.journal
        units = units_of(self._decider.columns)
        return Record(
            FORMAT, head.id.text, head.version, journal.identity, journal.today, units, journal.summary
        )


def _give(file: Path, name: Path, *, wanted: bool) -> None:
    """Put a copy of a file under a name; one that isn't wanted only where something of that name is there."""
    if wanted or name.exists():
        beside = name.with_name(f".{name.name}.{os.getpid()}")
        shutil.copyfile(file, beside)
        beside.replace(name)
