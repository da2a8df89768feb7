"""A talk can be held, gone back in, and left at any time; and nothing that was said is lost by it."""

from decimal import Decimal

import pytest

from engine.interview.dialogue import MOST_UNCLEAR, End
from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview
from engine.interview.places import at
from tests.interview.conftest import Asks
from tests.interview.people import PEOPLE, day_of, without
from tests.interview.talking import talk
from tests.interview.test_questions import BEFORE_DUE, CAPACITY

NO_MONEY = {"borrower": {**CAPACITY, "monthly_income": None}, "loan": BEFORE_DUE, "third_parties": []}
LASTING = {**NO_MONEY, "hardship": {"cause": "illness", "duration": "lasting"}}
EXPIRED = {"borrower": CAPACITY, "loan": {"final_maturity_date": "2026-11-21"}, "third_parties": []}


def test_what_is_understood_is_said_back_and_told(asks: Interviewer) -> None:
    talked = talk(asks, ["4,000元", "2"], LASTING)
    assert talked.end is End.DONE
    assert "✓ monthly income now: ¥4,000.00" in talked.said
    assert "That is all that makes a difference." in talked.said
    assert at(talked.interview.told, "borrower.monthly_income") == Decimal(4000)


def test_a_question_comes_with_its_reason_its_source_and_how_far_it_is(asks: Interviewer) -> None:
    said = talk(asks, ["4000"], LASTING).said
    assert "Question 1 · 1 of 2 ways decided · at most 1 to go" in said
    assert "Why: " in said
    assert "It matters for: Smaller instalments" in said or "It matters for: " in said
    assert "(X5)" in said


def test_dont_know_leaves_it_open_and_is_not_asked_again(asks: Interviewer) -> None:
    talked = talk(asks, ["?", "2"], LASTING)
    assert talked.said.count("How much do you earn a month now") == 1
    assert "There is nothing more to ask." in talked.said
    assert talked.interview.not_known == {"borrower.monthly_income"}


@pytest.mark.parametrize("word", ["不知道", "不确定", "？", "don't know"])
def test_dont_know_has_several_words(word: str, asks: Interviewer) -> None:
    assert talk(asks, [word], LASTING).interview.not_known == {"borrower.monthly_income"}


def test_back_takes_the_last_answer_away(asks: Interviewer) -> None:
    talked = talk(asks, ["4000", "<", "5000"], {**LASTING, "borrower": {}})
    assert talked.said.count("Back to the question before.") == 1
    assert [step.value for step in talked.interview.history] == [Decimal(5000)]


def test_there_is_nothing_before_the_first_question(asks: Interviewer) -> None:
    talked = talk(asks, ["返回", "4000"], LASTING)
    assert "This is the first question." in talked.said
    assert at(talked.interview.told, "borrower.monthly_income") == Decimal(4000)


@pytest.mark.parametrize("word", ["q", "Q", "退出", "quit"])
def test_whoever_has_had_enough_leaves_with_what_was_told(word: str, asks: Interviewer) -> None:
    talked = talk(asks, ["4000", word], {**LASTING, "borrower": {}})
    assert talked.end is End.LEFT
    assert len(talked.interview.history) == 1
    assert "Let's stop here." in talked.said


def test_the_end_of_the_lines_ends_the_talk(asks: Interviewer) -> None:
    talked = talk(asks, [])
    assert talked.end is End.SILENT
    assert "No more answers came." in talked.said


def test_lines_that_are_never_an_answer_end_the_talk(asks: Interviewer) -> None:
    talked = talk(asks, ["what?"] * 1000, LASTING)
    assert talked.end is End.SILENT
    assert talked.said.count("That isn't clear.") == MOST_UNCLEAR


def test_an_empty_line_is_no_answer(asks: Interviewer) -> None:
    assert "That isn't clear." in talk(asks, ["", "4000"], LASTING).said


def test_what_is_out_of_bounds_is_asked_again_with_the_bounds(asks: Interviewer) -> None:
    said = talk(asks, ["-5", "4000"], LASTING).said
    assert "¥-5.00" not in said
    assert "-¥5.00 is out of range. Please write: yuan/month, 0 to 1,000,000,000,000." in said
    assert said.count("is out of range") == 1


