"""On Spark each row comes out as on one machine, byte for byte, however the input is cut into parts."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import polars as pl
from msgspec.structs import replace

from engine.screening.record import Record, read
from engine.screening.screen import screen
from engine.screening.spark.asked import Asked, Report
from tests.screening.small import TODAY, columnar
from tests.screening.spark.inputs import MADE

CUTS = (1, 2, 7)


def spread(
    spark: Any,
    given: Path,
    output: Path,
    *,
    parts: int = 2,
    batch: int | None = None,
    mapping: Path | None = None,
) -> Report:
    from engine.screening.spark.run import run

    files = [*given.iterdir()] if given.is_dir() else [given]
    size = sum(one.stat().st_size for one in files)
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(size // parts + 1))
    spark.conf.set("spark.sql.files.openCostInBytes", "0")
    spark.conf.set("spark.sql.files.minPartitionNum", str(parts))
    asked = Asked(today=TODAY, batch=batch, mapping=mapping)
    return run(spark, columnar().program, [given], str(output), asked)


def alone(given: Path, output: Path, mapping: Path | None = None) -> None:
    screen(columnar().program, [given], output, today=TODAY, mapping=mapping)


def mapping_of(given: Path) -> Path | None:
    beside = given.with_suffix(".yaml")
    return beside if beside.exists() else None


def bytes_of(output: Path) -> list[bytes]:
    """The bytes of each row, in whatever order, and the head of each part once."""
    end = b"\r\n" if output.suffix == ".csv" else b"\n"
    parts = [output] if output.is_file() else sorted(output.glob("part-*"))
    texts = [part.read_bytes() for part in parts]
    assert all(text.endswith(end) for text in texts if text)
    heads = {text.split(end)[0] for text in texts if text} if output.suffix == ".csv" else set()
    assert len(heads) <= 1
    return sorted(row for text in texts for row in text.split(end)[:-1] if row not in heads) + sorted(heads)


def table_of(output: Path) -> pl.DataFrame:
    """The rows of Parquet with the types of one machine, in an order of their own."""
    frame = pl.read_parquet(sorted(output.glob("part-*")) if output.is_dir() else output)
    texts = frame.with_columns(pl.col(pl.Enum).cast(pl.String))
    return texts.sort("id", "loan", "deciding")


def without_its_name(path: Path) -> Record:
    record = read(path)
    assert record is not None
    return replace(record, identity=replace(record.identity, engine="", batch=0))


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize(("parts", "batch"), [(1, None), (2, 10), (7, 3)])
def test_each_line_has_the_same_bytes_however_the_input_is_cut(
    name: str, parts: int, batch: int | None, spark: Any, tmp_path: Path
) -> None:
    given = MADE[name](tmp_path)
    form = "csv" if parts == 2 else "ndjson"
    one, many = tmp_path / f"one.{form}", tmp_path / f"many.{form}"
    alone(given, one, mapping_of(given))
    report = spread(spark, given, many, parts=parts, batch=batch, mapping=mapping_of(given))
    assert report.summary.left_out > 0
    assert bytes_of(many) == bytes_of(one)
    assert Path(f"{many}.quarantine.csv").read_bytes() == Path(f"{one}.quarantine.csv").read_bytes()
    assert without_its_name(many) == without_its_name(one)
    if name not in {"parquet", "csv over lines"}:  # cut where groups of rows end, or not at all
        assert len([*many.glob("part-*")]) == parts


@pytest.mark.parametrize("parts", CUTS)
def test_parquet_has_the_same_rows_and_values(parts: int, spark: Any, tmp_path: Path) -> None:
    given = MADE["parquet"](tmp_path)
    alone(given, tmp_path / "one.parquet")
    spread(spark, given, tmp_path / "many.parquet", parts=parts)
    one, many = table_of(tmp_path / "one.parquet"), table_of(tmp_path / "many.parquet")
    assert many.schema == one.schema
    assert many.equals(one)
    assert many.height > 60
