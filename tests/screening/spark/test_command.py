"""`screen --engine spark` says what one machine says, nothing of Spark's own, and stops when told to."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("polars")

import polars as pl

from engine.screening import screen as alone
from engine.screening.spark.available import why_unavailable
from tests.cli.running import ROOT, SMALL, command, environment, left, running
from tests.screening.small import TODAY, columnar
from tests.screening.spark.inputs import profiles

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(why_unavailable() is not None, reason=why_unavailable() or ""),
]
SPARK = ("--engine", "spark", "--master", "local[2]")


def test_a_run_says_what_one_machine_says_and_nothing_of_sparks_own(tmp_path: Path) -> None:
    given = profiles(tmp_path)
    said = []
    for output, more in (("one.parquet", ()), ("many.parquet", SPARK)):
        call = command(
            "screen", given, "-o", tmp_path / output, "--pack", SMALL, "--as-of", "2026-11-25", strict=False
        )
        done = subprocess.run(  # noqa: S603  (our own program)
            [*call, *more], capture_output=True, env=environment(), check=False, timeout=300
        )
        assert done.returncode == 1
        said.append(done)
    one, many = said
    assert many.stdout == one.stdout
    lines = many.stderr.decode().splitlines()
    told = [line for line in lines if not re.match(r"(lines|rows|summary): ", line)]
    assert told == one.stderr.decode().replace("one.parquet", "many.parquet").splitlines()


def test_an_interrupted_run_stops_without_a_traceback_and_leaves_nothing(tmp_path: Path) -> None:
    given, output = tmp_path / "loans.ndjson", tmp_path / "out.parquet"
    given.write_text('{"id": "x", "borrower": {"monthly_income": 1}}\n' * 300_000, encoding="utf-8")
    with running("screen", given, "-o", output, "--pack", SMALL, "--batch", "100", *SPARK) as process:
        until_rows_are_written(output)
        os.kill(process.pid, signal.SIGINT)
        ran = left(process)
    assert ran.status == 130
    told = [line for line in ran.err.splitlines() if not re.match(r"(lines|rows): ", line)]
    assert told == ["interrupted; nothing was written under the name of the output"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["loans.ndjson"]


def test_a_java_that_is_killed_amid_a_run_is_told_without_a_traceback(tmp_path: Path) -> None:
    """As the system does where memory is short."""
    given, output = tmp_path / "loans.ndjson", tmp_path / "out.parquet"
    given.write_text('{"id": "x", "borrower": {"monthly_income": 1}}\n' * 300_000, encoding="utf-8")
    with running("screen", given, "-o", output, "--pack", SMALL, "--batch", "100", *SPARK) as process:
        until_rows_are_written(output)
        for number in children(process.pid):
            os.kill(number, signal.SIGKILL)
        ran = left(process)
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert "error[B121] Spark can't go on with" in ran.err
    assert "its Java has ended, or was killed" in ran.err
    assert not output.exists()


def test_a_cluster_without_a_worker_is_told_and_need_not_be_waited_for(tmp_path: Path) -> None:
    given, output = tmp_path / "loans.ndjson", tmp_path / "out.parquet"
    given.write_text('{"id": "x"}\n', encoding="utf-8")
    cluster = ("--engine", "spark", "--master", "local-cluster[0,1,1024]")
    with running("screen", given, "-o", output, "--pack", SMALL, *cluster) as process:
        assert process.stderr is not None
        told = [process.stderr.readline()]
        while told[-1] not in {b"lines: no worker has taken a part yet\n", b""}:
            told.append(process.stderr.readline())
        os.kill(process.pid, signal.SIGINT)
        ran = left(process)
    assert {*told[:-1]} <= {b"lines: getting ready\n"}
    assert ran.err.endswith("interrupted; nothing was written under the name of the output\n")
    assert ran.status == 130
    assert sorted(one.name for one in tmp_path.iterdir()) == ["loans.ndjson"]


def test_a_program_of_spark_submit_screens_often_and_by_our_settings(tmp_path: Path) -> None:
    """Days without a time are told as midnight by other libraries: elsewhere it is another hour."""
    days = pl.Series(["2026-12-01", "2026-12-02"]).str.to_datetime()
    told = {"loan.next_due_date": days.cast(pl.Datetime("ns")), "loan.borrowed_on": days}
    pl.DataFrame({"id": ["a", "b"], **told}).write_parquet(tmp_path / "loans.parquet")
    program = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import date
from engine import load_pack
from engine.screening.spark.asked import Asked
from engine.screening.spark.screen import screen
program, asked = load_pack({str(SMALL)!r}), Asked(today=date(2026, 11, 25))
for output in ("first.ndjson", "second.ndjson"):
    print(screen(program, ["loans.parquet"], output, asked).said())
"""
    (tmp_path / "twice.py").write_text(program, encoding="utf-8")
    alone.screen(columnar().program, [tmp_path / "loans.parquet"], tmp_path / "one.ndjson", today=TODAY)
    more = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    site = ("--master", "local[1]", "--conf", "spark.sql.session.timeZone=Asia/Shanghai")
    done = subprocess.run(  # noqa: S603  (Spark's own program)
        [spark_submit(), *site, "twice.py"],
        capture_output=True,
        cwd=tmp_path,
        env=environment(more),
        check=False,
        timeout=300,
    )
    assert done.stdout.decode().splitlines() == ["`first.ndjson`: 2 rows", "`second.ndjson`: 2 rows"]
    for output in ("first.ndjson", "second.ndjson"):
        parts = b"".join(part.read_bytes() for part in (tmp_path / output).glob("part-*"))
        assert sorted(parts.splitlines()) == sorted((tmp_path / "one.ndjson").read_bytes().splitlines())


def spark_submit() -> Path:
    """Spark's own program for programs."""
    import pyspark

    return Path(pyspark.__file__).parent / "bin" / "spark-submit"


def until_rows_are_written(output: Path) -> None:
    deadline = time.monotonic() + 200
    while not [*output.parent.glob(f"{output.name}.*/_temporary")] and time.monotonic() < deadline:
        time.sleep(0.2)


def children(number: int) -> list[int]:
    """The processes that a process has started."""
    said = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)  # noqa: S607  (of the system)
    found = (line.split() for line in said.stdout.splitlines())
    return [int(child) for child, parent in found if int(parent) == number]


def test_a_worker_takes_the_engine_that_travels(tmp_path: Path) -> None:
    """Where the engine isn't installed: Python's own folders are all that such a worker has."""
    program = """
import sys
from engine.screening.spark.session import started

def where(_):
    import engine.screening.spark.told as told
    return [told.__file__]

with started() as session:
    (found,) = session.sparkContext.parallelize([0], 1).mapPartitions(where).collect()
sys.stdout.write(f"{session.sparkContext.master} {found}")
"""
    (tmp_path / "ask.py").write_text(program, encoding="utf-8")
    root = Path(__file__).parents[3]
    done = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}); exec(open('ask.py').read())"],
        capture_output=True,
        cwd=tmp_path,
        env=environment(),
        check=False,
        timeout=200,
    )
    master, _, found = done.stdout.decode().partition(" ")
    assert master == "local[*]"  # where nobody says another
    assert re.search(r"xieshang-engine\.zip/engine/screening/spark/told\.py", found)
