"""A worker of Spark that is killed amid a run: every row is there once, and the same as on one machine.

    python tests/long/spark_lost_worker.py [--rows 60000]

A master and two workers are started on this machine. As soon as the first parts are done, one worker and all
of its processes are killed. What that worker was deciding is decided again by the other.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from json import load
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import polars as pl

from engine.program.load import load_pack
from engine.screening.screen import screen
from engine.screening.spark.asked import Asked
from engine.screening.spark.available import why_unavailable
from engine.screening.spark.run import run
from engine.screening.spark.session import started

TODAY = date(2026, 11, 25)
PACK = Path(__file__).parents[1] / "packs" / "small"
WAITED = 120.0  # seconds


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def process(name: str, folder: Path, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of Spark, in a group of its own, ended with all that it has started."""
    import pyspark

    home = Path(pyspark.__file__).parent
    kind = f"org.apache.spark.deploy.{name.lower()}.{name}"
    more = {"SPARK_HOME": str(home), "SPARK_NO_DAEMONIZE": "1", "PYSPARK_PYTHON": sys.executable}
    more |= {"SPARK_LOCAL_IP": "127.0.0.1"}
    with (folder / f"{name}-{arguments[-1].rpartition(':')[2]}.log").open("wb") as log:
        one = subprocess.Popen(  # noqa: S603  (Spark's own program)
            [str(home / "bin" / "spark-class"), kind, "--host", "127.0.0.1", *arguments],
            stdout=log,
            stderr=log,
            env={**os.environ, **more},
            start_new_session=True,
        )
    try:
        yield one
    finally:
        end(one)


def end(one: "subprocess.Popen[bytes]") -> None:
    """Kill a process and every process below it, at once, as a power cut would."""
    for number in (*below(one.pid), one.pid):
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue
    one.wait()


def below(number: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    said = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)  # noqa: S607  (of the system)
    parents = [tuple(map(int, line.split())) for line in said.stdout.splitlines()]
    found = [number]
    for one in found:
        found += [child for child, parent in parents if parent == one]
    return found[1:]


def until(what: str, is_so: Any) -> None:
    """Wait for something."""
    begun = monotonic()
    while not is_so():
        if monotonic() - begun > WAITED:
            raise TimeoutError(what)
        sleep(0.2)


def answers(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def workers_alive(page: int) -> int:
    """How many workers a master has."""
    with urlopen(f"http://127.0.0.1:{page}/json/") as said:
        return int(load(said)["aliveworkers"])


class Killing:
    """Kills a worker as soon as some parts are done, and keeps how many were."""

    def __init__(self, session: Any, worker: "subprocess.Popen[bytes]", output: Path) -> None:
        self._tracker = session.sparkContext.statusTracker()
        self._worker, self._output = worker, output
        self.done: int | None = None
        self.parts = 0

    def look(self) -> bool:
        """Whether it has been done; before rows are written, lines are counted, which is no loss."""
        if not [*self._output.parent.glob(f"{self._output.name}.*/_temporary")]:
            return False
        for stage in self._tracker.getActiveStageIds():
            found = self._tracker.getStageInfo(stage)
            if found is not None and found.numTasks > 4 and 1 < found.numCompletedTasks < found.numTasks - 2:
                self.done, self.parts = found.numCompletedTasks, found.numTasks
                end(self._worker)
                return True
        return False

    def watch(self) -> None:
        """Look until it has been done."""
        until("no parts were done", self.look)


def portfolio(path: Path, rows: int) -> None:
    """Borrowers, a profile a line; one in a thousand has an income that is no number."""
    with path.open("w", encoding="utf-8") as file:
        for row in range(rows):
            income = '"much"' if row % 1000 == 999 else str(row % 9000)
            file.write(f'{{"id": "b{row}", "borrower": {{"monthly_income": {income}}}}}\n')


def same_rows(one: Path, many: Path) -> bool:
    """Whether two outputs have the same rows, each as often."""
    alone, parts = pl.read_parquet(one), pl.read_parquet(sorted(many.glob("part-*")))
    texts = alone.with_columns(pl.col(pl.Enum).cast(pl.String)).sort("id")
    return texts.equals(parts.sort("id"))


def screened(master: str, given: Path, output: Path, worker: "subprocess.Popen[bytes]") -> Killing:
    """Screen, and kill the worker amid it."""
    with started(master) as session:
        session.conf.set("spark.sql.files.maxPartitionBytes", str(given.stat().st_size // 24 + 1))
        session.conf.set("spark.sql.files.openCostInBytes", "0")
        until("two executors", lambda: session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() > 2)
        killing = Killing(session, worker, output)
        thread = Thread(target=killing.watch)
        thread.start()
        run(session, load_pack(PACK), [given], str(output), Asked(today=TODAY, batch=500), sys.stderr.write)
        thread.join()
    return killing


def lost(folder: Path, rows: int) -> Sequence[str]:
    """What went wrong, in words; nothing if nothing did."""
    given, one, many = folder / "loans.ndjson", folder / "one.parquet", folder / "many.parquet"
    portfolio(given, rows)
    screen(load_pack(PACK), [given], one, today=TODAY)
    port, page = free_port(), free_port()
    master = f"spark://127.0.0.1:{port}"
    worker = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder), "--webui-port", "0", master)
    with process("Master", folder, "--webui-port", str(page), "--port", str(port)):
        until("the master", lambda: answers(port) and answers(page))
        with process("Worker", folder, *worker), process("Worker", folder, *worker) as other:
            until("two workers", lambda: workers_alive(page) == 2)
            killed = screened(master, given, many, other)
            left = workers_alive(page)
    sys.stdout.write(f"killed after {killed.done} of {killed.parts} parts; workers left: {left} of 2\n")
    wrong = [] if same_rows(one, many) else ["the rows differ"]
    quarantine = [Path(f"{name}.quarantine.csv").read_bytes() for name in (one, many)]
    wrong += [] if quarantine[0] == quarantine[1] else ["the rows left out differ"]
    return wrong + ([] if killed.done else ["no worker was killed"])


def main() -> int:
    """Say what came of it."""
    parser = argparse.ArgumentParser(description="A worker of Spark that is killed amid a run.")
    parser.add_argument("--rows", type=int, default=60_000)
    reason = why_unavailable()
    if reason is not None:
        sys.stdout.write(f"left out: {reason}\n")
        return 0
    with TemporaryDirectory(prefix="xieshang-lost-") as folder:
        wrong = lost(Path(folder), parser.parse_args().rows)
    sys.stdout.write(("; ".join(wrong) or "every row is there once, as on one machine") + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
