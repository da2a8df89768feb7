"""Which small changes of a condition its cases notice."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from engine.cases.mutation.model import Kind, Mutant
from engine.cases.mutation.run import Mutation, mutation
from tests.cases.probing import PROBE, with_condition

INCOME, EXPENSES = "borrower.monthly_income", "borrower.monthly_essential_expenses"
MATURITY = "loan.final_maturity_date"
LATE = "count(loans[item.days_overdue > 0])"
CHOICE = "if borrower.has_stopped_paying then -capacity else max([capacity, 0])"
EITHER = "borrower.has_stopped_paying or hardship.is_explained"


def told(income: float | str, expenses: float | str = 0) -> str:
    return f"borrower: {{monthly_income: {income}, monthly_essential_expenses: {expenses}}}"


def tried(pack: Path, condition: str, cases: dict[str, str]) -> Mutation:
    found = mutation(pack, with_condition(pack, condition, cases))
    assert found is not None
    return found


def of(mutants: Iterable[Mutant]) -> set[str]:
    """The changes of the criterion, but for those of its sources."""
    return {one.change for one in mutants if one.owner == PROBE and one.kind is not Kind.SOURCES}


def unnoticed(pack: Path, condition: str, cases: dict[str, str]) -> set[str]:
    """The changes of the condition that survive."""
    return of(one.mutant for one in tried(pack, condition, cases).survivors)


def changes(pack: Path, condition: str) -> set[str]:
    """All that is tried of the condition."""
    return of(tried(pack, condition, {}).mutants) - {"left out", "`curable` is true"}


def test_a_threshold_on_which_a_case_stands_and_one_beside_it_has_no_survivor(pack: Path) -> None:
    cases = {told(1): "unmet", told("1.01"): "met"}
    assert unnoticed(pack, f"{INCOME} > 1", cases) == {"`curable` is true"}


def test_cases_far_from_a_threshold_let_it_move(pack: Path) -> None:
    cases = {told(0): "unmet", told(9): "met"}
    assert unnoticed(pack, f"{INCOME} > 1", cases) - {"`curable` is true"} == {
        f"`{INCOME} > 1` read as `{INCOME} >= 1`",
        f"`1` read as `0.99` in `{INCOME} > 1`",
        f"`1` read as `1.01` in `{INCOME} > 1`",
    }


def test_each_of_several_conditions_needs_a_case_of_its_own(pack: Path) -> None:
    condition = f"{INCOME} = 1 and {EXPENSES} = 2"
    left = unnoticed(pack, condition, {told(1, 2): "met", told(0, 2): "unmet"})
    assert f"`{EXPENSES} = 2` left out of `({INCOME} = 1) and ({EXPENSES} = 2)`" in left
    assert f"`{INCOME} = 1` left out of `({INCOME} = 1) and ({EXPENSES} = 2)`" not in left


@pytest.mark.parametrize(
    ("condition", "made"),
    [
        ("borrower.has_stopped_paying", set()),
        (
            "not(borrower.has_stopped_paying)",
            {"`not(borrower.has_stopped_paying)` read as `borrower.has_stopped_paying`"},
        ),
        (
            f"{INCOME} != 1",
            {
                f"`{INCOME} != 1` read as `{INCOME} = 1`",
                f"`1` read as `0.99` in `{INCOME} != 1`",
                f"`1` read as `1.01` in `{INCOME} != 1`",
            },
        ),
        (
            'hardship.duration = "lasting"',
            {
                '`hardship.duration = "lasting"` read as `hardship.duration != "lasting"`',
                '`"lasting"` read as `"temporary"` in `hardship.duration = "lasting"`',
            },
        ),
        (
            "borrower.has_stopped_paying = true",
            {
                "`borrower.has_stopped_paying = true` read as `borrower.has_stopped_paying != true`",
                "`true` read as `false` in `borrower.has_stopped_paying = true`",
            },
        ),
        (
            f'{MATURITY} = as_of + @"P1D"',
            {
                f'`{MATURITY} = (as_of + @"P1D")` read as `{MATURITY} != (as_of + @"P1D")`',
                '`as_of + @"P1D"` read as `as_of - @"P1D"`',
                '`@"P1D"` read as `@"PT0S"` in `as_of + @"P1D"`',
                '`@"P1D"` read as `@"P2D"` in `as_of + @"P1D"`',
            },
        ),
        (
            f'{MATURITY} = @"2026-12-31"',
            {
                f'`{MATURITY} = @"2026-12-31"` read as `{MATURITY} != @"2026-12-31"`',
                f'`@"2026-12-31"` read as `@"2026-12-30"` in `{MATURITY} = @"2026-12-31"`',
                f'`@"2026-12-31"` read as `@"2027-01-01"` in `{MATURITY} = @"2026-12-31"`',
            },
        ),
        (
            'every one in evidence satisfies one.kind in ("other")',
            {
                '`every` read as `some` in `every one in evidence satisfies (one.kind = "other")`',
                '`one.kind = "other"` read as `one.kind != "other"`',
                '`"other"` read as `"medical_diagnosis"` in `one.kind = "other"`',
            },
        ),
        (
            "count(loans[days_overdue > 0]) * 1 = 1",
            {
                f"`({LATE} * 1) = 1` read as `({LATE} * 1) != 1`",
                f"`{LATE} * 1` read as `{LATE} / 1`",
                "`loans[item.days_overdue > 0]` read as `loans[true]`",
                "`item.days_overdue > 0` read as `item.days_overdue >= 0`",
                "`item.days_overdue > 0` read as `item.days_overdue <= 0`",
                "`0` read as `-1` in `item.days_overdue > 0`",
                "`0` read as `1` in `item.days_overdue > 0`",
                f"`1` read as `0` in `{LATE} * 1`",
                f"`1` read as `2` in `{LATE} * 1`",
                f"`1` read as `0` in `({LATE} * 1) = 1`",
                f"`1` read as `2` in `({LATE} * 1) = 1`",
            },
        ),
        (
            "(if borrower.has_stopped_paying then -capacity else max(capacity, 0)) > 1",
            {
                "`then` and `else` of `if borrower.has_stopped_paying` have changed places",
                f"`({CHOICE}) > 1` read as `({CHOICE}) >= 1`",
                f"`({CHOICE}) > 1` read as `({CHOICE}) <= 1`",
                "`0` read as `-0.01` in `[capacity, 0]`",
                "`0` read as `0.01` in `[capacity, 0]`",
                f"`1` read as `0.99` in `({CHOICE}) > 1`",
                f"`1` read as `1.01` in `({CHOICE}) > 1`",
            },
        ),
        (
            EITHER,
            {
                f"`or` read as `and` in `{EITHER}`",
                f"`borrower.has_stopped_paying` left out of `{EITHER}`",
                f"`hardship.is_explained` left out of `{EITHER}`",
            },
        ),
        (
            f"(if {INCOME} > 5 then 0 else {INCOME}) != {EXPENSES}",
            None,
        ),
    ],
)
def test_what_is_tried_of_a_condition(pack: Path, condition: str, made: set[str] | None) -> None:
    found = changes(pack, condition)
    if made is None:
        assert f"`0` read as `0.01` in `if {INCOME} > 5 then 0 else {INCOME}`" in found
    else:
        assert found == made


def test_a_long_condition_is_cut_in_what_is_said_of_it(pack: Path) -> None:
    condition = " and ".join(f"{INCOME} > {number}" for number in range(9))
    assert max(map(len, changes(pack, condition))) < 240


def test_what_comes_out_otherwise_unnoticed_is_told_with_its_cases(pack: Path) -> None:
    found = tried(pack, f"{INCOME} > 1", {told(1): "unmet", told("1.01"): "met"})
    own = [one for one in found.survivors if one.mutant.owner == PROBE]
    (curable,) = (one for one in own if one.mutant.change == "`curable` is true")
    assert [name.text for name in curable.differs] == ["Case 1"]


def test_of_a_pack_at_fault_nothing_is_tried(tmp_path: Path) -> None:
    from engine.cases.run import run_cases

    assert mutation(tmp_path, run_cases(tmp_path)) is None
