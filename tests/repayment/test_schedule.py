"""Schedules computed by hand, the arithmetic beside them. Amounts in fen."""

from datetime import date
from decimal import Decimal

import pytest

from engine.repayment.model import MOST_INSTALMENTS, Loan, Method, Schedule, Terms
from engine.repayment.schedule import interest_for_days, largest_payment, schedule
from engine.values import Money
from tests.repayment.plans import EXAMPLE, METHODS, loan

# opening, principal, interest, payment, closing
Flow = tuple[int, int, int, int, int]


def flows_of(plan: Schedule) -> list[Flow]:
    return [(row.opening, row.principal, row.interest, row.payment, row.closing) for row in plan.rows]


def test_equal_principal_repays_the_same_part_each_month_and_clears_the_rest_with_the_last() -> None:
    # 1,000.00 over 3, 0.0005 a day, periods of 31, 28 and 31 days. 100000 / 3 = 33333.33 -> 33333
    # 100000 x 0.0005 x 31 = 1550       33333 + 1550 = 34883    100000 - 33333 = 66667
    #  66667 x 0.0005 x 28 =  933.338   33333 +  933 = 34266     66667 - 33333 = 33334
    #  33334 x 0.0005 x 31 =  516.677   33334 +  517 = 33851     cleared
    plan = schedule(loan(100_000, "0.0005", Method.EQUAL_PRINCIPAL).over(3))
    assert flows_of(plan) == [
        (100_000, 33_333, 1_550, 34_883, 66_667),
        (66_667, 33_333, 933, 34_266, 33_334),
        (33_334, 33_334, 517, 33_851, 0),
    ]
    assert [(row.number, row.due, row.days) for row in plan.rows] == [
        (1, date(2026, 2, 15), 31),
        (2, date(2026, 3, 15), 28),
        (3, date(2026, 4, 15), 31),
    ]
    assert (plan.total_principal, plan.total_interest, plan.total_payment) == (100_000, 3_000, 103_000)
    assert (plan.largest_payment, plan.last_due) == (34_883, date(2026, 4, 15))


def test_equal_instalments_are_the_smallest_level_payment_that_clears_the_loan() -> None:
    # as above. A level payment of 34338 would leave 34339 for the last:
    #   34338 - 1550 = 32788, 67212 left; 67212 x 0.014 = 940.968 -> 941; 34338 - 941 = 33397, 33815 left;
    #   33815 x 0.0155 = 524.13 -> 524; 33815 + 524 = 34339
    # So 34339:
    #  100000 x 0.0005 x 31 = 1550       34339 - 1550 = 32789    100000 - 32789 = 67211
    #   67211 x 0.0005 x 28 =  940.954   34339 -  941 = 33398     67211 - 33398 = 33813
    #   33813 x 0.0005 x 31 =  524.1015  33813 +  524 = 34337     cleared
    plan = schedule(loan(100_000, "0.0005", Method.EQUAL_INSTALMENT).over(3))
    assert flows_of(plan) == [
        (100_000, 32_789, 1_550, 34_339, 67_211),
        (67_211, 33_398, 941, 34_339, 33_813),
        (33_813, 33_813, 524, 34_337, 0),
    ]


def test_interest_first_repays_the_principal_with_the_last_instalment() -> None:
    # 100000 x 0.0005 x 31 = 1550; x 28 = 1400
    plan = schedule(loan(100_000, "0.0005", Method.INTEREST_FIRST).over(3))
    assert flows_of(plan) == [
        (100_000, 0, 1_550, 1_550, 100_000),
        (100_000, 0, 1_400, 1_400, 100_000),
        (100_000, 100_000, 1_550, 101_550, 0),
    ]


def test_the_worked_example_peaks_with_its_first_instalment() -> None:
    # 24,000.00 x 0.0004 x 31 = 297.60
    # over 34: 24,000.00 / 34 = 705.882 -> 705.88; 705.88 + 297.60 = 1,003.48
    # over 35: 24,000.00 / 35 = 685.714 -> 685.71; 685.71 + 297.60 =   983.31
    assert schedule(EXAMPLE.over(34)).largest_payment == 100_348
    assert schedule(EXAMPLE.over(35)).largest_payment == 98_331
    # the last of 35: 24,000.00 - 34 x 685.71 = 685.86; 5 November to 5 December: 30 days
    # 685.86 x 0.0004 x 30 = 8.23032 -> 8.23
    last = schedule(EXAMPLE.over(35)).rows[-1]
    assert (last.due, last.days, last.opening, last.interest) == (date(2028, 12, 5), 30, 68_586, 823)


def test_equal_principal_peaks_later_where_the_first_period_is_short() -> None:
    # 1,000.00 over 4 at 0.0005: 250.00 a month. Interest runs from 14 days before 15 February.
    # row 1: 100000 x 0.0005 x 14 =  700 -> 25700
    # row 2:  75000 x 0.0005 x 28 = 1050 -> 26050, the largest
    # row 3:  50000 x 0.0005 x 31 =  775 -> 25775
    plan = schedule(loan(start=date(2026, 2, 1)).over(4))
    assert [row.payment for row in plan.rows][:3] == [25_700, 26_050, 25_775]
    assert plan.largest_payment == 26_050


def test_half_a_fen_of_interest_is_rounded_up() -> None:
    # 0.01 x 0.5 x 1 = half a fen; 0.05 x 0.0001 x 1000 days = half a fen
    assert interest_for_days(Money(1), Decimal("0.5"), 1) == 1
    assert interest_for_days(Money(5), Decimal("0.0001"), 1_000) == 1
    assert interest_for_days(Money(5), Decimal("0.0001"), 999) == 0


