"""M117, M206: rows of a CSV file, as RFC 4180 has them: commas, and quotes that are doubled within quotes.

Readers made for speed fill a row that has too few cells, or take a quote that was never closed for half of
the file. So the rows are found and counted here, and only those that are whole go to the fast reader.
"""

import csv
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from io import BytesIO
from typing import Final

import polars as pl

from engine.diagnostics import Diagnostic, Faulty
from engine.screening.model import Rejected
from engine.screening.portfolio_files import Part
from engine.screening.portfolio_lines import Lines, lines_of, unread
from engine.screening.portfolio_stretch import Stretch
from engine.screening.quarantine import rejected

MOST_LINES: Final = 100  # of one row: a quote that isn't closed by then never will be
_QUOTED: Final = '"(?:[^"]|"")*"'
_CELL: Final = f'(?:{_QUOTED}|[^",]*)'
_OTHERS: Final = (";", "\t", "|")


class CsvSource:
    """CSV files as stretches of rows; every cell is a text."""

    nulls: frozenset[str] = frozenset([""])

    def schema(self, part: Part) -> Map[str, pl.DataType]:
        """The columns that the first line names.

        Raises:
            Faulty: it names none, or one twice (F107, M117).
        """
        first = next(lines_of(part), Lines(0, [""])).texts[0]
        names = [name.strip() for name in _cells(first or "")]
        faults = list(_header_faults(names, part.name))
        if faults:
            raise Faulty(faults)
        return {name: pl.String() for name in names}

    def stretches(self, part: Part, row: int, size: int, columns: Sequence[str]) -> Iterator[Stretch]:
        """Rows from a line on, at most so many at once."""
        names = list(self.schema(part))
        held, first = list[str | None](), 0
        for lines in lines_of(part, max(row, 1)):
            first = first if held else lines.first
            held += lines.texts
            whole = whole_rows(held, first, is_end=False)
            yield from stretches_of(part, whole, names, size, columns)
            taken = whole.after - first
            held, first = held[taken:], whole.after
        if held:
            yield from stretches_of(part, whole_rows(held, first, is_end=True), names, size, columns)


def _cells(line: str) -> list[str]:
    return next(csv.reader([line.removesuffix("\r")]), [""])


def _header_faults(names: Sequence[str], file: str) -> Iterator[Diagnostic]:
    """F107, M117."""
    if names in ([], [""]):
        yield Diagnostic(
            "F107", f"`{file}` is empty", file=file, help="its first line has to name its columns"
        )
        return
    other = next((one for one in _OTHERS if one in names[0]), "") if len(names) == 1 else ""
    if other:
        shown = "a tab" if other == "\t" else f"`{other}`"
        message = f"the columns are kept apart by {shown}"
        yield Diagnostic("M117", message, file=file, help="write the file with commas between its cells")
    for place, name in enumerate(names):
        if not name:
            message = f"column {place + 1} has no name"
            yield Diagnostic("M117", message, file=file, help="name every column in the first line")
        elif name in names[:place]:
            message = f"two columns are called `{name}`"
            yield Diagnostic("M117", message, file=file, help="give each column a name of its own")


class Rows(Lines, frozen=True):
    """Rows that are whole, each with the lines that it takes, and what comes after the last of them.

    Attributes:
        numbers: line on which each row begins.
        after: the line after the last.
    """

    numbers: list[int]
    after: int


