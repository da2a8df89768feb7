"""Rulebooks made for one question each: what waits for a fact, and what doesn't."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from engine import load_pack
from engine.evaluation.outcome import Decision, Status
from engine.interview.asking import Asking
from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview, Kind, Progress, Question
from engine.interview.saying import Speaker
from engine.interview.tries import Tries
from engine.interview.turning import pairs_of
from engine.interview.waiting import Waiters, joint_names, waiters
from tests.evaluation.agreement import generated
from tests.evaluation.generate_facts import DAYS
from tests.explanation.rules_for_tests import Rules, claim
from tests.explanation.several_loans import BORROWER, TWO
from tests.interview.people import PACKS

DAY = date(2026, 11, 22)


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """A rulebook with nothing in it yet."""
    return Rules(tmp_path / "pack")


def interviewer(rules: Rules) -> Interviewer:
    return Interviewer(rules.program(), DAY, language="en")


def detail(asks: Interviewer, told: dict[str, Any]) -> Question:
    question = asks.next_detail(Interview(asks.core.program.dictionary, told))
    assert question is not None
    return question


def test_a_document_that_is_only_listed_is_a_detail(rules: Rules) -> None:
    rules.evidence("papers", ["payslip"], needed_when='hardship.cause = "job_loss"')
    rules.option("ask", claim("owes", "loan.days_overdue > 0"), evidence=["papers"])
    asks = interviewer(rules)
    told = {"loan": {"days_overdue": Decimal(1)}}
    assert asks.open_facts(Interview(asks.core.program.dictionary, told)) == ()
    asked = detail(asks, told)
    assert (asked.fact, [one.kind for one in asked.waiting]) == ("hardship.cause", ["document"])


def test_a_step_of_which_it_is_not_known_whether_it_is_said_is_a_detail(rules: Rules) -> None:
    rules.step("call", when="borrower.has_contacted_lender = false")
    rules.step("beware", section="cautions", when="borrower.savings > 5")
    rules.option("ask", claim("owes", "loan.days_overdue > 0"), steps=["call"], cautions=["beware"])
    asks = interviewer(rules)
    told = {"loan": {"days_overdue": Decimal(1)}}
    asked = detail(asks, told)
    assert [one.kind for one in asked.waiting] == ["advice"]
    assert asked.progress.at_most == 2


def test_a_text_is_tried_with_what_it_is_compared_with(rules: Rules) -> None:
    rules.option("ask", claim("wanted", 'request.option = "ask"'))
    asks = interviewer(rules)
    program = asks.core.program
    tried = Tries(asks.core, pairs_of(program)).of(asks.core.state({}), "request.option")
    assert [one.value for one in tried] == ["ask", "-"]
    question = asks.next_question(Interview(program.dictionary, {}))
    assert question is not None
    assert question.kind is Kind.TEXT


def test_what_a_condition_rules_out_is_counted_only_until_it_is_told(rules: Rules) -> None:
    formula = "if borrower.has_contacted_lender then borrower.savings else request.lump_sum"
    rules.measure("room", formula, "yuan")
    rules.option("ask", claim("fits", "room > 5"))
    asks = interviewer(rules)
    interview = Interview(asks.core.program.dictionary, {})
    assert asks.progress(interview).at_most == 3
    told = interview.answered("borrower.has_contacted_lender", value=True)
    assert asks.progress(told).at_most == 1
    assert asks.open_facts(told) == ("borrower.savings",)


def test_a_fact_whose_mere_telling_ends_a_presumption_is_asked(rules: Rules) -> None:
    presumed = claim(
        "none_before", "loan.days_overdue < 5 or borrower.savings > 5", presumed_until_told="agreements"
    )
    rules.option("ask", presumed)
    asks = interviewer(rules)
    dictionary = asks.core.program.dictionary
    assert "agreements" in asks.open_facts(Interview(dictionary, {"loan": {}}))


def test_what_only_the_order_of_loans_waits_for_is_asked_for_the_order() -> None:
    program = load_pack(PACKS / "joint")
    asks = Interviewer(program, DAY, language="en")
    loans = [dict(one) for one in TWO]
    del loans[1]["days_overdue"]
    borrower = {**BORROWER, "has_stopped_paying": False}
    told = {"borrower": borrower, "loans": loans, "declaration": {"is_true": True}}
    interview = Interview(program.dictionary, told)
    question = asks.next_question(interview)
    assert question is not None
    assert question.fact == "loans[2].days_overdue"
    assert question.about == "loan b (another online loan)"
    assert question.waiting[-1].kind == "order"


def test_while_nothing_is_recommended_the_order_of_loans_waits_for_nothing() -> None:
    program = load_pack(PACKS / "joint")
    asks = Interviewer(program, DAY)
    loans = [{"product": "online_loan"}, {"product": "online_loan"}]
    told: dict[str, Any] = {"loans": loans, "declaration": {"is_true": False}}
    assert waiters(asks.core, asks.core.state(told)).joint == ()
    told["declaration"] = {"is_true": True}
    assert "loans[2].outstanding_principal" in waiters(asks.core, asks.core.state(told)).joint


def test_an_alert_that_another_one_holds_back_is_asked_about_no_more(rules: Rules) -> None:
    first = claim("wrong", "declaration.is_true = false")
    rules.alert("untrue", first, suspends=True, holds_back=["poor"], before=["poor"])
    rules.alert("poor", claim("no_money", "borrower.savings < 5"), suspends=False)
    rules.option("ask", claim("owes", "loan.days_overdue > 0"))
    asks = interviewer(rules)
    dictionary = asks.core.program.dictionary
    told = {"loan": {"days_overdue": Decimal(1)}}
    assert "borrower.savings" in asks.open_facts(Interview(dictionary, told))
    stands = told | {"declaration": {"is_true": False}}
    assert asks.open_facts(Interview(dictionary, stands)) == ()


def test_where_no_option_is_left_for_any_loan_their_order_waits_for_nothing() -> None:
    program = load_pack(PACKS / "joint")
    asks = Interviewer(program, DAY)
    told: dict[str, Any] = {"loans": [{}, {}], "declaration": {"is_true": True}}
    state = asks.core.state(told)
    shut = [
        {name: Decision(Status.NOT_AVAILABLE, settled=True) for name in one.options} for one in state.outcomes
    ]
    closed = tuple(replace(one, options=no) for one, no in zip(state.outcomes, shut, strict=True))
    assert joint_names(asks.core, state.outcomes) != ()
    assert joint_names(asks.core, closed) == ()


def test_values_of_a_list_are_told_one_by_one() -> None:
    asks = Interviewer(generated(1), DAYS[0])
    question = asking(asks, {"borrower": {}, "loan": {}}).deciding("borrower.debts", Waiters((), ()))
    assert (question.kind, question.element, question.choices) == (Kind.VALUES, Kind.NUMBER, ())
    said = "\n".join(Speaker(asks.core).question(question, 1))
    assert "semicolons" in said
    assert Speaker(asks.core).noted(question, [Decimal(5), Decimal(7)]) == "✓ a fact: 5, 7"


def test_entries_that_nothing_tells_apart_are_counted() -> None:
    asks = Interviewer(generated(1), DAYS[0])
    told = {"borrower": {}, "loan": {}, "evidence": [{"kind": "diagnosis"}]}
    question = asking(asks, told).deciding("evidence[1].stamps", Waiters((), ()))
    assert (question.kind, question.field, question.choices) == (Kind.ENTRIES, "", ())
    assert Speaker(asks.core).noted(question, [{}, {}]).endswith(": 2")
    assert Speaker(asks.core).noted(question, []).endswith(": none")


def asking(asks: Interviewer, told: dict[str, Any]) -> Asking:
    """Puts questions as things stand once this is told."""
    state = asks.core.state(told)
    return Asking(asks.core, state, Progress(0, 1, 1))
