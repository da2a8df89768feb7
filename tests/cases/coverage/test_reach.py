"""What of a rule the cases reach, and how what they don't is told."""

from pathlib import Path

import pytest

from engine.cases.coverage.model import Kind
from engine.cases.coverage.reach import coverage, unreached
from engine.cases.model import Results
from engine.cases.run import run_cases
from tests.cases.probing import PROBE, with_condition
from tests.cases.running import SMALL

TABLES = Path(__file__).parents[2] / "packs" / "tables"
INCOME, EXPENSES = "borrower.monthly_income", "borrower.monthly_essential_expenses"


def missing(results: Results, kind: Kind, owner: str = PROBE) -> set[tuple[str, str]]:
    """The text at each unreached place of a rule, and what is missing there."""
    found = coverage(results)
    assert found is not None
    return {
        (one.span.source.text[one.span.start : one.span.end], one.missing)
        for one in found.unreached(kind)
        if one.owner == owner
    }


def told(income: float | str, expenses: float | str) -> str:
    return f"borrower: {{monthly_income: {income}, monthly_essential_expenses: {expenses}}}"


def test_a_criterion_is_reached_once_it_was_met_unmet_and_unknown(pack: Path) -> None:
    results = with_condition(pack, f"{INCOME} = 1", {told(1, 0): "met", told(2, 0): "unmet"})
    assert {said for _, said in missing(results, Kind.CRITERIA)} == {"never unknown"}
    cases = {told(1, 0): "met", told(2, 0): "unmet", told("null", 0): "unknown"}
    assert missing(with_condition(pack, f"{INCOME} = 1", cases), Kind.CRITERIA) == set()


def test_a_case_that_fails_reaches_nothing(pack: Path) -> None:
    (pack / "cases.yaml").write_text(
        "- {name: Fails, profile: {base: illness}, expect: {instalments: needs_action}}\n", encoding="utf-8"
    )
    for file in pack.glob("*/*/cases.yaml"):
        file.unlink()
    found = coverage(run_cases(pack))
    assert found is not None
    assert found.reached == frozenset()


def test_of_a_pack_at_fault_nothing_is_asked(tmp_path: Path) -> None:
    assert coverage(run_cases(tmp_path)) is None


BOTH = f"{INCOME} = 1 and {EXPENSES} = 2"
EITHER = f"{INCOME} = 1 or {EXPENSES} = 2"


@pytest.mark.parametrize(
    ("condition", "cases", "left"),
    [
        # Each of `and` settles it by being true where all hold, by being false where it alone fails.
        (BOTH, {told(1, 2): "met"}, {("1", "false"), ("2", "false")}),
        (BOTH, {told(1, 2): "met", told(0, 0): "unmet"}, {("1", "false"), ("2", "false")}),
        (BOTH, {told(1, 2): "met", told(0, 2): "unmet"}, {("2", "false")}),
        (BOTH, {told(1, 2): "met", told(0, 2): "unmet", told(1, 0): "unmet"}, set()),
        # Where the other isn't known a false one settles it, a true one doesn't.
        (
            BOTH,
            {told(0, "null"): "unmet", told(1, "null"): "unknown"},
            {("1", "true"), ("2", "true"), ("2", "false")},
        ),
        # Each of `or` settles it by being false where none holds, by being true where it alone does.
        (EITHER, {told(0, 0): "unmet"}, {("1", "true"), ("2", "true")}),
        (EITHER, {told(0, 0): "unmet", told(1, 2): "met"}, {("1", "true"), ("2", "true")}),
        (EITHER, {told(0, 0): "unmet", told(1, 0): "met", told(0, 2): "met"}, set()),
        # `not` turns the outcome, not the condition.
        (f"not({BOTH})", {told(1, 2): "unmet", told(0, 2): "met", told(1, 0): "met"}, set()),
    ],
)
def test_a_condition_is_reached_where_it_alone_settles_the_outcome(
    pack: Path, condition: str, cases: dict[str, str], left: set[tuple[str, str]]
) -> None:
    found = missing(with_condition(pack, condition, cases), Kind.CONDITIONS)
    assert {(text[-1], said.rpartition(" ")[2]) for text, said in found} == left


def test_a_criterion_of_one_condition_has_no_points_but_its_own(pack: Path) -> None:
    results = with_condition(pack, f"{INCOME} = 1", {told(1, 0): "met"})
    assert missing(results, Kind.CONDITIONS) == missing(results, Kind.BRANCHES) == set()


CHOICE = f"if {EXPENSES} = 2 then {INCOME} = 1 else {INCOME} = 3"


def test_both_sides_of_a_choice_have_to_be_taken_and_to_come_out_both_ways(pack: Path) -> None:
    found = missing(with_condition(pack, CHOICE, {told(1, 2): "met"}), Kind.BRANCHES)
    assert found == {
        (f"{EXPENSES} = 2", "`else` is never taken"),
        (f"{INCOME} = 1", "never false"),
        (f"{INCOME} = 3", "never true"),
        (f"{INCOME} = 3", "never false"),
    }
    cases = {told(1, 2): "met", told(0, 2): "unmet", told(3, 0): "met", told(0, 0): "unmet"}
    assert missing(with_condition(pack, CHOICE, cases), Kind.BRANCHES) == set()


def test_where_it_is_not_known_which_side_counts_both_are_looked_at(pack: Path) -> None:
    found = missing(with_condition(pack, CHOICE, {told(1, "null"): "unknown"}), Kind.BRANCHES)
    assert {said for _, said in found} == {
        "`then` is never taken",
        "`else` is never taken",
        "never true",
        "never false",
    }
    assert (f"{INCOME} = 3", "never false") not in found


ANY = 'some one in evidence satisfies one.kind = "tax_record"'


