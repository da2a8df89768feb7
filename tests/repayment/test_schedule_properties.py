"""What holds of every schedule."""

from hypothesis import assume, given

from engine.repayment.model import Loan, Method
from engine.repayment.schedule import largest_payment, schedule, total_interest
from tests.repayment.plans import instalments, loans


@given(loans(), instalments)
def test_a_schedule_sums_to_principal_plus_interest_to_the_fen(owed: Loan, number: int) -> None:
    plan = schedule(owed.over(number))
    assert len(plan.rows) == number
    assert sum(row.principal for row in plan.rows) == owed.principal
    assert sum(row.payment for row in plan.rows) == owed.principal + plan.total_interest


@given(loans(), instalments)
def test_each_row_opens_where_the_one_before_closed_and_the_last_closes_at_nothing(
    owed: Loan, number: int
) -> None:
    rows = schedule(owed.over(number)).rows
    assert [row.opening for row in rows] == [owed.principal, *(row.closing for row in rows[:-1])]
    assert rows[-1].closing == 0


@given(loans(), instalments)
def test_no_amount_is_negative(owed: Loan, number: int) -> None:
    for row in schedule(owed.over(number)).rows:
        assert min(row.opening, row.principal, row.interest, row.payment, row.closing) >= 0


@given(loans(), instalments)
def test_interest_is_within_half_a_fen_of_balance_times_rate_times_days(owed: Loan, number: int) -> None:
    for row in schedule(owed.over(number)).rows:
        exact = row.opening * owed.daily_rate * row.days
        assert -1 <= 2 * (exact - row.interest) < 1  # a half goes up


@given(loans(), instalments)
def test_equal_principal_repays_equal_parts_but_for_the_rounding(owed: Loan, number: int) -> None:
    assume(owed.method is Method.EQUAL_PRINCIPAL)
    rows = schedule(owed.over(number)).rows
    equal = [row.principal for row in rows[:-1] if row.closing]
    assert len(set(equal)) <= 1
    assert all(abs(part * number - owed.principal) * 2 <= number for part in equal)
    assert (rows[-1].principal - rows[0].principal) * 2 <= number


@given(loans(), instalments)
def test_equal_instalments_are_equal_while_something_is_left(owed: Loan, number: int) -> None:
    assume(owed.method is Method.EQUAL_INSTALMENT)
    plan = schedule(owed.over(number))
    level = plan.rows[0].payment
    assert plan.largest_payment == level
    assert all(row.payment == level for row in plan.rows[:-1] if row.closing)


@given(loans(), instalments)
def test_a_level_payment_one_fen_smaller_would_not_clear_the_loan(owed: Loan, number: int) -> None:
    assume(owed.method is Method.EQUAL_INSTALMENT)
    assume(owed.principal > 0)
    plan = schedule(owed.over(number))
    smaller = plan.largest_payment - 1
    balance = int(owed.principal)
    covers_interest = True
    for row in plan.rows:
        interest = int(balance * owed.daily_rate * row.days * 2 + 1) // 2
        covers_interest = covers_interest and interest <= smaller
        balance = max(0, balance + interest - smaller)
    assert balance > 0 or not covers_interest


@given(loans(), instalments, instalments)
def test_a_longer_term_never_costs_less_interest(owed: Loan, one: int, other: int) -> None:
    """Exactly, for each method: on no day is the longer plan's balance below the shorter's."""
    shorter, longer = sorted((one, other))
    rows, longer_rows = schedule(owed.over(shorter)).rows, schedule(owed.over(longer)).rows
    assert all(a.opening <= b.opening for a, b in zip(rows, longer_rows, strict=False))
    assert sum(row.interest for row in rows) <= sum(row.interest for row in longer_rows)


@given(loans(), instalments)
def test_the_short_ways_to_a_figure_agree_with_the_rows(owed: Loan, number: int) -> None:
    terms = owed.over(number)
    plan = schedule(terms)
    assert largest_payment(terms) == plan.largest_payment
    assert total_interest(terms) == plan.total_interest
