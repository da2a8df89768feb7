"""How fast Spark is beside one machine, and how it grows with rows and with columns of the output.

    python benchmarks/spark.py [--rows 100000 1000000] [--packs small weilidai] [--master local[2]]

The portfolio is that of `portfolio.py`, kept where `--portfolio` says. Both read the same files and write
Parquet. Spark is started once; the first run of a pack is told apart: Java and the workers have to get warm.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import getpid
from pathlib import Path
from shutil import rmtree
from subprocess import run as called
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import portfolio
from engine.program.load import load_pack
from engine.program.model import Program
from engine.screening.output_columns import columnar_for, columns_of
from engine.screening.screen import screen
from engine.screening.spark.asked import Asked
from engine.screening.spark.run import run
from engine.screening.spark.session import started

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROOT = Path(__file__).resolve().parents[1]
PACKS = {"small": ROOT / "tests" / "packs" / "small", "weilidai": ROOT / "rules" / "weilidai"}
HEAD = (
    "pack",
    "columns",
    "rows",
    "one machine",
    "rows/s",
    "Spark",
    "rows/s",
    "ratio",
    "µs of processor a row",
)


@dataclass(frozen=True, slots=True)
class Timed:
    """What a run took: seconds by the clock, and of processors in all processes of Spark."""

    seconds: float
    processor: float


def given(folder: Path, rows: int) -> Sequence[Path]:
    """The files of a portfolio of so many rows, made where they aren't there yet."""
    count = -(-rows // portfolio.IN_A_FILE)
    files = [folder / f"{number:03}.parquet" for number in range(count)]
    if rows < portfolio.IN_A_FILE:
        files = [folder / f"first-{rows}.parquet"]
        if not files[0].exists():
            folder.mkdir(parents=True, exist_ok=True)
            portfolio.portfolio(rows, 0).write_parquet(files[0], row_group_size=max(1, rows // 8))
    elif not all(one.exists() for one in files):
        portfolio.write(folder, rows)
    return files


def processor() -> float:
    """Seconds of processor that this process and all below it have used."""
    said = called(
        ["ps", "-e", "-o", "pid=,ppid=,cputimes="], capture_output=True, text=True, check=True
    ).stdout
    table = [tuple(map(int, line.split())) for line in said.splitlines()]
    used = {pid: seconds for pid, _, seconds in table}
    found = [getpid()]
    for one in found:
        found += [pid for pid, parent, _ in table if parent == one]
    return float(sum(used.get(one, 0) for one in found))


def alone(program: Program, files: Sequence[Path], output: Path) -> float:
    """Seconds that one machine takes."""
    begun = perf_counter()
    screen(program, files, output, as_of=portfolio.AS_OF)
    return perf_counter() - begun


def spread(session: "SparkSession", program: Program, files: Sequence[Path], output: Path) -> Timed:
    """What Spark takes."""
    begun, used = perf_counter(), processor()
    run(session, program, files, str(output), Asked(today=portfolio.AS_OF, as_of=portfolio.AS_OF))
    rmtree(output)
    return Timed(perf_counter() - begun, processor() - used)


def lines(
    session: "SparkSession", packs: Sequence[str], sizes: Sequence[int], folder: Path
) -> Iterator[Sequence[str]]:
    """The lines of the table."""
    with TemporaryDirectory(prefix="xieshang-bench-") as place:
        for name in packs:
            program = load_pack(PACKS[name])
            columns = str(len(columns_of(columnar_for(program), portfolio.AS_OF).schema))
            first = spread(session, program, given(folder, min(sizes)), Path(place) / "first.parquet")
            yield name, columns, f"{min(sizes):,}, the first run", "", "", *spoken(first, min(sizes)), "", ""
            for rows in sizes:
                files = given(folder, rows)
                one = alone(program, files, Path(place) / "one.parquet")
                many = spread(session, program, files, Path(place) / "many.parquet")
                each = many.processor / rows * 1e6
                yield (
                    name,
                    columns,
                    f"{rows:,}",
                    *spoken(Timed(one, 0), rows),
                    *spoken(many, rows),
                    f"{one / many.seconds:.2f}",
                    f"{each:.0f}",
                )


def spoken(one: Timed, rows: int) -> tuple[str, str]:
    """Seconds, and rows a second."""
    return f"{one.seconds:.1f} s", f"{rows / one.seconds:,.0f}"


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Spark beside one machine.")
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--packs", nargs="+", choices=[*PACKS], default=[*PACKS])
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--portfolio", type=Path)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="xieshang-portfolio-") as made, started(asked.master) as session:
        print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}", flush=True)
        for line in lines(session, asked.packs, asked.rows, asked.portfolio or Path(made)):
            print(f"| {' | '.join(line)} |", flush=True)


if __name__ == "__main__":
    main()
