"""Asked is what can still change the answer and nothing else; so an interview comes to the whole answer."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import load_pack
from engine.evaluation.outcome import Outcome, said
from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview
from engine.interview.places import at, put
from engine.interview.rehearsal import in_file_order, rehearse
from engine.program.model import Program
from tests.interview.conftest import Asks
from tests.interview.people import ALONE, PACKS, PEOPLE, Raw, day_of, leaves, whole, without

WITH_THE_PACK = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def answers(interviewer: Interviewer, told: Raw) -> list[object]:
    """What an answer says for sure: statuses and whether they are settled, and the alerts that are said."""
    outcomes = interviewer.core.state(told).outcomes
    return [_said(interviewer.core.program, one) for one in outcomes]


def _said(program: Program, outcome: Outcome) -> tuple[object, ...]:
    return dict(outcome.options), [one.id for one in said(program, outcome.alerts)]


def statuses(interviewer: Interviewer, told: Raw) -> list[object]:
    outcomes = interviewer.core.state(told).outcomes
    return [{name: one.status for name, one in outcome.options.items()} for outcome in outcomes]


@WITH_THE_PACK
@given(data=st.data())
def test_a_fact_that_nothing_waits_for_changes_no_status_and_no_alert(data: st.DataObject, on: Asks) -> None:
    name = data.draw(st.sampled_from(sorted(ALONE)))
    full = ALONE[name]
    forgotten = data.draw(st.sets(st.sampled_from(sorted(leaves(full)))))
    told = without(full, forgotten)
    interviewer = on(day_of(full))
    waited_for = interviewer.open_facts(Interview(interviewer.core.program.dictionary, told))
    other = data.draw(st.sampled_from(sorted(ALONE)))  # who answers otherwise than the first would
    more = told
    for place in sorted({*leaves(full), *leaves(ALONE[other])}):
        value = at(data.draw(st.sampled_from([full, ALONE[other]])), place)
        if place not in waited_for and at(told, place) is None and value is not None:
            candidate = put(more, interviewer.core.program.dictionary, place, value)
            more = candidate if interviewer.core.tried(candidate) else more
    assert answers(interviewer, more) == answers(interviewer, told)


@settings(WITH_THE_PACK, max_examples=6)
@given(data=st.data())
def test_an_interview_comes_to_the_answer_of_the_whole_profile(data: st.DataObject, on: Asks) -> None:
    full = PEOPLE[data.draw(st.sampled_from(sorted(PEOPLE)))]
    told = without(full, data.draw(st.sets(st.sampled_from(sorted(leaves(full))), max_size=6)))
    interviewer = on(day_of(full))
    held = rehearse(interviewer, told, in_file_order)
    facts = [step.fact for step in held.history]
    assert len(set(facts)) == len(facts)
    if told.get("loan") is not None or told.get("loans") is not None:
        assert statuses(interviewer, dict(held.told)) == statuses(interviewer, told)


def test_what_settles_most_comes_to_the_answer_of_the_whole_profile(on: Asks) -> None:
    told = PEOPLE["twenty_days_overdue"]
    interviewer = on(day_of(told))
    start = without(
        told,
        {one for one in leaves(told) if not one.startswith(("borrower.", "loan.r", "evidence", "loan.n"))},
    )
    held = rehearse(interviewer, told, start=start)
    facts = [step.fact for step in held.history]
    assert len(set(facts)) == len(facts) > 5
    assert answers(interviewer, dict(held.told)) == answers(interviewer, told)


def test_an_interview_about_several_loans_asks_for_each_and_settles_their_order(on: Asks) -> None:
    told = PEOPLE["two_loans"]
    interviewer = on(day_of(told))
    held = rehearse(interviewer, told, in_file_order)
    facts = {step.fact for step in held.history}
    assert {"loans", "loans[1].next_instalment", "loans[2].next_instalment"} <= facts
    order = ("weight_of_loan", "daily_rate", "loan.days_overdue")
    mine, theirs = (interviewer.core.state(one).outcomes for one in (held.told, told))
    assert [[one.values.known(name) for name in order] for one in mine] == [
        [one.values.known(name) for name in order] for one in theirs
    ]


def test_other_packs_are_asked_by_their_own_facts() -> None:
    for pack in ("tables", "small"):
        program = load_pack(PACKS / pack)
        for path in sorted((PACKS / pack / "profiles").glob("*.json")):
            told = whole(path)
            interviewer = Interviewer(program, day_of(told))
            held = rehearse(interviewer, told)
            assert statuses(interviewer, dict(held.told)) == statuses(interviewer, told)


def test_who_knows_nothing_is_asked_each_thing_once_and_the_answer_stays_open(on: Asks) -> None:
    interviewer = on(day_of(PEOPLE["illness_before_due"]))
    held = rehearse(interviewer, {}, in_file_order)
    facts = [step.fact for step in held.history]
    assert len(set(facts)) == len(facts)
    progress = interviewer.progress(held)
    assert progress.at_most == 0
    assert progress.settled < progress.options


def test_there_are_never_more_questions_than_was_said(on: Asks) -> None:
    told = PEOPLE["illness_before_due"]
    interviewer = on(day_of(told))
    held = rehearse(interviewer, told, in_file_order)
    states = _states(held)
    progress = [interviewer.progress(one) for one in states]
    for place, (one, then) in enumerate(pairwise(progress)):
        brings_entries = isinstance(states[place + 1].history[-1].value, list)
        assert brings_entries or then.at_most < one.at_most
        assert brings_entries or then.settled >= one.settled
    for place, one in enumerate(progress):
        facts = [step.fact for step in held.history[place:]]
        known = {step.fact for step in held.history[:place]}
        of_entries = [fact for fact in facts if fact.partition("[")[0] in {*facts} - known]
        of_loans = [fact for fact in facts if fact.startswith("loans[")] if "loans" in facts else []
        assert len(facts) - len({*of_entries, *of_loans}) <= one.at_most


def _states(interview: Interview) -> Sequence[Interview]:
    """The interview after each answer, from none to all."""
    states = [interview]
    while states[-1].history:
        states.append(states[-1].back())
    return states[::-1]
