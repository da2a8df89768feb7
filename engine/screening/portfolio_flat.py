"""NDJSON whose lines are flat records, read by a mapping: each value by the text that stands there.

What a number looks like in JSON is what it is worth, so it is never made a binary fraction on the way: the
text goes the way of a cell of CSV.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from itertools import islice
from json import JSONDecoder
from typing import Any, Final

import polars as pl

from engine.diagnostics import Diagnostic
from engine.screening.mapping import Mapping
from engine.screening.model import Rejected
from engine.screening.portfolio_files import Part
from engine.screening.portfolio_lines import lines_of, unread
from engine.screening.portfolio_stretch import Stretch
from engine.screening.quarantine import rejected

_LOOKED_AT: Final = 1_000  # lines from which is told which keys there are
Cells = dict[str, str | None]


class FlatSource:
    """NDJSON files as stretches of rows; every cell is a text."""

    nulls: frozenset[str] = frozenset[str]()

    def __init__(self, mapping: Mapping) -> None:
        """Take the mapping: its columns are those of every file."""
        self._mapping = mapping

    def schema(self, part: Part) -> Map[str, pl.DataType]:
        """The keys of the first lines of a file; all that the mapping names where it is empty."""
        texts = (text for lines in lines_of(part) for text in lines.texts if text and text.strip())
        found: dict[str, pl.DataType] = {}
        for text in islice(texts, _LOOKED_AT):
            cells = _cells(text)
            found |= {} if isinstance(cells, Diagnostic) else dict.fromkeys(cells, pl.String())
        ids = [] if self._mapping.id is None else [self._mapping.id.text]
        columns = [*ids, *(one.cell.column for one in self._mapping.cells())]
        return found or dict.fromkeys(columns, pl.String())

    def stretches(self, part: Part, row: int, size: int, columns: Sequence[str]) -> Iterator[Stretch]:
        """Lines from one on, at most so many at once; empty lines are passed over."""
        for lines in lines_of(part, row):
            for start in range(0, len(lines.texts), size):
                yield stretch_of(part, lines.texts[start : start + size], lines.first + start, columns)


def stretch_of(part: Part, texts: Sequence[str | None], first: int, columns: Sequence[str]) -> Stretch:
    """Lines as a stretch; `first` is the number of the first of them."""
    rows: list[list[str | None]] = []
    numbers: list[int] = []
    refused: list[Rejected] = []
    for line, text in enumerate(texts, first):
        if text is not None and not text.strip():
            continue
        cells = unread(part.name) if text is None else _cells(text)
        if isinstance(cells, Diagnostic):
            refused.append(rejected([cells], part.name, line + 1))
        else:
            rows.append([cells.get(column) for column in columns])
            numbers.append(line)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String()), orient="row")
    return Stretch(frame, pl.Series(numbers, dtype=pl.Int64), refused, first + len(texts))


class _RepeatedKeyError(ValueError):
    pass


def _record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedKeyError
    return found


_FLAT: Final = JSONDecoder(object_pairs_hook=_record, parse_float=str, parse_int=str, parse_constant=str)


def _cells(text: str) -> Cells | Diagnostic:
    """The values of a line by key, each as it is written; or M207, why it has none."""
    try:
        found = _FLAT.decode(text)
    except _RepeatedKeyError:
        return Diagnostic("M207", "the line has a key twice", help="write each key once")
    except (ValueError, RecursionError):
        return Diagnostic(
            "M207", "the line isn't a record of JSON", help="write one record in `{ }` on each line"
        )
    if not isinstance(found, dict):
        return Diagnostic(
            "M207", "the line isn't a record of JSON", help="write one record in `{ }` on each line"
        )
    cells: Cells = {}
    for key, value in found.items():
        if isinstance(value, dict | list):
            help_ = "with a mapping a line is flat; without one it is a profile"
            return Diagnostic("M207", "the line holds records within a record", help=help_, path=key)
        cells[key] = value if value is None or isinstance(value, str) else str(value).lower()
    return cells
