"""A question says what it is for, on what it rests, and how its answer looks."""

from datetime import date
from decimal import Decimal

import pytest

from engine import WrongUsage, load_pack, next_question
from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview, Kind
from engine.program.model import Program
from tests.interview.conftest import Asks
from tests.interview.people import PACKS, PEOPLE, day_of, without

DAY = date(2026, 11, 22)
BEFORE_DUE = {"final_maturity_date": "2027-06-15"}
CAPACITY = {
    "monthly_income": Decimal(4000),
    "monthly_essential_expenses": Decimal(2000),
    "monthly_other_debt_payments": Decimal(500),
}


def asked_first(asks: Interviewer, told: dict[str, object]) -> str:
    question = asks.next_question(Interview(asks.core.program.dictionary, told))
    assert question is not None
    return question.fact


def test_what_is_wanted_of_a_loan_is_asked_once_it_is_known_which_loans_there_are(
    asks: Interviewer,
) -> None:
    told = {"borrower": CAPACITY, "hardship": {"cause": "illness", "duration": "temporary"}}
    question = asks.next_question(Interview(asks.core.program.dictionary, {**told, "evidence": []}))
    assert question is not None
    assert (question.fact, question.kind, question.may_be_none) == ("loans", Kind.ENTRIES, False)
    assert question.field == "product"


def test_a_question_that_settles_two_options_comes_before_one_that_settles_one(asks: Interviewer) -> None:
    told = {"borrower": {**CAPACITY, "monthly_income": None}, "loan": BEFORE_DUE, "third_parties": []}
    assert asked_first(asks, told) in {"borrower.monthly_income", "hardship.duration", "hardship.cause"}
    ill = {**told, "hardship": {"cause": "illness", "duration": "lasting"}}
    assert asked_first(asks, ill) == "borrower.monthly_income"


def test_a_criterion_that_is_unmet_makes_every_other_question_of_its_option_needless(
    asks: Interviewer,
) -> None:
    told = {"borrower": CAPACITY, "loan": {"final_maturity_date": "2026-11-21"}, "third_parties": []}
    assert asks.next_question(Interview(asks.core.program.dictionary, told)) is None


def test_the_reason_is_what_the_pack_says_of_a_criterion_that_is_not_known(asks: Interviewer) -> None:
    told = {"borrower": CAPACITY, "loan": BEFORE_DUE, "hardship": {"cause": "illness"}, "third_parties": []}
    told |= {"evidence": []}
    question = asks.next_question(Interview(asks.core.program.dictionary, told))
    assert question is not None
    assert (question.fact, question.kind) == ("hardship.duration", Kind.CHOICE)
    assert [one.value for one in question.choices] == ["temporary", "lasting"]
    assert question.reason == "It isn't clear yet whether the difficulty will pass."
    assert {one.kind for one in question.waiting} == {"option"}
    assert [one.id for one in question.sources] == ["X1"]
    assert not question.is_optional


def test_documents_that_can_count_come_first(asks: Interviewer) -> None:
    told = {"borrower": CAPACITY, "loan": BEFORE_DUE, "third_parties": []}
    told |= {"hardship": {"cause": "illness", "duration": "temporary"}}
    question = asks.next_question(Interview(asks.core.program.dictionary, told))
    assert question is not None
    assert question.fact == "evidence"
    counting = [one.value for one in question.choices if one.counts]
    assert counting == ["medical_diagnosis", "hospital_record", "medical_bill"]
    assert not question.choices[-1].counts


def test_a_question_about_an_entry_says_which(asks: Interviewer) -> None:
    told = {"borrower": CAPACITY, "loan": BEFORE_DUE, "third_parties": []}
    told |= {"hardship": {"cause": "illness", "duration": "temporary"}}
    told |= {"evidence": [{"kind": "medical_bill"}, {"kind": "payslip"}]}
    question = asks.next_question(Interview(asks.core.program.dictionary, told))
    assert question is not None
    assert (question.fact, question.about) == ("evidence[1].issued_on", "evidence 1 (medical bill)")


def test_an_agreement_is_of_one_of_the_loans_that_were_told(on: Asks) -> None:
    told = without(PEOPLE["two_loans"], {"agreements"}) | {"agreements": [{"state": "breached"}]}
    interviewer = on(day_of(told))
    interview = Interview(interviewer.core.program.dictionary, told)
    assert "agreements[1].loan_id" in interviewer.open_facts(interview)
    while (question := interviewer.next_question(interview)) and not question.fact.endswith("loan_id"):
        interview = interview.refused(question.fact)
    assert question is not None
    assert question.kind is Kind.CHOICE
    assert [one.value for one in question.choices] == ["甲", "乙"]
    assert [one.label for one in question.choices] == ["借款 甲（微粒贷）", "借款 乙（微粒贷）"]


def test_once_nothing_can_change_details_are_left(asks: Interviewer) -> None:
    told = {"borrower": CAPACITY, "loan": {"final_maturity_date": "2026-11-21"}, "third_parties": []}
    interview = Interview(asks.core.program.dictionary, told)
    detail = asks.next_detail(interview)
    assert detail is not None
    assert (detail.fact, detail.is_optional) == ("loan.next_instalment", True)
    assert [one.kind for one in detail.waiting] == ["figure"]
    assert asks.next_detail(interview.refused(detail.fact)) is None


def test_while_an_alert_lets_nothing_be_recommended_no_details_are_asked() -> None:
    program = load_pack(PACKS / "joint")
    interviewer = Interviewer(program, DAY)
    interview = Interview(program.dictionary, {"loan": {}, "declaration": {"is_true": False}})
    assert interviewer.next_detail(interview) is None


def test_the_library_asks_the_same_as_the_interviewer(small: Program, asks: Interviewer) -> None:
    told = {"borrower": CAPACITY, "loan": BEFORE_DUE, "as_of": "2026-11-22"}
    interview = Interview(small.dictionary, told).refused("hardship.duration")
    once = next_question(small, told, ["hardship.duration"], language="en")
    assert once == asks.next_question(interview)
    assert once == next_question(small, told, ["hardship.duration"], as_of=DAY, language="en")
    assert once is not None
    assert once.fact != "hardship.duration"


@pytest.mark.parametrize("told", [{}, {"as_of": "tomorrow"}])
def test_the_library_needs_to_know_the_day(small: Program, told: dict[str, object]) -> None:
    with pytest.raises(WrongUsage, match="the day"):
        next_question(small, told)


def test_a_day_may_be_a_date(small: Program) -> None:
    assert next_question(small, {"as_of": DAY}) == next_question(small, {"as_of": "2026-11-22"})
