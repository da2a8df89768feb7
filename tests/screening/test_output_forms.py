"""Texts that a spreadsheet would run are cells that it doesn't run; numbers stay; every text comes back."""

import csv
from io import StringIO
from pathlib import Path

import pytest

pytest.importorskip("polars")

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from engine.screening.model import Rejected
from engine.screening.output_columns import columns_of
from engine.screening.output_forms import WRITINGS, guarded, guarded_text, unguarded_text
from engine.screening.output_rejected import lines
from engine.screening.run import run
from engine.screening.stored import Stored
from tests.screening.small import TODAY, asked, columnar, loans

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NASTY = ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "'=1", "＝1", 'a "b", c', "a\r\nb", "", "张三,李四"]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


@given(st.text())
@example("=cmd|' /C calc'!A0")
def test_no_text_becomes_a_formula_and_each_comes_back(text: str) -> None:
    cell = guarded_text(text)
    assert not cell.startswith(STARTS)
    assert unguarded_text(cell) == text


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
def test_columns_are_guarded_as_single_texts_are(texts: list[str]) -> None:
    found = pl.DataFrame({"text": texts}).select(guarded(pl.col("text")))
    assert found["text"].to_list() == [guarded_text(one) for one in texts]


def test_numbers_below_zero_stay_numbers_and_lose_no_digit() -> None:
    numbers = pl.Series("n", ["-0.05", "-1200", "0", "10", "0.000001", None]).cast(pl.Decimal(38, 6))
    text = WRITINGS["csv"].encoded(pl.DataFrame({"n": numbers, "id": ["x"] * 6})).decode()
    assert [row[0] for row in cells(text)] == ["-0.05", "-1200", "0", "10", "0.000001", ""]


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet"])
def test_an_id_comes_back_as_it_was_whatever_is_in_it(form: str, tmp_path: Path) -> None:
    output = tmp_path / f"out.{form}"
    run(columnar(), loans(len(NASTY), ids=NASTY), output, asked())
    stored = Stored(output, columns_of(columnar(), TODAY))
    assert [one.id for one in stored.at(range(len(NASTY)))] == NASTY
    for id_ in NASTY:
        assert [one.id for one in stored.with_id(id_)] == [id_]


def test_no_cell_of_an_output_begins_like_a_formula(tmp_path: Path) -> None:
    run(columnar(), loans(len(NASTY), ids=NASTY), tmp_path / "out.csv", asked())
    text = (tmp_path / "out.csv").read_bytes().decode()
    figures = [place for place, name in enumerate(cells(text)[0]) if name.startswith("figure.")]
    for row in cells(text)[1:]:
        texts = [cell for place, cell in enumerate(row) if place not in figures]
        assert not any(cell.startswith(STARTS) for cell in texts)


def test_no_cell_of_a_quarantine_file_begins_like_a_formula() -> None:
    text = lines([Rejected("=a.csv", 1, "@b", "P101", "-c", "+d", "\te")], "csv").decode()
    assert cells(text) == [["'=a.csv", "1", "'@b", "P101", "'-c", "'+d", "'\te"]]
