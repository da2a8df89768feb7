"""Tables in a pack: names like measures, in the order in which they need each other, in every evaluator."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.run import run_cases
from engine.diagnostics import Faulty
from engine.evaluation.compiled import Compiled
from engine.evaluation.evaluators import Evaluators
from engine.evaluation.generated_lines import Lines
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.feel.to_python import Writer
from engine.feel.unknown import Unknown
from engine.profile.model import FactView
from engine.program.load import check_pack
from tests.tables.pack import PACK, changed, compiled, program, view

AS_OF = date(2026, 11, 22)
COMPILED, BOTH = compiled(), Evaluators(program())


def test_the_pack_has_no_fault_and_passes_its_cases() -> None:
    assert check_pack(PACK)[1] == ()
    results = run_cases(PACK)
    assert results.faults == ()
    assert results.passed == 14


def test_each_output_comes_after_what_it_uses() -> None:
    order = [one.id for one in program().computed]
    assert order.index("capacity") < order.index("plan.pace")
    assert order.index("plan.most_instalments") < order.index("papers_by_cause#proof_of_job_loss")
    assert [one.id for one in program().measures] == ["capacity"]


def test_outputs_are_names_of_the_program_and_collected_requirements_are_not() -> None:
    types = {name: str(kind) for name, kind in program().types.items()}
    assert types["longest_wait"] == "number in day"
    assert types["plan.pace"] == "text of a fixed set"
    assert types["papers_by_cause"] == "list of text of a fixed set"
    assert types["reminders"] == "ratio"
    assert types["first_day"] == "date"
    assert not [name for name in types if "#" in name]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"longest_wait": 90, "plan.most_instalments": 12, "plan.pace": "quick", "urgency": "this_week"}),
        ({}, {"contact": True, "fee": 32, "reminders": 2, "first_day": date(2026, 12, 15)}),
        ({"loan": {"days_overdue": 31}}, {"longest_wait": 60, "urgency": "today", "fee": 62, "reminders": 3}),
        ({"loan": {"days_overdue": 0}}, {"contact": False, "urgency": "any_time", "fee": 12, "reminders": 0}),
        ({"hardship": {"cause": "other"}}, {"longest_wait": 30}),
        ({"hardship": {"cause": None}}, {"longest_wait": None, "papers_by_cause": None, "fee": 32}),
        ({"loan": {"outstanding_principal": 999.99}}, {"plan.most_instalments": 6, "fee": 20}),
        ({"borrower": {"monthly_income": 2500}}, {"plan.most_instalments": 0, "plan.pace": "slow"}),
        ({"hardship": {"duration": "lasting"}}, {"plan.most_instalments": 24}),
        ({"hardship": {"duration": None}}, {"plan.most_instalments": None}),
        ({}, {"papers_by_cause": ("proof_of_income", "proof_of_illness")}),
        ({"hardship": {"cause": "none"}}, {"papers_by_cause": ("proof_of_income",)}),
    ],
)
def test_what_the_tables_of_the_pack_say_of_a_borrower(
    changes: Mapping[str, Any], expected: Mapping[str, Any]
) -> None:
    for outcome in (evaluate(program(), view(changes), AS_OF), COMPILED.evaluate(view(changes), AS_OF)):
        for name, value in expected.items():
            found = outcome.values[name]
            assert isinstance(found, Unknown) if value is None else found == value


FACTS: Mapping[str, st.SearchStrategy[Any]] = {
    "borrower.monthly_income": st.sampled_from([Decimal(2500), Decimal(4000)]),
    "borrower.monthly_essential_expenses": st.just(Decimal(2500)),
    "borrower.has_contacted_lender": st.booleans(),
    "loan.outstanding_principal": st.sampled_from([Decimal("999.99"), Decimal(20000), Decimal(20001)]),
    "loan.days_overdue": st.sampled_from([Decimal(one) for one in (0, 1, 15, 30, 31)]),
    "loan.next_due_date": st.sampled_from([AS_OF, date(2026, 12, 15)]),
    "loan.is_due_as_a_whole": st.booleans(),
    "hardship.cause": st.sampled_from(["illness", "job_loss", "other", "none"]),
    "hardship.duration": st.sampled_from(["temporary", "lasting"]),
    "hardship.began_on": st.sampled_from([AS_OF, date(2026, 12, 15)]),
    "evidence": st.lists(
        st.sampled_from(["payslip", "medical_diagnosis", "separation_certificate"]), max_size=2
    ).map(lambda kinds: tuple({"kind": kind} for kind in kinds)),
}
VIEWS = st.fixed_dictionaries({}, optional=FACTS).map(lambda facts: FactView("", facts))


def contents(outcome: Outcome) -> dict[str, object]:
    """Everything that an outcome holds."""
    values = {one.id: outcome.values[one.id] for one in program().computed}
    return {
        **values,
        **{f"proof {name}": one for name, one in outcome.proofs.items()},
        **{f"criterion {name}": one for name, one in outcome.criteria.items()},
        **{f"option {name}": one for name, one in outcome.options.items()},
    }


@given(VIEWS)
def test_the_compiled_program_says_of_tables_what_the_walk_says(facts: FactView) -> None:
    assert contents(COMPILED.evaluate(facts, AS_OF)) == contents(evaluate(program(), facts, AS_OF))


@given(VIEWS)
def test_every_engine_comes_to_one_outcome(facts: FactView) -> None:
    BOTH.evaluate(facts, AS_OF)


def test_rows_are_written_once_for_all_outputs_of_a_table() -> None:
    facts = {name: f"v{place}" for place, name in enumerate(program().types)}
    lines = Lines(Writer(facts, frozenset(), program().functions))
    lines.assign("m0", program().formulas["plan.most_instalments"])
    before = len(lines.lines)
    lines.assign("m1", program().formulas["plan.pace"])
    assert len(lines.lines) == before + 1


def test_a_cell_that_cannot_be_written_leaves_its_table_to_the_walk(tmp_path: Path) -> None:
    old, new = "'> 30', '-'], then: [30]", "'range(\"[31..60]\")', '-'], then: [30]"
    other = changed(tmp_path, ("tables/fee.yaml", old, new))
    facts = view({"loan": {"days_overdue": 31}})
    assert Compiled(other).evaluate(facts, AS_OF).values["fee"] == Decimal(62)


def test_a_guarded_table_that_cannot_be_written_is_always_looked_at(tmp_path: Path) -> None:
    old, new = "'> parameter.prompt_days'", "'range(\"(10..90]\")'"
    other = changed(tmp_path, ("tables/longest_wait.yaml", old, new))
    with pytest.raises(Faulty) as refused:
        Compiled(other).evaluate(view({}), AS_OF)
    assert [fault.code for fault in refused.value.diagnostics] == ["R271"]
    assert Compiled(other).evaluate(view({"loan": {"days_overdue": 1}}), AS_OF).values["longest_wait"] == 90


LISTS = (
    ("tables/fee.yaml", "aggregation: sum\n", ""),
    (
        "options/talk/option.yaml",
        "contact or reminders > 1",
        "contact or 32 in fee or count(fee) = reminders",
    ),
)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"loan": {"outstanding_principal": None}},
        {"loan": {"days_overdue": None}},
        {
            "loan": {"outstanding_principal": None, "days_overdue": 0},
            "borrower": {"has_contacted_lender": None},
        },
    ],
)
def test_a_list_of_which_an_element_is_not_known_is_the_same_for_both(
    tmp_path: Path, changes: Mapping[str, Any]
) -> None:
    other = changed(tmp_path, *LISTS)
    facts = view(changes)
    walked, quick = evaluate(other, facts, AS_OF), Compiled(other).evaluate(facts, AS_OF)
    assert walked.criteria == quick.criteria
    assert walked.options == quick.options
    assert walked.values["fee"] == quick.values["fee"]
