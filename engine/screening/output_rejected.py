"""The quarantine file: every row that was left out, with its place, what is wrong, and how to mend it."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Final, Literal

import msgspec

from engine.diagnostics import WrongUsage
from engine.screening.model import Rejected
from engine.screening.output_forms import guarded_text

COLUMNS: Final = Rejected.__struct_fields__
Form = Literal["csv", "ndjson"]
_ENDINGS: Final[dict[str, Form]] = {".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson"}


def default_name(output: Path) -> Path:
    """The quarantine file of an output, where none is named."""
    return output.with_name(f"{output.name}.quarantine.csv")


def form_of(path: Path) -> Form:
    """The form that the name of a quarantine file ends in.

    Raises:
        WrongUsage: it ends in none.
    """
    form = _ENDINGS.get(path.suffix.lower())
    if form is None:
        raise WrongUsage(f"`{path.name}` doesn't say its form: end it in {', '.join(_ENDINGS)}")
    return form


def head(form: Form) -> bytes:
    """What stands before all rows."""
    return _csv([COLUMNS]) if form == "csv" else b""


def lines(rows: Iterable[Rejected], form: Form) -> bytes:
    """Rows as lines of the file."""
    if form == "csv":
        return _csv([_cell(getattr(one, name)) for name in COLUMNS] for one in rows)
    return b"".join(msgspec.json.encode(one) + b"\n" for one in rows)


def _cell(value: str | int) -> str:
    return guarded_text(value) if isinstance(value, str) else str(value)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(errors="backslashreplace")
