"""A rule without a result says why, and of which formula, and asks for nothing that has been told."""

from collections.abc import Mapping
from typing import Any

import pytest

from engine.explanation.phrases import cause
from engine.feel.unknown import Failure
from engine.values import Truth
from tests.explanation.rules_for_tests import Rules, claim, option_of, reason_of

Told = Mapping[str, Any]


@pytest.mark.parametrize(
    ("formula", "unit", "told", "why"),
    [
        (
            "borrower.savings / loan.overdue_amount",
            "1",
            {"borrower": {"savings": 5}, "loan": {"overdue_amount": 0}},
            "a formula divides by zero: borrower.savings / loan.overdue_amount",
        ),
        (
            "loan.overdue_amount / loan.overdue_amount",
            "1",
            {"loan": {"overdue_amount": 0}},
            "a formula has no result (zero divided by zero, for example): loan.overdue_amount / loan.overdue_amoun…",  # noqa: E501  (in one piece)
        ),
        (
            "(loan.rate.value + 10) ** 6150",
            "1",
            {"loan": {"rate": {"value": 1, "per": "day"}}},
            "a number is too large to compute with: (loan.rate.value + 10) ** 6150",
        ),
        ("offers[2].amount", "yuan", {"offers": []}, "the list has no such entry: offers[2]"),
        (
            "max(offers.amount)",
            "yuan",
            {"offers": []},
            "the list is empty, so there is nothing to compute: max(offers.amount)",
        ),
    ],
)
def test_a_formula_without_a_result_says_why_and_asks_for_nothing(
    rules: Rules, formula: str, unit: str, told: Told, why: str
) -> None:
    rules.measure("figure", formula, unit)
    rules.option("one", claim("large", "figure > 1"), figures=["figure"])
    option = option_of(rules.loan(told), "one")
    (reason,) = option.criteria
    assert (option.status.value, option.settled, option.ask_for) == ("needs_information", False, ())
    assert (reason.truth, reason.causes, reason.ask_for) == (Truth.UNKNOWN, (why,), ())
    assert reason.text == "All that is needed has been told, but the rule gives no result."
    assert [(one.value, one.text) for one in option.figures] == [(None, "(can't be worked out yet)")]


def test_no_term_within_the_limit_is_a_cause_in_words(rules: Rules) -> None:
    rules.parameter("one_day", "day", 1)
    rules.measure(
        "term",
        "shortest affordable term(loan.repayment_method, loan.outstanding_principal,"
        ' loan.rate.value / parameter.one_day, loan.next_instalment, 3, as_of, as_of + @"P1M")',
        "instalment",
    )
    rules.option("one", claim("short", "term < 3"))
    told = {
        "loan": {
            "repayment_method": "equal_principal",
            "outstanding_principal": 9000,
            "rate": {"value": 0, "per": "day"},
            "next_instalment": 2999,
        }
    }
    reason = reason_of(rules.loan(told), "one", "short")
    (why,) = reason.causes
    assert why.startswith("no number of instalments within the limit is affordable in every month: short")


def test_a_missing_fact_and_a_failure_are_told_side_by_side(rules: Rules) -> None:
    rules.measure("share", "borrower.savings / loan.overdue_amount", "1")
    rules.option("one", claim("large", "share > 1 or loan.days_overdue > 0"))
    reason = reason_of(
        rules.loan({"borrower": {"savings": 5}, "loan": {"overdue_amount": 0}}), "one", "large"
    )
    assert (reason.causes, reason.ask_for) == (
        ("a formula divides by zero: borrower.savings / loan.overdue_amount",),
        ("loan.days_overdue",),
    )


def test_a_failure_that_does_not_know_its_place_is_told_without_a_formula() -> None:
    assert cause("en", Failure("overflow")) == "a number is too large to compute with"
