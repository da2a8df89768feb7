"""CSV is read as spreadsheets write it, and every character keeps its place."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.csv_reader import rows_of
from engine.source import Source
from tests.tables.written import faults_of, formulas, read

CELLS = st.text(st.sampled_from('ab",\n 病'), max_size=4).map(str.strip)
SHEETS = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(SHEETS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_a_spreadsheet_writes_is_read_back(sheet: list[list[str]], end: str, quoted: bool) -> None:
    text = StringIO()
    writer = csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerows(sheet)
    rows, faults = rows_of(Source("t.csv", text.getvalue()))
    assert faults == ()
    kept = [row for row in sheet if any(row)]
    assert [[cell.text for cell in row.cells] for row in rows] == kept


@given(SHEETS)
def test_each_character_of_a_cell_stands_where_its_place_says(sheet: list[list[str]]) -> None:
    text = StringIO()
    csv.writer(text).writerows(sheet)
    rows, _ = rows_of(Source("t.csv", text.getvalue()))
    for cell in (cell for row in rows for cell in row.cells):
        for place, char in enumerate(cell.text):
            span = cell.span(place, place + 1)
            assert span.source.text[span.start : span.end] == char


@given(st.text(st.sampled_from('ab",\n '), max_size=30))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    rows, faults = rows_of(Source("t.csv", text))
    assert not (rows and faults)
    for fault in faults:
        assert fault.span
        assert 0 <= fault.span.start <= fault.span.end <= len(text)
        assert fault.code in {"R260", "R261"}
    assert len({len(row.cells) for row in rows}) <= 1


@pytest.mark.parametrize("text", ["", "\n\n", " \r\n", ",,,\n", " , \n\n"])
def test_lines_without_text_are_no_rows(text: str) -> None:
    assert rows_of(Source("t.csv", text)) == ((), ())


@pytest.mark.parametrize("text", ["a\nb\n", "a\nb", "a\r\nb\r\n", "a\rb", "\n a \n\n b\n"])
def test_a_line_ends_as_on_any_computer(text: str) -> None:
    rows, faults = rows_of(Source("t.csv", text))
    assert faults == ()
    assert [[cell.text for cell in row.cells] for row in rows] == [["a"], ["b"]]


YAML = """\
id: t
hit_policy: first
inputs:
  - {id: cause, expression: hardship.cause}
  - expression: loan.days_overdue
outputs: [{id: days, unit: day}]
rows: {csv: t.csv}
"""
CSV = """\
days,source,loan.days_overdue,id,cause
90,A1 B2,[0..30],ill,\"\"\"illness\"\"\"
60, A1 ,-,,-
"""


def test_columns_are_found_by_their_names_in_any_order() -> None:
    table, faults = read(YAML, CSV)
    assert faults == ()
    first, second = table.rows
    assert [cell.text for cell in first.when] == ['"illness"', "[0..30]"]
    assert [cell.text for cell in first.then] == ["90"]
    assert [word.text for word in first.source] == ["A1", "B2"]
    assert first.id is not None
    assert first.id.text == "ill"
    assert second.id is None
    assert first.span.source.position(first.span.start) == (2, 1)


def test_a_row_from_csv_means_what_it_would_mean_in_yaml() -> None:
    rows = """\
rows:
  - {id: ill, when: ['"illness"', '[0..30]'], then: [90], source: [A1, B2]}
  - {when: ['-', '-'], then: [60], source: [A1]}
"""
    written = formulas(YAML.replace("rows: {csv: t.csv}\n", rows))["t"]
    from_csv = formulas(YAML, CSV)["t"]
    assert [str(one.type) for one in written.tests] == [str(one.type) for one in from_csv.tests]
    assert len(written.tests) == len(from_csv.tests) == 4


def test_a_fault_in_a_cell_of_csv_is_told_with_its_line_and_column() -> None:
    table, _ = read(YAML, CSV.replace("[0..30]", '"[0.."".."""'))
    cell = table.rows[0].when[1]
    span = cell.span(4, 5)
    assert cell.text == '[0..".."'
    assert span.source.position(span.start) == (2, 15)


def test_columns_may_lack_a_source_and_an_id() -> None:
    table, faults = read(YAML, 'cause,loan.days_overdue,days\n"""illness""",-,90\n')
    assert faults == ()
    assert table.rows[0].source == ()
    assert table.rows[0].id is None


def test_cells_of_csv_are_checked_like_any_others() -> None:
    assert faults_of(YAML, CSV.replace("illness", "ilness")) == ["T104"]
    assert faults_of(YAML, CSV.replace("90,", '"""x""",')) == ["T116"]
    assert faults_of(YAML, CSV.replace('"""illness"""', "illness")) == ["R255"]
