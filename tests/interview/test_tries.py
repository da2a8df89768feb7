"""What is tried of a fact are values at which the rules turn, and those beside them."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview
from engine.interview.tries import Tries
from engine.interview.turning import pairs_of
from engine.program.model import Program
from tests.interview.conftest import Asks
from tests.interview.people import PEOPLE, day_of, without
from tests.interview.test_questions import BEFORE_DUE, CAPACITY


def tried(asks: Interviewer, told: Mapping[str, object], place: str) -> list[object]:
    tries = Tries(asks.core, pairs_of(asks.core.program))
    return [one.value for one in tries.of(asks.core.state(told), place)]


def test_an_income_is_tried_where_the_capacity_is_nothing_and_a_fen_beside_it(asks: Interviewer) -> None:
    told = {"borrower": {**CAPACITY, "monthly_income": None}}
    values = tried(asks, told, "borrower.monthly_income")
    assert {Decimal("2499.99"), Decimal("2500.00"), Decimal("2500.01")} <= {*values}
    assert Decimal(0) in values


def test_a_day_is_tried_at_the_day_of_the_assessment_and_beside_it(asks: Interviewer) -> None:
    values = tried(asks, {"loan": {}}, "loan.final_maturity_date")
    today = date(2026, 11, 22)
    assert {(today + timedelta(one)).isoformat() for one in (-1, 0, 1)} <= {*values}


def test_each_value_of_a_fixed_set_is_tried(asks: Interviewer) -> None:
    assert tried(asks, {}, "hardship.duration") == ["temporary", "lasting"]
    assert tried(asks, {}, "hardship.is_explained") == [True, False]


def test_of_a_list_half_the_weight_is_that_there_is_nothing(asks: Interviewer) -> None:
    tries = Tries(asks.core, pairs_of(asks.core.program)).of(asks.core.state({}), "evidence")
    assert tries[0].value == []
    assert abs(sum(one.weight for one in tries[1:]) - tries[0].weight) < Decimal("0.001")


def test_a_loan_is_tried_of_each_kind_but_never_none_at_all(asks: Interviewer) -> None:
    values = tried(asks, {}, "loans")
    assert [] not in values
    assert values[0] == [{"product": "weilidai"}]


def test_whole_numbers_stay_whole_and_bounds_hold(asks: Interviewer) -> None:
    for value in tried(asks, {"loan": BEFORE_DUE}, "loan.remaining_instalments"):
        assert isinstance(value, Decimal)
        assert 0 <= value <= 600
        assert value == value.to_integral_value()


def test_an_agreement_is_tried_with_each_of_the_loans(on: Asks) -> None:
    told = without(PEOPLE["two_loans"], {"agreements"}) | {"agreements": [{"state": "breached"}]}
    assert tried(on(day_of(told)), told, "agreements[1].loan_id") == ["甲", "乙"]


def test_a_text_is_tried_with_something_that_nothing_is_compared_with(asks: Interviewer) -> None:
    assert tried(asks, {"loan": {}}, "loan.lender") == ["-"]


def test_what_no_profile_can_tell_is_not_tried(asks: Interviewer, small: Program) -> None:
    assert tried(asks, {}, "as_of") == []
    assert tried(asks, {}, "borrower.shoe_size") == []
    assert Interview(small.dictionary, {}).back().history == ()


def test_there_is_no_day_after_the_last_of_the_calendar(small: Program) -> None:
    asks = Interviewer(small, date.max, language="en")
    values = tried(asks, {"loan": {}}, "loan.final_maturity_date")
    assert max(map(str, values)) == "9999-12-31"
    assert len(values) > 3


def test_cells_of_tables_turn_too(on: Asks) -> None:
    pairs = pairs_of(on(date(2026, 11, 20)).core.program)
    assert any("hardship.cause" in one.facts for one in pairs)
