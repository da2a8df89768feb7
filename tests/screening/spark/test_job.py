"""What travels to a worker arrives there whole, and cells become there again what they were in their file."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

pytest.importorskip("polars")

import polars as pl

from engine.screening.portfolio_files import Part
from engine.screening.portfolio_table import TableReader
from engine.screening.screen import opened
from engine.screening.spark.job import Job, like, packed, told_nowhere, unpacked
from tests.screening.small import columnar
from tests.screening.spark.inputs import MADE, job


def arrived(name: str, folder: Path) -> Job:
    return unpacked(packed(job(MADE[name](folder), "csv", {})))


def test_a_worker_decides_profiles_by_the_program_that_has_travelled(tmp_path: Path) -> None:
    there = arrived("profiles", tmp_path)
    batch = there.profiles.batch(there.part(0), 0, 41, ['{"id": "x"}', "{"])
    decided = there.decider.decide(batch)
    assert decided.rows["id"].to_list() == ["x"]
    assert [(Path(one.file).name, one.row) for one in batch.rejected] == [("loans.ndjson", 43)]


def test_a_worker_knows_the_columns_of_each_file(tmp_path: Path) -> None:
    for name in ("flat", "csv", "parquet"):
        (tmp_path / name).mkdir()
    assert arrived("flat", tmp_path / "flat").rows.columns == ("cust", "income_fen", "dpd")
    csv = arrived("csv", tmp_path / "csv")
    (head,) = csv.table.heads if csv.table else ()
    assert ",".join(head) == (tmp_path / "csv" / "loans.csv").read_text("utf-8", "replace").split("\n")[0]
    parquet = arrived("parquet", tmp_path / "parquet")
    file = tmp_path / "parquet" / "loans" / "a b#1.parquet"
    assert parquet.table is not None
    assert parquet.table.schema == pl.read_parquet_schema(file)
    assert set(parquet.rows.columns) <= set(parquet.table.schema)


def test_columns_that_tell_nothing_in_all_of_a_file_are_known(tmp_path: Path) -> None:
    given = tmp_path / "loans.parquet"
    told = {"loan.days_overdue": [1], "borrower.monthly_income": [None]}
    pl.DataFrame(told).write_parquet(given)
    reader = opened(columnar().program, [given], None).portfolio.reader
    assert isinstance(reader, TableReader)
    assert told_nowhere(reader, Part(given, "loans")) == {"borrower.monthly_income"}


def test_cells_are_what_they_were_in_their_file_before_spark() -> None:
    """Times of the old kind are moments there; numbers without a sign and empty columns it hasn't."""
    begins = datetime(2026, 12, 1)  # noqa: DTZ001  (as in the file)
    sent = {
        "old": [begins.replace(tzinfo=UTC)],
        "new": [begins],
        "count": [7],
        "none": ["x"],
        "day": [date.max],
    }
    wanted = {"old": pl.Datetime("ms"), "new": pl.Datetime("ns"), "count": pl.UInt64(), "none": pl.Null()}
    found = like(pl.DataFrame(sent), {**wanted, "day": pl.Date()})
    assert found.schema == pl.Schema({**wanted, "day": pl.Date()})
    assert found.row(0) == (begins, begins, 7, None, date.max)
