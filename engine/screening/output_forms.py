"""Rows as Parquet, NDJSON or CSV, in pieces that stand one behind the other in one file.

A spreadsheet takes a cell that begins with `=` for a formula and may run it. So does it with an id that
somebody typed into a form. Such a text gets an apostrophe in front in CSV; numbers below zero stay numbers.
"""

from pathlib import Path
from typing import Final, Literal, Protocol

import polars as pl

from engine.diagnostics import WrongUsage
from engine.screening import output_parquet

Form = Literal["parquet", "ndjson", "csv"]
ENDINGS: Final[dict[str, Form]] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
}
# What a text in a spreadsheet must not begin with; an apostrophe, so that it can be taken away again.
GUARDED: Final = "=+-@\t\r\n'＝＋－＠"
_GUARDED: Final = f"^([{GUARDED.replace('-', '')}-])"


class Writing(Protocol):
    """How rows become a file."""

    def begin(self, empty: pl.DataFrame) -> bytes:
        """What stands before all rows; `empty` has the columns."""

    def encoded(self, frame: pl.DataFrame) -> bytes:
        """Rows, of which there are some, wherever they will stand."""

    def placed(self, data: bytes, at: int) -> tuple[bytes, bytes]:
        """The same as they stand at a place; and what the end has to say of them."""

    def end(self, empty: pl.DataFrame, notes: bytes, pieces: int, rows: int) -> bytes:
        """What stands behind all rows."""


class _Parquet:
    def begin(self, empty: pl.DataFrame) -> bytes:  # noqa: ARG002  (other forms have a head)
        return output_parquet.MAGIC

    def encoded(self, frame: pl.DataFrame) -> bytes:
        return output_parquet.encoded(frame)

    def placed(self, data: bytes, at: int) -> tuple[bytes, bytes]:
        return output_parquet.placed(data, at)

    def end(self, empty: pl.DataFrame, notes: bytes, pieces: int, rows: int) -> bytes:
        return output_parquet.end(empty, notes, pieces, rows)


class _Lines:
    """Texts stand anywhere, and have no end."""

    def begin(self, empty: pl.DataFrame) -> bytes:  # noqa: ARG002
        return b""

    def placed(self, data: bytes, at: int) -> tuple[bytes, bytes]:  # noqa: ARG002
        return data, b""

    def end(self, empty: pl.DataFrame, notes: bytes, pieces: int, rows: int) -> bytes:  # noqa: ARG002
        return b""


class _Ndjson(_Lines):
    def encoded(self, frame: pl.DataFrame) -> bytes:
        return frame.with_columns(decimals()).write_ndjson().encode()


class _Csv(_Lines):
    def begin(self, empty: pl.DataFrame) -> bytes:
        return self._lines(empty, head=True)

    def encoded(self, frame: pl.DataFrame) -> bytes:
        return self._lines(frame, head=False)

    def _lines(self, frame: pl.DataFrame, *, head: bool) -> bytes:
        lists = pl.selectors.list()
        texts = frame.with_columns(lists.list.join(" "), guarded(pl.col(pl.String)), decimals())
        return texts.write_csv(include_header=head, line_terminator="\r\n").encode()


def decimals() -> pl.Expr:
    """Numbers as texts with all digits and no needless zero at the end: `1000.5`, `-3`."""
    texts = pl.selectors.decimal().cast(pl.String)
    return texts.str.replace(r"(\.\d*?)0+$", "${1}").str.strip_chars_end(".")


def guarded(texts: pl.Expr) -> pl.Expr:
    """Texts as cells that no spreadsheet takes for a formula."""
    return texts.str.replace(_GUARDED, "'${1}")


def guarded_text(text: str) -> str:
    """One text as such a cell."""
    return f"'{text}" if text.startswith(tuple(GUARDED)) else text


def unguarded_text(cell: str) -> str:
    """The text that such a cell stands for."""
    return cell.removeprefix("'")


WRITINGS: Final[dict[Form, Writing]] = {"parquet": _Parquet(), "ndjson": _Ndjson(), "csv": _Csv()}


def form_of(output: Path, asked: Form | None = None) -> Form:
    """The form that is asked for, or that the name of the file ends in.

    Raises:
        WrongUsage: it ends in none.
    """
    form = asked or ENDINGS.get(output.suffix.lower())
    if form is None:
        raise WrongUsage(
            f"`{output.name}` doesn't say its form: end it in {', '.join(ENDINGS)}, or give `--format`"
        )
    return form
