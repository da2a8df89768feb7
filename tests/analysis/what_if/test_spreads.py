"""A stretch that is judged at once is judged rightly: it may come to whatever one of its places does."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.analysis.what_if.judge import Judge
from engine.analysis.what_if.reaches import Reaches
from engine.analysis.what_if.spread import Between, OneOf, Spread, Sure
from engine.analysis.what_if.world import Changes, World
from engine.diagnostics import Faulty
from engine.evaluation.compiled import Compiled
from engine.evaluation.reference import evaluate
from engine.feel.unknown import Unknown, Value
from engine.profile.model import Value as Told
from engine.program.model import Program
from engine.values import Truth
from tests.evaluation.agreement import DICTIONARY, generated, seeded
from tests.evaluation.generate_facts import DAYS, partly, profile, views

MEANING = {Truth.MET: True, Truth.UNMET: False, Truth.UNKNOWN: None}
AMOUNTS = [Decimal(one) for one in ("-20", "0", "0.01", "0.1", "0.11", "499.99", "500", "500.01", "1234.56")]
WHOLE = [Decimal(one) for one in (0, 1, 2, 3, 29, 30, 31)]
OPEN: Mapping[str, list[Told]] = {
    "borrower.savings": [*AMOUNTS],
    "loan.balance": [*AMOUNTS],
    "loan.next_instalment": [*AMOUNTS],
    "loan.days_overdue": [*WHOLE],
    "loan.final_maturity_date": [*DAYS],
    "hardship.began_on": [*DAYS],
    "hardship.cause": ["illness", "job_loss", "disaster", "none"],
    "borrower.has_contacted_lender": [True, False],
    "as_of": [*DAYS],
}


def spread_of(values: list[Told]) -> Spread:
    if isinstance(values[0], bool | str):
        return OneOf(frozenset(values))  # type: ignore[arg-type]  # texts and truths
    return Between(min(values), max(values))  # type: ignore[type-var]  # all of one type


def opened(random: Random, some: int) -> dict[str, list[Told]]:
    """Some facts, with several values each."""
    names = random.sample(sorted(OPEN), some)
    return {name: random.sample(OPEN[name], min(len(OPEN[name]), 2 + random.randrange(3))) for name in names}


def worlds(random: Random, profiles: int) -> Iterator[World]:
    """Loans of random profiles on random days; most profiles lack something."""
    for _ in range(profiles):
        whole = profile(random)
        raw = whole if random.random() < 0.3 else partly(random, whole)
        for position, view in enumerate(views(raw, DICTIONARY)):
            yield World(DICTIONARY, view, random.choice(DAYS), position)


def choices(values: Mapping[str, list[Told]]) -> Iterator[Changes]:
    """Each choice of a value for each fact."""
    for chosen in product(*values.values()):
        yield Changes(dict(zip(values, chosen, strict=True)))


@settings(max_examples=25, deadline=None)
@example(11151)  # a function that takes unknown arguments
@given(st.integers(0, 2**32 - 1))
def test_whatever_the_open_facts_turn_out_to_be_the_truth_is_in_the_spread(seed: int) -> None:
    random, program = seeded(seed), generated(seed)
    compiled, reaches = Compiled(program), Reaches(program)
    for world in worlds(random, 3):
        try:
            judge = Judge(program, compiled, reaches, world)
        except Faulty:
            continue
        values = opened(random, 1 + random.randrange(2))
        holds_all(program, judge, values)


def holds_all(program: Program, judge: Judge, values: Mapping[str, list[Told]]) -> None:
    reading = judge.reading(Changes(), {name: spread_of(listed) for name, listed in values.items()})
    for changes in choices(values):
        world = judge.world.having(changes)
        try:
            outcome = evaluate(program, world.view, world.as_of)
        except Faulty:
            continue
        for one in program.criteria:
            assert MEANING[outcome.criteria[one.key]] in reading.criterion(one), (one.key, changes)
        for measure in program.computed:
            if measure.id in reading.values:
                assert_within(outcome.values[measure.id], reading.value(measure.id), measure.id)


def assert_within(value: Value, spread: Spread, name: str) -> None:
    """A value is among those of a spread, as far as that says anything."""
    known = None if isinstance(value, Unknown) else value
    match spread:
        case Between(low, high, untold):
            assert untold if known is None else low <= known <= high, name
        case OneOf(values):
            assert known in values, name
        case Sure(one):
            assert isinstance(one, Unknown) if known is None else one == known, name
