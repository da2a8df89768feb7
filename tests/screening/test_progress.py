"""A run tells how far it is: over one line on a terminal, else in a line now and then."""

from io import StringIO
from pathlib import Path

import pytest

pytest.importorskip("polars")

import polars as pl

from engine.screening.progress import Progress, estimated_rows
from engine.screening.summary import Summary


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def told(stream: StringIO, total: int | None, steps: list[tuple[float, Summary]], before: int = 0) -> str:
    """What is told of a run in which each row of the input is one of the output."""
    clock = Clock()
    progress = Progress(stream, total, clock)
    progress(Summary(rows=before), before)
    for at, summary in steps:
        clock.now = at
        progress(summary, summary.rows + summary.left_out)
    progress.end()
    return stream.getvalue()


def test_on_a_terminal_a_bar_is_drawn_over_itself_with_speed_and_time_left() -> None:
    text = told(
        Terminal(), 1_000, [(1.0, Summary(rows=250)), (1.1, Summary(rows=260)), (4.0, Summary(rows=1000))]
    )
    assert text.split("\r") == [
        "",
        "██████··················   25%  250 rows  250 rows/s  0:03 left",
        "████████████████████████  100%  1,000 rows  250 rows/s  0:00 left",
        " " * len("████████████████████████  100%  1,000 rows  250 rows/s  0:00 left"),
        "",
    ]


def test_elsewhere_plain_lines_are_told_now_and_then() -> None:
    steps = [(4.0, Summary(rows=10)), (5.0, Summary(rows=20, left_out=5)), (8.0, Summary(rows=30))]
    assert told(StringIO(), 100_000, steps) == "  0%  25 rows  5 rows/s  5 left out  5:33:15 left\n"


def test_what_is_not_known_is_not_told() -> None:
    assert told(StringIO(), None, [(5.0, Summary(rows=20))]) == "20 rows  4 rows/s\n"
    assert told(StringIO(), 100, [(5.0, Summary(rows=20))], before=20) == " 20%  20 rows  0 rows/s\n"


def test_the_time_left_follows_from_the_rows_of_the_input_of_which_one_may_tell_of_several_loans() -> None:
    clock, stream = Clock(), StringIO()
    progress = Progress(stream, 100, clock)
    progress(Summary(), 0)
    clock.now = 10.0
    progress(Summary(rows=60), 20)
    assert stream.getvalue() == " 20%  20 rows  2 rows/s  0:40 left\n"


def test_a_closed_stream_does_not_stop_a_run() -> None:
    stream = Terminal()
    progress = Progress(stream, 10, clock=Clock())
    stream.close()
    progress._write("x")


def test_a_run_without_a_tick_of_the_clock_divides_by_nothing() -> None:
    assert "0 rows/s" in Progress(StringIO(), 10, clock=Clock())._line(Summary(rows=1), 1, 0.0)


def test_how_many_rows_there_are_is_estimated_from_the_files(tmp_path: Path) -> None:
    pl.DataFrame({"a": range(70)}).write_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("x\n" * 50, encoding="utf-8")
    (tmp_path / "c.csv").write_text("x", encoding="utf-8")
    assert estimated_rows([tmp_path / name for name in ("a.parquet", "b.csv", "c.csv")]) == 121
    assert estimated_rows([tmp_path / "gone.csv"]) is None
    (tmp_path / "bad.parquet").write_bytes(b"no")
    assert estimated_rows([tmp_path / "bad.parquet"]) is None
