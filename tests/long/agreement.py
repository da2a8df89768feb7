"""A million generated profiles of generated rulebooks through every evaluator.

    python tests/long/agreement.py [how many evaluations] [first seed]

Each rulebook, with its profiles, is made from a seed of its own. What is told of a profile and the whole of
it are both evaluated, so that it is also seen whether further facts overturn what was settled. Prints
every disagreement with its seed, then how many were compared; the exit status is 1 if there was one.
"""

import sys
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.evaluation.chaining import why_unavailable
from tests.evaluation.agreement import evaluators, generated, overturned, seeded, told_and_whole
from tests.evaluation.generate_facts import DAYS

FOR_EACH = 150  # profiles for each rulebook; a third of them has two loans
EVALUATIONS = 400  # that those come to


@dataclass
class Compared:
    """What came of one rulebook.

    Attributes:
        lines: of generated code.
        walked: how many of those are left to the walk.
    """

    lines: int
    walked: int
    evaluations: int
    wrong: list[str]


def compared(seed: int) -> Compared:
    """The evaluators on one rulebook and its profiles."""
    with closing(evaluators(generated(seed))) as all_of_them:
        source, random = all_of_them.compiled.source, seeded(seed)
        made = Compared(source.text.count("\n"), len(source.left_to_walk), 0, [])
        for told, whole in told_and_whole(random, FOR_EACH):
            as_of = random.choice(DAYS)
            before, apart = all_of_them.compared(told, as_of)
            after, others = all_of_them.compared(whole, as_of)
            made.evaluations += 2
            where = f"seed {seed}, evaluation {made.evaluations}"
            for what, found in (("told", apart), ("whole", others), ("further", overturned(before, after))):
                made.wrong += [f"{where}, {what}: {name}: {found[name]}" for name in found]
    return made


def main(count: int = 1_000_000, first: int = 0) -> int:
    """Compare on every core, and say what came of it; 1 if anything was different."""
    start, total = perf_counter(), Compared(0, 0, 0, [])
    seeds = range(first, first + max(1, count // EVALUATIONS))
    with Pool() as pool:
        for one in pool.imap_unordered(compared, seeds):
            total.lines += one.lines
            total.walked += one.walked
            total.evaluations += one.evaluations
            total.wrong += one.wrong
            for line in one.wrong:
                sys.stdout.write(f"{line}\n")
    seconds = perf_counter() - start
    engines = "reference, generated code" + ("" if why_unavailable() else ", durable_rules")
    sys.stdout.write(
        f"{total.evaluations:,} evaluations of {len(seeds):,} rulebooks by {engines}:"
        f" {len(total.wrong):,} disagreements\n"
        f"{seconds:,.0f} s, {total.evaluations / seconds:,.0f} a second;"
        f" {total.walked:,} of {total.lines:,} lines of generated code are left to the walk\n"
    )
    return min(len(total.wrong), 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
