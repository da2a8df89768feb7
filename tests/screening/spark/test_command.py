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

from engine.screening.spark.available import why_unavailable
from tests.cli.running import SMALL, command, environment, left, running
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
        deadline = time.monotonic() + 200
        while not [*tmp_path.glob("out.parquet.*/_temporary")] and time.monotonic() < deadline:
            time.sleep(0.2)
        os.kill(process.pid, signal.SIGINT)
        ran = left(process)
    assert ran.status == 130
    told = [line for line in ran.err.splitlines() if not re.match(r"(lines|rows): ", line)]
    assert told == ["interrupted; nothing was written under the name of the output"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["loans.ndjson"]


def test_a_worker_takes_the_engine_that_travels(tmp_path: Path) -> None:
    """Where the engine isn't installed: Python's own folders are all that such a worker has."""
    program = """
import sys
from engine.screening.spark.session import started

def where(_):
    import engine.screening.spark.told as told
    return [told.__file__]

with started("local[1]") as session:
    (found,) = session.sparkContext.parallelize([0], 1).mapPartitions(where).collect()
sys.stdout.write(found)
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
    assert re.search(r"xieshang-engine\.zip/engine/screening/spark/told\.py", done.stdout.decode())
