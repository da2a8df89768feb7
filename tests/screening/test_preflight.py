"""The preflight shows what a run would take a portfolio for, so that fen can't pass for yuan unseen."""

from pathlib import Path

import polars as pl
import pytest

from engine.evaluation.columns.layout import Layout
from engine.profile.load import product_dictionary
from engine.screening.mapping import Mapping
from engine.screening.mapping_from_yaml import mapping_from_yaml
from engine.screening.preflight import ColumnSeen, Preflight, preflight
from engine.screening.preflight_text import to_text
from engine.source import Source
from tests.expected import kept

LAYOUT = Layout(product_dictionary())
EXPECTED = Path(__file__).parent / "preflight.txt"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def mapping(text: str) -> Mapping:
    found, faults = mapping_from_yaml(Source("mapping.yaml", text), LAYOUT.dictionary)
    assert found is not None, faults
    return found


def looked_at(column: str, how: str, cells: list[object], more: str = "") -> ColumnSeen:
    pl.DataFrame({column: cells}, strict=False).write_parquet("a.parquet")
    return preflight(["a.parquet"], LAYOUT, given=mapping(f"columns:\n  {column}: {how}\n{more}")).columns[0]


def test_fen_that_are_called_yuan_are_marked_and_so_are_yuan_that_are_called_fen() -> None:
    fact = "fact: loan.next_instalment"
    assert "are they fen?" in looked_at("due", f"{{{fact}, unit: yuan}}", [123400, 250000, 0]).warnings[0]
    assert "are they yuan?" in looked_at("due", f"{{{fact}, unit: fen}}", [1200, 2500, 0]).warnings[0]
    assert looked_at("due", f"{{{fact}, unit: yuan}}", [1234, 2500, 0]).warnings == ()
    assert looked_at("due", f"{{{fact}, unit: fen}}", [123400, 250000, 0]).warnings == ()
    assert looked_at("due", f"{{{fact}, unit: fen}}", [0, 0]).warnings == ()


def test_a_rate_that_is_too_high_by_the_day_is_marked() -> None:
    fact, daily = "fact: loan.rate.value", "constant: {loan.rate.per: day}\n"
    yearly = daily.replace("day", "year")
    assert "4 % a day" in looked_at("rate", f"{{{fact}}}", [0.04, 0.05], daily).warnings[0]
    assert looked_at("rate", f"{{{fact}, unit: percent}}", [0.04, 0.05], daily).warnings == ()
    assert looked_at("rate", f"{{{fact}}}", [0.04, 0.05], yearly).warnings == ()
    assert "720 % or more" in looked_at("rate", f"{{{fact}}}", [7.2, 7.2], yearly).warnings[0]


def test_days_out_of_any_span_and_columns_that_tell_nothing_are_marked() -> None:
    assert looked_at("due", "{fact: loan.next_due_date}", ["0206-01-01", "2026-01-01"]).warnings == (
        "1 of the days lie before 1990 or after 2099",
    )
    assert looked_at("due", "{fact: loan.next_due_date}", [None]).warnings == ("no row tells it",)


def test_it_says_whether_the_unit_was_said_or_inferred() -> None:
    named = looked_at("income_fen", "{fact: borrower.monthly_income}", [123456])
    assert (named.unit, named.said, named.seen.samples) == ("fen", False, ("123456 → ¥1,234.56",))
    told = looked_at("income", "{fact: borrower.monthly_income, unit: fen}", [123456])
    assert (told.unit, told.said) == ("fen", True)


def report() -> Preflight:
    text = """id: cust
columns:
  income: {fact: borrower.monthly_income, unit: fen}
  cause: {fact: hardship.cause, values: {"01": illness, "02": job_loss}}
  due: {fact: loan.next_due_date, format: "%Y%m%d"}
  rate: {fact: loan.rate.value, unit: percent}
constant: {loan.rate.per: day}
lists:
  evidence:
    - {when: has_payslip, kind: payslip, issued_on: {column: issued, format: "%Y%m%d"}}
"""
    Path("a.csv").write_text(
        "cust,income,cause,due,rate,has_payslip,issued,colour\n"
        "A1,123456,01,20261201,0.04,true,20261101,red\n"
        "A1,654321,02,20261202,0.05,false,,red\n"
        ",100,02,20261202,0.05,,,red\n"
        "A3,x,02,20261202,0.05,,,red\n"
        "A4,5\n",
        encoding="utf-8",
    )
    Path("b.csv").write_text(Path("a.csv").read_text(encoding="utf-8"), encoding="utf-8")
    return preflight(["a.csv", "b.csv"], LAYOUT, given=mapping(text))


def test_the_text_shows_units_ranges_samples_faults_and_rows_as_profiles() -> None:
    said = to_text(report())
    assert said == kept(EXPECTED, said)


def test_profiles_in_lines_are_shown_by_fact() -> None:
    Path("a.ndjson").write_text(
        '{"borrower": {"savings": 200000}, "loan": {"rate": {"value": 0.05, "per": "day"}}}\n{"loan": 3}\n'
        '{"id": "B", "borrower": {"savings": 300000}, "evidence": []}\n',
        encoding="utf-8",
    )
    found = preflight(["a.ndjson"], LAYOUT)
    assert (found.rows, found.refused, found.without_id) == (3, 1, 1)
    seen = {one.fact: one for one in found.columns}
    assert "are they fen?" in seen["borrower.savings"].warnings[0]
    assert "5 % a day" in seen["loan.rate.value"].warnings[0]
    assert "evidence" in seen
    assert "loan.lender" not in seen


def test_every_file_of_a_folder_is_looked_at() -> None:
    how = mapping("id: id\ncolumns:\n  due: {fact: loan.next_instalment, unit: yuan}\n")
    for name, ids, dues in (("a", ["A", "B"], [12, 25]), ("b", ["A", ""], [123400, 250000]), ("c", [], [])):
        table = pl.DataFrame({"id": ids, "due": dues}, schema={"id": pl.String, "due": pl.Int64})
        table.write_parquet(f"{name}.parquet")
    found = preflight(["a.parquet", "b.parquet", "c.parquet"], LAYOUT, given=how)
    assert (found.files, found.file, found.rows) == (3, "a.parquet", 4)
    assert found.columns[0].seen.most == "¥250,000.00"
    assert (found.without_id, found.repeated_ids) == (1, ("A",))
    assert preflight(["a.parquet", "b.parquet", "c.parquet"], LAYOUT, given=how, rows=2).rows == 2


def test_profiles_of_every_file_are_looked_at() -> None:
    Path("a.ndjson").write_text('{"borrower": {"savings": 200}}\n', encoding="utf-8")
    Path("b.ndjson").write_text('{"loan": 3}\n{"borrower": {"savings": 300}}\n', encoding="utf-8")
    found = preflight(["a.ndjson", "b.ndjson"], LAYOUT)
    assert (found.rows, found.refused, found.without_id, len(found.profiles)) == (3, 1, 2, 2)
    assert [one.file for one in found.rejected] == ["b.ndjson"]


def test_files_without_rows_have_nothing_to_show() -> None:
    Path("a.ndjson").write_text("", encoding="utf-8")
    assert preflight(["a.ndjson"], LAYOUT).rows == 0
    Path("a.csv").write_text("id,loan.days_overdue\n", encoding="utf-8")
    found = preflight(["a.csv"], LAYOUT)
    assert (found.rows, found.columns[0].warnings) == (0, ("no row tells it",))
