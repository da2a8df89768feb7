"""On rulebooks made up at random: asked is what can still change the answer, and so it is the whole one."""

from collections.abc import Mapping
from itertools import pairwise
from random import Random

import pytest

from engine.diagnostics import Faulty
from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview
from engine.interview.places import Raw, at, put
from engine.interview.rehearsal import in_file_order, most_first, rehearse
from engine.profile.json_like import json_like
from tests.evaluation.agreement import generated, seeded
from tests.evaluation.generate_facts import DAYS, partly, profile
from tests.interview.people import leaves

SEEDS = range(1000, 1012)


def told_by(random: Random) -> tuple[Raw, Raw]:
    """What somebody told, and what they could tell."""
    whole = json_like(profile(random))
    told = json_like(partly(random, whole))
    assert isinstance(whole, Mapping)
    assert isinstance(told, Mapping)
    return told, whole


def interviewer(seed: int) -> Interviewer:
    return Interviewer(generated(seed), seeded(seed).choice(DAYS))


def certain(asks: Interviewer, told: Raw) -> object:
    """Statuses and whether they are settled, and alerts; None where the rules contradict themselves."""
    try:
        outcomes = asks.core.state(told).outcomes
    except Faulty:
        return None
    return [(dict(one.options), dict(one.alerts)) for one in outcomes]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fact_that_nothing_waits_for_changes_nothing(seed: int) -> None:
    asks, random = interviewer(seed), seeded(seed)
    dictionary = asks.core.program.dictionary
    for _ in range(8):
        told, whole = told_by(random)
        before = certain(asks, told)
        if before is None or not told.get("loans"):
            continue
        waited_for = set(asks.open_facts(Interview(dictionary, told)))
        more: Raw = told
        for place in leaves(whole):
            if at(told, place) is None and place not in waited_for and place.split(".")[0] != "loans":
                candidate = put(more, dictionary, place, at(whole, place))
                more = candidate if certain(asks, candidate) is not None else more
        assert certain(asks, more) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_an_interview_comes_to_the_statuses_of_all_that_could_be_told(seed: int) -> None:
    asks, random = interviewer(seed), seeded(seed)
    for choose in (in_file_order, most_first):
        told, _ = told_by(random)
        if certain(asks, told) is None or not told.get("loans"):
            continue
        try:
            held = rehearse(asks, told, choose)
        except Faulty:  # on the way to it the rules contradict themselves
            continue
        facts = [step.fact for step in held.history]
        assert len({*facts}) == len(facts)
        mine, whole = statuses(asks, held.told), statuses(asks, told)
        assert whole == (mine if "loans" in facts else mine * len(whole))  # else it is the same for any


def statuses(asks: Interviewer, told: Raw) -> list[object]:
    outcomes = asks.core.state(told).outcomes
    return [{name: one.status for name, one in outcome.options.items()} for outcome in outcomes]


@pytest.mark.parametrize("seed", SEEDS)
def test_there_are_never_more_questions_than_was_said(seed: int) -> None:
    asks, random = interviewer(seed), seeded(seed)
    told, whole = told_by(random)
    start = {key: value for key, value in told.items() if isinstance(value, list)}  # so no entries come
    if certain(asks, told) is None or not told.get("loans"):
        return
    try:
        held = rehearse(asks, whole, in_file_order, start)
        at_most = [asks.progress(one).at_most for one in states(held)]
    except Faulty:
        return
    entries = [step.fact for step in held.history if isinstance(step.value, list) and step.value]
    if not entries:
        assert all(later < one for one, later in pairwise(at_most))
    assert at_most[-1] == 0


def states(interview: Interview) -> list[Interview]:
    """The interview after each answer, from none to all."""
    found = [interview]
    while found[-1].history:
        found.append(found[-1].back())
    return found[::-1]
