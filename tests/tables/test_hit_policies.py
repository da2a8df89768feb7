"""What each hit policy makes of the rows that match, and what an input that isn't known leaves open."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from engine.feel.unknown import Failure, MissingFact, Unknown, Value
from engine.feel.walk import Scope, evaluate
from tests.feel.test_walk_properties import says_no_more_than
from tests.tables.written import formulas, value

CAUSE, DURATION, OVERDUE = "hardship.cause", "hardship.duration", "loan.days_overdue"


def table(policy: str, *rows: str, default: str = "", inputs: tuple[str, ...] = (CAUSE, DURATION)) -> str:
    """A table of days by these inputs."""
    return "\n".join(
        [
            "id: t",
            f"hit_policy: {policy}",
            "inputs:",
            *(f"  - expression: {one}" for one in inputs),
            "outputs: [{id: days, unit: day}]",
            "rows:",
            *(f"  - {row}" for row in rows),
            f"default: {{then: [{default}]}}" if default else "source: [x]",
        ]
    )


COVERED = (  # every cause, whatever the duration
    """{when: ['"illness", "disaster"', '"temporary"'], then: [30]}""",
    """{when: ['"job_loss"', '"temporary"'], then: [30]}""",
    """{when: ['"none"', '"temporary"'], then: [30]}""",
    """{when: ['-', '"lasting"'], then: [90]}""",
)


@pytest.mark.parametrize("policy", ["unique", "any", "first"])
@pytest.mark.parametrize(
    ("told", "days"),
    [
        ({DURATION: "temporary"}, 30),  # whatever the cause
        ({DURATION: "lasting"}, 90),
        ({CAUSE: "illness"}, None),
        ({CAUSE: "illness", DURATION: "lasting"}, 90),
        ({}, None),
    ],
)
def test_rows_that_cover_every_value_settle_an_input_that_is_not_known(
    policy: str, told: Mapping[str, Value], days: int | None
) -> None:
    found = value(table(policy, *COVERED), told)
    assert isinstance(found, Unknown) if days is None else found == Decimal(days)


def test_what_is_asked_for_are_the_inputs_that_matter() -> None:
    found = value(table("first", *COVERED), {CAUSE: "illness"})
    assert found == Unknown(frozenset({MissingFact(DURATION)}))


def test_a_gap_between_the_rows_keeps_the_table_open() -> None:
    rows = ["""{when: ['"illness"', '-'], then: [30]}""", """{when: ['"job_loss"', '-'], then: [30]}"""]
    assert value(table("unique", *rows), {}) == Unknown(frozenset({MissingFact(CAUSE)}))
    assert value(table("unique", *rows, default="30"), {}) == Decimal(30)


def test_without_a_row_or_a_default_a_table_says_that_no_row_fits() -> None:
    found = value(table("first", """{when: ['"illness"', '-'], then: [30]}"""), {CAUSE: "none"})
    assert isinstance(found, Unknown)
    (cause,) = found.causes
    assert isinstance(cause, Failure)
    assert cause.reason == "no_row"
    assert cause.span is not None


@pytest.mark.parametrize(("policy", "reason"), [("unique", "several_rows"), ("any", "several_rows")])
def test_rows_that_contradict_each_other_have_no_value(policy: str, reason: str) -> None:
    rows = ["""{when: ['"illness"', '-'], then: [30]}""", """{when: ['-', '"lasting"'], then: [90]}"""]
    found = value(table(policy, *rows), {CAUSE: "illness", DURATION: "lasting"})
    assert isinstance(found, Unknown)
    assert {cause.reason for cause in found.causes if isinstance(cause, Failure)} == {reason}


def test_rows_that_agree_may_overlap_with_any() -> None:
    rows = ["""{when: ['"illness"', '-'], then: [30]}""", """{when: ['-', '"lasting"'], then: [30.0]}"""]
    assert value(table("any", *rows), {CAUSE: "illness", DURATION: "lasting"}) == Decimal(30)


def test_whether_rows_agree_may_itself_not_be_known() -> None:
    rows = [
        """{when: ['"illness"', '-'], then: [30]}""",
        """{when: ['-', '"lasting"'], then: [loan.days_overdue]}""",
    ]
    told = {CAUSE: "illness", DURATION: "lasting"}
    assert value(table("any", *rows), told) == Unknown(frozenset({MissingFact(OVERDUE)}))
    assert value(table("any", *rows), {**told, OVERDUE: Decimal(30)}) == Decimal(30)


def test_a_result_that_is_not_known_is_asked_for_with_the_input() -> None:
    rows = ["""{when: ['"illness"', '-'], then: [loan.days_overdue]}""", """{when: ['-', '-'], then: [30]}"""]
    assert value(table("first", *rows), {CAUSE: "illness"}) == Unknown(frozenset({MissingFact(OVERDUE)}))
    asked = Unknown(frozenset({MissingFact(CAUSE), MissingFact(OVERDUE)}))
    assert value(table("first", *rows), {}) == asked


def test_what_went_wrong_in_a_row_that_need_not_match_is_not_said() -> None:
    rows = [
        """{when: ['"illness"', '-'], then: [loan.days_overdue / 0]}""",
        """{when: ['-', '-'], then: [30]}""",
    ]
    assert value(table("first", *rows), {OVERDUE: Decimal(1)}) == Unknown(frozenset({MissingFact(CAUSE)}))


def test_a_cell_that_compares_with_an_unknown_fact_leaves_its_row_open() -> None:
    rows = ["{when: ['< loan.balance'], then: [1]}", "{when: ['-'], then: [2]}"]
    inputs = ("loan.next_instalment",)
    text = table("first", *rows, inputs=inputs)
    told = {inputs[0]: Decimal(5)}
    assert value(text, told) == Unknown(frozenset({MissingFact("loan.balance")}))
    assert value(text, {**told, "loan.balance": Decimal(6)}) == Decimal(1)
    same = table("first", rows[0], "{when: ['-'], then: [1]}", inputs=inputs)
    assert value(same, told) == Decimal(1)
    assert value(same, {}) == Decimal(1)


def test_too_many_open_rows_are_not_all_tried() -> None:
    rows = [f"{{when: ['> loan.balance + {one}'], then: [1]}}" for one in range(12)]
    text = table("first", *rows, "{when: ['-'], then: [1]}", inputs=("loan.next_instalment",))
    told: Mapping[str, Value] = {"loan.next_instalment": Decimal(5)}
    assert isinstance(value(text, told), Unknown)
    assert value(text, {**told, "loan.balance": Decimal(1)}) == Decimal(1)


@pytest.mark.parametrize(
    ("told", "days"), [({OVERDUE: Decimal(31)}, 9), ({OVERDUE: Decimal(1)}, 5), ({OVERDUE: Decimal(0)}, 1)]
)
def test_priority_takes_the_result_that_stands_first_in_its_values(
    told: Mapping[str, Value], days: int
) -> None:
    text = """\
