"""What is wrong with a portfolio or a mapping is told in the words of its fixture in `faults/<code>/`.

`XIESHANG_ACCEPT=1` writes the texts anew; the difference is then to be read.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from engine.diagnostics import Diagnostic, Faulty, render
from engine.evaluation.columns.layout import Layout
from engine.profile.load import product_dictionary
from engine.screening.mapping_from_yaml import mapping_from_yaml
from engine.screening.model import Rejected
from engine.screening.portfolio import open_portfolio
from engine.source import Source
from tests.expected import kept

FAULTS = Path(__file__).parent / "faults"
LAYOUT = Layout(product_dictionary())

MAPPINGS = {
    "M101": """columns:
  income: {fact: borrower.montly_income, unit: yuan}
  nothing: {fact: days_overdue}
lists:
  evidnce: [{when: a, kind: payslip}]
  evidence: [{when: a, knd: payslip}]
""",
    "M102": """columns:
  all: {fact: loans}
lists:
  loans: [{when: a}]
  borrower.savings: [{when: a}]
  evidence: [{kind: payslip}]
""",
    "M103": "columns:\n  income: {fact: borrower.monthly_income}\n  savings_fen: {fact: borrower.savings}\n",
    "M104": """columns:
  dpd: {fact: loan.days_overdue, unit: fen}
  due: {fact: loan.next_due_date, unit: day}
""",
    "M105": """columns:
  due: {fact: loan.next_due_date, format: "%y%m%d"}
  dpd: {fact: loan.days_overdue, format: "%Y%m%d"}
""",
    "M106": """columns:
  cause: {fact: hardship.cause, values: {"01": ilness}}
  dpd: {fact: loan.days_overdue, values: {"01": late}}
  told: {fact: declaration.is_true, values: {"1": "yes"}}
constant:
  loan.rate.value: 36
  loan.next_due_date: soon
  evidence: payslip
""",
    "M107": """columns:
  due: {fact: loan.next_due_date}
  due_old: {fact: loan.next_due_date}
  papers: {fact: evidence}
constant:
  loan.next_due_date: 2026-12-01
lists:
  evidence: [{when: has_papers, kind: payslip}]
