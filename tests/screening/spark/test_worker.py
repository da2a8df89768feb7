"""What runs on a worker, run here: from rows with their places to everything that leaves."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import polars as pl
import pyarrow as pa

from engine.screening.output_forms import Form
from engine.screening.spark import told
from engine.screening.spark.job import Job, packed
from engine.screening.spark.reading import AT, FILE, LINE
from engine.screening.summary import Summary
from tests.screening.small import TODAY, columnar
from tests.screening.spark.inputs import MADE, job


def lines(given: Path, size: int, skip: int = 0) -> Iterator[Any]:
    """The lines of a file as they arrive, so many at once."""
    data = given.read_bytes().removesuffix(b"\n").split(b"\n")[skip:]
    for begin in range(0, len(data), size):
        some = data[begin : begin + size]
        places = {FILE: [given.as_uri()] * len(some), AT: [0 if not skip else 77] * len(some)}
        yield pa.record_batch({LINE: pa.array(some, pa.binary()), **places})


def said(of: Job, arrived: Iterator[Any], kind: str) -> Sequence[str]:
    """The texts of a kind."""
    column = told.column_of_texts(of.form)
    tables = [pl.DataFrame(pl.from_arrow(one)) for one in told.told(packed(of), arrived)]
    return pl.concat(tables).filter(pl.col(told.KIND) == kind)[column].to_list()


@pytest.mark.parametrize("name", ["profiles", "csv", "csv over lines", "flat"])
@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_the_lines_that_leave_are_those_of_one_machine(name: str, form: Form, tmp_path: Path) -> None:
    from engine.screening.screen import screen

    given, output = MADE[name](tmp_path), tmp_path / f"one.{form}"
    mapping = given.with_suffix(".yaml")
    screen(columnar().program, [given], output, today=TODAY, mapping=mapping if mapping.exists() else None)
    of = job(given, form, {(0, 0): 0})
    end = told.ENDS[form]
    for size in (7, 1000):
        found = said(of, lines(given, size), told.ROWS)
        assert "".join(f"{one}{end}" for one in found).encode() == output.read_bytes()


def test_a_block_that_begins_amid_a_file_counts_on_from_the_lines_before(tmp_path: Path) -> None:
    given = MADE["profiles"](tmp_path)
    whole = said(job(given, "csv", {(0, 0): 0}), lines(given, 9), told.LEFT_OUT)
    rest = said(job(given, "csv", {(0, 77): 30}), lines(given, 9, skip=30), told.LEFT_OUT)
    rows = [told.rejected_in(one) for one in whole]
    assert {10, 12, 13, 14} - {one.row for one in rows} == {10}
    assert [told.rejected_in(one) for one in rest] == [one for one in rows if one.row > 30]
    assert whole == sorted(whole)


def test_a_part_counts_what_it_tells(tmp_path: Path) -> None:
    given = MADE["flat"](tmp_path)
    of = job(given, "ndjson", {(0, 0): 0})
    (text,) = said(of, lines(given, 20), told.COUNTED)
    summary = told.summary_in(text)
    left_out = said(of, lines(given, 20), told.LEFT_OUT)
    rows = said(of, lines(given, 20), told.ROWS)
    assert summary.left_out == len(left_out) > 5
    assert summary.rows == len("\n".join(rows).splitlines()) > 50


def test_a_part_without_rows_tells_that_it_has_none(tmp_path: Path) -> None:
    of = job(MADE["flat"](tmp_path), "csv", {})
    assert [told.summary_in(one) for one in said(of, iter(()), told.COUNTED)] == [Summary()]
    (head,) = said(of, iter(()), told.ROWS)
    assert head.startswith("id,loan,as_of,")
    assert said(of, iter(()), told.LEFT_OUT) == []
