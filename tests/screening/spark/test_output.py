"""An output of Spark gets its name whole or not at all, replaces only its like, and can be explained."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import polars as pl

from engine.diagnostics import Diagnostic, Faulty, WrongUsage
from engine.screening import screen as alone
from engine.screening.explain import Explanation
from engine.screening.record import read
from engine.screening.spark.asked import Asked, Report
from engine.screening.summary import Summary
from tests.screening.small import TODAY, columnar
from tests.screening.spark.inputs import MADE, flat_lines, profiles
from tests.test_faults import FAULTS, expect, faults_of


def spread(spark: Any, given: Path | str, output: Path | str, **more: Any) -> Report:
    from engine.screening.spark.run import run

    return run(spark, columnar().program, [given], str(output), Asked(**{"today": TODAY, **more}))


def left_beside(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def explained(output: Path, given: Path, id_: str) -> Explanation:
    return alone.explain(columnar().program, output, id_, [given], language="en")


@pytest.mark.parametrize("form", ["parquet", "csv", "ndjson"])
def test_a_row_can_be_explained_and_all_of_them_replayed(form: str, spark: Any, tmp_path: Path) -> None:
    given, output = profiles(tmp_path), tmp_path / f"out.{form}"
    spread(spark, given, output)
    found = explained(output, given, "two")
    assert [row.loan for row, _ in found.rows] == ["a", "b"]
    assert not found.faults
    replayed = alone.replay(columnar().program, output, [given], sample=None)
    assert replayed.checked == replayed.rows > 80
    assert not replayed.faults


def test_an_output_that_is_not_whole_is_not_read(spark: Any, tmp_path: Path) -> None:
    given, output = profiles(tmp_path), tmp_path / "out.parquet"
    spread(spark, given, output)
    (output / "_SUCCESS").unlink()
    with pytest.raises(Faulty, match="isn't a whole output of Spark"):
        explained(output, given, "two")


def test_an_earlier_output_is_replaced_and_nothing_else_stays(spark: Any, tmp_path: Path) -> None:
    given, output = flat_lines(tmp_path), tmp_path / "out.csv"
    mapping = given.with_suffix(".yaml")
    spread(spark, given, output, mapping=mapping)
    before = left_beside(output)
    spread(spark, given, output, mapping=mapping)
    assert left_beside(output) != before
    assert "_SUCCESS" in left_beside(output)
    assert [name for name in left_beside(tmp_path) if not name.startswith((".", "flat"))] == [
        "out.csv",
        "out.csv.quarantine.csv",
        "out.csv.run.json",
    ]


@pytest.mark.parametrize("form", ["parquet", "csv", "ndjson"])
def test_an_input_without_rows_gives_an_output_without_rows(form: str, spark: Any, tmp_path: Path) -> None:
    given, output = tmp_path / "none.ndjson", tmp_path / f"out.{form}"
    given.write_bytes(b"")
    report = spread(spark, given, output)
    assert (report.summary, report.quarantine) == (Summary(), None)
    stored = alone._read(columnar().program, output, [given], None).stored
    assert stored.height() == 0


def test_a_quarantine_file_of_an_earlier_run_is_emptied(spark: Any, tmp_path: Path) -> None:
    given, output, file = profiles(tmp_path), tmp_path / "out.ndjson", tmp_path / "left_out.csv"
    assert spread(spark, given, output, quarantine=str(file)).quarantine == str(file)
    assert len(file.read_text(encoding="utf-8").splitlines()) > 10
    given.write_text('{"id": "x"}\n', encoding="utf-8")
    assert spread(spark, given, output, quarantine=str(file)).quarantine is None
    assert file.read_text(encoding="utf-8").splitlines() == ["file,row,column,code,reason,help,id"]


def test_files_are_named_by_address_too_and_looked_at_before(spark: Any, tmp_path: Path) -> None:
    """`file:` is an address like `hdfs:`: of the files only their ends are fetched to the driver."""
    folder = MADE["parquet"](tmp_path)
    by_name, by_address = tmp_path / "name.ndjson", tmp_path / "address.ndjson"
    spread(spark, folder, by_name)
    report = spread(spark, f"file://{folder}/*.parquet", f"file://{by_address}")
    assert report.output == f"file://{by_address}"
    one, other = (read(output) for output in (by_name, by_address))
    assert one is not None
    assert other is not None
    assert [*one.identity.input.values()] == [*other.identity.input.values()]
    assert one.summary == other.summary
    rows = [pl.read_ndjson(sorted(output.glob("part-*"))) for output in (by_name, by_address)]
    assert rows[0].sort("id").equals(rows[1].sort("id"))


def test_a_csv_elsewhere_is_read_by_its_first_line(spark: Any, tmp_path: Path) -> None:
    folder = tmp_path / "loans"
    folder.mkdir()
    spread(spark, MADE["csv"](folder), tmp_path / "name.ndjson")
    spread(spark, f"file://{folder}", tmp_path / "address.ndjson")
    assert read(tmp_path / "name.ndjson").summary == read(tmp_path / "address.ndjson").summary  # type: ignore[union-attr]  # both are there


def test_columns_that_change_amid_a_folder_are_told_before_anything_runs(spark: Any, tmp_path: Path) -> None:
    folder = MADE["parquet"](tmp_path)
    other = folder / "c%20d.parquet"
    pl.read_parquet(other).drop("borrower.monthly_income").write_parquet(other)
    with pytest.raises(Faulty, match=r"M113.*`borrower.monthly_income` is gone"):
        spread(spark, folder, tmp_path / "out.csv")
    assert left_beside(tmp_path) == ["loans"]


def test_a_file_that_breaks_amid_the_run_leaves_nothing_under_the_name(spark: Any, tmp_path: Path) -> None:
    folder, output = MADE["parquet"](tmp_path), tmp_path / "out.parquet"
    broken = folder / "c%20d.parquet"
    data = bytearray(broken.read_bytes())
    data[200:2000] = b"\0" * 1800
    broken.write_bytes(data)
    with pytest.raises(Faulty, match="B121"):
        spread(spark, folder, output)
    assert left_beside(tmp_path) == ["loans"]


def test_times_of_other_libraries_are_days_as_on_one_machine(spark: Any, tmp_path: Path) -> None:
    given = tmp_path / "times.parquet"
    days = pl.Series(["2026-12-01", "2026-12-02"]).str.to_date()
    units = {"loan.next_due_date": "ns", "loan.borrowed_on": "ms", "hardship.began_on": "us"}
    told = {name: days.cast(pl.Datetime(unit)) for name, unit in units.items()}  # type: ignore[arg-type]  # units of time
    told["hardship.cause"] = pl.Series(["illness", "accident"], dtype=pl.Enum(["illness", "accident"]))
    told["loan.days_overdue"] = pl.Series([1, 2], dtype=pl.UInt64)
    told["borrower.monthly_income"] = pl.Series([None, None])
    pl.DataFrame(told).write_parquet(given)
    alone.screen(columnar().program, [given], tmp_path / "one.ndjson", today=TODAY)
    spread(spark, given, tmp_path / "many.ndjson")
    (part,) = (tmp_path / "many.ndjson").glob("part-*")
    assert part.read_bytes() == (tmp_path / "one.ndjson").read_bytes()
    assert (tmp_path / "one.ndjson").read_bytes().count(b"\n") == 2


@pytest.mark.parametrize("output", ["loans.ndjson", "."])
def test_an_output_does_not_take_the_place_of_its_input(
    output: str, spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = profiles(tmp_path)
    with pytest.raises(WrongUsage, match="is part of the input"):
        spread(spark, given, output, form="csv")
    assert given.exists()


@pytest.mark.parametrize("earlier", [True, False])
def test_what_had_the_name_has_it_again_where_the_output_cannot_be_given_it(
    *, earlier: bool, spark: Any, tmp_path: Path
) -> None:
    """Here somebody has dropped the rows before they got their name."""
    from engine.screening.spark.delivering import Staging

    output = tmp_path / "out.csv"
    if earlier:
        output.mkdir()
        for name in ("_SUCCESS", "part-00000.csv"):
            (output / name).write_text(name, encoding="utf-8")
    staging = Staging(spark, output.as_uri(), "out.csv")
    with pytest.raises(Faulty, match=r"B121.*`out.csv`"):
        staging.deliver()
    assert left_beside(tmp_path) == (["out.csv"] if earlier else [])
    assert not earlier or left_beside(output) == ["_SUCCESS", "part-00000.csv"]


def test_a_name_that_a_file_system_does_not_give_is_told(spark: Any, tmp_path: Path) -> None:
    from engine.screening.spark.files import Files

    given = tmp_path / "rows"
    given.mkdir()
    files = Files(spark, given.as_uri())
    with pytest.raises(Faulty, match=r"`out\.csv` can't be given its name"):
        files.rename(given.as_uri(), "file:/proc/out.csv", "out.csv")
    assert given.exists()


def test_a_run_that_is_given_up_does_not_wait_for_ever_for_what_still_writes(
    spark: Any, tmp_path: Path
) -> None:
    from engine.screening.spark.delivering import Staging

    staging, over = Staging(spark, (tmp_path / "out.csv").as_uri(), "out.csv"), Event()
    folder = Path(staging.folder.removeprefix("file://"))

    def write() -> None:
        while not over.wait(0.01):
            folder.mkdir(exist_ok=True)

    writing = Thread(target=write)
    writing.start()
    staging.give_up(looks=3)
    over.set()
    writing.join()
    staging.give_up()
    assert left_beside(tmp_path) == []


def no_such_file_system(spark: Any) -> Iterable[Diagnostic]:
    return faults_of(lambda: spread(spark, "nowhere://bank/loans.parquet", "out.csv"))


def folder_of_other_things(spark: Any) -> Iterable[Diagnostic]:
    Path("loans.ndjson").write_text('{"id": "x"}\n', encoding="utf-8")
    Path("letters").mkdir()
    Path("letters/mother.txt").write_text("Dear mother", encoding="utf-8")
    found = faults_of(lambda: spread(spark, "loans.ndjson", "letters", form="csv"))
    assert left_beside(Path("letters")) == ["mother.txt"]
    return found


@pytest.mark.parametrize(("code", "make"), [("B121", no_such_file_system), ("B122", folder_of_other_things)])
def test_what_is_at_fault_is_told_in_the_words_of_its_fixture(
    code: str,
    make: Callable[[Any], Iterable[Diagnostic]],
    spark: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    expect(make(spark), code, FAULTS / code / "expected.txt")


def test_an_address_that_means_no_file_is_told(spark: Any, tmp_path: Path) -> None:
    with pytest.raises(Faulty, match="M115"):
        spread(spark, f"file://{tmp_path}/*.csv", tmp_path / "out.csv")


def test_a_file_in_which_a_column_tells_nothing_is_read_like_the_others(spark: Any, tmp_path: Path) -> None:
    folder = tmp_path / "loans"
    folder.mkdir()
    days = pl.Series(["2026-12-01", "2026-12-02"]).str.to_date()
    told = {
        "loan.days_overdue": [1, 2],
        "loan.next_due_date": days,
        "hardship.cause": ["illness", "accident"],
    }
    pl.DataFrame(told).write_parquet(folder / "a.parquet")
    pl.DataFrame({name: [None, None] for name in told}).write_parquet(folder / "b.parquet")
    alone.screen(columnar().program, [folder], tmp_path / "one.ndjson", today=TODAY)
    spread(spark, folder, tmp_path / "many.ndjson")
    rows = b"".join(part.read_bytes() for part in (tmp_path / "many.ndjson").glob("part-*")).splitlines()
    assert sorted(rows) == sorted((tmp_path / "one.ndjson").read_bytes().splitlines())
