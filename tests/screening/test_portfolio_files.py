"""Files as they come: byte order marks, line ends, nothing in them, other encodings, damaged ends."""

import json
from pathlib import Path

import polars as pl
import pytest

from engine.diagnostics import Faulty
from engine.evaluation.columns.layout import Layout
from engine.profile.load import product_dictionary
from engine.screening import portfolio_lines
from engine.screening.model import Place
from engine.screening.portfolio import open_portfolio
from tests.screening.portfolios import facts_of, whole

LAYOUT = Layout(product_dictionary())
CSV = 'id,loan.lender,loan.days_overdue\nA1,"a, ""b""",3\nA2,微粒贷,0\n'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def lenders(name: str) -> list[object]:
    batches = whole(open_portfolio([name], LAYOUT), 10)
    return [one for batch in batches for one in batch.frame.get_column("loan.lender")]


def codes(*names: str) -> list[str]:
    with pytest.raises(Faulty) as refused:
        whole(open_portfolio(names, LAYOUT), 10)
    return [one.code for one in refused.value.diagnostics]


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        b"\xef\xbb\xbf" + CSV.encode(),
        CSV.replace("\n", "\r\n").encode(),
        CSV.rstrip("\n").encode(),
        CSV.replace("\nA2", "\n\n,,\nA2").encode(),
    ],
    ids=["plain", "byte order mark", "CRLF", "no last line end", "empty lines"],
)
def test_a_csv_file_says_the_same_however_its_lines_end(data: bytes) -> None:
    Path("a.csv").write_bytes(data)
    assert lenders("a.csv") == ['a, "b"', "微粒贷"]


def test_a_cell_may_go_on_over_lines_and_the_next_row_has_its_line() -> None:
    Path("a.csv").write_text('id,hardship.cause,loan.id\nA1,none,"a\n\nb"\nA2,none,x\n', encoding="utf-8")
    (batch,) = whole(open_portfolio(["a.csv"], LAYOUT), 10)
    assert [(one.row, one.id, one.code) for one in batch.rejected] == [(2, "A1", "P318")]
    assert [*batch.places] == [Place(0, 4)]


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    rows = "".join(f"A{number},b\n" for number in range(300))
    Path("a.csv").write_text(f'id,loan.lender\nX,"open\n{rows}', encoding="utf-8")
    portfolio = open_portfolio(["a.csv"], LAYOUT)
    found = whole(portfolio, 50)
    assert sum(batch.frame.height for batch in found) == 300
    assert [one.row for batch in found for one in batch.rejected] == [2]
    assert facts_of([*found[:2], *whole(portfolio, 7, found[1].after)]) == facts_of(found)


def test_a_batch_of_rows_that_are_all_torn_is_set_aside_and_the_rows_after_it_are_read() -> None:
    Path("a.csv").write_text("id,loan.lender\nA1\nA2,b,c\n,\n\nA3,d\n", encoding="utf-8")
    torn, empty, whole_ = whole(open_portfolio(["a.csv"], LAYOUT), 2)
    assert [(one.row, one.code) for one in torn.rejected] == [(2, "M206"), (3, "M206")]
    assert (torn.frame.height, torn.frame.schema) == (0, whole_.frame.schema)
    assert (torn.read, empty.read, whole_.read) == (2, 0, 1)
    assert whole_.ids.to_list() == ["A3"]


def test_blocks_that_end_within_a_row_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'A{number},"x\n{number}",{number}\n' for number in range(40))
    Path("a.csv").write_text("id,loan.lender,loan.days_overdue\n" + rows, encoding="utf-8")
    wanted = facts_of(whole(open_portfolio(["a.csv"], LAYOUT), 100))
    for block in (1, 7, 64):
        monkeypatch.setattr(portfolio_lines, "BLOCK", block)
        assert facts_of(whole(open_portfolio(["a.csv"], LAYOUT), 100)) == wanted


def test_a_file_of_a_header_or_of_nothing_has_no_rows() -> None:
    Path("a.csv").write_text("id,loan.lender\n", encoding="utf-8")
    Path("a.ndjson").write_text("", encoding="utf-8")
    pl.DataFrame(schema={"loan.lender": pl.String}).write_parquet("a.parquet")
    for name in ("a.csv", "a.ndjson", "a.parquet"):
        portfolio = open_portfolio([name], LAYOUT)
        assert facts_of(whole(portfolio, 10)) == []
        assert [*portfolio.identity] == [name]


def test_a_csv_file_of_nothing_has_no_columns() -> None:
    Path("a.csv").write_bytes(b"")
    assert codes("a.csv") == ["F107"]
    Path("a.csv").write_text("id;loan.lender\n1;2\n", encoding="utf-8")
    assert codes("a.csv") == ["M117"]


