"""All that is wrong with an expression is told at once, and unknown names by what they mean."""

import pytest

from tests.feel.world import checked, codes

ALL_TOLD = {
    "loan.balnce > 0 and hardship.cause = 1 and capacty > 0": ["R204", "T101", "R206"],
    "foo(loan.balnce)": ["T106", "R204"],
    "modulo(loan.balnce)": ["T107", "R204"],
    "modulo(a: loan.balnce, a: 1)": ["T108", "R204", "T108"],
    "min(loan.balnce, hardship.cause = 1)": ["R204", "T101"],
    "[loan.balnce, nothing_known]": ["R204", "R206"],
    "loan.balnce in (hardship.cause = 1, [loan.balnce..1])": ["R204", "T101", "R204"],
    "loan.balance in (loan.balnce, < loan.balnce)": ["R204", "R204"],
    "loan.balance in (= loan.balnce)": ["R204"],
    "loan.balnce between (hardship.cause = 1) and 3": ["R204", "T101"],
    "loan.balance between hardship.cause and 3": ["T101"],
    "loan.balance in (1..as_of)": ["T101"],
    "if loan.balnce then hardship.cause = 1 else capacty": ["R204", "T101", "R206"],
    "if loan.balance then 1 else 2": ["T105"],
    "-loan.balnce + capacty": ["R204", "R206"],
    "loan.balnce.days": ["R204"],
    "(loan.balnce).days": ["R204"],
    "loan.balance.foo.bar": ["T110"],
    "some x in loan.balnce, y in x satisfies capacty": ["R204", "R206"],
    "some x in loan.balnce satisfies x > 1": ["R204"],
    "some x in [] satisfies capacty": ["R206"],
    "loan.balnce[capacty]": ["R204"],
    "[1][capacty]": ["R206"],
    "[][capacty]": ["R206"],
    "[loan.balnce..capacty]": ["R204", "R206"],
    "[1..as_of]": ["T101"],
    "[1, as_of] = as_of": ["T111"],
    "min(1, as_of) = as_of": ["T111"],
    "[1..as_of] = (> loan.balnce)": ["T101", "R204"],
    "not(loan.balnce)": ["R204"],
    "loan.balance = null or null": ["T115", "T115"],
    "date(loan.balnce)": ["R204"],
    "date(year: 2026)": ["T107"],
    "append(list: [1], item: 2, item: 3)": ["T108"],
    "substring(string: loan.lender, length: 2)": ["T107"],
    "number(as_of)": ["T109"],
    "parameter.grace_day + parameter": ["R205", "R205"],
    "loan.balance in evidence": ["T101"],
    "evidence[1] in evidence": ["T101"],
    "hardship.duration in loan.kinds": ["T104"],
    'loan.balance in ["a".."b"]': ["T101", "T101"],
    'range("[as_of..as_of]")': ["T118"],
    'range("[1..as_of]")': ["T118"],
    'range("[date(\\"x\\")..2]")': ["T118"],
    'range("1")': ["T118"],
    'range("[")': ["T118"],
    "[evidence] = [evidence]": ["T103"],
    "distinct values(evidence)": ["T109"],
    "min(true, false)": ["T109"],
    "append(evidence, 1)": ["T109"],
    "sum(1, as_of)": ["T111"],
    "union(loan.kinds, [hardship.duration])": [],
}


@pytest.mark.parametrize("expression", ALL_TOLD)
def test_each_fault_of_an_expression_is_told_once(expression: str) -> None:
    assert codes(expression) == ALL_TOLD[expression]


NAMES = {
    "borrower": (
        "R204",
        "`borrower` is a group of facts; write one of them, such as `borrower.monthly_income`",
    ),
    "borrower.montly_income": ("R204", "did you mean `borrower.monthly_income`?"),
    "borower.monthly_income": ("R204", "did you mean `borrower.monthly_income`?"),
    "as_off": ("R204", "did you mean `as_of`?"),
    "customer.shoe_size": ("R204", ""),
    "borrower.shoe_size": ("R204", ""),
    "loan.balnce": ("R204", "did you mean `loan.balance`?"),
    "loan.balance_today": ("R204", "did you mean `loan.balance`?"),
    "parameter.grace_day": ("R205", "did you mean `parameter.grace_days`?"),
    "parameter": ("R205", ""),
    "capacty": ("R206", "did you mean `capacity`?"),
    "capacty.something_long": ("R206", "did you mean `capacity`?"),
    "zzz": ("R206", ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_name_is_told_by_what_its_author_seems_to_mean(name: str) -> None:
    node, (fault,) = checked(name)
    assert node is None
    assert (fault.code, fault.help) == NAMES[name]
    assert fault.span is not None
    assert fault.span.end - fault.span.start == len(name)


def test_a_fact_that_does_not_exist_is_told_with_the_dictionary_in_which_it_is_missing() -> None:
    _, (fault,) = checked("borrower.montly_income > 0")
    assert fault.message == "unknown fact `borrower.montly_income`"
    assert fault.label == "not in schemas/profile.schema.json"
