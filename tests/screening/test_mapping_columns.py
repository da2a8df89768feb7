"""A mapped table is read by columns as its rows would be read one by one, and as what was meant."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.columns.layout import Layout
from engine.profile.load import product_dictionary
from engine.screening.mapping import Mapping
from engine.screening.mapping_from_yaml import mapping_from_yaml, read_mapping
from engine.screening.portfolio import open_portfolio
from engine.source import Source
from tests.screening.portfolios import facts_of, line, whole

LAYOUT = Layout(product_dictionary())
TEXT = """id: cust
null: ["", NA]
columns:
  income: {fact: borrower.monthly_income, unit: fen}
  savings_yuan: {fact: borrower.savings}
  cause: {fact: hardship.cause, values: {"01": illness, "02": job_loss}}
  began: {fact: hardship.began_on, null: ["00000000", NA], format: "%Y%m%d"}
  ends: {fact: hardship.expected_end, format: "%d.%m.%Y"}
  rate: {fact: loan.rate.value, unit: percent}
  dpd: {fact: loan.days_overdue, unit: day}
  due_whole: {fact: loan.is_due_as_a_whole, values: {"1": true, "0": false}}
  lender: {fact: loan.lender, values: {W: 微粒贷}}
constant:
  loan.rate.per: day
  loan.borrowed_on: 2026-01-05
  borrower.dependants: 2
  declaration.is_true: true
lists:
  evidence:
    - when: {column: diagnosis, values: {Y: true, N: false}}
      kind: medical_diagnosis
      issued_on: {column: diagnosed, format: "%Y%m%d"}
    - when: payslip
      kind: payslip
  agreements:
    - state: {column: plan, values: {P: performing, B: breached}}
      monthly_payment: {column: plan_fen, unit: fen}
"""


def mapping(text: str = TEXT) -> Mapping:
    found, faults = mapping_from_yaml(Source("mapping.yaml", text), LAYOUT.dictionary)
    assert found is not None, faults
    return found


CELLS: dict[str, tuple[str | None, ...]] = {
    "income": ("123456", "0", "", "NA", "12.5", "12.0", " 7 ", "1e3", "-1", "12345678901234567"),
    "savings_yuan": ("1234.56", "1234.567", "0.10", "1234.5600", "x", ""),
    "cause": ("01", "02", "03", "", " 01 "),
    "began": ("20260101", "20260230", "2026011", "NA", "00000000", ""),
    "ends": ("31.12.2026", "31.02.2026", "1.2.2026", "01.01.2020", ""),
    "rate": ("0.04", "0.035", "36", "2000", "0.123456789", "NA"),
    "dpd": ("3", "3.0", "3.5", "36501", ""),
    "due_whole": ("1", "0", "2", ""),
    "lender": ("W", "X", ""),
    "diagnosis": ("Y", "N", "", "y"),
    "diagnosed": ("20260301", "", "x"),
    "payslip": ("true", "FALSE", "", "0"),
    "plan": ("P", "B", "", "Q"),
    "plan_fen": ("50000", "", "1.5"),
    "cust": ("A", "B", ""),
}


def cells(random: Random, likely: float) -> dict[str, str | None]:
    return {
        name: some[0] if random.random() < likely else random.choice(some) for name, some in CELLS.items()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mapped")


@given(seed=st.integers(0, 10**9), likely=st.sampled_from([0.3, 0.8, 0.95]), size=st.integers(1, 9))
@settings(max_examples=25, deadline=None)
def test_every_row_is_read_or_refused_as_on_its_own(
    folder: Path, seed: int, likely: float, size: int
) -> None:
    random = Random(seed)  # noqa: S311  (nothing secret: it has to be repeatable)
    rows = [cells(random, likely) for _ in range(8)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(CELLS, pl.String))
    frame.write_csv(folder / "a.csv")
    frame.write_parquet(folder / "a.parquet")
    (folder / "a.ndjson").write_text("".join(line(one) + "\n" for one in rows), encoding="utf-8")
    for end in ("csv", "parquet", "ndjson"):
        portfolio = open_portfolio([str(folder / f"a.{end}")], LAYOUT, mapping=mapping())
        expect_each(portfolio, rows, facts_of(whole(portfolio, size)), 1 if end == "csv" else 0)


def expect_each(portfolio: Any, rows: list[dict[str, str | None]], found: list[Any], header: int) -> None:
    read = {one[0].row - header: one for one in found if len(one) > 3}
    refused = {one[1] - 1 - header: one[2] for one in found if len(one) == 3}
    assert sorted([*read, *refused]) == [*range(len(rows))]
    for number, row in enumerate(rows):
        profile, faults = portfolio.reader.rows.profile(row, "row")
        if profile is None:
            assert refused[number].code in {one.code for one in faults}
        else:
            (view,) = profile.views()
            assert read[number][4] == view.facts
            assert read[number][5] == LAYOUT.table([view]).row(0)


def test_a_row_is_understood_as_the_mapping_says(folder: Path) -> None:
    row = {name: some[0] for name, some in CELLS.items()}
    pl.DataFrame([row]).write_csv(folder / "one.csv")
    (view,) = open_portfolio([str(folder / "one.csv")], LAYOUT, mapping=mapping()).find("A")
    assert {name: view.value(name) for name in view.facts if name != "loans"} == {
        "borrower.monthly_income": Decimal("1234.56"),
        "borrower.savings": Decimal("1234.56"),
        "borrower.dependants": Decimal(2),
        "hardship.cause": "illness",
        "hardship.began_on": date(2026, 1, 1),
        "hardship.expected_end": date(2026, 12, 31),
        "loan.id": "1",
        "loan.lender": "微粒贷",
        "loan.rate.value": Decimal("0.0004"),
        "loan.rate.per": "day",
        "loan.days_overdue": Decimal(3),
        "loan.is_due_as_a_whole": True,
        "loan.borrowed_on": date(2026, 1, 5),
        "declaration.is_true": True,
        "evidence": (
            {"kind": "medical_diagnosis", "issued_on": date(2026, 3, 1)},
            {"kind": "payslip"},
        ),
        "agreements": ({"loan_id": "1", "state": "performing", "monthly_payment": Decimal(500)},),
    }


def test_a_list_is_unknown_where_it_is_not_known_whether_an_element_is_there(folder: Path) -> None:
    rows = [
        {**{name: some[0] for name, some in CELLS.items()}, "payslip": flag} for flag in ("false", "", "true")
    ]
    pl.DataFrame(rows).write_csv(folder / "when.csv")
    (batch,) = whole(open_portfolio([str(folder / "when.csv")], LAYOUT, mapping=mapping()), 9)
    assert [None if one is None else len(one) for one in batch.frame.get_column("evidence")] == [1, None, 2]


TYPED: dict[str, list[Any]] = {
    "whole": [123456, 0, None, -1],
    "decimal": [Decimal("1234.56"), Decimal("0.10"), None, Decimal("1234.567")],
    "fraction": [1234.56, 0.1 + 0.2, None, 0.123],
    "day": [date(2026, 1, 1), None, date(1, 1, 1), date(9999, 12, 31)],
    "moment": [datetime(2026, 1, 1), None, datetime(2026, 1, 1, 5), datetime(2026, 12, 31)],  # noqa: DTZ001
    "number": [20260101, 20260230, None, 2026],
    "flag": [1, 0, None, 2],
    "truth": [True, False, None, True],
    "category": ["01", "02", None, "03"],
}
TYPED_MAPPING = """columns:
  whole: {fact: borrower.monthly_income, unit: fen}
  decimal: {fact: borrower.savings, unit: yuan}
  fraction: {fact: loan.next_instalment, unit: yuan}
  day: {fact: loan.next_due_date}
  moment: {fact: loan.final_maturity_date}
  number: {fact: hardship.began_on, format: "%Y%m%d"}
  flag: {fact: loan.is_due_as_a_whole, values: {"1": true, "0": false}}
  truth: {fact: declaration.is_true, values: {"true": true, "false": false}}
  category: {fact: hardship.cause, values: {"01": illness, "02": job_loss}}
