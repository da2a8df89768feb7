"""How fast a portfolio is screened, from file to file, beside others on the same rows in the same rounds.

    python benchmarks/screening.py [--rows N] [--rounds N] [--folder DIR] [--peers DIR]
                                   [--openfisca PYTHON] [--zen PYTHON] [--save]

Each contender runs in a process of its own, start-up included, in turns; the ratios of the rounds count, not
the seconds. Then the files are compared: the number of rows is told of which the rules written by hand, in
floating point, or OpenFisca say something else than ours. Growth is measured on portfolios of 微粒贷 at a
hundredth, a tenth and all of the rows.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from statistics import median
from subprocess import PIPE, Popen
from time import perf_counter
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import portfolio
from benchmarks.hardship_rows import different, draw
from benchmarks.run import machine, rounded
from engine.screening.record import read

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "benchmarks"
DAYS = {"weilidai": "2026-11-25", "hardship24": "2026-01-01"}
PACKS = {"weilidai": ROOT / "rules" / "weilidai", "hardship24": HERE / "hardship24"}
FOR_ZEN = 20_000
STEPS = (100, 10, 1)  # parts of the rows at which growth is measured
MIB = 1024
MOST_MEMORY = 2048  # MiB
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Took:
    """What a process took: seconds of the clock and of processors, and most memory at once in MiB."""

    seconds: float
    processors: float
    memory: int
    said: str = ""


def timed(*words: str | Path) -> Took:
    """A process; it may leave rows out, and must not end otherwise."""
    start = perf_counter()
    with Popen([str(one) for one in words], cwd=ROOT, stdout=PIPE, env=os.environ | {"NO_COLOR": "1"}) as run:
        assert run.stdout is not None
        said = run.stdout.read().decode()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    seconds = perf_counter() - start
    if run.returncode not in {0, 1}:
        sys.exit(f"{words[0]} ended with {run.returncode}")
    return Took(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // MIB, said)


def screened(pack: str, source: Path, output: Path) -> Took:
    """`xieshang screen`."""
    rmtree(f"{output}.partial", ignore_errors=True)
    call = (sys.executable, "-c", "import cli; cli.main()", "screen", source, "-o", output)
    return timed(*call, "--pack", PACKS[pack], "--as-of", DAYS[pack])


def aside(function: Callable[..., Made], *given: object) -> Made:
    """What a function gives, in a process of its own: the memory of each that is timed begins with ours."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(function, given)


Contender = Callable[[], Took]


def in_turns(contenders: Mapping[str, Contender], rounds: int) -> dict[str, list[Took]]:
    """What each takes, round by round, every second round in the other order."""
    found: dict[str, list[Took]] = {name: [] for name in contenders}
    for number in range(rounds):
        order = list(contenders) if number % 2 == 0 else list(contenders)[::-1]
        for name in order:
            found[name].append(contenders[name]())
            print(f"  {name}: {found[name][-1].seconds:.2f} s", file=sys.stderr, flush=True)
    return found


