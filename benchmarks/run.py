"""How fast we are, as ratios: each figure stands beside something else that was timed in turns with it.

    python benchmarks/run.py [--peers DIR] [--save]

A figure in microseconds says as much of the machine, and of what else it was doing, as of us. So
everything is timed in rounds, first one thing and then the other, and medians are compared.
"""

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter
from types import ModuleType
from typing import Any, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from engine.evaluation.compiled import Compiled, Slots
from engine.profile.from_json import profile_from_data
from engine.program.load import load_pack

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 1, 1)
PROFILES = 10_000
ROUNDS = 15
STARTS = 11  # rounds of what starts a process
EXAMPLE = ROOT / "examples" / "profiles" / "illness.json"
STATUSES = {
    "not_available": "ineligible",
    "needs_information": "needs-info",
    "recommended": "eligible",
    "available": "eligible",
}

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        ours: with its unit.
        beside: what it was compared with, and how long that took; "" for none.
        ratio: or the figure itself where there is nothing beside.
        target: at most this; None where nothing was asked for.
    """

    what: str
    ours: str
    beside: str
    ratio: Decimal
    target: Decimal | None
    unit: str = "×"

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of its line."""
        found = self.what, self.ours, self.beside, f"{self.ratio}{self.unit}"
        if self.target is None:
            return *found, "", ""
        return *found, f"{self.target}{self.unit}", "yes" if self.ratio <= self.target else "no"


HEAD = ("what", "ours", "beside", "ratio or figure", "at most", "met")


def rounded(value: float, digits: str = "0.01") -> Decimal:
    """A measured figure, no more exact than it is."""
    return Decimal(repr(value)).quantize(Decimal(digits))


