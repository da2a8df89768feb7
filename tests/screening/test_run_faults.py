"""What is told when a run can't be made, gone on with, explained or replayed, in the words of its fixture."""

import csv
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

import pytest

pytest.importorskip("polars")

from msgspec.structs import replace

from engine.diagnostics import Diagnostic, Faulty
from engine.explanation.assess import Assessor
from engine.screening.explain import explain
from engine.screening.output_columns import Columns, columns_of
from engine.screening.record import read
from engine.screening.replay import replay
from engine.screening.resume import folder_of
from engine.screening.run import run
from engine.screening.stored import Stored
from engine.screening.summary import Summary
from tests.screening.loans import InMemory
from tests.screening.small import TODAY, asked, columnar, loans
from tests.test_faults import FAULTS, expect, faults_of

OUT = Path("screened.csv")


def columns() -> Columns:
    return columns_of(columnar(), TODAY)


def screened(portfolio: InMemory | None = None) -> Stored:
    """A screened portfolio of six rows."""
    run(columnar(), portfolio or loans(6), OUT, asked())
    return Stored(OUT, columns())


def edited(column: str, value: str) -> Stored:
    """The same with another value in the first row."""
    screened()
    rows = list(csv.DictReader(StringIO(OUT.read_text(encoding="utf-8"), newline="")))
    rows[0][column] = value
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    OUT.write_text(text.getvalue(), encoding="utf-8")
    return Stored(OUT, columns())


def replayed(stored: Stored, portfolio: InMemory) -> Iterable[Diagnostic]:
    found = replay(columnar().program, columns(), portfolio, stored, record=None, sample=None)
    return found.faults


def unfinished_run() -> Iterable[Diagnostic]:
    stop()
    return faults_of(lambda: run(columnar(), loans(), OUT, asked()))


def stop() -> None:
    with pytest.raises(Faulty):
        run(columnar(), loans(breaks_at=12), OUT, asked())


def run_begun_with_something_else() -> Iterable[Diagnostic]:
    stop()
    return faults_of(lambda: run(columnar(), loans(), OUT, asked(resume=True, as_of=TODAY)))


def output_in_use() -> Iterable[Diagnostic]:
    found: list[Iterable[Diagnostic]] = []

    def another(_: Summary, _read: int) -> None:
        found.append(faults_of(lambda: run(columnar(), loans(), OUT, asked())))

    run(columnar(), loans(3), OUT, asked(), another)
    return found[0]


def damaged_run() -> Iterable[Diagnostic]:
    stop()
    (folder_of(OUT) / "rows").write_bytes(b"")
    return faults_of(lambda: run(columnar(), loans(), OUT, asked(resume=True)))


def folder_that_is_not_there() -> Iterable[Diagnostic]:
    return faults_of(lambda: run(columnar(), loans(), Path("no") / OUT, asked()))


def no_screened_portfolio() -> Iterable[Diagnostic]:
    OUT.write_text("id,loan\nb0,\n", encoding="utf-8")
    return faults_of(lambda: Stored(OUT, columns()))


def no_such_row() -> Iterable[Diagnostic]:
    stored = screened()
    return faults_of(lambda: stored.with_id("b77"))


def another_input() -> Iterable[Diagnostic]:
    stored = screened()
    record = read(OUT)
    program, other = columnar().program, loans(7)
    return faults_of(lambda: replay(program, columns(), other, stored, record=record, sample=3))


def another_pack() -> Iterable[Diagnostic]:
    stored = edited("pack_sha256", "a" * 64)
    program = replace(columnar().program, sha256="b" * 64)
    assessor = Assessor(program, language="en", engine="reference")
    return explain(assessor, columns(), loans(6), stored, "b0", read(OUT)).faults


def row_that_differs() -> Iterable[Diagnostic]:
    return replayed(edited("recommended", ""), loans(6))


def row_that_is_not_in_the_input() -> Iterable[Diagnostic]:
    return replayed(screened(), loans(5))


MADE: list[tuple[str, Callable[[], Iterable[Diagnostic]]]] = [
    ("B101", unfinished_run),
    ("B102", run_begun_with_something_else),
    ("B103", output_in_use),
    ("B104", damaged_run),
    ("B105", folder_that_is_not_there),
    ("B106", no_screened_portfolio),
    ("B107", no_such_row),
    ("B108", another_input),
    ("B109", another_pack),
    ("B110", row_that_differs),
    ("B111", row_that_is_not_in_the_input),
]


@pytest.mark.parametrize(("code", "make"), MADE, ids=[code for code, _ in MADE])
def test_what_is_at_fault_is_told_in_the_words_of_its_fixture(
    code: str,
    make: Callable[[], Iterable[Diagnostic]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    expect(make(), code, FAULTS / code / "expected.txt")
