"""The functions that rules call: in yuan, strict on what isn't known, a reason for what can't be."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from engine.feel.types import NumberType
from engine.feel.unknown import Failure, MissingFact, Unknown, Value, missing
from engine.repayment.functions import REPAYMENT_FUNCTIONS
from engine.source import Span, fragment

PLACE: Span = fragment("a call").whole

# The worked example of docs/arithmetic.md
PLAN: Mapping[str, Value] = {
    "method": "equal_principal",
    "principal": Decimal(24_000),
    "daily rate": Decimal("0.0004"),
    "instalments": Decimal(35),
    "start": date(2026, 1, 5),
    "first due": date(2026, 2, 5),
}
SEARCH: Mapping[str, Value] = {
    **{name: value for name, value in PLAN.items() if name != "instalments"},
    "capacity": Decimal(1_000),
    "longest": Decimal(60),
}
DAYS: Mapping[str, Value] = {
    "principal": Decimal(24_000),
    "daily rate": Decimal("0.0004"),
    "days": Decimal(30),
}
LAST: Mapping[str, Value] = {"first due": date(2026, 1, 31), "instalments": Decimal(2)}

EXAMPLES: list[tuple[str, Mapping[str, Value], Value]] = [
    ("largest payment", PLAN, Decimal("983.31")),
    ("last due date", LAST, date(2026, 2, 28)),
    ("any term fits", SEARCH, True),
    ("shortest affordable term", SEARCH, Decimal(35)),
    ("interest for days", DAYS, Decimal("288.00")),  # 24,000 x 0.0004 x 30
    # over 2: 31 days on 24,000.00 are 297.60, 28 days on 12,000.00 are 134.40
    ("total interest", {**PLAN, "instalments": Decimal(2)}, Decimal("432.00")),
]


def call(name: str, given: Mapping[str, Value]) -> Value:
    function = REPAYMENT_FUNCTIONS[name]
    return function.called(tuple(given[parameter.name] for parameter in function.parameters), PLACE)


def reasons(value: Value) -> set[str]:
    assert isinstance(value, Unknown)
    assert all(isinstance(cause, Failure) and cause.span == PLACE for cause in value.causes)
    return {cause.reason for cause in value.causes if isinstance(cause, Failure)}


def test_every_function_has_an_example() -> None:
    assert {name for name, _, _ in EXAMPLES} == set(REPAYMENT_FUNCTIONS)


@pytest.mark.parametrize(("name", "given", "value"), EXAMPLES)
def test_a_function_gives_yuan_dates_and_instalments(
    name: str, given: Mapping[str, Value], value: Value
) -> None:
    result = call(name, given)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(("name", "given", "_value"), EXAMPLES)
def test_one_unknown_argument_makes_the_answer_unknown_and_is_its_cause(
    name: str, given: Mapping[str, Value], _value: Value
) -> None:
    for parameter in REPAYMENT_FUNCTIONS[name].parameters:
        result = call(name, {**given, parameter.name: missing("loan.balance")})
        assert result == Unknown(frozenset({MissingFact("loan.balance")}))


@pytest.mark.parametrize(
    ("name", "units", "result"),
    [
        ("largest payment", ["yuan", "1/day", "instalment"], "number in yuan/month"),
        ("total interest", ["yuan", "1/day", "instalment"], "number in yuan"),
        ("last due date", ["instalment"], "date"),
        ("any term fits", ["yuan", "1/day", "yuan/month", "instalment"], "truth"),
        ("shortest affordable term", ["yuan", "1/day", "yuan/month", "instalment"], "number in instalment"),
        ("interest for days", ["yuan", "1/day", "day"], "number in yuan"),
    ],
)
def test_parameters_and_results_carry_units(name: str, units: list[str], result: str) -> None:
    function = REPAYMENT_FUNCTIONS[name]
    wanted = [one.wants.unit for one in function.parameters if isinstance(one.wants, NumberType)]
    assert [str(unit) for unit in wanted] == units
    assert str(function.result) == result


@pytest.mark.parametrize("name", ["largest payment", "total interest"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"method": "balloon"}, "unknown_method"),
        ({"principal": Decimal("-0.01")}, "negative_principal"),
        ({"principal": Decimal("100_000_000_000_000.01")}, "principal_too_large"),
        ({"principal": Decimal("9E+6144")}, "principal_too_large"),
        ({"daily rate": Decimal("-0.0004")}, "impossible_daily_rate"),
        ({"daily rate": Decimal(2)}, "impossible_daily_rate"),
        ({"instalments": Decimal(0)}, "impossible_number_of_instalments"),
        ({"instalments": Decimal(-3)}, "impossible_number_of_instalments"),
        ({"instalments": Decimal(601)}, "impossible_number_of_instalments"),
        ({"instalments": Decimal("1E+3000")}, "impossible_number_of_instalments"),
        ({"instalments": Decimal("2.5")}, "fraction_of_instalments"),
        ({"start": date(2026, 2, 6)}, "start_after_first_due"),
        ({"first due": date(9999, 12, 5)}, "beyond_the_calendar"),
    ],
)
def test_an_impossible_plan_has_no_figures_and_a_reason(
    name: str, change: Mapping[str, Value], reason: str
) -> None:
    assert reasons(call(name, {**PLAN, **change})) == {reason}


@pytest.mark.parametrize("name", ["any term fits", "shortest affordable term"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"method": "balloon"}, "unknown_method"),
        ({"longest": Decimal(0)}, "impossible_number_of_instalments"),
        ({"longest": Decimal("59.5")}, "fraction_of_instalments"),
        ({"start": date(2026, 2, 6)}, "start_after_first_due"),
    ],
)
def test_an_impossible_search_is_neither_yes_nor_no(
    name: str, change: Mapping[str, Value], reason: str
) -> None:
    assert reasons(call(name, {**SEARCH, **change})) == {reason}


def test_where_no_term_fits_there_is_no_shortest_one() -> None:
    given = {**SEARCH, "longest": Decimal(34)}
    assert call("any term fits", given) is False
    assert reasons(call("shortest affordable term", given)) == {"no_term_fits"}


@pytest.mark.parametrize(
    ("capacity", "fewest"), [("983.31", 35), ("983.3099999999999999999999999999999", 36), ("-0.001", None)]
)
def test_a_capacity_is_not_rounded_up_to_fit(capacity: str, fewest: int | None) -> None:
    # over 35 the largest payment is 983.31
    given = {**SEARCH, "capacity": Decimal(capacity)}
    assert call("any term fits", given) is (fewest is not None)
    if fewest is not None:
        assert call("shortest affordable term", given) == fewest


def test_nothing_owed_does_not_fit_who_lacks_a_tenth_of_a_fen() -> None:
    given = {**SEARCH, "principal": Decimal(0)}
    assert call("any term fits", {**given, "capacity": Decimal(0)}) is True
    assert call("any term fits", {**given, "capacity": Decimal("-0.001")}) is False


def test_a_principal_is_rounded_to_a_fen_half_a_fen_up() -> None:
    # without interest, in one instalment: the principal itself
    once = {**PLAN, "daily rate": Decimal(0), "instalments": Decimal(1)}
    assert call("largest payment", {**once, "principal": Decimal("10.005")}) == Decimal("10.01")
    nearly = Decimal("10.00499999999999999999999999999999")
    assert call("largest payment", {**once, "principal": nearly}) == Decimal("10.00")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"days": Decimal(-1)}, "negative_days"),
        ({"days": Decimal("0.5")}, "fraction_of_days"),
        ({"days": Decimal("1E+6144")}, "beyond_the_calendar"),
        ({"principal": Decimal(-1)}, "negative_principal"),
        ({"daily rate": Decimal("1.1")}, "impossible_daily_rate"),
    ],
)
def test_interest_of_impossible_figures_has_a_reason(change: Mapping[str, Value], reason: str) -> None:
    assert reasons(call("interest for days", {**DAYS, **change})) == {reason}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"instalments": Decimal(0)}, "impossible_number_of_instalments"),
        ({"instalments": Decimal("1.5")}, "fraction_of_instalments"),
        ({"first due": date(9999, 12, 31)}, "beyond_the_calendar"),
    ],
)
def test_a_last_due_date_that_cannot_be_has_a_reason(change: Mapping[str, Value], reason: str) -> None:
    assert reasons(call("last due date", {**LAST, **change})) == {reason}