class Hardship24:
    """The rule set of which the peers have a form, too."""

    def __init__(self, peers: Path, folder: Path, rows: int) -> None:
        """Draw the rows."""
        self.peers, self.rows = peers, rows
        self.source, self.folder = folder / "hardship24.parquet", folder
        if not self.source.exists():
            aside(draw, peers / "hs24.py", rows, self.source)

    def output(self, name: str) -> Path:
        """Where a contender writes."""
        return self.folder / f"{name}.parquet"

    def ours(self) -> Took:
        """From file to file."""
        return screened("hardship24", self.source, self.output("ours"))

    def by_hand(self, form: str) -> Contender:
        """Lazy Polars."""
        script = HERE / "by_hand.py"
        return lambda: timed(sys.executable, script, self.peers, self.source, self.output(form), form)

    def openfisca(self, python: str, form: str) -> Contender:
        """OpenFisca-core, on one processor, as it has no other way."""
        call = (python, HERE / "peer_files.py", self.peers, "openfisca", self.source)
        return lambda: timed(*call, self.output(f"openfisca-{form}"), form)

    def zen(self, python: str) -> Contender:
        """The batch call of zen-engine, without what is around it."""

        def call() -> Took:
            took = timed(python, HERE / "peer_files.py", self.peers, "zen", self.source, str(FOR_ZEN))
            return Took(float(took.said), float(took.said), took.memory)

        return call


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: ours beside another, and how many times as fast ours is."""

    what: str
    ours: str
    beside: str
    ratio: str
    least: str = ""
    met: str = ""

    @property
    def row(self) -> tuple[str, ...]:
        """Its cells."""
        return self.what, self.ours, self.beside, self.ratio, self.least, self.met


def speed(rows: int, took: Sequence[Took]) -> str:
    """Rows a second, in the median round, and what processors did for a row: that varies less with load."""
    clock = round(rows / median(one.seconds for one in took), -3)
    return f"{clock:,.0f} rows/s, {median(one.processors for one in took) / rows * 1e6:.2f} µs of processors"


def beside(what: str, rows: tuple[int, int], took: tuple[Sequence[Took], Sequence[Took]], least: str) -> Line:
    """Ours and another, row for row; `rows` and `took` have ours first."""
    ratios = [
        (theirs.seconds / rows[1]) / (ours.seconds / rows[0]) for ours, theirs in zip(*took, strict=True)
    ]
    ratio = rounded(median(ratios))
    met = "yes" if ratio >= Decimal(least) else "no"
    return Line(what, speed(rows[0], took[0]), speed(rows[1], took[1]), f"{ratio} ×", f"{least} ×", met)


def of_hardship(case: Hardship24, asked: argparse.Namespace) -> Iterator[Line]:
    """Beside the others."""
    contenders = {"ours": case.ours, "compact": case.by_hand("compact"), "whole": case.by_hand("whole")}
    least = {
        "compact": "0.7",
        "whole": "0.7",
        "openfisca-compact": "2",
        "openfisca-whole": "2",
        "zen-engine": "100",
    }
    if asked.openfisca:
        contenders |= {
            f"openfisca-{form}": case.openfisca(asked.openfisca, form) for form in ("compact", "whole")
        }
    if asked.zen:
        contenders["zen-engine"] = case.zen(asked.zen)
    took = in_turns(contenders, asked.rounds)
    apart = aside(different, case.output("ours"), case.output("whole"), case.rows)
    print(f"hardship-24: {apart:,} of {case.rows:,} rows aren't as by hand in floating point")
    if asked.openfisca:
        apart = aside(different, case.output("ours"), case.output("openfisca-whole"), case.rows)
        print(f"hardship-24: {apart:,} of {case.rows:,} rows aren't as OpenFisca-core has them")
    said = {
        "compact": "lazy Polars by hand, statuses and rules as numbers",
        "whole": "lazy Polars by hand, the same words as ours",
        "openfisca-compact": "OpenFisca-core, statuses and rules as numbers",
        "openfisca-whole": "OpenFisca-core, the same words as ours",
        "zen-engine": f"zen-engine, batch call alone, {FOR_ZEN:,} rows",
    }
    for name in list(contenders)[1:]:
        rows = case.rows, FOR_ZEN if name == "zen-engine" else case.rows
        yield beside(f"hardship-24, {said[name]}", rows, (took["ours"], took[name]), least[name])


def growth(pack: str, source: Callable[[int], Path], rows: int, folder: Path, rounds: int) -> Iterator[Line]:
    """Time a row and memory as the portfolio grows."""
    sizes = [rows // step for step in STEPS]
    output = folder / "grown.parquet"
    took = in_turns({f"{pack} {size:,}": _screening(pack, source(size), output) for size in sizes}, rounds)
    record = read(output)
    by_reference = 0 if record is None else record.summary.by_reference / max(record.summary.rows, 1)
    for size, some in zip(sizes, took.values(), strict=True):
        own = median(one.seconds for one in some) / size * 1e6
        memory = max(one.memory for one in some)
        met = "yes" if memory <= MOST_MEMORY else "no"
        yield Line(
            f"{pack}, {size:,} rows",
            speed(size, some),
            f"{own:.2f} µs a row",
            f"{memory:,} MiB",
            "≤ 2,048 MiB",
            met,
        )
    tenth, all_ = (median(one.seconds for one in took[f"{pack} {size:,}"]) / size for size in sizes[1:])
    ratio = rounded(all_ / tenth)
    what = f"{pack}, time a row at {rows:,} beside {sizes[1]:,} rows"
    yield Line(what, "", "", f"{ratio} ×", "≤ 1.3 ×", "yes" if ratio <= Decimal("1.3") else "no")
    met = "yes" if by_reference < 1e-3 else "no"
    what = f"{pack}, rows that the exact evaluator decided"
    yield Line(what, "", "", f"{by_reference * 100:.4f} %", "< 0.1 %", met)


def _screening(pack: str, source: Path, output: Path) -> Contender:
    return lambda: screened(pack, source, output)


def loans(folder: Path) -> Callable[[int], Path]:
    """Portfolios of 微粒贷 by their number of rows."""

    def made(rows: int) -> Path:
        where = folder / f"loans-{rows}"
        if not where.exists():
            aside(portfolio.write, where, rows)
        return where

    return made


def table(lines: Sequence[Line]) -> str:
    """The lines in Markdown."""
    head = ("what", "ours", "beside", "ours is", "asked for", "met")
    rows = [head, tuple("---" for _ in head), *(one.row for one in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Benchmarks of screening, side by side in one run.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the files lie, made once; default: for this run")
    parser.add_argument("--peers", type=Path, default=ROOT.parent / "shared" / "peers", metavar="DIR")
    parser.add_argument("--openfisca", metavar="PYTHON", help="a Python that has OpenFisca-core and PyArrow")
    parser.add_argument("--zen", metavar="PYTHON", help="a Python that has zen-engine, NumPy and PyArrow")
    parser.add_argument("--save", action="store_true", help="write benchmarks/screening.md, too")
    return parser.parse_args()


def measured(asked: argparse.Namespace, folder: Path) -> Iterator[Line]:
    """Every line."""
    folder.mkdir(parents=True, exist_ok=True)
    if (asked.peers / "hs24.py").is_file():
        yield from of_hardship(Hardship24(asked.peers, folder, asked.rows), asked)
    else:
        print("hardship-24 is left out: no hs24.py there; say where with --peers DIR")
    yield from growth("weilidai", loans(folder), asked.rows, folder, asked.rounds)


def main() -> None:
    """Measure, and show the table."""
    asked = arguments()
    with tempfile.TemporaryDirectory() as own:
        lines = list(measured(asked, asked.folder or Path(own)))
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    text = (
        f"{table(lines)}\n\nMedians of {asked.rounds} rounds taken in turns, on {machine()}; load {load}.\n"
    )
    print(text, end="")
    if asked.save:
        (HERE / "screening.md").write_text(f"# Results of screening\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
