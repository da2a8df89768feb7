"""A million random truths for random programs, through durable_rules and the plain meaning.

    python tests/long/chaining_agreement.py [how many] [first seed]

Prints where the two disagree, if they do, and how many were compared. Each program is made from its
own seed, so that a disagreement can be had again on its own.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.evaluation.chaining import Chaining
from engine.evaluation.outcome import conclude
from tests.evaluation.generate_network import AS_OF, Sizes, program, seeded, truths

FOR_EACH = 100  # truths for each program
SIZES = (Sizes(), Sizes(1, 1, 1, 8, 1), Sizes(3, 6, 2, 6, 8), Sizes(2, 3, 3, 2, 2))


def disagreements(seed: int) -> int:
    """How many of the truths for one program are concluded differently."""
    random = seeded(seed)
    of = program(random, SIZES[seed % len(SIZES)])
    chaining = Chaining(of)
    made = [truths(random, of) for _ in range(FOR_EACH)]
    different = sum(chaining.evaluate(one, AS_OF) != conclude(of, one, AS_OF) for one in made)
    chaining.close()
    return different


def main(count: int = 1_000_000, first: int = 0) -> int:
    """Compare, and say what came of it; 1 if anything was different."""
    total = 0
    seeds = range(first, first + max(1, count // FOR_EACH))
    for seed in seeds:
        different = disagreements(seed)
        total += different
        if different:
            sys.stdout.write(f"seed {seed}: {different} of {FOR_EACH} differ\n")
    compared = len(seeds) * FOR_EACH
    sys.stdout.write(f"{compared:,} outcomes of {len(seeds):,} programs compared, {total:,} differ\n")
    return min(total, 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