""",
}


def expect(said: str, code: str) -> None:
    assert f"[{code}]" in said
    expected = FAULTS / code / "expected.txt"
    assert said == kept(expected, said)


def rendered(faults: tuple[Diagnostic, ...]) -> str:
    return "\n\n".join(map(render, faults)) + "\n"


@pytest.mark.parametrize("code", MAPPINGS)
def test_a_fault_of_a_mapping_is_told_with_its_place(code: str) -> None:
    found, faults = mapping_from_yaml(Source("mapping.yaml", MAPPINGS[code]), LAYOUT.dictionary)
    assert found is None
    expect(rendered(faults), code)


def written(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def column_not_in_the_file() -> object:
    found, _ = mapping_from_yaml(
        Source("mapping.yaml", "id: custno\ncolumns:\n  dpd: {fact: loan.days_overdue}\n"), LAYOUT.dictionary
    )
    return open_portfolio([written("a.csv", "cust_no,days\n1,2\n")], LAYOUT, mapping=found)


def column_called_like_no_fact() -> object:
    return open_portfolio([written("a.csv", "id,loan.days_overdu,colour\n1,2,red\n")], LAYOUT)


def columns_of_other_types() -> object:
    frame = pl.DataFrame(
        {
            "loan.next_due_date": [True],
            "borrower.savings": [[1]],
            "hardship.began_on": [20260101],
            "declaration.is_true": [1],
            "evidence": [[{"kind": "payslip", "knd": "x", "issued_on": 1.5}]],
            "loan.id": [datetime(2026, 1, 1)],  # noqa: DTZ001  (a column of such moments)
        }
    )
    frame.write_parquet("a.parquet")
    return open_portfolio(["a.parquet"], LAYOUT)


def folder_of_files_that_are_not_alike() -> object:
    Path("folder").mkdir()
    days, savings = pl.Series("loan.days_overdue", [1]), pl.Series("borrower.savings", [5])
    pl.DataFrame([days, savings]).write_parquet("folder/1.parquet")
    pl.DataFrame([days, savings]).write_parquet("folder/2.parquet")
    pl.DataFrame([days.cast(pl.Int32)]).write_parquet("folder/3.parquet")
    pl.DataFrame([days.cast(pl.String), savings]).write_parquet("folder/4.parquet")
    return open_portfolio(["folder"], LAYOUT)


def two_kinds_of_files() -> object:
    written("b.parquet", "")
    return open_portfolio([written("a.csv", "id\n1\n"), "b.parquet"], LAYOUT)


def folder_without_portfolios() -> object:
    written("reports/a.txt", "x")
    return open_portfolio(["reports"], LAYOUT)


def file_that_is_no_parquet() -> object:
    return open_portfolio([written("a.parquet", "id,loan.days_overdue\n1,2\n")], LAYOUT)


def columns_named_badly() -> object:
    return open_portfolio([written("a.csv", "id,,loan.id,loan.id\n1,2,3,4\n")], LAYOUT)


def id_that_is_not_there() -> object:
    return open_portfolio([written("a.csv", "id,loan.days_overdue\nA1,3\n")], LAYOUT).find("A7")


def id_that_two_rows_have() -> object:
    text = "id,loan.days_overdue\nA1,3\nA2,1\nA1,12\n"
    return open_portfolio([written("a.csv", text)], LAYOUT).find("A1")


MADE: dict[str, Callable[[], object]] = {
    "M110": column_not_in_the_file,
    "M111": column_called_like_no_fact,
    "M112": columns_of_other_types,
    "M113": folder_of_files_that_are_not_alike,
    "M114": two_kinds_of_files,
    "M115": folder_without_portfolios,
    "M116": file_that_is_no_parquet,
    "M117": columns_named_badly,
    "M118": id_that_is_not_there,
    "M119": id_that_two_rows_have,
}


@pytest.mark.parametrize("code", MADE)
def test_a_fault_of_the_files_is_told_before_a_row_is_read(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Faulty) as refused:
        MADE[code]()
    expect(rendered(refused.value.diagnostics), code)


FLAT = "id: id\ncolumns:\n  days: {fact: loan.days_overdue}\n"
ROWS: dict[str, tuple[str, str]] = {
    "M201": ("a.csv", 'id,borrower.savings\nA1,"1,234.50"\nA2,about 20\nA3,1e400\nA4,12\n'),
    "M202": ("a.csv", "id,loan.next_due_date\nA1,2026/02/03\nA2,2026-02-30\nA3,2026-02-28\n"),
    "M203": ("a.csv", "id,declaration.is_true\nA1,yes\nA2,TRUE\n"),
    "M205": ("a.csv", 'id,evidence\nA1,payslip\nA2,"[{""kind"": ""payslip""}]"\n'),
    "M206": (
        "a.csv",
        'id,loan.lender\nA1\nA2,a,b\nA3,a "good" lender\nA4,"a ""good"" lender"\nA5,"open\nA6,b\n',
    ),
    "M207": ("a.ndjson", '{"id":"A1","loan":{}}\n[1]\n{"id":1,"id":2}\nx\n{"id":"A5","days":3}\n'),
}


def told(rejected: tuple[Rejected, ...]) -> str:
    lines = (
        f"{one.file}:{one.row} {one.id} [{one.code}] {one.column}: {one.reason} | {one.help}"
        for one in rejected
    )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("code", ROWS)
def test_a_row_that_can_not_be_read_is_set_aside_with_its_place_and_the_rest_is_read(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name, text = ROWS[code]
    mapping = (
        mapping_from_yaml(Source("m.yaml", FLAT), LAYOUT.dictionary)[0] if name.endswith("ndjson") else None
    )
    batches = [*open_portfolio([written(name, text)], LAYOUT, mapping=mapping).batches(100)]
    assert sum(batch.frame.height for batch in batches) > 0
    expect(told(tuple(one for batch in batches for one in batch.rejected)), code)


def test_binary_fractions_that_are_no_amounts_are_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told_ = [0.1 + 0.2, 1234.567, float("nan"), float("inf"), 123456789012.34, 0.3000005, 0.300002]
    pl.DataFrame({"borrower.savings": told_}).write_parquet("a.parquet")
    (batch,) = open_portfolio(["a.parquet"], LAYOUT).batches(100)
    assert batch.frame["borrower.savings"].to_list() == [30, 12345678901234, 30]
    expect(told(tuple(batch.rejected)), "M204")
