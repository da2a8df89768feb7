"""While what was told isn't so, nothing that rests on it is said; what shuts every option is said once."""

from typing import Any

from engine.evaluation.outcome import Status
from engine.explanation.to_markdown import to_markdown
from engine.explanation.to_text import to_text
from tests.explanation.rules_for_tests import Rules, claim, option_of, statuses

ON_HOLD = "to be seen once it is put right"


def contradicted(rules: Rules) -> Rules:
    rules.step("apply", "Apply formally.")
    rules.step("correct", "Correct it.")
    rules.step("beware", "Beware of fraud.", section="cautions")
    poor = claim("poor", "borrower.savings < 500", met="You have {borrower.savings}.")
    more: dict[str, Any] = {"steps": ["apply"], "cautions": ["beware"], "figures": ["borrower.savings"]}
    rules.option("wait", poor, **more)
    rules.option("leave", claim("rich", "borrower.savings > 500", unmet="Too poor."), **more)
    rules.alert("hopeless", claim("nothing", "borrower.savings < 50"), suspends=False, text="No way out.")
    rules.alert("silent", claim("stopped", "borrower.has_stopped_paying"), suspends=False)
    lies = claim("lies", "not(declaration.is_true)")
    rules.alert("untrue", lies, suspends=True, holds_back=["hopeless"], steps=["correct"])
    return rules


def told(*, is_true: bool | None) -> dict[str, object]:
    borrower = {"savings": 10, "has_stopped_paying": True}
    return {"borrower": borrower, "declaration": {"is_true": is_true}}


def test_an_alert_that_rests_on_untrue_figures_is_held_back_and_others_are_said(rules: Rules) -> None:
    contradicted(rules)
    assert {one.id for one in rules.loan(told(is_true=False)).alerts} == {"untrue", "silent"}
    assert {one.id for one in rules.loan(told(is_true=True)).alerts} == {"hopeless", "silent"}
    assert {one.id for one in rules.loan(told(is_true=None)).alerts} == {"hopeless", "silent"}


def test_an_option_has_neither_steps_nor_figures_while_an_alert_suspends(rules: Rules) -> None:
    contradicted(rules)
    held = option_of(rules.loan(told(is_true=False)), "wait")
    assert (held.status, held.steps, held.figures) == (Status.AVAILABLE, (), ())
    assert [one.id for one in held.warnings] == ["beware"]
    free = option_of(rules.loan(told(is_true=True)), "wait")
    assert [one.id for one in free.steps] == ["apply"]
    assert [one.name for one in free.figures] == ["borrower.savings"]


def test_a_page_says_only_which_options_are_to_be_seen_later_while_an_alert_suspends(rules: Rules) -> None:
    contradicted(rules)
    answer = rules.answer(told(is_true=False))
    for page in (to_text(answer), to_markdown(answer)):
        assert f"wait — {ON_HOLD}" in page
        assert "Correct it." in page
        for left_out in ("also possible", "leave", "You have", "Too poor.", "Apply formally.", "No way out."):
            assert left_out not in page


def test_what_shuts_every_option_in_the_same_words_is_said_once(rules: Rules) -> None:
    same = claim("ours", "borrower.savings > 500", unmet="Another lender's.")
    rules.option("wait", claim("late", "borrower.savings > 900", unmet="Too poor."), same)
    rules.option("leave", same)
    answer = rules.answer({"borrower": {"savings": 10}})
    assert statuses(answer.loans[0]) == {"wait": "not_available", "leave": "not_available"}
    for page in (to_text(answer), to_markdown(answer)):
        assert page.count("Another lender's.") == 1
        assert "Too poor." not in page
        assert "leave" not in page


def test_options_that_are_shut_for_different_reasons_are_each_said(rules: Rules) -> None:
    same = claim("ours", "borrower.savings > 500", unmet="Another lender's.")
    rules.option("wait", same)
    rules.option("leave", claim("late", "borrower.savings > 900", unmet="Too poor."))
    page = to_text(rules.answer({"borrower": {"savings": 10}}))
    assert page.count("Another lender's.") == page.count("Too poor.") == 1
    assert "leave — doesn't apply now" in page


def test_the_only_option_says_by_itself_why_it_is_shut(rules: Rules) -> None:
    rules.option("wait", claim("ours", "borrower.savings > 500", unmet="Another lender's."))
    assert "wait — doesn't apply now" in to_text(rules.answer({"borrower": {"savings": 10}}))