def in_turns(contenders: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Seconds that each takes, round by round, every second round in the other order."""
    seconds: list[list[float]] = [[] for _ in contenders]
    for number in range(rounds):
        order = range(len(contenders)) if number % 2 == 0 else reversed(range(len(contenders)))
        for place in order:
            start = perf_counter()
            contenders[place]()
            seconds[place].append(perf_counter() - start)
    return seconds


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Decimal:
    """The median of the rounds' ratios."""
    return rounded(median(mine / yours for mine, yours in zip(ours, theirs, strict=True)))


def module(path: Path) -> ModuleType:
    """A Python file that is no part of a package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path.name)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


class Hardship24:
    """The rule set that other engines were measured on, ours beside the one written by hand in Python."""

    def __init__(self, peers: Path) -> None:
        """Make the profiles, and both contenders."""
        self.told: list[Raw] = module(peers / "hs24.py").gen(PROFILES)
        self.by_hand: Callable[[Raw], dict[str, Raw]] = module(peers / "reference.py").evaluate
        self.program = load_pack(ROOT / "benchmarks" / "hardship24")
        self.compiled = Compiled(self.program)
        self.exact = [exact(one) for one in self.told]
        self.slots = [self.prepared(one) for one in self.exact]

    def prepared(self, told: Raw) -> Slots:
        """A plain dictionary, checked and converted."""
        profile, faults = profile_from_data(told, self.program.dictionary)
        if profile is None:
            raise ValueError(faults)
        (view,) = profile.views()
        return self.compiled.slots(view, AS_OF)

    def differences(self) -> int:
        """On how many profiles the two differ, be it in a status or in the rules that decide it."""
        return sum(
            self.answer(slots) != self.by_hand(told)
            for slots, told in zip(self.slots, self.told, strict=True)
        )

    def answer(self, slots: Slots) -> dict[str, Raw]:
        """Our decision in the other's words."""
        decided = self.compiled.decide(slots, nothing_left)
        truths = dict(zip(self.compiled.source.criteria, decided.criteria, strict=True))
        deciding = {"ineligible": False, "needs-info": None, "eligible": True}
        answer = {}
        for option, decision in zip(self.program.options, decided.options, strict=True):
            status = STATUSES[decision.status.value]
            rules = [one.id.upper() for one in option.criteria if truths[one.key] is deciding[status]]
            answer[option.id] = {"status": status, "rules": rules}
        return answer

    def figures(self) -> Iterator[Figure]:
        """One decision from a prepared profile, and one from a plain dictionary."""

        def by_hand() -> None:
            for one in self.told:
                self.by_hand(one)

        def prepared() -> None:
            for one in self.slots:
                self.compiled.decide(one, nothing_left)

        def plain() -> None:
            for one in self.exact:
                self.compiled.decide(self.prepared(one), nothing_left)

        theirs, decided, converted = in_turns((by_hand, prepared, plain), ROUNDS)
        beside = f"by hand in Python, floats: {a_profile(theirs)}"
        name = "hardship-24, one decision"
        yield Figure(
            f"{name}, prepared profile", a_profile(decided), beside, ratio(decided, theirs), Decimal(2)
        )
        yield Figure(
            f"{name}, plain dictionary", a_profile(converted), beside, ratio(converted, theirs), Decimal(10)
        )


def exact(told: Raw) -> Raw:
    """The profile as a reader of JSON that keeps decimals has it; `id` is no fact."""
    return {name: decimal(value) for name, value in told.items() if name != "id"}


def decimal(value: object) -> object:
    """A number as the decimal that its shortest text says."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(repr(value)) if is_number else value


def nothing_left(_: int) -> NoReturn:
    """What generated code asks for an expression that it doesn't have; here it has all."""
    raise AssertionError("an expression is left to the walk")


def a_profile(seconds: Sequence[float]) -> str:
    """The median of some rounds for one profile."""
    return f"{rounded(median(seconds) / PROFILES * 1e6, '0.1')} µs"


def command(*arguments: str, kept: str = "off") -> Callable[[], object]:
    """`xieshang` in a process of its own; `kept` is the folder where it keeps checked packs, or `off`."""
    return process(sys.executable, "-c", "import cli; cli.main()", *arguments, XIESHANG_CACHE=kept)


def process(*words: str, **environment: str) -> Callable[[], object]:
    """A process; it has to end well."""
    own = os.environ | environment
    return lambda: subprocess.run(words, cwd=ROOT, env=own, stdout=subprocess.DEVNULL, check=True)


def cold_starts() -> Iterator[Figure]:
    """One assessment of the example in a new process: as from the second time on, and as the first time."""
    imports = "import click, yaml, jsonschema"
    with tempfile.TemporaryDirectory() as folder:
        as_usual = command("assess", str(EXAMPLE), kept=folder)
        as_usual()
        first_time = command("assess", str(EXAMPLE))
        ours, anew, theirs = in_turns((as_usual, first_time, process(sys.executable, "-c", imports)), STARTS)
    beside = f"`python -c '{imports}'`: {milliseconds(theirs)}"
    name = "assess one profile, new process"
    yield Figure(name, milliseconds(ours), beside, ratio(ours, theirs), Decimal("2.5"))
    yield Figure(f"{name}, no checked pack kept", milliseconds(anew), beside, ratio(anew, theirs), None)


def milliseconds(seconds: Sequence[float]) -> str:
    """The median of some rounds."""
    return f"{rounded(median(seconds) * 1e3, '1')} ms"


def check_of_pack() -> Figure:
    """Every check of the product's own pack, from nothing."""
    (seconds,) = in_turns((command("check", str(ROOT / "rules" / "weilidai")),), STARTS)
    figure = rounded(median(seconds))
    return Figure("check the pack, new process", milliseconds(seconds), "", figure, Decimal("0.5"), " s")


def thousand_profiles() -> Iterator[Figure]:
    """A thousand borrowers in one call, start-up included, answers as JSON; as `cold_starts`."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as kept:
        told = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        for number in range(1000):
            told["borrower"]["monthly_income"] = 2000 + 7 * number
            text = json.dumps(told, ensure_ascii=False)
            Path(folder, f"{number:04}.json").write_text(text, encoding="utf-8")
        asked = ("assess", folder, "--format", "json")
        as_usual, first_time = command(*asked, kept=kept), command(*asked)
        as_usual()
        ours, anew = in_turns((as_usual, first_time), STARTS)
    name = "assess 1,000 profiles, JSON"
    for what, seconds, most in (
        (name, ours, Decimal(1)),
        (f"{name}, no checked pack kept", anew, None),
    ):
        figure = rounded(median(seconds))
        yield Figure(what, f"{figure} s", "", figure, most, " ms a profile")


def machine() -> str:
    """What it ran on, in general terms."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}, {python}"


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = [HEAD, *(one.row for one in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    padded = ([f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in padded)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Benchmarks: ratios, side by side in one run.")
    parser.add_argument("--peers", type=Path, default=ROOT.parent / "shared" / "peers", metavar="DIR")
    parser.add_argument("--save", action="store_true", help="write benchmarks/results.md, too")
    return parser.parse_args()


def hardship(peers: Path) -> list[Figure]:
    """The figures on hardship-24; none, and said why, where the rule set written by hand isn't there."""
    missing = [name for name in ("hs24.py", "reference.py") if not (peers / name).is_file()]
    if missing:
        print(f"hardship-24 is left out: no {' and '.join(missing)} there; say where with --peers DIR\n")
        return []
    both = Hardship24(peers)
    different = both.differences()
    if different:
        sys.exit(f"hardship-24: {different:,} of {PROFILES:,} answers aren't those of the hand-written rules")
    print(f"hardship-24: the same statuses and deciding rules on all {PROFILES:,} profiles\n")
    return list(both.figures())


def main() -> None:
    """Measure, and show the table."""
    asked = arguments()
    process(sys.executable, "-m", "compileall", "-q", "engine", "commands", "cli.py")()
    figures = [*hardship(asked.peers), *cold_starts(), check_of_pack(), *thousand_profiles()]
    text = f"{table(figures)}\n\nMedians of rounds taken in turns, on {machine()}.\n"
    print(text, end="")
    if asked.save:
        (ROOT / "benchmarks" / "results.md").write_text(f"# Results\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
