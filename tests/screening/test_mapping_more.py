"""Mappings and cells that are unusual: other units, records within records, more digits than columns hold."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from engine.diagnostics import Faulty
from engine.evaluation.columns.layout import Layout
from engine.profile.load import product_dictionary
from engine.screening.mapping import Mapping
from engine.screening.mapping_from_yaml import mapping_from_yaml, read_mapping
from engine.screening.portfolio import open_portfolio
from engine.source import Source
from tests.evaluation import generate_facts
from tests.screening.portfolios import whole

LAYOUT = Layout(product_dictionary())
SMALL = Layout(generate_facts.dictionary())


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def mapping(text: str, layout: Layout = LAYOUT) -> Mapping:
    found, faults = mapping_from_yaml(Source("mapping.yaml", text), layout.dictionary)
    assert found is not None, faults
    return found


def test_a_mapping_that_is_not_there_or_at_fault_is_told() -> None:
    with pytest.raises(Faulty, match="F101"):
        read_mapping(Path("mapping.yaml"), LAYOUT.dictionary)
    Path("mapping.yaml").write_text("columns: {a: {fact: borrower.savings}}\n", encoding="utf-8")
    with pytest.raises(Faulty, match="M103"):
        read_mapping(Path("mapping.yaml"), LAYOUT.dictionary)


def test_numbers_that_columns_can_not_scale_are_read_one_by_one() -> None:
    rows = {
        "days": [Decimal("3.00"), Decimal("3.50")],
        "tiny": ["0.0004", "0.00000000005"],
        "fen": ["12.0", "12.5"],
    }
    pl.DataFrame(rows).write_parquet("a.parquet")
    text = """columns:
  days: {fact: loan.days_overdue}
  tiny: {fact: loan.rate.value, unit: permille}
  fen: {fact: borrower.savings, unit: fen}
"""
    (batch,) = whole(open_portfolio(["a.parquet"], LAYOUT, mapping=mapping(text)), 9)
    assert batch.frame.rows() == LAYOUT.table([batch.original(0)]).rows()
    assert batch.original(0).value("loan.rate.value") == Decimal("0.0000004")
    assert [(one.row, one.code) for one in batch.rejected] == [(2, "P314")]


def test_a_number_with_more_digits_than_a_column_holds_is_kept_whole_beside_the_frame() -> None:
    pl.DataFrame({"loan.rate.value": ["0.00012345678901"]}).write_parquet("a.parquet")
    portfolio = open_portfolio(["a.parquet"], LAYOUT)
    (batch,) = whole(portfolio, 9)
    assert batch.unfit == {0}
    assert batch.frame.get_column("loan.rate.value").to_list() == [None]
    assert batch.original(0).value("loan.rate.value") == Decimal("0.00012345678901")


def test_a_constant_with_more_digits_than_a_column_holds_is_kept_whole_too() -> None:
    pl.DataFrame({"dpd": [1]}).write_parquet("a.parquet")
    text = "columns: {dpd: {fact: loan.days_overdue}}\nconstant: {loan.rate.value: 0.00012345678901}\n"
    (batch,) = whole(open_portfolio(["a.parquet"], LAYOUT, mapping=mapping(text)), 9)
    assert batch.unfit == {0}
    assert batch.original(0).value("loan.rate.value") == Decimal("0.00012345678901")


def test_records_within_the_records_of_a_list_are_told_by_dotted_names() -> None:
    pl.DataFrame({"who": ["a", None], "days": [2, 3]}).write_parquet("a.parquet")
    text = """columns: {days: {fact: loan.days_overdue}}
lists:
  evidence:
    - {issuer.name: {column: who}, kind: diagnosis}
