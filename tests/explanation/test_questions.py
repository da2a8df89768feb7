"""What is asked first settles most, and a question about one of several loans says which."""

import pytest

from engine.explanation.to_markdown import to_markdown
from engine.explanation.to_text import to_text
from tests.explanation.rules_for_tests import Rules, claim
from tests.explanation.several_loans import IN_ENGLISH, answer, loan

NUMBERS = (
    "borrower.monthly_income",
    "borrower.monthly_essential_expenses",
    "borrower.monthly_other_debt_payments",
    "borrower.savings",
    "borrower.dependants",
    "loan.overdue_amount",
    "loan.next_instalment",
    "loan.outstanding_principal",
)


def test_what_most_options_wait_for_first_is_asked_first(rules: Rules) -> None:
    rules.option("a", claim("rich", "borrower.savings > 0"), claim("late", "loan.days_overdue > 0"))
    rules.option("b", claim("late", "loan.days_overdue > 0"), claim("alone", "borrower.dependants = 0"))
    rules.option("c", claim("late", "loan.days_overdue > 0"), claim("alone", "borrower.dependants = 0"))
    asked = [one.fact for one in rules.loan().ask_for]
    assert asked == ["loan.days_overdue", "borrower.savings", "borrower.dependants"]


def test_of_facts_for_which_as_many_options_wait_the_preferred_option_is_served_first(rules: Rules) -> None:
    rules.option("worse", claim("alone", "borrower.dependants = 0"))
    rules.option("better", claim("rich", "borrower.savings > 0"), preferred_over=["worse"])
    assert [one.fact for one in rules.loan().ask_for] == ["borrower.savings", "borrower.dependants"]


def test_what_is_presumed_meanwhile_is_asked_last(rules: Rules) -> None:
    told = "every a in agreements satisfies a.can_be_kept"
    presumed = claim("kept", told, presumed_until_told="agreements")
    for name in "abc":
        rules.option(name, presumed, claim("rich", "borrower.savings > 0"))
    rules.option("d", claim("late", "loan.days_overdue > 0"))
    asked = [one.fact for one in rules.loan().ask_for]
    assert asked == ["borrower.savings", "loan.days_overdue", "agreements"]


def test_an_option_that_is_shut_asks_for_nothing(rules: Rules) -> None:
    rules.option("shut", claim("rich", "borrower.savings > 0"), claim("late", "loan.days_overdue > 0"))
    assert rules.loan({"borrower": {"savings": 0}}).ask_for == ()


@pytest.mark.parametrize(("extra", "closing"), [(0, ""), (1, "up to 1 more may be asked")])
def test_a_page_asks_seven_questions_and_says_how_many_may_follow(
    rules: Rules, extra: int, closing: str
) -> None:
    names = NUMBERS[: 7 + extra]
    rules.option("one", *[claim(name.replace(".", "_"), f"{name} > 0") for name in names])
    found = rules.answer()
    assert [one.fact for one in found.loans[0].ask_for] == [*names]
    for page in (to_text(found), to_markdown(found).replace("\\", "")):
        shown = [name for name in NUMBERS if f"({name})" in page]
        assert shown == [*NUMBERS[:7]]
        assert ("more may be asked" in page) is bool(closing)
        assert closing in page


def test_how_many_questions_may_follow_is_said_in_chinese(rules: Rules) -> None:
    rules.languages = ("zh",)
    rules.option("one", *[claim(name.replace(".", "_"), f"{name} > 0") for name in NUMBERS])
    assert "弄清这些以后，可能还要再问1项。" in to_text(rules.answer())


def test_a_question_about_another_loan_names_it(rules: Rules) -> None:
    rules.languages = ("en", "zh")
    rules.option("one", claim("all_small", "every l in loans satisfies l.next_instalment < 100"))
    told = {"loans": [{"id": "招联", "next_instalment": 50}, {}]}
    (asked,) = rules.answer(told).loans[0].ask_for
    assert (asked.fact, asked.title) == ("loans[2].next_instalment", "next instalment of loan 2")
    assert asked.question.startswith("loan 2: ")
    told = {"loans": [{"id": "招联"}, {"next_instalment": 50}]}
    (asked,) = rules.answer(told, "zh").loans[1].ask_for
    assert asked.title == "借款招联的下一期应还金额"
    assert asked.question.startswith("借款招联：")


def test_a_question_about_the_only_loan_does_not_name_it(rules: Rules) -> None:
    rules.option("one", claim("all_small", "every l in loans satisfies l.next_instalment < 100"))
    (asked,) = rules.loan({"loans": [{"id": "a"}]}).ask_for
    assert (asked.fact, asked.title) == ("loans[1].next_instalment", "next instalment")


def test_an_offer_of_one_loan_is_asked_for_in_words_that_name_the_loan() -> None:
    page = to_text(answer([loan(id="a"), loan(id="b", outstanding_principal=None)], IN_ENGLISH))
    assert "· loan b: " in page