def whole_rows(lines: list[str | None], first: int, *, is_end: bool) -> Rows:
    """The rows in some lines; a row may go on over a line end within quotes.

    Args:
        lines: of which a row begins on the first.
        first: its number.
        is_end: whether no line follows; else the last row is left where it may go on.
    """
    odd = _odd(lines)
    if not odd:
        return Rows(first, lines, list(range(first, first + len(lines))), first + len(lines))
    texts: list[str | None] = []
    numbers: list[int] = []
    at, place = 0, 0
    while place < len(odd):
        opening = odd[place]
        closing = odd[place + 1] if place + 1 < len(odd) else len(lines) + MOST_LINES * is_end
        texts += lines[at:opening]
        numbers += range(first + at, first + opening)
        at = opening
        if closing - opening >= MOST_LINES:  # torn: on its own
            closing, place = opening, place + 1
        elif closing >= len(lines):
            return Rows(first, texts, numbers, first + at)
        else:
            place += 2
        texts.append("\n".join(str(one).removesuffix("\r") for one in lines[opening : closing + 1]))
        numbers.append(first + opening)
        at = closing + 1
    texts += lines[at:]
    numbers += range(first + at, first + len(lines))
    return Rows(first, texts, numbers, first + len(lines))


def _odd(lines: list[str | None]) -> list[int]:
    """The lines with an odd number of quotes: a cell goes on after their end, or ends there."""
    quotes = pl.Series(lines, dtype=pl.String).str.count_matches('"', literal=True)
    return (quotes % 2 == 1).fill_null(value=False).arg_true().to_list()


def stretches_of(
    part: Part, rows: Rows, names: Sequence[str], size: int, columns: Sequence[str]
) -> Iterator[Stretch]:
    """Whole rows as stretches of at most `size`; `names` are the columns of the file, in their order."""
    for start in range(0, len(rows.texts), size):
        end = start + size
        after = rows.numbers[end] if end < len(rows.numbers) else rows.after
        texts = pl.Series(rows.texts[start:end], dtype=pl.String).str.strip_chars_end("\r")
        yield _stretch(part, texts, pl.Series(rows.numbers[start:end], dtype=pl.Int64), names, columns, after)


def _stretch(
    part: Part, texts: pl.Series, numbers: pl.Series, names: Sequence[str], columns: Sequence[str], after: int
) -> Stretch:
    good = _is_whole(texts, len(names))
    empty = texts.str.contains(r'^[\s,"]*$')
    kept = (good & ~empty).fill_null(value=False)
    torn = (~good & ~empty).fill_null(value=True)
    refused: list[Rejected] = []
    if torn.any():
        pairs = zip(texts.filter(torn).to_list(), numbers.filter(torn).to_list(), strict=True)
        refused = [_torn(text, line, len(names), part) for text, line in pairs]
    if not kept.all():
        texts, numbers = texts.filter(kept), numbers.filter(kept)
    return Stretch(_frame(texts, names, columns), numbers, refused, after)


def _is_whole(texts: pl.Series, count: int) -> pl.Series:
    """Whether rows have so many cells, and quotes only around whole cells."""
    plain = (texts.str.count_matches(",", literal=True) == count - 1) & ~texts.str.contains('"', literal=True)
    if plain.all():
        return plain
    return plain | texts.str.contains(f"^{_CELL}(?:,{_CELL}){{{count - 1}}}$")


def _frame(texts: pl.Series, names: Sequence[str], columns: Sequence[str]) -> pl.DataFrame:
    if not len(texts):
        return pl.DataFrame(schema={name: pl.String() for name in columns})
    whole = pl.read_csv(
        BytesIO(texts.str.join("\n").item().encode()),
        has_header=False,
        schema={name: pl.String() for name in names},
    )
    assert whole.height == len(texts), "a row was torn"  # noqa: S101  (INVARIANT: `_is_whole`)
    return whole.select(pl.col(columns).fill_null(""))


def _torn(text: str | None, line: int, count: int, part: Part) -> Rejected:
    """F105, M206: a row that has no cells."""
    if text is None:
        return rejected([unread(part.name)], part.name, line + 1)
    help_ = "put a cell with a comma or a line end in quotes, and double the quotes within it"
    found = len(_cells(text))
    message = f"the row has {found} cells, and the first line {count}"
    if found == count or "\n" in text or text.count('"') % 2:
        message = "quotes don't go around whole cells"
    return rejected([Diagnostic("M206", message, help=help_)], part.name, line + 1)
