"""A million cells and more of generated rulebooks through columns, each held against the reference.

    python tests/long/columns.py [how many loans] [first seed]

Each rulebook, with its loans, is made from a seed of its own. The plan is looked at alone, where it claims to
be sure, and with the reference deciding what is in doubt. Then portfolios near their thresholds go through
the packs of the repository. Prints every disagreement with its seed, and the share of cells that the plan
decided; the exit status is 1 if there was a disagreement.
"""

import sys
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.evaluation.columnar import Columnar
from engine.evaluation.compiled import Compiled
from engine.profile.model import FactView
from tests.evaluation.agreement import DICTIONARY, generated, seeded
from tests.evaluation.columnar.hardship import SCALES, borrowers
from tests.evaluation.columnar.held_against import Expected, alone, compared
from tests.evaluation.columnar.portfolio import AS_OF, portfolio
from tests.evaluation.columnar.programs import everything, hardship24, weilidai
from tests.evaluation.generate_facts import DAYS, partly, profile, views

FOR_EACH = 400  # profiles for each rulebook
OF_PACKS = 5_000  # loans at a time of the packs of the repository


@dataclass
class Compared:
    """What came of one rulebook."""

    loans: int = 0
    cells: int = 0
    sure: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Compared") -> None:
        """Take what came of another one in."""
        self.loans += other.loans
        self.cells += other.cells
        self.sure += other.sure
        self.wrong += other.wrong


def of_rulebook(seed: int) -> Compared:
    """A generated rulebook and its loans."""
    random, columnar = seeded(seed), everything(generated(seed))
    some: list[FactView] = []
    for _ in range(FOR_EACH):
        whole = profile(random)
        some += views(whole if random.random() < 0.3 else partly(random, whole), DICTIONARY)
    day = random.choice(DAYS)
    found = alone(columnar, some, day, day_as_fact=seed % 2 == 1)
    whole_answers = compared(columnar, some, day)
    wrong = [f"seed {seed}: {one}" for one in found.wrong]
    wrong += [f"seed {seed}, whole: {where} {both}" for where, both in whole_answers.apart.items()]
    return Compared(len(some), found.cells, found.sure, wrong)


def of_packs(seed: int) -> Compared:
    """Portfolios near their thresholds through the packs of the repository."""
    made = Compared()
    for columnar, some, day in _portfolios(seed):
        found = compared(columnar, some, day, _compiled(columnar))
        cells = len(some) * found.screened.frame.width
        doubtful = len(found.screened.by_reference) * found.screened.frame.width
        wrong = [f"seed {seed}, {columnar.program.head.id.text}: {one}" for one in found.apart.items()]
        made.add(Compared(len(some), cells, cells - doubtful, wrong))
    return made


def _compiled(columnar: Columnar) -> Expected:
    """The evaluator that is proven equal to the reference, and faster."""
    compiled = Compiled(columnar.program)
    return lambda _, view, as_of: compiled.evaluate(view, as_of)


def _portfolios(seed: int) -> list[tuple[Columnar, list[FactView], date]]:
    pack, hardship = everything(weilidai()), everything(hardship24(), SCALES)
    table = portfolio(pack.layout, OF_PACKS, seed, closely=seed % 2 == 0)
    rows = [pack.layout.view(row) for row in table.iter_rows(named=True)]
    return [(pack, rows, AS_OF), (hardship, borrowers(seeded(seed), OF_PACKS), date(2026, 1, 1))]


def main(count: int = 1_000_000, first: int = 0) -> int:
    """Compare on every core, and say what came of it; 1 if anything was different."""
    start, total, seed = perf_counter(), Compared(), first
    with Pool() as pool:
        while total.loans < count:
            jobs = [pool.apply_async(of_rulebook, (seed + step,)) for step in range(30)]
            jobs.append(pool.apply_async(of_packs, (seed,)))
            for one in jobs:
                total.add(one.get())
            seed += 30
            print(f"{total.loans} loans, up to seed {seed - 1}, {len(total.wrong)} wrong", flush=True)  # noqa: T201  (it is a script)
    for line in total.wrong:
        print(line)  # noqa: T201  (as above)
    share = 100 * total.sure / total.cells
    seconds = perf_counter() - start
    print(f"{total.cells} cells, {share:.1f} % by the plan alone, {seconds:.0f} s")  # noqa: T201  (as above)
    return 1 if total.wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