def test_an_element_has_to_meet_the_condition_of_some_and_every_and_another_to_fail_it(pack: Path) -> None:
    body = 'one.kind = "tax_record"'
    nothing = missing(with_condition(pack, ANY, {"evidence: []": "unmet"}), Kind.BRANCHES)
    assert nothing == {(body, "no element ever meets this"), (body, "every element meets this")}
    one = missing(with_condition(pack, ANY, {"evidence: [{kind: tax_record}]": "met"}), Kind.BRANCHES)
    assert one == {(body, "every element meets this")}
    both = "evidence: [{kind: tax_record}, {kind: other}]"
    assert (
        missing(with_condition(pack, ANY, {both: "met", "evidence: null": "unknown"}), Kind.BRANCHES) == set()
    )


def test_a_filter_has_to_keep_an_element_and_to_leave_one_out(pack: Path) -> None:
    condition = 'count(evidence[kind = "tax_record"]) = 1'
    found = missing(with_condition(pack, condition, {"evidence: [{kind: other}]": "unmet"}), Kind.BRANCHES)
    assert {said for _, said in found} == {"no element ever meets this"}


@pytest.mark.parametrize(
    ("sign", "on", "beside"),
    [
        ("<", "unmet", ("0.99", "met")),
        (">=", "met", ("0.99", "unmet")),
        ("<=", "met", ("1.01", "unmet")),
        (">", "unmet", ("1.01", "met")),
    ],
)
def test_a_threshold_is_reached_on_it_and_a_fen_beside_it_where_it_comes_out_otherwise(
    pack: Path, sign: str, on: str, beside: tuple[str, str]
) -> None:
    condition, (amount, truth) = f"{INCOME} {sign} 1", beside
    far, other_side = ("5", "1.01") if amount == "0.99" else ("0.5", "0.99")
    neither = with_condition(pack, condition, {told(far, 0): on, told(other_side, 0): on})
    assert len(missing(neither, Kind.THRESHOLDS)) == 2
    only_on = missing(with_condition(pack, condition, {told("1", 0): on}), Kind.THRESHOLDS)
    where = "below" if amount == "0.99" else "above"
    assert {said for _, said in only_on} == {f"the left side is never just {where} the right one"}
    cases = {told("1", 0): on, told(amount, 0): truth}
    assert missing(with_condition(pack, condition, cases), Kind.THRESHOLDS) == set()


@pytest.mark.parametrize(
    ("condition", "cases"),
    [
        (
            "as_of <= loan.final_maturity_date",
            {
                "loan: {final_maturity_date: 2026-11-22}": "met",
                "loan: {final_maturity_date: 2026-11-21}": "unmet",
            },
        ),
        (
            'loan.final_maturity_date - as_of > @"P1D"',
            {
                "loan: {final_maturity_date: 2026-11-23}": "unmet",
                "loan: {final_maturity_date: 2026-11-24}": "met",
            },
        ),
        (
            'years and months duration(as_of, loan.final_maturity_date) >= @"P2M"',
            {
                "loan: {final_maturity_date: 2027-01-22}": "met",
                "loan: {final_maturity_date: 2026-12-22}": "unmet",
            },
        ),
        (
            "loan.days_overdue < parameter.evidence_fresh_days",
            {"loan: {days_overdue: 90}": "unmet", "loan: {days_overdue: 89}": "met"},
        ),
    ],
)
def test_the_next_day_or_month_stands_beside_a_date_or_duration(
    pack: Path, condition: str, cases: dict[str, str]
) -> None:
    assert missing(with_condition(pack, condition, cases), Kind.THRESHOLDS) == set()


def test_where_nothing_says_how_fine_values_are_none_stands_beside_a_threshold(pack: Path) -> None:
    condition = "loan.rate.value * 1 < loan.rate.value * loan.rate.value"
    results = with_condition(pack, condition, {"loan: {rate: {value: 0.5}}": "unmet"})
    assert {said for _, said in missing(results, Kind.THRESHOLDS)} == {"its sides are never equal"}


def test_of_what_is_asked_to_be_known_only_that_is_looked_at(pack: Path) -> None:
    steps = "steps:\n  - {id: contact_customer_service, source: [X6]}\n  - {id: hang_up, source: [X7]}\n"
    steps += f"  - {{id: explain_cause, when: is known({INCOME} > 1), source: [X6]}}\n"
    results = with_condition(pack, f"{INCOME} = 1", {told(1, 0): "met"}, {"steps.yaml": steps})
    assert missing(results, Kind.THRESHOLDS, "explain_cause") == set()
    assert {said for _, said in missing(results, Kind.BRANCHES, "explain_cause")} == {"never false"}


def test_rows_are_reached_by_matching_and_a_default_by_there_being_none() -> None:
    found = coverage(run_cases(TABLES))
    assert found is not None
    lines = {
        (one.owner, one.span.source.position(one.span.start)[0], one.missing)
        for one in found.unreached(Kind.ROWS)
    }
    assert lines == ROWS_LEFT


# The pack's one borrower has contacted the lender, and is 20 days late or more in every case.
ROWS_LEFT = {
    ("contact", 10, "never matches"),
    ("contact", 12, "never matches"),
    ("first_day", 13, "never comes out"),
    ("plan", 15, "never matches"),
    ("urgency", 10, "never matches"),
}


def test_what_is_not_reached_is_told_at_its_place() -> None:
    found = coverage(run_cases(SMALL))
    assert found is not None
    faults = [*unreached(found, [Kind.CRITERIA])]
    assert {fault.code for fault in faults} == {"C416"}
    assert ("instalments.something_can_be_paid", "never unknown") in {
        (fault.message.split("`")[1], fault.label) for fault in faults
    }
    assert [kind for kind, _, _ in found.counts()] == list(Kind)
