"""Where reading a portfolio meets what it seldom meets: files that break later on, more digits than fit."""

import json
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from engine.diagnostics import Faulty
from engine.evaluation.columns.layout import LONGEST_LIST, Layout
from engine.profile.load import product_dictionary
from engine.profile.model import FactView
from engine.screening.model import Place
from engine.screening.portfolio import open_portfolio
from engine.screening.portfolio_holding import Holder
from tests.evaluation.agreement import DICTIONARY
from tests.screening.portfolios import whole

LAYOUT = Layout(product_dictionary())


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_parquet_file_that_is_damaged_in_the_middle_gives_the_rows_before_and_is_then_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.screening.portfolio_parquet.SLAB", 500)
    days = pl.Series("loan.days_overdue", range(1000), dtype=pl.Int64).shuffle(seed=1)
    days.to_frame().write_parquet("a.parquet", row_group_size=500, compression="zstd", statistics=False)
    data = bytearray(Path("a.parquet").read_bytes())
    half = len(data) // 2
    data[half : half + 200] = bytes(200)
    portfolio = open_portfolio(["a.parquet"], LAYOUT)
    Path("a.parquet").write_bytes(data)
    batches = portfolio.batches(100)
    read = [next(batches) for _ in range(4)]
    assert [one.frame["loan.days_overdue"][0] for one in read] == days[0:400:100].to_list()
    with pytest.raises(Faulty, match=r"`a\.parquet` can't be read as Parquet"):
        whole(portfolio, 100, Place(0, 500))


def test_a_file_that_is_taken_away_is_told_when_the_run_asks_what_it_is() -> None:
    Path("a.csv").write_text("id,loan.days_overdue\nA,3\n", encoding="utf-8")
    portfolio = open_portfolio(["a.csv"], LAYOUT)
    Path("a.csv").unlink()
    with pytest.raises(Faulty, match=r"there is no file `a\.csv`"):
        _ = portfolio.identity


def test_lines_that_are_taken_away_before_they_are_read_are_told() -> None:
    Path("a.ndjson").write_text('{"loan": {}}\n', encoding="utf-8")
    portfolio = open_portfolio(["a.ndjson"], LAYOUT)
    Path("a.ndjson").unlink()
    with pytest.raises(Faulty, match=r"there is no file `a\.ndjson`"):
        whole(portfolio, 10)


def test_an_empty_line_between_profiles_is_no_row() -> None:
    line = json.dumps({"loan": {"days_overdue": 3}})
    Path("a.ndjson").write_text(f"{line}\n\n  \n{line}\n", encoding="utf-8")
    (batch,) = whole(open_portfolio(["a.ndjson"], LAYOUT), 10)
    assert ([*batch.places], batch.rejected, batch.read) == ([Place(0, 0), Place(0, 3)], (), 2)


def test_an_amount_with_more_digits_than_columns_shift_is_read_on_its_own() -> None:
    amounts = pl.Series("borrower.savings", [Decimal("12.5"), Decimal("0.003")], dtype=pl.Decimal(38, 25))
    amounts.to_frame().write_parquet("a.parquet")
    (batch,) = whole(open_portfolio(["a.parquet"], LAYOUT), 10)
    assert batch.frame["borrower.savings"].to_list() == [1250]
    assert [(one.row, one.column) for one in batch.rejected] == [(2, "$.borrower.savings")]


def test_a_list_longer_than_columns_hold_is_the_reference_s_to_decide() -> None:
    view = FactView("", {"borrower.debts": (Decimal(1),) * (LONGEST_LIST + 1)})
    short = FactView("", {"borrower.debts": (Decimal(1),)})
    frame, unfit = Holder(Layout(DICTIONARY), ["borrower.debts"]).frame([short, view])
    assert (frame.height, unfit) == (2, frozenset({1}))


def test_a_run_that_asks_for_no_fact_reads_rows_all_the_same() -> None:
    views = [FactView("", {"borrower.savings": Decimal(one)}) for one in range(3)]
    frame, unfit = Holder(LAYOUT, []).frame(views)
    assert (frame.shape, unfit) == ((3, 0), frozenset())