def test_what_is_finer_than_a_fen_is_asked_again_and_said_to_be(asks: Interviewer) -> None:
    said = talk(asks, ["1.234", "4000"], LASTING).said
    assert "These are too many decimals: 2 at most." in said
    assert "is out of range" not in said


def test_a_choice_out_of_the_list_is_asked_again(asks: Interviewer) -> None:
    told = {**NO_MONEY, "borrower": CAPACITY, "hardship": {"cause": "illness"}, "evidence": []}
    assert "Please write one of the numbers above." in talk(asks, ["3", "2"], told).said


def test_what_contradicts_an_earlier_answer_says_which(on: Asks) -> None:
    told = without(PEOPLE["illness_before_due"], {"loan.original_principal", "loan.repaid_principal"})
    told["loan"] = {**told["loan"], "repaid_principal": Decimal(9000)}
    said = talk(on(day_of(told)), ["8000", "30000"], told).said
    assert "¥8,000.00 和前面说的“已还本金”对不上" in said
    assert "✓ 借款总额：¥30,000.00" in said


def test_an_alert_is_said_as_soon_as_it_stands(asks: Interviewer) -> None:
    told = without(LASTING, {"third_parties"})
    talked = talk(asks, ["4000", "1", "yes"], told)
    assert talked.said.count("!! Read this first") == 1
    assert talked.said.index("asks for a fee: yes") < talked.said.index("!! Read this first")


def test_an_alert_that_stands_from_the_beginning_is_said_first(asks: Interviewer) -> None:
    told = {**LASTING, "third_parties": [{"asks_for_fee": True}]}
    said = talk(asks, ["4000"], told).said
    assert said.index("!! Read this first") < said.index("Question 1")


def test_details_are_asked_only_of_who_wants_them(asks: Interviewer) -> None:
    wanted = talk(asks, ["1", "1800"], EXPIRED)
    assert "Details · at most 1 to go" in wanted.said
    assert at(wanted.interview.told, "loan.next_instalment") == Decimal(1800)
    for lines in (["2"], ["no"], []):
        talked = talk(asks, lines, EXPIRED)
        assert talked.end is End.DONE
        assert "Details" not in talked.said


def test_from_the_details_one_can_go_back_too(asks: Interviewer) -> None:
    talked = talk(asks, ["4000", "1", "<", "5000", "q"], LASTING)
    assert at(talked.interview.told, "borrower.monthly_income") == Decimal(5000)


def test_who_does_not_know_how_many_loans_there_are_speaks_of_one(asks: Interviewer) -> None:
    start = {"borrower": CAPACITY, "hardship": {"cause": "illness", "duration": "temporary"}, "evidence": []}
    talked = talk(asks, ["?", "?"], start)
    assert "All right, let's look at one loan." in talked.said
    assert talked.interview.told["loan"] == {}


def test_the_same_reason_is_said_once(asks: Interviewer) -> None:
    said = talk(asks, ["4000", "2000"], {**LASTING, "borrower": {}}).said
    assert "Why: as above." in said


def test_a_rate_is_said_back_in_percent_too(on: Asks) -> None:
    told = without(PEOPLE["illness_before_due"], {"loan.rate.value"})
    interviewer = on(day_of(told))
    dictionary = interviewer.core.program.dictionary
    lines = ["14.4%"]
    question = interviewer.next_question(Interview(dictionary, told))
    if question is None or question.fact != "loan.rate.value":
        lines = ["1", *lines]
    assert "✓ 利率是多少：0.144（14.4%）" in talk(interviewer, lines, told).said


def test_documents_that_do_not_count_now_stand_last(asks: Interviewer) -> None:
    told = {"borrower": CAPACITY, "loan": BEFORE_DUE, "third_parties": []}
    told |= {"hardship": {"cause": "illness", "duration": "temporary"}}
    said = talk(asks, ["1 2", "?", "2026-11-01"], told).said
    assert "others, which don't count now" in said
    assert "✓ evidence: hospital diagnosis, hospital record" in said
    assert "evidence 1 (hospital diagnosis): On which day was it issued?" in said
    assert "A day is written 2026-11-25" in said
