"""What the solver answers, and what it takes for an answer."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("z3")

from engine.analysis.model import Limits, NotSettled, Proved, Refuted, Witness
from engine.analysis.solving.solver import Question, Solver
from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.symbols import Listed, Symbol
from engine.analysis.symbolic.terms import Bool, at_most, below, both, equals, negated, number
from engine.analysis.witness_json import to_json
from engine.evaluation.outcome import Outcome
from engine.feel.unknown import Unknown
from engine.profile.from_json import read_profile
from engine.program.model import Program
from engine.source import Source
from tests.analysis.core.asking import PROGRAM, can_be, claim, is_met, scalar
from tests.evaluation.columnar.programs import of_formulas


@pytest.mark.parametrize(
    "formula",
    [
        "loan.balance > 5 and loan.balance < 5",
        "not(loan.balance > 5) and loan.balance > 6",
        'hardship.cause = "illness" and hardship.cause in ("none", "disaster")',
        'as_of + @"P1M" < as_of + @"P28D"',
        'as_of + @"P1M" > as_of + @"P31D"',
        'hardship.began_on <= as_of and hardship.began_on + @"P1M" > as_of + @"P1M"',
        "loan.balance > 0 and loan.next_instalment > 0 and loan.balance * loan.next_instalment <= 0",
        "loan.next_instalment in (0..loan.balance) and loan.balance / loan.next_instalment < 1",
        "next working day(as_of) < as_of",
        "floor(loan.balance) > loan.balance",
        "loan.days_overdue > 3 and loan.days_overdue < 4",
        "count(loans) = 0 and loan.balance > 0",
        'some one in loans satisfies not(is known(loan.kinds)) and loan.kinds = ["none"]',
        "is known(loan.balance) and not(is known(loans))",
    ],
)
def test_what_nobody_can_be_is_proved(formula: str) -> None:
    assert isinstance(can_be(formula), Proved)


@pytest.mark.parametrize(
    "formula",
    [
        "loan.balance * loan.next_instalment = 35 and loan.balance > 6 and loan.next_instalment > 4",
        "loan.balance / loan.next_instalment = 2.5",
        'as_of + @"P1M" = @"2026-02-28" and as_of > @"2026-01-28"',
        'next working day(as_of) > as_of + @"P6D"',
        'largest payment("equal_instalment", loan.balance, 0.0004, 12, as_of, as_of + @"P1M") >= 0',
        "string length(loan.lender) = 1",
        'starts with(loan.lender, "a") and loan.lender != "a"',
        "loan.balance / 3 * 3 != loan.balance",
        "count(evidence) = 2 and evidence[1].issued_on < evidence[2].issued_on",
        "decimal(loan.balance, 0) = 2 and loan.balance < 2",
        "count(loans) > 1 and loans[2].balance > loan.balance",
        "not(is known(evidence)) and is known(loans)",
    ],
)
def test_somebody_is_found_and_shown_as_a_profile_that_can_be_read(formula: str) -> None:
    program = of_formulas([(formula, "truth")])
    answer = Solver([program]).find(is_met("m0"))
    assert isinstance(answer, Refuted)
    (found,) = answer.witnesses
    profile, faults = read_profile(
        Source("shown.json", to_json(found, program.dictionary)), program.dictionary
    )
    assert faults == ()
    assert profile is not None
    assert profile.views()[0].facts == {**found.view.facts, "as_of": found.as_of}


def test_a_proof_says_which_lists_it_has_seen_only_short_ones_of() -> None:
    sure = can_be("count(evidence) = 1 and every e in evidence satisfies (e.pages > 1 and e.pages < 1)")
    assert sure == Proved(within=("at most 2 `evidence`",))
    assert can_be("loan.balance < 1 and loan.balance > 1") == Proved()
    longer = can_be("count(evidence) > 2")
    assert longer == Proved(within=("at most 2 `evidence`",))
    assert isinstance(can_be("count(evidence) > 2", longest=3), Refuted)


def test_the_lists_of_a_proof_are_named_in_one_order_whatever_was_read_first() -> None:
    program = of_formulas(
        [("count(loans) > 2", "truth"), ("count(evidence) > 2 and count(loans) > 2", "truth")]
    )
    solver = Solver([program])
    solver.find(is_met("m0"))
    later = solver.find(is_met("m1"))
    assert later == Solver([program]).find(is_met("m1"))
    assert later == Proved(within=("at most 2 `evidence`", "at most 2 `loans`"))


def test_more_steps_than_allowed_are_no_answer() -> None:
    answer = can_be('loan.lender = "a" and 2 * loan.balance > 3', steps=1)
    assert answer == NotSettled("time", ("34 digits",))


def test_more_rounds_than_allowed_are_no_answer() -> None:
    answer = can_be("exp(loan.balance / loan.next_instalment) = 9", rounds=3)
    assert isinstance(answer, NotSettled)
    assert answer.reason == "approximation"
    assert "exp" in answer.about


@pytest.mark.parametrize("formula", ["loan.balance > 3", "as_of = as_of"])
def test_somebody_whom_the_reference_never_confirms_is_no_answer(formula: str) -> None:
    program = of_formulas([(formula, "truth")])
    doubted = Question(lambda readings: claim(readings[0].value("m0")).met, lambda _: False)
    answer = Solver([program], Limits(rounds=5)).find(doubted)
    assert isinstance(answer, NotSettled)
    assert answer.reason == "approximation"


def test_a_number_without_an_end_is_not_written_down() -> None:
    answer = can_be("loan.balance / loan.next_instalment = 1 / 3 and loan.next_instalment = 1", rounds=9)
    assert not isinstance(answer, Proved)


def test_a_proof_never_rests_on_numbers_that_can_be_written_down() -> None:
    answer = can_be("loan.balance * 3 = 1")
    assert answer != Proved()


def test_a_text_that_no_form_allows_is_no_answer() -> None:
    told = "some one in loans satisfies one.lender != loan.lender and one.lender > loan.lender"
    answer = can_be(told, rounds=3)
    assert not isinstance(answer, Proved)


def test_a_witness_is_made_of_few_facts_and_round_numbers() -> None:
    program = of_formulas([("loan.balance > 1234.56 and loan.next_instalment < 77.7", "truth")])
    whole = Witness(_profile(program, _RICH), date(2026, 2, 17))
    answer = Solver([program], pool=[whole]).find(is_met("m0"))
    assert isinstance(answer, Refuted)
    (found,) = answer.witnesses
    assert found.as_of == whole.as_of
    told = {name: value for name, value in found.view.facts.items() if not isinstance(value, tuple)}
    assert told == {"loan.balance": Decimal(2000), "loan.next_instalment": Decimal(70), "as_of": found.as_of}


_RICH = """{
  "borrower": {"has_contacted_lender": true, "savings": 12.34, "debts": [1, 2]},
  "hardship": {"cause": "illness", "began_on": "2026-01-13"},
  "loan": {"balance": 1999.99, "next_instalment": 71.23, "lender": "a"},
  "evidence": [{"kind": "diagnosis", "issued_on": "2026-01-14"}, {"pages": 2}]
}"""


def _profile(program: Program, text: str) -> Any:
    profile, faults = read_profile(Source("told.json", text), program.dictionary)
    assert profile is not None, faults
    return profile


def test_days_of_a_witness_move_with_the_assessment_and_become_the_first_of_a_month() -> None:
    program = of_formulas(
        [("hardship.began_on < loan.final_maturity_date and as_of > hardship.began_on", "truth")]
    )
    text = '{"hardship": {"began_on": "2026-01-13"}, "loan": {"final_maturity_date": "2026-05-17"}}'
    answer = Solver([program], pool=[Witness(_profile(program, text), date(2026, 2, 17))]).find(is_met("m0"))
    assert isinstance(answer, Refuted)
    (found,) = answer.witnesses
    assert found.view.value("hardship.began_on") == date(2026, 1, 1)
    assert found.view.value("loan.final_maturity_date") == date(2027, 1, 1)


def test_two_programs_are_asked_about_one_borrower() -> None:
    early, late = (of_formulas([(f"loan.days_overdue > {days}", "truth")]) for days in (29, 30))

    def differ(outcomes: Sequence[Outcome]) -> bool:
        return outcomes[0].values["m0"] is True and outcomes[1].values["m0"] is False

    def goal(readings: Sequence[Reading]) -> Bool:
        return both(claim(readings[0].value("m0")).met, claim(readings[1].value("m0")).unmet)

    answer = Solver([early, late]).find(Question(goal, differ))
    assert isinstance(answer, Refuted)
    (found,) = answer.witnesses
    assert found.view.value("loan.days_overdue") == 30


def monotone(
    formula: str, fact: str, ordered: Callable[[Symbol, Symbol], Bool]
) -> Proved | Refuted | NotSettled:
    """Whether a condition that is met can be unmet after a fact has changed in some direction."""

    def goal(readings: Sequence[Reading]) -> Bool:
        before, after = (scalar(one.value(fact)) for one in readings)
        one, other = (claim(each.value("m0")) for each in readings)
        return both(before.known, after.known, ordered(before, after), one.met, other.unmet)

    def holds(outcomes: Sequence[Outcome]) -> bool:
        told: list[Any] = [one.values[fact] for one in outcomes]
        if any(isinstance(one, Unknown) for one in told) or not told[0] < told[1]:
            return False
        return outcomes[0].values["m0"] is True and outcomes[1].values["m0"] is False

    program = of_formulas([(formula, "truth")])
    return Solver([program], changed=[fact]).find(Question(goal, holds))


def test_that_a_change_never_takes_something_away_is_proved_or_shown_by_both_borrowers() -> None:
    def more(before: Symbol, after: Symbol) -> Bool:
        return below(before.value, after.value)

    product = "loan.balance * loan.next_instalment / 3 > 5 and loan.next_instalment > 0"
    assert isinstance(monotone(product, "loan.balance", more), Proved)
    share = "loan.balance / loan.next_instalment > 5 and loan.next_instalment > 0"
    assert isinstance(monotone(share, "loan.balance", more), Proved)
    wrong = monotone("loan.balance > 5 and loan.balance < 1000", "loan.balance", more)
    assert isinstance(wrong, Refuted)
    before, after = wrong.witnesses
    apart = {
        name
        for name in {*before.view.facts, *after.view.facts}
        if before.view.value(name) != after.view.value(name)
    }
    assert apart == {"loan.balance", "loans"}


def test_a_place_in_a_list_that_is_held_to_be_empty_is_nowhere() -> None:
    assert can_be("evidence[1].pages > 1", longest=0) == Proved(within=("at most 0 `evidence`",))


def test_the_readings_say_what_was_read_roughly() -> None:
    solver = Solver([of_formulas([("loan.balance * loan.next_instalment > 5", "truth")])])
    solver.find(is_met("m0"))
    assert "*" in solver.readings[0].approximated
    assert solver.readings[0].constraints


def test_helpers_of_questions_compare_symbols() -> None:
    reading = Solver([PROGRAM]).readings[0]
    loans = reading.value("loans")
    assert isinstance(loans, Listed)
    assert equals(loans.count, loans.count).sexpr() == "true"
    assert negated(at_most(number(1), number(2))).sexpr() == "false"
