"""How far an analysis is: one line that is drawn over, on a terminal only."""

from contextlib import suppress
from time import monotonic
from typing import Final, TextIO

_DRAWN_EVERY: Final = 0.2  # seconds


class Progress:
    """Tells of an analysis on standard error."""

    def __init__(self, stream: TextIO | None, what: str = "questions") -> None:
        """Begin, with the name of what is counted; nothing is told where there is no terminal."""
        self._what = what
        self._stream = stream if stream is not None and stream.isatty() else None
        self._last = 0.0
        self._width = 0

    def __call__(self, done: int, of: int) -> None:
        """Tell how many of the questions have an answer, if it is time to."""
        now = monotonic()
        if self._stream is not None and now - self._last >= _DRAWN_EVERY:
            self._last = now
            line = f"{done:,} of {of:,} {self._what}"
            _write(self._stream, "\r" + line.ljust(self._width))
            self._width = len(line)

    def end(self) -> None:
        """Leave the line."""
        if self._stream is not None and self._width:
            _write(self._stream, "\r" + " " * self._width + "\r")


def _write(stream: TextIO, text: str) -> None:
    with suppress(OSError, ValueError):  # closed: the analysis goes on without it
        stream.write(text)
        stream.flush()