id: t
hit_policy: priority
inputs: [{expression: loan.days_overdue}]
outputs:
  - {id: how, values: [at_once, soon, later]}
  - {id: days, unit: day}
rows:
  - {when: ['-'], then: ['"later"', 1]}
  - {when: ['> 0'], then: ['"soon"', 5]}
  - {when: ['> 0'], then: ['"soon"', 6]}
  - {when: ['> 30'], then: ['"at_once"', 9]}
"""
    found = formulas(text)
    assert evaluate(found["t.days"], Scope(told)) == Decimal(days)
    assert evaluate(found["t.how"], Scope({})) == Unknown(frozenset({MissingFact(OVERDUE)}))


def test_several_outputs_settle_each_by_itself() -> None:
    text = """\
id: t
hit_policy: first
inputs: [{expression: hardship.cause}]
outputs: [{id: days, unit: day}, {id: free, unit: truth}]
rows:
  - {when: ['"illness"'], then: [30, true]}
  - {when: ['-'], then: [60, true]}
"""
    found = formulas(text)
    assert evaluate(found["t.free"], Scope({})) is True
    assert isinstance(evaluate(found["t.days"], Scope({})), Unknown)


COLLECTING = """\
id: t
hit_policy: collect{}
inputs: [{{expression: loan.days_overdue}}]
outputs: [{{id: fee, unit: yuan}}]
rows:
  - {{when: ['> 0'], then: [20]}}
  - {{when: ['> 30'], then: [5]}}
  - {{when: ['[1..30]'], then: [loan.balance]}}
{}"""


@pytest.mark.parametrize(
    ("aggregation", "none", "many"),
    [("", (), (20, 5)), ("sum", 0, 25), ("count", 0, 2), ("min", None, 5), ("max", None, 20)],
)
def test_collect_gathers_rows_in_their_order_or_makes_one_figure_of_them(
    aggregation: str, none: object, many: object
) -> None:
    text = COLLECTING.format(f"\naggregation: {aggregation}" if aggregation else "", "source: [x]")
    nothing = value(text, {OVERDUE: Decimal(0)})
    assert isinstance(nothing, Unknown) if none is None else nothing == none
    assert value(text, {OVERDUE: Decimal(31)}) == many


@pytest.mark.parametrize(("aggregation", "result"), [("", (7,)), ("sum", 7), ("min", 7), ("max", 7)])
def test_a_default_is_collected_where_no_row_matches(aggregation: str, result: object) -> None:
    text = COLLECTING.format(f"\naggregation: {aggregation}" if aggregation else "", "default: {then: [7]}")
    assert value(text, {OVERDUE: Decimal(0)}) == result


def test_a_list_is_known_before_all_of_its_results_are() -> None:
    text = COLLECTING.format("", "source: [x]")
    found = value(text, {OVERDUE: Decimal(2)})
    assert isinstance(found, tuple)
    assert found[0] == 20
    assert found[1] == Unknown(frozenset({MissingFact("loan.balance")}))
    assert says_no_more_than(found, value(text, {OVERDUE: Decimal(2), "loan.balance": Decimal(1)}))
    counted = text.replace("collect", "collect\naggregation: count")
    assert value(counted, {OVERDUE: Decimal(2)}) == 2


def test_a_list_as_an_input_is_compared_as_a_whole() -> None:
    text = table(
        "first", "{when: ['[1, 2]'], then: [1]}", "{when: ['-'], then: [2]}", inputs=("borrower.debts",)
    )
    assert value(text, {"borrower.debts": (Decimal(1), Decimal(2))}) == 1
    assert value(text, {"borrower.debts": (Decimal(1),)}) == 2
    assert value(text, {}) == Unknown(frozenset({MissingFact("borrower.debts")}))


def test_a_cell_may_hold_a_list_of_the_profile() -> None:
    rows = ["{when: ['loan.kinds'], then: [1]}", "{when: ['-'], then: [2]}"]
    text = table("first", *rows, inputs=(CAUSE,))
    assert value(text, {CAUSE: "illness", "loan.kinds": ("illness", "none")}) == 1
    assert value(text, {CAUSE: "job_loss", "loan.kinds": ("illness", "none")}) == 2
    everything = ("illness", "job_loss", "disaster", "none")
    assert value(text, {"loan.kinds": everything}) == 1


def test_dates_are_tried_on_both_sides_of_what_they_are_compared_with() -> None:
    rows = ["{when: ['<= as_of'], then: [1]}", "{when: ['> as_of'], then: [1]}"]
    text = table("unique", *rows, inputs=("loan.final_maturity_date",))
    assert value(text, {"as_of": date(2026, 11, 22)}) == 1
    assert isinstance(value(text, {}), Unknown)
