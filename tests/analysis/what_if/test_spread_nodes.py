"""What an expression may come to while a fact is open: form by form, worked out by hand."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from engine.analysis.what_if.spread import (
    ANYTHING,
    Between,
    Fields,
    Items,
    OneOf,
    Spread,
    Sure,
    joined,
    truths,
)
from engine.analysis.what_if.spread_comparing import matches
from engine.analysis.what_if.spread_nodes import Locals, spread_of
from engine.feel.core import Global, Local, Node
from engine.feel.functions import BUILTINS, Function
from engine.feel.unknown import Range, Unknown
from tests.feel.world import typed

D = Decimal
EITHER = frozenset({True, False})
ALL = frozenset({True, False, None})


class Reader:
    """Reads every part by its rule, as nothing here is known beforehand."""

    def __init__(self, values: Mapping[str, Spread]) -> None:
        self.values = values

    def value(self, name: str) -> Spread:
        return self.values.get(name, Sure(Unknown()))

    def evaluate(self, node: Node, local: Locals | None = None) -> Spread:
        return spread_of(node, self, local or {})

    def function(self, name: str) -> Function:
        return BUILTINS[name]


def read(text: str, **values: Spread) -> Spread:
    named = {name.replace("__", "."): spread for name, spread in values.items()}
    return Reader(named).evaluate(typed(text))


def between(low: str, high: str, *, untold: bool = False) -> Between:
    return Between(D(low), D(high), untold)


SAVINGS = between("100", "200")
MAY_LACK = between("100", "200", untold=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("borrower.savings + loan.balance", between("110", "220")),
        ("borrower.savings - loan.balance", between("80", "190")),
        ("loan.balance - borrower.savings", between("-190", "-80")),
        ("borrower.savings * 2", between("200", "400")),
        ("borrower.savings / loan.balance", between("5", "20")),
        ("borrower.savings / (loan.balance - 15)", ANYTHING),
        ('borrower.savings / @"P1D".days', between("100", "200")),
        ("borrower.savings ** 2", ANYTHING),
        ("-borrower.savings", between("-200", "-100")),
        ("min(borrower.savings, 150)", between("100", "150")),
        ("max([borrower.savings, loan.balance, 150])", between("150", "200")),
        ("sum([borrower.savings, 1, 2])", between("103", "203")),
        ("count([borrower.savings, 1])", Sure(D(2))),
        ("floor(borrower.savings / 3)", between("33", "66")),
        ("abs(borrower.savings)", ANYTHING),
        ("if borrower.savings > 300 then 1 else loan.balance", between("10", "20")),
        ("if borrower.savings < 300 then 1 else loan.balance", Sure(D(1))),
        ("if borrower.savings > 150 then 1 else 5", between("1", "5")),
        ("if loan.days_overdue > 0 then 1 else 5", between("1", "5", untold=True)),
        ("borrower.savings + loan.next_instalment", Sure(Unknown())),
        ("borrower.savings + borrower.debts[1]", Sure(Unknown())),
        ('@"P2Y" / (if borrower.savings > 150 then @"P1M" else @"P2M")', between("12", "24")),
        ('@"P2D" / (if borrower.savings > 150 then @"P1D" else @"P2D")', between("1", "2")),
        ("[borrower.savings, 5][2]", Sure(D(5))),
        ("[borrower.savings, 5][-2]", between("100", "200")),
        ("[borrower.savings, 5][item < 50]", Sure((D(5),))),
        ("[borrower.savings, 5][item < 150]", ANYTHING),
    ],
)
def test_a_number_may_come_to_what_its_parts_allow(text: str, expected: Spread) -> None:
    found = read(text, borrower__savings=SAVINGS, loan__balance=between("10", "20"))
    if isinstance(expected, Sure) and isinstance(expected.value, Unknown):
        assert isinstance(found, Sure)
        assert isinstance(found.value, Unknown)
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("borrower.savings > 99", {True}),
        ("borrower.savings > 100", EITHER),
        ("borrower.savings >= 100", {True}),
        ("borrower.savings >= 201", {False}),
        ("borrower.savings < 100", {False}),
        ("borrower.savings <= 100", EITHER),
        ("borrower.savings = 100", EITHER),
        ("borrower.savings = 99", {False}),
        ("borrower.savings != 99", {True}),
        ("borrower.savings between 50 and 250", {True}),
        ("borrower.savings in [1, 2]", {False}),
        ("borrower.savings in [1, 150]", EITHER),
        ("list contains(loan.kinds, hardship.cause)", {None}),
        ("loan.days_overdue = 1", {None}),
        ("borrower.savings > 99 and loan.days_overdue = 1", {None}),
        ("borrower.savings > 99 or loan.days_overdue = 1", {True}),
        ("not(borrower.savings > 150)", EITHER),
        ('as_of + @"P9000Y" > date("2026-11-20")', ALL),
        ('hardship.cause = "illness"', EITHER),
        ('hardship.cause in ("illness", "job_loss")', EITHER),  # each is judged by itself
        ('hardship.cause != "none"', {True}),
        ("some one in [borrower.savings, 5] satisfies one < 6", {True}),
        ("every one in [borrower.savings, 5] satisfies one < 150", EITHER),
        ("some one in borrower.debts satisfies one < 150", {None}),
        ("is known(borrower.savings)", {True}),
        ("is known(hardship.cause)", {True}),
        ("is known(loan.days_overdue)", {False}),
        ("is known(borrower.savings ** 2)", EITHER),
        ("borrower.savings ** 2 > 4", ALL),
        ('as_of + @"P1D" > date("2026-11-20")', {True}),
        ('as_of - @"P1M" > date("2026-11-20")', {False}),
        ('(as_of - date("2026-11-01")).days > 20', EITHER),
    ],
)
def test_a_condition_may_come_to_what_its_parts_allow(text: str, expected: frozenset[bool | None]) -> None:
    found = read(
        text,
        borrower__savings=SAVINGS,
        hardship__cause=OneOf(frozenset({"illness", "job_loss"})),
        as_of=Between(date(2026, 11, 20), date(2026, 11, 30)),
    )
    assert truths(found) == expected


def test_what_may_not_be_told_may_leave_a_condition_unknown() -> None:
    assert truths(read("borrower.savings > 99", borrower__savings=MAY_LACK)) == {True, None}
    assert truths(read("is known(borrower.savings)", borrower__savings=MAY_LACK)) == EITHER


def test_a_list_holds_the_one_record_of_which_something_is_open() -> None:
    loans = Items((Fields({"balance": SAVINGS}), Sure({"balance": D(5), "lender": "a"})))
    assert read("sum(loans.balance)", loans=loans) == between("105", "205")
    assert read("loans[balance < 50].balance", loans=loans) == Sure((D(5),))
    assert truths(read('some one in loans satisfies one.lender = "a"', loans=loans)) == {True}
    assert truths(read("some one in loans satisfies one.balance = 1", loans=ANYTHING)) == ALL
    assert read("loans[balance < 50]", loans=ANYTHING) == ANYTHING
    assert truths(read('list contains(loan.kinds, "illness")', loan__kinds=ANYTHING)) == ALL


def test_a_variable_is_bound_to_a_spread() -> None:
    node = Local("one", 7, typed("borrower.savings").type, typed("borrower.savings").span)
    assert spread_of(node, Reader({}), {7: SAVINGS}) == SAVINGS
    assert isinstance(typed("borrower.savings"), Global)


def test_of_an_element_that_is_a_range_nothing_is_said() -> None:
    assert matches(SAVINGS, Sure(Range(D(1), D(2), low_closed=True, high_closed=True))) == ALL
    assert matches(SAVINGS, Sure(D(1))) == {False}


def test_spreads_of_one_kind_are_joined_and_others_may_be_anything() -> None:
    assert joined([Sure(D(1)), between("5", "7")]) == between("1", "7")
    assert joined([Sure("a"), OneOf(frozenset({"b"}))]) == OneOf(frozenset({"a", "b"}))
    assert joined([Sure(D(1)), OneOf(frozenset({None}))]) == between("1", "1", untold=True)
    assert joined([Sure(D(1)), Sure("a")]) == ANYTHING
    assert joined([Items((SAVINGS,)), Sure(D(1))]) == ANYTHING
