"""R260, R261: CSV as rows of cells that know where each of their characters stands.

Python's own reader says neither where a cell stands nor that its last quote was never closed, so that half
of a table would silently become one cell. CSV is read as in RFC 4180: commas, line ends, and quotes that are
doubled within quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec import Struct

from engine.diagnostics import Diagnostic, Note
from engine.source import Fragment, Source, Span

_QUOTED = re.compile(r'"(?P<inside>(?:[^"]|"")*)"')
_PLAIN = re.compile(r"[^,\r\n]*")
_END = re.compile(r",|\r?\n|\r|\Z")


class CsvRow(Struct, frozen=True):
    """The cells of a line, blanks around them taken off."""

    cells: tuple[Fragment, ...]
    span: Span


def rows_of(source: Source) -> tuple[tuple[CsvRow, ...], tuple[Diagnostic, ...]]:
    """The rows of a CSV text, its header first; lines without text in any cell are passed over.

    Args:
        source: a text, usually a file.

    Returns:
        The rows, each with as many cells as the first, and no diagnostics; or none and all faults.
    """
    reader = _Reader(source)
    rows = tuple(reader.rows())
    faults = [reader.fault] if reader.fault else list(_uneven(rows))
    return ((), tuple(faults)) if faults else (rows, ())


def _uneven(rows: tuple[CsvRow, ...]) -> Iterator[Diagnostic]:
    for row in rows[1:]:
        wanted, found = len(rows[0].cells), len(row.cells)
        if wanted != found:
            yield Diagnostic(
                "R261",
                f"this line has {found} cells, the first has {wanted}",
                row.span,
                "too many" if found > wanted else "too few",
                "put a cell with a comma in quotes, and double the quotes within it",
                (Note(rows[0].span, "the first line"),),
            )


@dataclass(slots=True)
class _Reader:
    """Goes through the text from cell to cell."""

    source: Source
    at: int = 0
    fault: Diagnostic | None = None

    def rows(self) -> Iterator[CsvRow]:
        """Each line with text, up to the end or to what can't be read."""
        while self.at < len(self.source.text) and not self.fault:
            start, cells = self.at, [self._cell()]
            while self._passes(","):
                cells.append(self._cell())
            span = Span(self.source, start, max(self.at, start + 1))
            self._end_line()
            if any(cell.text for cell in cells):  # a spreadsheet leaves rows of commas behind
                yield CsvRow(tuple(cells), span)

    def _passes(self, char: str) -> bool:
        """Whether this comes next, which is then passed."""
        if self.fault or not self.source.text.startswith(char, self.at):
            return False
        self.at += len(char)
        return True

    def _end_line(self) -> None:
        self._passes("\r")
        self._passes("\n")

    def _cell(self) -> Fragment:
        if self.source.text.startswith('"', self.at):
            return self._quoted()
        found = _PLAIN.match(self.source.text, self.at)
        assert found, "it matches nothing, too"  # noqa: S101
        self.at = found.end()
        text = found[0].strip()
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        return Fragment(text, Span(self.source, start, start + len(text)))

    def _quoted(self) -> Fragment:
        found = _QUOTED.match(self.source.text, self.at)
        if found is None or not _END.match(self.source.text, found.end()):
            return self._refused(found)
        self.at = found.end()
        inside, start = found["inside"], found.start("inside")
        places = tuple(start + place for place in _places(inside))
        return Fragment(inside.replace('""', '"'), Span(self.source, *found.span()), places)

    def _refused(self, found: re.Match[str] | None) -> Fragment:
        """R260: quotes that don't go around a whole cell."""
        opening = Span(self.source, self.at, self.at + 1)
        help_ = "double each quote within a quoted cell"
        if found is None:
            message, label = "a quote without its other half", "opens a cell that isn't closed"
            self.fault = Diagnostic("R260", message, opening, label, help_)
        else:
            behind = Span(self.source, found.end(), found.end() + 1)
            label, notes = "expected a comma or the end of the line", (Note(opening, "the cell begins here"),)
            message = "text after the closing quote of a cell"
            self.fault = Diagnostic("R260", message, behind, label, help_, notes)
        return Fragment("", opening)


def _places(inside: str) -> Iterator[int]:
    """Where each character of a quoted cell stands; a doubled quote, at its first half."""
    doubled = False
    for place, char in enumerate(inside):
        doubled = char == '"' and not doubled
        if doubled or char != '"':
            yield place
