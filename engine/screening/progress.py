"""How far a run is: a bar that is drawn over on a terminal, else a plain line every few seconds.

A run of ten million rows takes minutes. Without a sign of life it would be killed halfway; with a bar in a
log file nobody could read the log.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Final, TextIO

import polars as pl

from engine.screening.summary import Summary

_CELLS: Final = 24  # of a bar
_DRAWN_EVERY, _TOLD_EVERY = 0.2, 5.0  # seconds
_LOOKED_AT: Final = 1024 * 1024  # bytes of a text file from which the number of its lines is estimated


class Progress:
    """Tells of a run on standard error."""

    def __init__(self, stream: TextIO, total: int | None, clock: Callable[[], float] = monotonic) -> None:
        """Begin.

        Args:
            stream: where to tell it.
            total: about how many rows the input has; None where that isn't known.
            clock: seconds.
        """
        self._stream, self._total, self._clock = stream, total, clock
        self._before: int | None = None  # rows that an earlier run had done
        self._began = self._last = clock()
        self._is_terminal = stream.isatty()
        self._width = 0

    def __call__(self, summary: Summary, read: int) -> None:
        """Tell what has been done, if it is time to; what is done at the first call, an earlier run did.

        Args:
            summary: of the rows of the output so far.
            read: rows of the input so far: a row may tell of several loans, and time is reckoned by rows.
        """
        now = self._clock()
        if self._before is None:
            self._before = read
            self._began = self._last = now
        if now - self._last >= (_DRAWN_EVERY if self._is_terminal else _TOLD_EVERY):
            self._last = now
            self._tell(self._line(summary, read, now - self._began))

    def end(self) -> None:
        """Leave the line."""
        if self._width:
            self._write("\r" + " " * self._width + "\r")

    def _line(self, summary: Summary, done: int, seconds: float) -> str:
        speed = (done - (self._before or 0)) / seconds if seconds else 0
        parts = [f"{done:,} rows", f"{speed:,.0f} rows/s"]
        if summary.left_out:
            parts.append(f"{summary.left_out:,} left out")
        if self._total:
            share = min(done / self._total, 1)
            parts.insert(0, f"{share:4.0%}")
            if speed > 0:
                parts.append(f"{_span(max(self._total - done, 0) / speed)} left")
            if self._is_terminal:
                parts.insert(0, f"{'█' * round(share * _CELLS):·<{_CELLS}}")
        return "  ".join(parts)

    def _tell(self, line: str) -> None:
        if self._is_terminal:
            self._write("\r" + line.ljust(self._width))
            self._width = len(line)
        else:
            self._write(f"{line}\n")

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # closed: the run goes on without it
            self._stream.write(text)
            self._stream.flush()


def _span(seconds: float) -> str:
    """A time as 1:02:03 or 2:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def estimated_rows(files: Iterable[Path]) -> int | None:
    """About how many rows files have: of Parquet by its footer, of texts by the length of the first lines.

    Returns:
        None where that can't be told.
    """
    try:
        return sum(map(_estimated, files))
    except (OSError, pl.exceptions.PolarsError):  # told when it is read
        return None


def _estimated(file: Path) -> int:
    if file.suffix.lower() in {".parquet", ".pq"}:
        return int(pl.scan_parquet(file).select(pl.len()).collect().item())
    with file.open("rb") as opened:
        begin = opened.read(_LOOKED_AT)
    lines = begin.count(b"\n")
    return round(file.stat().st_size * lines / len(begin)) if lines else 1