def test_half_a_fen_of_principal_is_rounded_up() -> None:
    # 0.05 over 2: 2.5 fen -> 3, then the 2 that are left
    plan = schedule(loan(5, "0").over(2))
    assert [row.principal for row in plan.rows] == [3, 2]


@pytest.mark.parametrize("method", METHODS)
def test_a_single_instalment_is_the_principal_and_the_interest_of_the_first_period(method: Method) -> None:
    # 100000 x 0.0005 x 31 = 1550
    assert flows_of(schedule(loan(method=method).over(1))) == [(100_000, 100_000, 1_550, 101_550, 0)]


@pytest.mark.parametrize("method", METHODS)
def test_nothing_owed_is_a_plan_of_nothing(method: Method) -> None:
    assert flows_of(schedule(loan(0, method=method).over(2))) == [(0, 0, 0, 0, 0)] * 2


@pytest.mark.parametrize(
    ("method", "parts"),
    [
        (Method.EQUAL_PRINCIPAL, [33, 33, 34]),
        (Method.EQUAL_INSTALMENT, [34, 34, 32]),
        (Method.INTEREST_FIRST, [0, 0, 100]),
    ],
)
def test_without_interest_the_payments_are_the_principal(method: Method, parts: list[int]) -> None:
    plan = schedule(loan(100, "0", method).over(3))
    assert [row.payment for row in plan.rows] == parts
    assert plan.total_interest == 0


@pytest.mark.parametrize(
    ("method", "principal", "parts"),
    [
        (Method.EQUAL_PRINCIPAL, 3, [1, 1, 1, 0, 0]),  # 0.6 -> 1, while something is left
        (Method.EQUAL_PRINCIPAL, 2, [0, 0, 0, 0, 2]),  # 0.4 -> 0
        (Method.EQUAL_INSTALMENT, 3, [1, 1, 1, 0, 0]),
        (Method.EQUAL_INSTALMENT, 2, [1, 1, 0, 0, 0]),
    ],
)
def test_fewer_fen_than_instalments_still_sum_to_the_principal(
    method: Method, principal: int, parts: list[int]
) -> None:
    plan = schedule(loan(principal, "0", method).over(5))
    assert [row.principal for row in plan.rows] == parts


def test_a_level_payment_covers_the_interest_of_a_long_first_period() -> None:
    # 0.01 a day. 18 December to 15 February: 59 days, 59000 of interest; then 28 days.
    # 89262: 89262 - 59000 = 30262, 69738 left; x 0.28 = 19526.64 -> 19527; 69738 + 19527 = 89265, too much
    # 89263: 89263 - 59000 = 30263, 69737 left; x 0.28 = 19526.36 -> 19526; 69737 + 19526 = 89263, cleared
    plan = schedule(loan(100_000, "0.01", Method.EQUAL_INSTALMENT, start=date(2025, 12, 18)).over(2))
    assert [row.payment for row in plan.rows] == [89_263, 89_263]


def test_a_level_payment_is_never_below_the_interest_of_a_month() -> None:
    # 0.02 a day: 28 days 0.56, 31 days 0.62. Over 60 months the annuity is hardly more than the interest,
    # but the 62000 of a 31-day month have to be covered.
    plan = schedule(loan(100_000, "0.02", Method.EQUAL_INSTALMENT).over(60))
    assert plan.rows[0].interest == 62_000
    assert plan.largest_payment == 62_000
    assert plan.rows[0].principal == 0
    assert plan.rows[-1].closing == 0


@pytest.mark.parametrize("method", METHODS)
def test_the_largest_payment_can_be_had_without_the_rows(method: Method) -> None:
    terms = loan(123_457, "0.0003", method).over(7)
    assert largest_payment(terms) == max(row.payment for row in schedule(terms).rows)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"principal": -1}, "negative_principal"),
        ({"daily_rate": "-0.0001"}, "impossible_daily_rate"),
        ({"daily_rate": "1.0001"}, "impossible_daily_rate"),
        ({"daily_rate": "NaN"}, "impossible_daily_rate"),
        ({"start": date(2026, 2, 16)}, "start_after_first_due"),
    ],
)
def test_a_loan_with_impossible_figures_breaks_a_promise(change: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        loan(**change)  # type: ignore[arg-type]  # each change names a parameter of its type


@pytest.mark.parametrize(
    ("first_due", "instalments", "says"),
    [
        (date(2026, 2, 15), 0, "impossible_number_of_instalments"),
        (date(2026, 2, 15), MOST_INSTALMENTS + 1, "impossible_number_of_instalments"),
        (date(9999, 12, 15), 2, "beyond_the_calendar"),
    ],
)
def test_an_impossible_number_of_instalments_breaks_a_promise(
    first_due: date, instalments: int, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        loan(first_due=first_due).over(instalments)


def test_the_last_month_of_the_calendar_can_still_be_due() -> None:
    assert schedule(loan(first_due=date(9999, 11, 15)).over(2)).last_due == date(9999, 12, 15)


def test_terms_are_a_loan_with_a_number_of_instalments() -> None:
    terms = EXAMPLE.over(35)
    assert isinstance(terms, Terms)
    assert isinstance(terms, Loan)
    assert (terms.principal, terms.instalments) == (EXAMPLE.principal, 35)
