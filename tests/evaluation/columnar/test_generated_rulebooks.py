"""Columns come to what the reference comes to, whatever the rulebook and the profile."""

from datetime import date

import pytest

pytest.importorskip("polars")

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.profile.model import FactView
from tests.evaluation.agreement import DICTIONARY, generated, seeded
from tests.evaluation.columnar.held_against import alone, compared
from tests.evaluation.columnar.programs import everything
from tests.evaluation.generate_facts import DAYS, partly, profile, views

SEEDS = st.integers(0, 2**32 - 1)


def loans(seed: int, profiles: int) -> tuple[list[FactView], date]:
    """Loans of random profiles, most of which lack something, and a day."""
    random = seeded(seed)
    made: list[FactView] = []
    for _ in range(profiles):
        whole = profile(random)
        made += views(whole if random.random() < 0.3 else partly(random, whole), DICTIONARY)
    return made, random.choice(DAYS)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_where_the_plan_is_sure_it_says_what_the_reference_says(seed: int) -> None:
    some, day = loans(seed, 150)
    found = alone(everything(generated(seed)), some, day, day_as_fact=seed % 2 == 1)
    assert found.wrong == []


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_with_the_loans_in_doubt_decided_every_answer_is_the_references(seed: int) -> None:
    some, day = loans(seed, 60)
    random = seeded(seed)
    days = [random.choice(DAYS) for _ in some] if seed % 2 else day
    found = compared(everything(generated(seed)), some, days)
    assert found.apart == {}


def test_of_generated_rules_the_plan_decides_most_by_itself() -> None:
    cells = sure = known = 0
    for seed in range(12):
        some, day = loans(seed, 40)
        found = alone(everything(generated(seed)), some, day)
        assert found.wrong == []
        cells, sure, known = cells + found.cells, sure + found.sure, known + found.known
    assert sure > cells / 2
    assert known > cells / 3
