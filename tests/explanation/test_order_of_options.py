"""In which order options are said, what status each has, and what becomes of it once things are put right."""

from itertools import permutations
from typing import Any

import pytest

from engine.evaluation.outcome import Status
from tests.explanation.rules_for_tests import Rules, claim, option_of, statuses

POOR, RICH = {"borrower": {"savings": 1}}, {"borrower": {"savings": 100}}


def test_options_stand_by_status_the_recommended_first_and_the_unavailable_last(rules: Rules) -> None:
    rules.option("shut", claim("no", "borrower.savings > 1000"))
    rules.option("open", claim("perhaps", "borrower.dependants > 0"), preferred_over=["shut"])
    rules.option("to_cure", claim("paper", "borrower.savings > 500", cure="save"), preferred_over=["open"])
    rules.option("first", claim("yes", "borrower.savings > 10"), preferred_over=["second", "to_cure"])
    rules.option("second", claim("yes", "borrower.savings > 20"))
    assert statuses(rules.loan(RICH)) == {
        "first": "recommended",
        "second": "available",
        "to_cure": "needs_action",
        "open": "needs_information",
        "shut": "not_available",
    }
    assert [one.rank for one in rules.loan(RICH).options] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("order", [*permutations("abc")])
def test_options_of_one_status_stand_by_preference_and_then_by_name_whatever_the_order_of_files(
    rules: Rules, order: tuple[str, ...]
) -> None:
    for name in order:
        over = ["a"] if name == "c" else []
        rules.option(name, claim("no", "borrower.savings > 1000"), preferred_over=over)
    assert [*statuses(rules.loan(RICH))] == ["b", "c", "a"]


def test_several_options_can_be_recommended_beside_each_other(rules: Rules) -> None:
    rules.option("b", claim("yes", "borrower.savings > 10"))
    rules.option("a", claim("yes", "borrower.savings > 10"))
    assert statuses(rules.loan(RICH)) == {"a": "recommended", "b": "recommended"}


def test_a_recommendation_is_not_settled_while_a_preferred_option_is_open(rules: Rules) -> None:
    rules.option("best", claim("perhaps", "borrower.dependants > 0"), preferred_over=["good"])
    rules.option("good", claim("yes", "borrower.savings > 10"))
    loan = rules.loan(RICH)
    good, best = option_of(loan, "good"), option_of(loan, "best")
    assert (good.status, good.settled, good.ask_for) == (Status.RECOMMENDED, False, ())
    assert (best.status, best.settled, best.ask_for) == (
        Status.NEEDS_INFORMATION,
        False,
        ("borrower.dependants",),
    )
    told = {"borrower": {"savings": 100, "dependants": 0}}
    assert option_of(rules.loan(told), "good").settled
    assert option_of(rules.loan(told), "best").settled


def test_what_is_to_be_put_right_is_recommended_afterwards_if_nothing_better_is_there(rules: Rules) -> None:
    rules.option("best", claim("paper", "borrower.savings >= 50", cure="save more"), preferred_over=["good"])
    rules.option("good", claim("yes", "borrower.savings > 0"))
    best = option_of(rules.loan(POOR), "best")
    assert (best.status, best.settled, best.then) == (Status.NEEDS_ACTION, True, Status.RECOMMENDED)


@pytest.mark.parametrize("savings", [{"savings": 1}, {"savings": 1, "dependants": 1}])
def test_what_is_to_be_put_right_is_available_afterwards_if_something_better_is_there(
    rules: Rules, savings: dict[str, int]
) -> None:
    rules.option("best", claim("yes", "borrower.savings > 0"), preferred_over=["first"])
    rules.option("first", claim("yes", "borrower.dependants > 0"), preferred_over=["good"])
    rules.option("good", claim("paper", "borrower.savings >= 50", cure="save more"))
    assert option_of(rules.loan({"borrower": savings}), "good").then is Status.AVAILABLE


def test_what_is_to_be_put_right_is_only_available_while_an_alert_suspends(
    rules: Rules,
) -> None:
    rules.option("good", claim("paper", "borrower.savings >= 50", cure="save more"))
    rules.alert("untrue", claim("lies", "declaration.is_true = false"), suspends=True)
    for is_true, then in ((False, Status.AVAILABLE), (True, Status.RECOMMENDED)):
        told = {**POOR, "declaration": {"is_true": is_true}}
        assert option_of(rules.loan(told), "good").then is then


@pytest.mark.parametrize(
    ("ask", "told", "after"),
    [
        ("loan.days_overdue = 0", {"loan": {"days_overdue": 3}}, {"loan": {"days_overdue": 0}}),
        ("loan.days_overdue <= 2", {"loan": {"days_overdue": 3}}, {"loan": {"days_overdue": 2}}),
        (
            "loan.days_overdue = 0 and borrower.savings >= 50",
            {"loan": {"days_overdue": 3}, "borrower": {"savings": 1}},
            {"loan": {"days_overdue": 0}, "borrower": {"savings": 50}},
        ),
        (
            "borrower.has_contacted_lender",
            {"borrower": {"has_contacted_lender": False}},
            {"borrower": {"has_contacted_lender": True}},
        ),
        (
            "not(loan.is_due_as_a_whole)",
            {"loan": {"is_due_as_a_whole": True}},
            {"loan": {"is_due_as_a_whole": False}},
        ),
    ],
)
def test_what_goes_before_only_until_something_is_put_right_does_not_go_before_it_afterwards(
    rules: Rules, ask: str, told: dict[str, Any], after: dict[str, Any]
) -> None:
    rules.option("pay", claim("not_yet", f"not({ask})"), preferred_over=["keep"])
    rules.option("keep", claim("in_order", ask, cure="put it in order"))
    rules.alert("halt", claim("not_yet", f"not({ask})"), suspends=True)
    keep = option_of(rules.loan(told), "keep")
    assert (keep.status, keep.then) == (Status.NEEDS_ACTION, Status.RECOMMENDED)
    assert statuses(rules.loan(after)) == {"keep": "recommended", "pay": "not_available"}


