"""What each form of a property means: of whom it holds, and who shows that it doesn't."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.analysis.model import Answer, Limits, Proved, Refuted
from engine.analysis.properties.from_yaml import read_properties
from engine.analysis.properties.questions import spoken_of
from engine.analysis.properties.resolve import resolve
from engine.analysis.rulebook import stated
from engine.analysis.rulebook.asking import Asking
from engine.analysis.rulebook.kept_answers import KeptAnswers
from engine.analysis.rulebook.model import Asked, Pack
from engine.diagnostics import render


def asked(pack: Pack, where: Path, demand: str) -> Asked:
    """A property of a pack as a question."""
    (where / "pack.yaml").write_text((pack.folder / "pack.yaml").read_text("utf-8"), encoding="utf-8")
    text = f"properties:\n  - {{id: it_holds, words: {{en: It holds.}}, source: [invented], {demand}}}\n"
    (where / "properties.yaml").write_text(text, encoding="utf-8")
    written, faults = read_properties(where)
    demands, more = resolve(written, pack.program, pack.rulebook)
    assert "\n".join(map(render, (*faults, *more))) == ""
    (one,) = stated.asked(replace(pack, demands=demands))
    return one


def answer(pack: Pack, one: Asked) -> Answer:
    return Asking(pack, Limits(), KeptAnswers(None, ""), 1, lambda _, __: None).answers([one])[0]


HOLD = [
    "never: {when: capacity <= 0, options: {plan: [recommended]}}",
    "never: {when: loan.days_overdue >= 365, not_raised: [sued]}",
    "never: {raised: [sued], some_option: [recommended]}",
    "never: {criteria: {hardship: unmet, plan.in_hardship: met}}",
    "never: {criteria: {hardship: unknown}, options: {plan: [recommended, available, needs_action]}}",
    "never: {every_option: [recommended]}",
    "whoever: {raised: [sued]}, then: {options: {talk: [not_available]}}",
    "whoever: {when: capacity > 0}, then: {any_of: [{criteria: {something_is_left: met}}, {raised: [sued]}]}",
    "monotone: {change: {borrower.monthly_income: higher}, never_shuts: [plan]}",
    "monotone: {change: {borrower.monthly_income: lower}, never_opens: [plan]}",
    "monotone: {change: {evidence: more}, never_shuts: [plan, talk]}",
    "monotone: {change: {evidence: fewer}, never_opens: [plan, talk]}",
    "monotone: {change: {third_parties: more}, never_shuts: [plan, talk], never_opens: [plan, talk]}",
    "monotone: {change: {as_of: later}, never_shuts: [plan, talk], never_opens: [plan, talk]}",
    "monotone: {change: {hardship.began_on: earlier}, never_shuts: [plan], never_opens: [plan]}",
    (
        "monotone: {change: {loan.days_overdue: told}, before: {options: {talk: [not_available]}}, "
        "after: {options: {talk: [not_available]}}}"
    ),
    "monotone: {change: {loan.days_overdue: lower}, given: {raised: [sued]}, never_shuts: [talk]}",
]
FAIL = [
    "never: {when: capacity <= 0, options: {talk: [recommended]}}",
    "never: {raised: [sued]}",
    "never: {not_raised: [sued], options: {talk: [recommended, available]}}",
    "never: {criteria: {hardship: unknown}}",
    "never: {some_option: [needs_action]}",
    "never: {every_option: [needs_information, not_available]}",
    "whoever: {when: capacity > 0}, then: {options: {plan: [recommended]}}",
    "whoever: {not_raised: [sued]}, then: {when: loan.days_overdue < 365}",  # not told is not surely less
    "monotone: {change: {borrower.monthly_income: lower}, never_shuts: [plan]}",
    "monotone: {change: {borrower.monthly_income: higher}, never_opens: [plan]}",
    (
        "monotone: {change: {evidence: more}, before: {options: {plan: [needs_action]}}, "
        "after: {options: {plan: [needs_action]}}}"
    ),
    (
        "monotone: {change: {evidence: fewer}, before: {options: {plan: [recommended]}}, "
        "after: {options: {plan: [recommended]}}}"
    ),
    (
        "monotone: {change: {evidence: told}, before: {options: {plan: [needs_information]}}, "
        "after: {options: {plan: [needs_information]}}}"
    ),
    "monotone: {change: {loan.days_overdue: higher}, never_shuts: [talk]}",
    (
        "monotone: {change: {as_of: earlier}, before: {when: 'as_of > date(2024, 2, 29)'}, "
        "after: {when: 'as_of > date(2024, 2, 29)'}}"
    ),
]


@pytest.mark.parametrize("demand", HOLD)
def test_a_property_that_holds_is_proved(clean: Pack, tmp_path: Path, demand: str) -> None:
    assert isinstance(answer(clean, asked(clean, tmp_path, demand)), Proved)


@pytest.mark.parametrize("demand", FAIL)
def test_a_property_that_does_not_hold_is_refuted_by_somebody(
    clean: Pack, tmp_path: Path, demand: str
) -> None:
    one = asked(clean, tmp_path, demand)
    found = answer(clean, one)
    assert isinstance(found, Refuted)
    assert len(found.witnesses) == (2 if "monotone" in demand else 1)
    told = one.told(found)
    assert told is not None
    assert "doesn't hold" in str(told)


def test_of_two_borrowers_only_the_changed_fact_differs(clean: Pack, tmp_path: Path) -> None:
    found = answer(clean, asked(clean, tmp_path, FAIL[8]))
    assert isinstance(found, Refuted)
    before, after = (dict(one.view.facts) for one in found.witnesses)
    assert before.pop("borrower.monthly_income") > after.pop("borrower.monthly_income")  # type: ignore[operator]  # numbers
    assert before == after


def test_a_property_speaks_of_every_name_in_it(clean: Pack, tmp_path: Path) -> None:
    demand = (
        "whoever: {when: capacity > 0, criteria: {hardship: met}, raised: [sued]}, "
        "then: {any_of: [{options: {talk: [available]}}, {when: loan.days_overdue > 3}]}"
    )
    one = asked(clean, tmp_path, demand)
    assert set(spoken_of(one.demand)) == {"capacity", "hardship", "sued", "talk", "loan.days_overdue"}