def test_another_encoding_is_told_for_the_file_or_for_the_rows_that_have_it() -> None:
    Path("a.csv").write_bytes(CSV.encode("utf-16"))
    assert codes("a.csv") == ["F105"]
    Path("a.csv").write_bytes(CSV.encode("gbk"))
    (batch,) = whole(open_portfolio(["a.csv"], LAYOUT), 10)
    assert [(one.row, one.code) for one in batch.rejected] == [(3, "F105")]
    assert batch.ids.to_list() == ["A1"]
    Path("a.ndjson").write_bytes('{"loan": {"lender": "微粒贷"}}\n{"loan": {}}\n'.encode("gbk"))
    Path("b.ndjson").write_bytes(b'{"loan": {}}\n' + '{"loan": {"lender": "微粒贷"}}\n'.encode("gbk"))
    assert codes("a.ndjson") == ["F105"]
    (batch,) = whole(open_portfolio(["b.ndjson"], LAYOUT), 10)
    assert [(one.row, one.code) for one in batch.rejected] == [(2, "F105")]


def test_a_line_without_an_end_is_cut_and_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio_lines, "BLOCK", 64)
    monkeypatch.setattr(portfolio_lines, "LONGEST_LINE", 200)
    Path("a.ndjson").write_text(
        '{"as_of": "2026-01-01"}\n' + "x" * 5_000 + '\n{"loan": {}}\n', encoding="utf-8"
    )
    found = whole(open_portfolio(["a.ndjson"], LAYOUT), 10)
    assert [(one.row, one.code) for batch in found for one in batch.rejected] == [(2, "F105")]
    assert [place.row for batch in found for place in batch.places] == [0, 2]


def test_a_parquet_file_that_is_cut_off_is_told() -> None:
    pl.DataFrame({"loan.days_overdue": range(10_000)}).write_parquet("a.parquet")
    data = Path("a.parquet").read_bytes()
    Path("a.parquet").write_bytes(data[: len(data) // 2])
    assert codes("a.parquet") == ["M116"]


def test_files_are_read_in_the_order_of_their_names_and_each_once() -> None:
    for number in (2, 10, 1):
        Path(f"{number:02}.csv").write_text(f"loan.days_overdue\n{number}\n", encoding="utf-8")
    Path(".hidden.csv").write_text("nothing\n", encoding="utf-8")
    for paths in (["."], ["*.csv"], ["01.csv", "*.csv"]):
        batches = whole(open_portfolio(paths, LAYOUT), 10)
        assert [one for batch in batches for one in batch.ids] == ["01.csv:2", "02.csv:2", "10.csv:2"]
        assert [place.file for batch in batches for place in batch.places] == [0, 1, 2]


def test_what_is_not_there_or_of_no_kind_is_told() -> None:
    Path("a.cvs").write_text("x\n", encoding="utf-8")
    assert codes("a.cvs") == ["M114"]
    assert codes("b.csv") == ["F101"]
    assert codes("b*.csv") == ["M115"]
    assert codes("b\0.csv") == ["M115"]


def test_a_row_is_found_by_its_id_or_by_its_place() -> None:
    two = {"id": "B", "loans": [{"id": "x", "days_overdue": 1}, {"id": "y", "days_overdue": 2}]}
    Path("a.ndjson").write_text(
        json.dumps({"loan": {"days_overdue": 3}}) + "\n" + json.dumps(two) + "\n", encoding="utf-8"
    )
    portfolio = open_portfolio(["a.ndjson"], LAYOUT)
    assert [view.id for view in portfolio.find("B")] == ["x", "y"]
    assert [view.value("loan.days_overdue") for view in portfolio.find("a.ndjson:1")] == [3]
    Path("a.csv").write_text(CSV + ",last,7\nA9,bad,x\n", encoding="utf-8")
    portfolio = open_portfolio(["a.csv"], LAYOUT)
    assert [view.value("loan.lender") for view in portfolio.find("A2")] == ["微粒贷"]
    assert [view.value("loan.lender") for view in portfolio.find("a.csv:4")] == ["last"]
    with pytest.raises(Faulty) as refused:
        portfolio.find("A9")
    assert [one.code for one in refused.value.diagnostics] == ["M201"]


def test_what_the_input_is_changes_with_its_bytes() -> None:
    Path("a.csv").write_text(CSV, encoding="utf-8")
    before = open_portfolio(["a.csv"], LAYOUT).identity
    Path("a.csv").write_text(CSV.replace("A2", "A3"), encoding="utf-8")
    assert open_portfolio(["a.csv"], LAYOUT).identity != before


def test_only_the_facts_that_are_asked_for_get_a_column() -> None:
    Path("a.csv").write_text(CSV, encoding="utf-8")
    (batch,) = whole(open_portfolio(["a.csv"], LAYOUT, names=["loan.days_overdue", "evidence"]), 10)
    assert batch.frame.columns == ["loan.days_overdue", "evidence"]
    assert batch.original(0).value("loan.lender") == 'a, "b"'