"""


def typed() -> Iterator[dict[str, Any]]:
    for at in range(4):
        for name in TYPED:
            yield {other: some[at if other == name else 0] for other, some in TYPED.items()}


def test_columns_of_every_type_are_read_as_each_row_would_be(folder: Path) -> None:
    rows = [*typed()]
    frame = pl.DataFrame(rows, schema_overrides={"decimal": pl.Decimal(20, 3), "category": pl.Categorical})
    frame.write_parquet(folder / "typed.parquet")
    portfolio = open_portfolio([str(folder / "typed.parquet")], LAYOUT, mapping=mapping(TYPED_MAPPING))
    expect_each(portfolio, rows, facts_of(whole(portfolio, 100)), 0)


def test_the_schema_in_the_docs_reads_and_so_does_its_file(folder: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "screening.md").read_text(encoding="utf-8")
    text = page.partition("```yaml\n")[2].partition("```")[0]
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    found = read_mapping(path, LAYOUT.dictionary)
    assert found.id is not None
    assert found.id.text == "cust_no"
    assert {one.fact: one.cell.unit for one in found.told if one.cell.unit} == {
        "borrower.monthly_income": "fen",
        "borrower.monthly_essential_expenses": "yuan",
        "loan.rate.value": "percent",
        "loan.days_overdue": "day",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("columns: {a: {fct: x}}\n", "S101"),
        ("colums: {}\n", "S101"),
        ("columns: {a: {fact: x, unit: euro}}\n", "S104"),
        ("columns: {a: {fact: x}, a: {fact: y}}\n", "Y106"),
    ],
)
def test_a_mapping_is_checked_like_a_rule_file(text: str, code: str) -> None:
    found, faults = mapping_from_yaml(Source("mapping.yaml", text), LAYOUT.dictionary)
    assert found is None
    assert code in {one.code for one in faults}
