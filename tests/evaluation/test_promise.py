"""What an answer promises: once it is settled no further fact overturns it, and what is open has a cause."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.diagnostics import Faulty
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.feel.unknown import Failure, MissingFact, Unknown
from engine.profile.model import FactView
from engine.program.model import Program
from engine.values import Truth
from tests.evaluation.agreement import (
    DICTIONARY,
    attempt,
    evaluators,
    generated,
    overturned,
    seeded,
    told_and_whole,
)
from tests.evaluation.generate_facts import DAYS
from tests.evaluation.generate_program import SOURCE, program, rulebook, written

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_no_further_fact_overturns_what_is_settled(seed: int) -> None:
    compiled = Compiled(generated(seed))
    as_of = seeded(seed).choice(DAYS)
    for told, whole in told_and_whole(seeded(seed), 100):
        assert (
            overturned(attempt(compiled.evaluate, told, as_of), attempt(compiled.evaluate, whole, as_of))
            == {}
        )


def causes(outcome: Outcome | Faulty, of: Program) -> Iterator[tuple[str, Unknown]]:
    """Each condition and each measure that isn't known, with what keeps it open; none without an outcome."""
    if isinstance(outcome, Faulty):
        return
    conditions = [(one.key, one.test, outcome.criteria[one.key]) for one in of.criteria]
    for requirement in of.requirements:
        proof = outcome.proofs[requirement.id]
        conditions.append((f"needed {requirement.id}", requirement.needed, proof.needed))
        conditions.append((f"held {requirement.id}", requirement.held, proof.held))
    for name, node, truth in conditions:
        if node is not None and truth is Truth.UNKNOWN:
            value = outcome.values.evaluate(node)
            assert isinstance(value, Unknown)
            yield name, value
    for name in of.formulas:
        value = outcome.values[name]
        if isinstance(value, Unknown):
            yield name, value


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_what_is_open_has_a_cause_and_with_all_facts_told_only_operations_without_a_value(seed: int) -> None:
    of = generated(seed)
    as_of = seeded(seed).choice(DAYS)
    for told, whole in told_and_whole(seeded(seed), 30):
        for name, value in causes(attempt(evaluate, of, told, as_of), of):
            assert value.causes, name
        for name, value in causes(attempt(evaluate, of, whole, as_of), of):
            assert value.causes, name
            assert all(isinstance(cause, Failure) and cause.span for cause in value.causes), name


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_telling_everything_that_is_asked_for_settles_an_answer_or_leaves_a_cause(seed: int) -> None:
    """The facts that are named as missing are enough, told one round at a time; no other is needed."""
    of = generated(seed)
    as_of = seeded(seed).choice(DAYS)
    for told, whole in told_and_whole(seeded(seed), 10):
        known = dict(told.facts)
        for _ in range(100):
            outcome = attempt(evaluate, of, FactView("", known), as_of)
            asked = {
                cause.path.partition("[")[0]
                for _, value in causes(outcome, of)
                for cause in value.causes
                if isinstance(cause, MissingFact)
            }
            if not asked:
                break
            known |= {name: whole.facts[name] for name in asked}
        assert not asked
        expected = attempt(evaluate, of, whole, as_of)
        if isinstance(outcome, Outcome) and isinstance(expected, Outcome):
            assert outcome.criteria == expected.criteria


def with_measure(formula: str, unit: str, condition: str) -> Program:
    """A rulebook in which one option rests on one measure."""
    files = dict(rulebook(seeded(0)))
    measure = {"id": "made", "formula": formula, "unit": unit, "source": SOURCE}
    criterion = {"id": "c", "when": condition, "source": SOURCE}
    words = files["words.en.yaml"]
    truths = {"met": "yes", "unmet": "no", "unknown": "perhaps"}
    files |= {
        "measures/made.yaml": measure,
        "words.en.yaml": {**words, "measures": {**words["measures"], "made": "made"}},
        "options/tested/option.yaml": {"id": "tested", "eligible_when": [criterion]},
        "options/tested/words.en.yaml": {"title": "t", "summary": "s", "criteria": {"c": truths}},
    }
    with TemporaryDirectory() as folder:
        return program(written(files, Path(folder)), DICTIONARY)


@pytest.mark.parametrize(
    ("formula", "unit", "condition", "reason", "part"),
    [
        (
            "loan.balance / borrower.savings",
            "1",
            "made > 1",
            "division_by_zero",
            "loan.balance / borrower.savings",
        ),
        ("loan.balance / (borrower.savings * 0)", "1", "made > 1", "division_by_zero", None),
        ("loan.balance * 9E6100 * 9E6100", "yuan", "made > 1", "overflow", None),
        ("20 * 9E6143", "1", "made > 1", "overflow", "20 * 9E6143"),
        ("(0 * loan.days_overdue / loan.days_overdue) ** -1", "1", "made < 1", "division_by_zero", None),
        ("(-1 * loan.days_overdue / loan.days_overdue) ** 0.5", "1", "made < 1", "undefined", None),
        ('as_of + @"P999999D" * loan.days_overdue', "date", "made > as_of", "overflow", None),
        ("borrower.debts[4]", "yuan", "made > 0", "no_such_element", "borrower.debts[4]"),
        ("max(borrower.debts)", "yuan", "made > 0", "no_value", "max(borrower.debts)"),
    ],
)
def test_an_operation_without_a_value_leaves_its_criterion_open_and_says_where(
    formula: str, unit: str, condition: str, reason: str, part: str | None
) -> None:
    of = with_measure(formula, unit, condition)
    facts = FactView(
        "1",
        {
            "loan.balance": Decimal(100),
            "loan.days_overdue": Decimal(9999),
            "borrower.savings": Decimal(0),
            "borrower.debts": (),
        },
    )
    all_three = evaluators(of)
    assert all_three.differences(facts, date(2026, 1, 1)) == {}
    all_three.close()
    outcome = evaluate(of, facts, date(2026, 1, 1))
    assert outcome.criteria["tested.c"] is Truth.UNKNOWN
    value = outcome.values["made"]
    assert isinstance(value, Unknown)
    (cause,) = value.causes
    assert isinstance(cause, Failure)
    assert cause.reason == reason
    assert cause.span is not None
    if part is not None:
        assert cause.span.source.text[cause.span.start : cause.span.end] == part


def test_a_zero_that_is_not_told_yet_is_asked_for_before_it_is_divided_by() -> None:
    of = with_measure("loan.balance / borrower.savings", "1", "made > 1")
    outcome = evaluate(of, FactView("1", {"loan.balance": Decimal(100)}), date(2026, 1, 1))
    assert outcome.values["made"] == Unknown(frozenset({MissingFact("borrower.savings")}))
