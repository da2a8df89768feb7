"""Rows that can't be read, as the quarantine file tells them.

One bad row in ten million must not stop a run, and must not vanish either: it is told with file, row and
column, so that it can be mended and screened later.
"""

from collections.abc import Iterable

from engine.diagnostics import Diagnostic, by_place, printable
from engine.screening.model import Rejected

_LONGEST = 200  # characters of a reason


def rejected(
    faults: Iterable[Diagnostic], file: str, row: int, *, column: str = "", id_: str = ""
) -> Rejected:
    """A row with the first of its faults, and how many more it has.

    Args:
        faults: at least one, of what stands in the row.
        file: name of the file.
        row: its number, from 1; of text files the line.
        column: where the faults tell no path.
        id_: of the row, where it can be told.
    """
    first, *others = by_place(faults)
    reason = printable(first.message)
    if others:
        reason += f" (and {len(others)} more)"
    return Rejected(file, row, first.path or column, first.code, cut(reason), cut(printable(first.help)), id_)


def cut(text: str) -> str:
    """A reason that a cell of a spreadsheet can hold."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
