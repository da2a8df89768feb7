"""One portfolio in every form in which it can come, with rows among it that can't be read or decided."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from engine.screening.output_forms import Form
from engine.screening.screen import opened
from engine.screening.spark.job import Job, table_of
from tests.screening.portfolios import Raw, dumped, profile, table, write_csv
from tests.screening.small import TODAY, columnar

ROWS = 97
IDS = ("=1+1", 'said "so"', "a, b", "借款 一", "-5", "x\ty")


def raws(rows: int = ROWS, seed: int = 5) -> Sequence[Raw]:
    """Profiles: on the day of every ninth no rules were in force."""
    random = Random(seed)  # noqa: S311  (nothing secret)
    made = [profile(random, columnar().program.dictionary) for _ in range(rows)]
    for row, one in enumerate(made):
        one.pop("as_of", None)
        if row % 9 == 4:
            one["as_of"] = "2019-12-31"
    return made


def profiles(folder: Path) -> Path:
    """Lines with a profile in each: with ids and without, with two loans, empty, broken, not UTF-8."""
    path = folder / "loans.ndjson"
    made = [{"id": IDS[row % 6] + str(row), **one} if row % 3 else one for row, one in enumerate(raws())]
    two = {"id": "two", "loans": [{"id": "a", "outstanding_principal": 5000}, {"id": "b"}]}
    lines = dumped([*made, two], path).read_bytes().splitlines()
    lines[10:10] = [b"", b"{", b'{"id": "\xff"}', b'{"id": "bad", "borrower": {"monthly_income": "x"}}']
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    return path


def parquet(folder: Path) -> Path:
    """Two files, of several groups of rows each; some incomes are too large for a profile."""
    path = folder / "loans"
    path.mkdir()
    frame = table(raws(), columnar().layout)
    negative = pl.when(pl.int_range(pl.len()) % 11 == 6).then(-5).otherwise(pl.col("borrower.monthly_income"))
    frame = frame.with_columns(negative.cast(pl.Decimal(38, 10)).alias("borrower.monthly_income"))
    for name, rows in (("a b#1.parquet", frame[:60]), ("c%20d.parquet", frame[60:])):
        rows.write_parquet(path / name, row_group_size=9)
    return path


def csv(folder: Path) -> Path:
    """Cells in quotes, none of which goes on over a line end; a row that is torn, one that isn't UTF-8."""
    path = folder / "loans.csv"
    write_csv(raws(), path)
    lines = path.read_bytes().splitlines()
    lines[20:20] = [b"torn,row", b"", b"\xff" + lines[1]]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def csv_over_lines(folder: Path) -> Path:
    """Ids in which a line ends, and a quote that is never closed."""
    path = folder / "loans.csv"
    write_csv(raws(), path)
    frame = pl.read_csv(path, infer_schema=False)
    broken = (
        pl.when(pl.int_range(pl.len()) % 7 == 2).then(pl.col("id") + "\nsecond line").otherwise(pl.col("id"))
    )
    frame.with_columns(broken.alias("id")).write_csv(path)
    with path.open("ab") as file:
        file.write(b'"never closed,1\nand more\n')
    return path


def flat_lines(folder: Path) -> Path:
    """Flat records with a mapping, which stands beside them; some incomes are no numbers."""
    path = folder / "flat.ndjson"
    lines = [
        {"cust": f"c{row}", "income_fen": "much" if row % 8 == 3 else row * 70_000, "dpd": row % 40}
        for row in range(ROWS)
    ]
    dumped(lines, path)
    path.with_suffix(".yaml").write_text(FLAT, encoding="utf-8")
    return path


FLAT = """
id: cust
columns:
  income_fen: {fact: borrower.monthly_income, unit: fen}
  dpd: {fact: loan.days_overdue}
"""
MADE: Mapping[str, Callable[[Path], Path]] = {
    "profiles": profiles,
    "parquet": parquet,
    "csv": csv,
    "csv over lines": csv_over_lines,
    "flat": flat_lines,
}


def job(given: Path, form: Form, begins: dict[tuple[int, int], int]) -> Job:
    """What a worker needs to decide an input."""
    mapping = given.with_suffix(".yaml")
    ready = opened(columnar().program, [given], mapping if mapping.exists() else None)
    reader: Any = ready.portfolio.reader
    parts = ready.portfolio.parts
    kinds = {".parquet": "Parquet", ".csv": "CSV", ".ndjson": "NDJSON"}
    return Job(
        program=columnar().program,
        kind=kinds[parts[0].path.suffix],
        table=table_of(reader, parts),
        facts=reader.names,
        files=tuple(part.name for part in parts),
        keys={part.path.as_uri(): number for number, part in enumerate(parts)},
        begins=begins,
        today=TODAY,
        as_of=None,
        form=form,
        batch=10,
    )
