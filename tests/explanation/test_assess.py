"""What an answer says of how it came about: its day, its engines, an alert that holds everything up."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine import Assessor, WrongUsage, assess, load_pack, profile_from_data, to_text
from engine.evaluation import chaining_host, evaluators
from tests.explanation.rules_for_tests import AS_OF, Rules, claim
from tests.explanation.rules_for_tests import profile as profile_of

SMALL = Path(__file__).parents[1] / "packs" / "small"


def test_an_assessment_needs_a_day_from_the_call_or_from_the_profile() -> None:
    program = load_pack(SMALL)
    profile, _ = profile_from_data({"loan": {}}, program.dictionary)
    assert profile is not None
    with pytest.raises(WrongUsage, match="neither the call nor the profile says the day"):
        assess(program, profile)
    assert assess(program, profile, as_of=AS_OF, engine="reference").as_of == AS_OF


@pytest.mark.parametrize("given", ["2026-01-01", "", 0, datetime(2026, 1, 1, tzinfo=UTC)])
def test_what_is_no_day_is_refused_in_words(given: Any) -> None:
    program = load_pack(SMALL)
    profile = profile_of(program, {"as_of": AS_OF})
    for act in (assess, lambda *what, as_of: Assessor(program).assess(what[1], as_of)):
        with pytest.raises(
            WrongUsage, match=rf"^`as_of` is a day such as .*; `{re.escape(str(given))}` is none$"
        ):
            act(program, profile, as_of=given)


def test_an_engine_that_there_is_not_is_refused_in_words() -> None:
    program = load_pack(SMALL)
    engine: Any = "foo"
    with pytest.raises(WrongUsage, match="there is no engine `foo`"):
        assess(program, profile_of(program, {"as_of": AS_OF}), engine=engine)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Only one engine worked this out: durable_rules isn't installed; "),
        ("zh", "这次只用了一个引擎核算：没有安装 durable_rules；"),
    ],
)
def test_an_answer_without_a_second_opinion_says_so(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setitem(sys.modules, chaining_host.MODULE, None)
    monkeypatch.setattr(evaluators, "unavailable", lambda: chaining_host.unavailable((3, 11)))
    program = load_pack(SMALL)
    answer = assess(program, profile_of(program, {"loan": {}}), as_of=AS_OF, language=language)
    assert answer.engines == ("reference",)
    assert [notice.startswith(said) for notice in answer.notices] == [True]
    assert said in to_text(answer)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Python 3.12 or older"), ("zh", "更早的版本，这里是 3.")]
)
def test_where_python_is_too_new_for_a_second_opinion_the_answer_says_so_in_its_language(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setattr(evaluators, "unavailable", lambda: "python_too_new")
    program = load_pack(SMALL)
    (notice,) = assess(program, profile_of(program, {}), as_of=AS_OF, language=language).notices
    assert said in notice


def test_an_answer_by_the_reference_alone_needs_no_excuse_where_nobody_asked_for_more(rules: Rules) -> None:
    rules.option("one", claim("rich", "borrower.savings > 50"))
    assert rules.answer().notices == ()


@pytest.mark.parametrize("suspends", [True, False])
def test_an_alert_that_holds_everything_up_says_that_nothing_is_recommended(
    rules: Rules, suspends: bool
) -> None:
    rules.option("one", claim("rich", "borrower.savings > 50"))
    rules.alert("halt", claim("untrue", "declaration.is_true = false"), suspends=suspends)
    told = {"borrower": {"savings": 100}, "declaration": {"is_true": False}}
    page = to_text(rules.answer(told))
    assert ("Nothing is recommended until this is put right." in page) is suspends


def test_a_list_with_an_entry_that_is_not_known_shows_which(rules: Rules) -> None:
    rules.files["tables/debts.yaml"] = {
        "id": "debts",
        "hit_policy": "collect",
        "inputs": [{"expression": "borrower.dependants"}],
        "outputs": [{"id": "amount", "unit": "yuan"}],
        "rows": [
            {"when": ["-"], "then": ["loan.overdue_amount"]},
            {"when": [">= 0"], "then": ["loan.payoff_amount"]},
        ],
        "source": ["law_1"],
    }
    rules.say("tables", "debts", "the debts")
    rules.option("one", claim("rich", "borrower.savings > 50"), figures=["debts"])
    told = {"borrower": {"savings": 100, "dependants": 0}, "loan": {"payoff_amount": 5}}
    (figure,) = rules.loan(told).options[0].figures
    assert (figure.value, figure.text) == ('[null, "5"]', "(not given), ¥5.00")
