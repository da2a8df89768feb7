"""A run writes its output whole under its name, keeps what it has done, and says what it left out."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

pytest.importorskip("polars")

import polars as pl

from engine.diagnostics import Faulty, WrongUsage
from engine.screening.record import read
from engine.screening.resume import folder_of
from engine.screening.run import run
from engine.screening.summary import Summary
from tests.screening.small import asked, columnar, loans

FORMS = ("parquet", "ndjson", "csv")


def table(path: Path) -> pl.DataFrame:
    return pl.read_parquet(path)


@pytest.mark.parametrize("form", ["ndjson", "csv"])
def test_the_size_of_a_batch_changes_no_byte(form: str, tmp_path: Path) -> None:
    outputs = [tmp_path / f"{size}.{form}" for size in (1, 4, 100)]
    for size, output in zip((1, 4, 100), outputs, strict=True):
        run(columnar(), loans(broken=frozenset({3, 9})), output, asked(batch=size))
    assert len({one.read_bytes() for one in outputs}) == 1
    assert len({Path(f"{one}.quarantine.csv").read_bytes() for one in outputs}) == 1


def test_the_size_of_a_batch_changes_no_row_of_parquet(tmp_path: Path) -> None:
    for size in (1, 4, 100):
        run(columnar(), loans(), tmp_path / f"{size}.parquet", asked(batch=size))
    first, *others = (table(tmp_path / f"{size}.parquet") for size in (1, 4, 100))
    assert first.height == 23
    assert all(one.equals(first) for one in others)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_run_comes_to_the_same_bytes(form: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(columnar(), loans(), tmp_path / f"{name}.{form}", asked())
    assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"two.{form}").read_bytes()


def test_all_three_forms_say_the_same(tmp_path: Path) -> None:
    for form in FORMS:
        run(columnar(), loans(), tmp_path / f"out.{form}", asked())
    typed = table(tmp_path / "out.parquet").to_dicts()
    lines = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text(encoding="utf-8").splitlines()]
    cells = list(csv.DictReader(StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"), newline="")))
    assert len(typed) == len(lines) == len(cells) == 23
    for one, line, row in zip(typed, lines, cells, strict=True):
        assert list(one) == list(line) == list(row)
        for name, value in one.items():
            if value is None:
                assert (line[name], row[name]) == (None, "")
            elif isinstance(value, list):
                assert (line[name], row[name].split()) == (value, value)
            elif isinstance(value, bool):
                assert (line[name], row[name]) == (value, str(value).lower())
            elif isinstance(value, str | date):
                assert (line[name], row[name]) == (str(value), str(value))
            else:
                text = f"{value:f}".rstrip("0").rstrip(".")
                assert (line[name], row[name]) == (text, text)


def test_a_csv_has_lines_as_spreadsheets_write_them(tmp_path: Path) -> None:
    run(columnar(), loans(3), tmp_path / "out.csv", asked())
    data = (tmp_path / "out.csv").read_bytes()
    assert data.count(b"\r\n") == 4
    assert data.count(b"\n") == 4


def test_an_input_without_rows_gives_an_output_without_rows(tmp_path: Path) -> None:
    for form in FORMS:
        report = run(columnar(), loans(0), tmp_path / f"out.{form}", asked())
        assert report.summary == Summary()
    assert table(tmp_path / "out.parquet").is_empty()
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("id,loan,as_of,recommended,")


def test_rows_that_can_not_be_read_are_left_out_told_and_counted(tmp_path: Path) -> None:
    output = tmp_path / "out.parquet"
    report = run(columnar(), loans(broken=frozenset({3, 9})), output, asked())
    assert (report.summary.rows, report.summary.left_out) == (21, 2)
    assert report.quarantine == tmp_path / "out.parquet.quarantine.csv"
    assert report.quarantine.read_text(encoding="utf-8").splitlines() == [
        "file,row,column,code,reason,help,id",
        "loans.ndjson,4,$.loan,P101,the row is broken,mend it,",
        "loans.ndjson,10,$.loan,P101,the row is broken,mend it,",
    ]
    assert "b3" not in table(output)["id"].to_list()
    assert report.said().endswith("2 rows left out")


def test_rows_left_out_can_be_told_as_ndjson(tmp_path: Path) -> None:
    file = tmp_path / "bad.ndjson"
    run(columnar(), loans(4, broken=frozenset({1})), tmp_path / "out.csv", asked(quarantine=file))
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (told["file"], told["row"], told["code"]) == ("loans.ndjson", 2, "P101")


def test_a_quarantine_file_of_an_earlier_run_does_not_stay_as_if_it_were_of_this_one(tmp_path: Path) -> None:
    output, file = tmp_path / "out.csv", tmp_path / "out.csv.quarantine.csv"
    run(columnar(), loans(6, broken=frozenset({1})), output, asked())
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    report = run(columnar(), loans(6), output, asked())
    assert report.quarantine is None
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


def test_what_stood_under_the_name_stays_until_the_output_is_whole(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    output.write_text("earlier", encoding="utf-8")
    with pytest.raises(Faulty):
        run(columnar(), loans(breaks_at=12), output, asked())
    assert output.read_text(encoding="utf-8") == "earlier"
    run(columnar(), loans(), output, asked(resume=True))
    assert output.read_text(encoding="utf-8").startswith("id,")
    assert not folder_of(output).exists()


def test_nothing_stays_behind_where_nothing_was_done(tmp_path: Path) -> None:
    with pytest.raises(Faulty):
        run(columnar(), loans(breaks_at=2), tmp_path / "out.csv", asked())
    assert list(tmp_path.iterdir()) == []


def test_the_record_says_what_was_screened_by_what_and_what_came_out(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    report = run(columnar(), loans(), output, asked(mapping="abc"))
    record = read(output)
    assert record is not None
    assert record.identity.pack == columnar().program.sha256
    assert (record.identity.mapping, record.today) == ("abc", "2026-11-25")
    assert dict(record.identity.input) == dict(loans().identity)
    assert record.summary == report.summary
    assert read(tmp_path / "other.csv") is None


def test_the_summary_counts_what_the_rows_say(tmp_path: Path) -> None:
    told: list[tuple[Summary, int]] = []
    some, path = loans(broken=frozenset({3})), tmp_path / "out.parquet"
    report = run(columnar(), some, path, asked(), lambda *one: told.append(one))
    rows = table(path)
    assert [one.rows + one.left_out for one, _ in told] == [0, 5, 10, 15, 20, 23]
    assert [read for _, read in told] == [0, 5, 10, 15, 20, 23]
    done = report.summary
    assert done == told[-1][0]
    assert done.rows == rows.height
    for option, counts in done.statuses.items():
        found = rows[f"status.{option}"].cast(pl.String).to_list()
        assert dict(counts) == {name: found.count(name) for name in sorted(set(found))}
    recommended = rows["recommended"].cast(pl.String).to_list()
    assert dict(done.recommended) == {one or "": recommended.count(one) for one in set(recommended)}
    for name, counted in (("alerts", done.alerts), ("unsettled", done.unsettled)):
        listed = [one for some in rows[name].to_list() for one in some]
        assert dict(counted) == {one: listed.count(one) for one in set(listed)}
    assert dict(done.codes) == {"P101": 1}
    assert set(done.missing) == {"borrower.monthly_income"}


def test_what_an_earlier_run_has_read_is_told_before_anything_is_done(tmp_path: Path) -> None:
    def interrupt(_: Summary, read: int) -> None:
        if read:
            raise KeyboardInterrupt

    told: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        run(columnar(), loans(), tmp_path / "out.csv", asked(), interrupt)
    run(columnar(), loans(), tmp_path / "out.csv", asked(resume=True), lambda _, read: told.append(read))
    assert told == [5, 10, 15, 20, 23]


@pytest.mark.parametrize(("name", "quarantine"), [("out.xlsx", None), ("out.csv", Path("bad.txt"))])
def test_a_name_that_says_no_form_is_refused(name: str, quarantine: Path | None, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="doesn't say its form"):
        run(columnar(), loans(3), tmp_path / name, asked(quarantine=quarantine))
    assert list(tmp_path.iterdir()) == []


def test_a_form_can_be_given_whatever_the_name(tmp_path: Path) -> None:
    run(columnar(), loans(3), tmp_path / "out.data", asked(form="ndjson"))
    assert json.loads((tmp_path / "out.data").read_text(encoding="utf-8").splitlines()[0])["id"] == "b0"
