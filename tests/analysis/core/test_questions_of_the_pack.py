"""What is said of everybody under the rules of the pack."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

pytest.importorskip("z3")

from engine.analysis.model import Limits, NotSettled, Proved, Refuted
from engine.analysis.pool import pool_of
from engine.analysis.solving.solver import Question, Solver
from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.symbols import Listed
from engine.analysis.symbolic.terms import Bool, at_most, below, both, equals, negated, number
from engine.evaluation.outcome import Outcome, Status
from engine.feel.unknown import Unknown
from engine.values import Truth
from tests.analysis.core.asking import PROGRAM, WEILIDAI, measured, scalar, status


def test_borrowers_of_the_cases_are_looked_at_first() -> None:
    pool = pool_of(WEILIDAI, PROGRAM)
    solver = Solver([PROGRAM], Limits(steps=1), pool)
    question = Question(
        lambda readings: readings[0].status("keep_paying", Status.RECOMMENDED),
        lambda outcomes: outcomes[0].options["keep_paying"].status is Status.RECOMMENDED,
        small=False,
    )
    answer = solver.find(question)
    assert isinstance(answer, Refuted)
    assert answer.witnesses[0] in pool


def test_the_pool_holds_each_borrower_once() -> None:
    pool = pool_of(WEILIDAI, PROGRAM)
    assert len({(one.profile.sha256, one.as_of) for one in pool}) == len(pool) > 100


@pytest.mark.parametrize("option", ["statutory_extension", "instalment_plan", "cheaper_money"])
def test_an_option_of_the_pack_is_recommended_to_somebody_with_few_facts(option: str) -> None:
    answer = Solver([PROGRAM]).find(status(option, Status.RECOMMENDED))
    assert isinstance(answer, Refuted)
    (found,) = answer.witnesses
    assert len(found.view.facts) < 25


def test_what_the_pack_never_says_is_proved() -> None:
    answer = Solver([PROGRAM]).find(status("renegotiate_agreement", Status.NEEDS_ACTION))
    assert answer == Proved()


def test_who_earns_more_keeps_every_plan() -> None:
    key, income = "some_plan_fits_capacity.a_term_within_the_limit_fits", "borrower.monthly_income"

    def goal(readings: Sequence[Reading]) -> Bool:
        before, after = (scalar(one.value(income)) for one in readings)
        loans = readings[0].value("loans")
        assert isinstance(loans, Listed)
        more = both(before.known, after.known, below(before.value, after.value))
        alone = both(loans.known, equals(loans.count, number(1)))
        return both(more, alone, readings[0].criterion(key).met, readings[1].criterion(key).unmet)

    def holds(outcomes: Sequence[Outcome]) -> bool:
        return [one.criteria[key] for one in outcomes] == [Truth.MET, Truth.UNMET]

    answer = Solver([PROGRAM], changed=[income]).find(Question(goal, holds))
    assert isinstance(answer, Proved)


def changes(fact: str, measure: str, *, later_is_more: bool = True) -> Proved | Refuted | NotSettled:
    """Whether a measure can be smaller, or larger, once a fact is larger; with one loan."""

    def goal(readings: Sequence[Reading]) -> Bool:
        before, after = (scalar(one.value(fact)) for one in readings)
        first, then = (scalar(one.value(measure)) for one in readings)
        loans = readings[0].value("loans")
        assert isinstance(loans, Listed)
        known = both(before.known, after.known, first.known, then.known, loans.known)
        wrong = below(then.value, first.value) if later_is_more else below(first.value, then.value)
        return both(known, equals(loans.count, number(1)), at_most(before.value, after.value), wrong)

    def holds(outcomes: Sequence[Outcome]) -> bool:
        told: list[Any] = [one.values[fact] for one in outcomes]
        found: list[Any] = [one.values[measure] for one in outcomes]
        if any(isinstance(one, Unknown) for one in (*told, *found)) or told[0] > told[1]:
            return False
        return bool(found[0] > found[1] if later_is_more else found[0] < found[1])

    return Solver([PROGRAM], changed=[fact]).find(Question(goal, holds))


def test_what_is_known_of_functions_is_enough_for_proofs_about_them() -> None:
    assert isinstance(changes("loan.final_maturity_date", "last_day_to_extend"), Proved)
    assert isinstance(changes("loan.final_maturity_date", "last_day_to_extend_at_the_latest"), Proved)
    shorter = changes("borrower.monthly_income", "shortest_affordable_term", later_is_more=False)
    assert isinstance(shorter, Proved)


def test_a_shortest_term_is_there_where_any_fits_and_the_certain_day_is_the_later_one() -> None:
    key = "some_plan_fits_capacity.a_term_within_the_limit_fits"
    name, sure, plain = "shortest_affordable_term", "last_day_to_extend_at_the_latest", "last_day_to_extend"
    solver = Solver([PROGRAM])
    apart = measured(
        lambda reading: both(reading.criterion(key).met, negated(reading.value(name).known)),
        lambda outcome: outcome.criteria[key] is Truth.MET and isinstance(outcome.values[name], Unknown),
    )
    assert isinstance(solver.find(apart), Proved)
    days: Any = measured(
        lambda reading: both(
            reading.value(sure).known,
            reading.value(plain).known,
            below(scalar(reading.value(sure)).value, scalar(reading.value(plain)).value),
        ),
        lambda outcome: str(outcome.values[sure]) < str(outcome.values[plain]),
    )
    assert isinstance(solver.find(days), Proved)


def test_every_measure_of_the_pack_is_read_whatever_is_read_first() -> None:
    named = [one.id for one in PROGRAM.computed]
    forwards, backwards = Solver([PROGRAM]).readings[0], Solver([PROGRAM]).readings[0]
    for one, other in zip(named, named[::-1], strict=True):
        assert forwards.known(one) is not None
        assert backwards.known(other) is not None
    assert [*sorted(forwards.approximated)] == [*sorted(backwards.approximated)]


def test_a_search_for_a_term_of_an_impossible_loan_has_no_result() -> None:
    key = "some_plan_fits_capacity.a_term_within_the_limit_fits"
    told = ["loan.rate.value", "loan.rate.per", "loan.outstanding_principal", "loan.repayment_method"]

    def holds(outcome: Outcome) -> bool:
        return outcome.criteria[key] is Truth.UNKNOWN and not isinstance(outcome.values["capacity"], Unknown)

    high = measured(lambda reading: both(goal_of(reading, told), reading.criterion(key).unknown), holds)
    assert isinstance(Solver([PROGRAM]).find(high), Refuted)


def goal_of(reading: Reading, told: list[str]) -> Bool:
    """Everything is told that a plan needs, and the rate is more than any can be."""
    rate, late = scalar(reading.value("loan.rate.value")), scalar(reading.value("loan.days_overdue"))
    per = scalar(reading.value("loan.rate.per"))
    day = number(reading.told.ground.texts.code("day"))
    known = [reading.known(one) for one in (*told, "capacity")]
    return both(
        *known, late.known, below(number(0), late.value), below(number(1), rate.value), equals(per.value, day)
    )


def test_as_of_of_a_pack_lies_within_its_time() -> None:
    reading = Solver([PROGRAM]).readings[0]
    early = below(reading.told.as_of, number(date(2021, 1, 1).toordinal()))
    answer = Solver([PROGRAM]).find(Question(lambda _: early, lambda _: True))
    assert isinstance(answer, Proved)