def test_a_bound_that_is_not_known_puts_no_fact_right(rules: Rules) -> None:
    ask = "borrower.savings >= loan.overdue_amount"
    rules.option("first", claim("some", "borrower.savings > 0"), preferred_over=["good"])
    rules.option("good", claim("enough", f"loan.days_overdue = 0 and {ask}", cure="save"))
    told = {"borrower": {"savings": 1}, "loan": {"days_overdue": 3}}
    assert option_of(rules.loan(told), "good").then is Status.AVAILABLE


def test_of_options_that_lack_one_document_only_the_preferred_is_recommended_once_it_is_there(
    rules: Rules,
) -> None:
    rules.evidence("proof", ["medical_diagnosis"])
    paper = claim("paper", evidence=["proof"], cure="bring it")
    rules.finding("proved", claim("paper_is_there", evidence=["proof"]))
    rules.finding("told", claim("proved", finding="proved"), claim("proved_too", finding="proved"))
    rules.finding(
        "somehow", claim("some_paper", evidence=["proof"]), claim("rich", "borrower.savings > 50"), mode="any"
    )
    rules.option("a", paper, preferred_over=["b"])
    rules.option("b", claim("proof", finding="told", cure="bring it"), preferred_over=["c"])
    rules.option("c", claim("proof", finding="somehow", cure="bring it"), preferred_over=["d"])
    rules.option("d", paper, preferred_over=["e"])
    rules.option("e", claim("proof", finding="somehow", cure="bring it"))
    loan = rules.loan({**POOR, "evidence": []})
    assert [option_of(loan, name).status for name in "abcde"] == [Status.NEEDS_ACTION] * 5
    then = {name: option_of(loan, name).then for name in "abcde"}
    # what meets "any" of several may be something else than the document, so that `c` may yet go first
    first = {"a", "c"}
    assert then == {name: Status.RECOMMENDED if name in first else Status.AVAILABLE for name in "abcde"}


def test_a_preferred_option_that_lacks_another_document_does_not_go_before(rules: Rules) -> None:
    for name, kind in (("illness", "medical_diagnosis"), ("income", "payslip")):
        rules.evidence(name, [kind])
    rules.option("best", claim("paid", evidence=["income"], cure="bring it"), preferred_over=["good"])
    rules.option("good", claim("ill", evidence=["illness"], cure="bring it"))
    assert option_of(rules.loan({"evidence": []}), "good").then is Status.RECOMMENDED


def test_a_preferred_option_that_needs_more_than_is_put_right_does_not_go_before(rules: Rules) -> None:
    rules.evidence("proof", ["medical_diagnosis"])
    asked = claim("asked", "borrower.has_contacted_lender", cure="ask")
    rules.option("best", asked, claim("paper", evidence=["proof"], cure="bring it"), preferred_over=["good"])
    rules.option("open", asked, claim("perhaps", "loan.days_overdue = 0"), preferred_over=["good"])
    rules.option("good", asked)
    told = {"borrower": {"has_contacted_lender": False}, "evidence": []}
    assert option_of(rules.loan(told), "good").then is Status.RECOMMENDED
    with_paper = {**told, "evidence": [{"kind": "medical_diagnosis", "issued_on": "2026-11-20"}]}
    assert option_of(rules.loan(with_paper), "good").then is Status.AVAILABLE


@pytest.mark.parametrize(
    "savings", [{"savings": 100}, {"savings": None}, {"savings": 0}], ids=["met", "unknown", "unmet"]
)
def test_only_an_option_to_be_put_right_has_an_afterwards(
    rules: Rules, savings: dict[str, int | None]
) -> None:
    rules.option("one", claim("yes", "borrower.savings > 0"))
    assert option_of(rules.loan({"borrower": savings}), "one").then is None


def test_an_unavailable_option_brings_reasons_and_figures_but_nothing_to_do(rules: Rules) -> None:
    rules.evidence("proof", ["medical_diagnosis"])
    rules.step("call")
    rules.step("beware", section="cautions")
    rules.option(
        "one",
        claim("rich", "borrower.savings > 50"),
        evidence=["proof"],
        steps=["call"],
        cautions=["beware"],
        figures=["borrower.savings"],
    )
    shut, open_ = option_of(rules.loan(POOR), "one"), option_of(rules.loan(RICH), "one")
    assert [one.truth.value for one in shut.criteria] == ["unmet"]
    assert [one.text for one in shut.figures] == ["¥1.00"]
    assert (shut.evidence, shut.steps, shut.warnings, shut.ask_for) == ((), (), (), ())
    assert len(open_.evidence) == len(open_.steps) == len(open_.warnings) == 1


def test_whether_the_lender_decides_is_said_of_each_option(rules: Rules) -> None:
    rules.option("asked", claim("yes", "borrower.savings > 0"), discretionary=True)
    rules.option("due", claim("yes", "borrower.savings > 0"))
    assert {one.id: one.discretionary for one in rules.loan(RICH).options} == {"asked": True, "due": False}
