"""What a run on Spark came to is said as on one machine."""

import pytest

pytest.importorskip("polars")

from msgspec.structs import replace

from engine.screening.spark.asked import Report
from engine.screening.summary import Summary


def test_each_file_that_was_written_is_said_with_its_rows() -> None:
    whole = Report("out.parquet", None, Summary(rows=3))
    assert whole.said() == "`out.parquet`: 3 rows"
    some = replace(whole, quarantine="left.csv", summary=replace(whole.summary, rows=1, left_out=2))
    assert some.said() == "`out.parquet`: 1 row\n`left.csv`: 2 rows left out"
