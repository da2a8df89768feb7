"""What people read of an option of which it can't be told yet whether it applies; machines get all of it."""

from collections.abc import Callable

import pytest

from engine.explanation.model import Recommendation
from engine.explanation.to_json import to_data
from engine.explanation.to_markdown import to_markdown
from engine.explanation.to_text import to_text
from tests.explanation.rules_for_tests import Rules, claim

Form = Callable[[Recommendation], str]

TOLD = {"borrower": {"savings": 5}}
FORMS = pytest.mark.parametrize("form", [to_text, to_markdown])


def answer(rules: Rules) -> Recommendation:
    """One option is open, one is recommended; both have a step, a caution, a known figure and another one."""
    rules.step("call")
    rules.step("beware", section="cautions")
    rules.evidence("proof", ["medical_diagnosis"])
    tests = {"first": "loan.days_overdue = 0", "second": "borrower.savings > 0"}
    for name, test in tests.items():
        rules.step(f"go_{name}")
        rules.option(
            name,
            claim("sure", test),
            steps=["call", f"go_{name}"],
            cautions=["beware"],
            evidence=["proof"],
            figures=["borrower.savings", "loan.overdue_amount"],
        )
    return rules.answer(TOLD)


@FORMS
def test_an_open_option_says_what_has_to_be_known_first_and_no_steps(rules: Rules, form: Form) -> None:
    text = form(answer(rules))
    recommended, open_ = text.split("second — recommended")[1].split("first — can't tell yet")
    assert "do go_second" in recommended.replace("\\", "")
    assert "do go_first" not in text.replace("\\", "")
    assert "To be known first: days overdue. The steps follow then." in open_
    assert "further facts may change this" not in open_
    assert "not clear: proof" in open_


@FORMS
def test_a_figure_that_is_not_known_is_left_out_whatever_the_status(rules: Rules, form: Form) -> None:
    text = form(answer(rules))
    assert text.count("savings: ¥5.00") == 2
    assert "not given" not in text


@FORMS
def test_with_no_figure_known_there_is_no_heading_for_figures(rules: Rules, form: Form) -> None:
    rules.option("one", claim("sure", "borrower.savings > 0"), figures=["loan.overdue_amount"])
    assert "Figures" not in form(rules.answer(TOLD))


def test_the_json_has_the_steps_and_figures_that_people_do_not_see(rules: Rules) -> None:
    options = to_data(answer(rules))["options"]
    assert isinstance(options, list)
    (open_,) = [one for one in options if isinstance(one, dict) and one["id"] == "first"]
    steps, figures = open_["steps"], open_["figures"]
    assert isinstance(steps, list)
    assert isinstance(figures, list)
    assert [one["id"] for one in steps if isinstance(one, dict)] == ["call", "go_first"]
    assert [one["value"] for one in figures if isinstance(one, dict)] == ["5", None]


@FORMS
def test_an_option_that_no_fact_would_settle_says_why_and_asks_for_nothing(rules: Rules, form: Form) -> None:
    rules.option("one", claim("split", "borrower.savings / 0 > 1"))
    text = form(rules.answer(TOLD))
    assert "a formula divides by zero" in text
    assert "To be known first" not in text
    assert "further facts may change this" in text


@FORMS
def test_of_an_alert_that_suspends_it_is_said_that_nothing_is_recommended(rules: Rules, form: Form) -> None:
    for name, suspends in (("halt", True), ("heed", False)):
        rules.alert(name, claim("poor", "borrower.savings < 10"), suspends=suspends)
    assert form(rules.answer(TOLD)).count("Nothing is recommended until this is put right.") == 1
