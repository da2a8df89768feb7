"""B101 to B105: the working folder of a run, from which it goes on after it was broken off.

`out.parquet.partial/` holds the rows that are done, what is left to say of them at the end, the rows that
were left out, and a journal. The journal says how much of each file counts: it is replaced as a whole, and
always after the files. So whatever stops a run, the next one drops what the journal doesn't know and goes
on.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from engine.diagnostics import Diagnostic, Faulty
from engine.reading import shown
from engine.screening.locking import locked
from engine.screening.model import Place
from engine.screening.output_forms import Form
from engine.screening.output_rejected import Form as QuarantineForm
from engine.screening.summary import Summary
from engine.writing import replace_whole

ROWS, NOTES, REJECTED = "rows", "notes", "rejected"
FILES: Final = (ROWS, NOTES, REJECTED)
_JOURNAL: Final = "journal.json"
_LARGEST: Final = 64 * 1024 * 1024  # bytes of a journal


class Identity(msgspec.Struct, frozen=True):
    """What a run is a run of; another can't go on from its rows.

    Attributes:
        input: of each file by name, size and a hash.
        pack: SHA-256.
        mapping: SHA-256 of the mapping file; "" without one.
        as_of: the day for all rows; "" for each row's own.
        engine: version of the product, and of the library that writes.
        batch: rows of the input decided at once.
    """

    input: Mapping[str, str]
    pack: str
    mapping: str
    as_of: str
    engine: str
    form: Form
    quarantine: QuarantineForm
    columns: tuple[str, ...]
    batch: int

    def difference(self, other: "Identity") -> str:
        """The first thing in which another differs, in words; "" for none."""
        if [*self.input.values()] != [*other.input.values()]:  # under whatever name, from wherever it is run
            return "input"
        names = (name for name in _IN_WORDS if getattr(self, name) != getattr(other, name))
        return next((_IN_WORDS[name] for name in names), "")


_IN_WORDS: Final[Mapping[str, str]] = {
    "pack": "pack",
    "mapping": "mapping",
    "as_of": "day of the assessment",
    "form": "format",
    "quarantine": "format of the quarantine file",
    "engine": "version of xieshang or Polars",
    "batch": "size of a batch",
    "columns": "set of columns",
}


class Journal(msgspec.Struct, frozen=True):
    """How far a run has come.

    Attributes:
        today: the day that the run takes for rows that tell none.
        after: where in the input the next batch begins.
        read: how many rows of the input have been read.
        lengths: how many bytes of each file count.
        pieces: of rows, that were written.
        whole: whether all rows are done.
    """

    identity: Identity
    today: str
    after: Place = Place()
    read: int = 0
    lengths: Mapping[str, int] = {}
    pieces: int = 0
    summary: Summary = Summary()
    whole: bool = False


class Work:
    """The working folder of a run, held by it alone."""

    def __init__(self, folder: Path, output: Path) -> None:
        """Take the folder, which is locked."""
        self.folder = folder
        self.output = output
        self._files: dict[str, BinaryIO] = {}

    def kept(self) -> Journal | None:
        """The journal of the run that was broken off; None if there is none.

        Raises:
            Faulty: it can't be read, or the files are shorter than it says (B104).
        """
        path = self.folder / _JOURNAL
        if not path.exists():
            return None
        try:
            journal = msgspec.json.decode(path.read_bytes()[:_LARGEST], type=Journal)
            short = [name for name, length in journal.lengths.items() if self._length(name) < length]
        except (msgspec.DecodeError, OSError) as error:
            raise Faulty([self._damaged("its journal can't be read")]) from error
        if short and not self.is_delivered(journal):
            raise Faulty([self._damaged(f"`{short[0]}` is shorter than its journal says")])
        return journal

    def is_delivered(self, journal: Journal) -> bool:
        """Whether the output has its name already, and only tidying up was broken off."""
        return journal.whole and not (self.folder / ROWS).exists() and self.output.exists()

    def open(self, journal: Journal) -> None:
        """Open the files at the ends that the journal says."""
        for name in FILES:
            file = (self.folder / name).open("ab")
            file.truncate(journal.lengths.get(name, 0))
            file.seek(0, os.SEEK_END)  # or `tell` would go on counting from where the file once ended
            self._files[name] = file

    def append(self, name: str, data: bytes) -> int:
        """Put bytes at the end of a file, and say how long it is then."""
        file = self._files[name]
        file.write(data)
        return file.tell()

    def save(self, journal: Journal) -> None:
        """Let the journal say what has been written, once it surely is on the disk."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        replace_whole(self.folder / _JOURNAL, msgspec.json.encode(journal))

    def path(self, name: str) -> Path:
        """Where a file stands."""
        return self.folder / name

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files.values():
            with suppress(OSError):  # a full disk has been told already
                file.close()
        self._files.clear()

    def clear(self) -> None:
        """Drop what an earlier run left, but for the lock."""
        for name in (_JOURNAL, *FILES):
            (self.folder / name).unlink(missing_ok=True)

    def remove(self) -> None:
        """Drop the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _length(self, name: str) -> int:
        path = self.folder / name
        return path.stat().st_size if path.exists() else 0

    def _damaged(self, why: str) -> Diagnostic:
        name = shown(self.folder)
        help_ = "give `--restart` to drop it and begin anew"
        return Diagnostic("B104", f"the run in `{name}` can't go on: {why}", file=name, help=help_)


def folder_of(output: Path) -> Path:
    """Where the parts of an output stand until it is whole."""
    return output.with_name(f"{output.name}.partial")


@contextmanager
def working(output: Path) -> Iterator[Work]:
    """The working folder of an output, made if it isn't there, for this run alone.

    Raises:
        Faulty: another run holds it (B103), or it can't be made (B105).
    """
    folder = folder_of(output)
    try:
        folder.mkdir(exist_ok=True)
        with locked(folder / "lock", output):
            work = Work(folder, output)
            try:
                yield work
            finally:
                work.close()
    except OSError as error:
        raise unwritten(output, error) from error


def unwritten(output: Path, error: OSError) -> Faulty:
    """B105."""
    reason = os.strerror(error.errno).lower() if error.errno else "unknown reason"
    name = shown(output)
    help_ = "what is done is kept: mend that, then give `--resume` to go on"
    if not folder_of(output).is_dir():
        help_ = "give another file with `-o`"
    return Faulty([Diagnostic("B105", f"`{name}` can't be written: {reason}", file=name, help=help_)])


def unfinished(output: Path) -> Diagnostic:
    """B101."""
    name = shown(folder_of(output))
    help_ = "give `--resume` to go on from there, or `--restart` to drop it and begin anew"
    return Diagnostic("B101", f"`{name}` holds a run that isn't finished", file=name, help=help_)


def another(output: Path, what: str) -> Diagnostic:
    """B102."""
    name = shown(folder_of(output))
    help_ = "give what it was begun with, or `--restart` to drop it and begin anew"
    return Diagnostic("B102", f"the run in `{name}` was begun with another {what}", file=name, help=help_)