"""
    (batch,) = whole(open_portfolio(["a.parquet"], SMALL, mapping=mapping(text, SMALL)), 9)
    views = [batch.original(row) for row in range(2)]
    assert [view.value("evidence") for view in views] == [
        ({"kind": "diagnosis", "issuer": {"name": "a"}},),
        (),
    ]
    assert batch.frame.rows() == SMALL.table(views).rows()


def test_a_column_that_is_empty_in_one_file_of_a_folder_is_unknown_there() -> None:
    Path("f").mkdir()
    pl.DataFrame({"loan.days_overdue": [1]}).write_parquet("f/1.parquet")
    pl.DataFrame({"loan.days_overdue": [None]}).write_parquet("f/2.parquet")
    batches = whole(open_portfolio(["f"], LAYOUT), 9)
    assert [one for batch in batches for one in batch.frame.get_column("loan.days_overdue")] == [1, None]
    assert batches[1].places[0:1][0] == batches[1].places[0]


def test_an_empty_column_and_lists_in_text_tell_what_they_say() -> None:
    pl.DataFrame({"as_of": [None], "evidence": ["[]"], "loan.days_overdue": [1.0]}).write_parquet("a.parquet")
    (batch,) = whole(open_portfolio(["a.parquet"], LAYOUT), 9)
    assert batch.original(0).value("evidence") == ()
    assert batch.frame.get_column("evidence").to_list() == [[]]
    assert batch.frame.get_column("as_of").dtype == pl.Date()


def test_a_flat_file_of_nothing_has_the_columns_of_its_mapping() -> None:
    Path("a.ndjson").write_text("\n", encoding="utf-8")
    given = mapping("id: c\ncolumns: {d: {fact: loan.days_overdue}}\n")
    assert whole(open_portfolio(["a.ndjson"], LAYOUT, mapping=given), 9)[0].frame.height == 0
    Path("a.ndjson").write_text('{"c": 1, "d": 2}\n\n', encoding="utf-8")
    (batch,) = whole(open_portfolio(["a.ndjson"], LAYOUT, mapping=given), 9)
    assert batch.ids.to_list() == ["1"]


def test_an_id_in_a_line_that_is_no_text_is_at_fault_and_one_in_a_broken_line_is_passed_over() -> None:
    lines = [json.dumps({"id": 7, "loan": {}}), '{"id": "x"', json.dumps({"id": "y", "as_of": "2026-01-01"})]
    Path("a.ndjson").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (batch,) = whole(open_portfolio(["a.ndjson"], LAYOUT), 9)
    assert [(one.row, one.code) for one in batch.rejected] == [(1, "P308"), (2, "P303")]
    assert batch.ids.to_list() == ["y"]
    assert batch.original(0).value("as_of") == date(2026, 1, 1)


def test_lists_of_records_with_some_of_their_fields_say_what_they_have() -> None:
    rows = {"evidence": [[{"kind": "payslip"}], [{"kind": None}], [None]], "borrower.savings": [1, 2, 3]}
    pl.DataFrame(rows).write_parquet("a.parquet")
    (batch,) = whole(open_portfolio(["a.parquet"], LAYOUT), 9)
    assert [batch.original(row).value("evidence") for row in range(2)] == [({"kind": "payslip"},), ({},)]
    assert batch.frame.rows() == LAYOUT.table([batch.original(row) for row in range(2)]).rows()
    assert [(one.row, one.code) for one in batch.rejected] == [(3, "P309")]


def test_lists_of_numbers_and_records_in_records_are_read_from_parquet() -> None:
    rows = {
        "borrower.debts": [[Decimal("1.50"), Decimal(2)], [Decimal("0.001")]],
        "evidence": [[{"issuer": {"name": "a"}, "pages": 2}], [{"issuer": {"name": None}, "pages": 3}]],
    }
    pl.DataFrame(rows).write_parquet("a.parquet")
    (batch,) = whole(open_portfolio(["a.parquet"], SMALL), 9)
    views = [batch.original(row) for row in range(2)]
    assert views[1].value("evidence") == ({"pages": Decimal(3)},)
    assert batch.frame.rows() == SMALL.table(views).rows()
    assert batch.unfit == {row for row in range(2) if not SMALL.fits(views[row])}


def test_truth_values_of_a_table_are_taken_as_they_are_at_once_or_row_by_row() -> None:
    told = {"declaration.is_true": [True, False, None] * 2, "borrower.savings": ["1"] * 3 + ["1e1"] * 3}
    pl.DataFrame(told).write_parquet("a.parquet")
    (batch,) = whole(open_portfolio(["a.parquet"], LAYOUT), 9)
    assert batch.frame.get_column("declaration.is_true").to_list() == told["declaration.is_true"]
    assert batch.frame.get_column("borrower.savings").to_list() == [100] * 3 + [1000] * 3
    assert batch.frame.rows() == LAYOUT.table([batch.original(row) for row in range(6)]).rows()


def test_a_row_that_is_at_fault_in_itself_and_in_what_it_refers_to_is_told_with_both() -> None:
    some = (("a", "performing"), ("b", "performing"), ("a", "forgotten"))
    agreements = [[{"loan_id": loan, "state": state}] for loan, state in some]
    rows = {"loan.id": ["a"] * 3, "loan.days_overdue": [-1] * 3, "agreements": agreements}
    pl.DataFrame(rows).write_parquet("a.parquet")
    (batch,) = whole(open_portfolio(["a.parquet"], LAYOUT), 9)
    first = "`loan.days_overdue` must be at least 0"
    assert [(one.row, one.reason) for one in batch.rejected] == [
        (1, first),
        (2, f"{first} (and 1 more)"),
        (3, f"{first} (and 1 more)"),
    ]
