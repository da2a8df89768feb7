"""All that is wrong with an expression is told at once, and unknown names by what they mean."""

import pytest

from engine.feel.functions import BUILTINS
from engine.feel.typing_forms import FORMS
from engine.feel.words import CALLED_OTHERWISE, LEFT_OUT
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
    'parameter.grace_days * @"P1M"': ["T103"],
    '@"P1M" * (as_of - as_of).days': ["T103"],
    'loan.remaining_instalments * @"P1D"': ["T103"],
    'duration("P1M").months * @"P1D"': ["T103"],
    '@"P1D" * duration("P1Y").years': ["T103"],
    '@"P1Y" / loan.remaining_instalments': ["T103"],
    '[]["a"]': ["T119"],
    "[][as_of]": ["T119"],
    "[][1]": ["T113"],
    "[][item]": [],
    "loans = []": ["T103"],
    "[] = loans": ["T103"],
    "[loans] = [[]]": ["T103"],
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
    "illness": ("R206", 'a text stands in quotes: `"illness"`'),
    "hospital_record": ("R206", 'a text stands in quotes: `"hospital_record"`'),
    "dismissal_notice": ("R206", 'a text stands in quotes: `"dismissal_notice"`'),
    "TRUE": ("R206", "write `true`"),
    "False": ("R206", "write `false`"),
    "真": ("R206", "write `true`"),
    "NULL": ("R206", "there is no `null`: ask `is known(…)`, or write `not(is known(…))`"),
    "None": ("R206", "there is no `null`: ask `is known(…)`, or write `not(is known(…))`"),
    "P30D": ("R206", 'a duration is written `@"P30D"`'),
    "P1Y2M": ("R206", 'a duration is written `@"P1Y2M"`'),
}


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_name_is_told_by_what_its_author_seems_to_mean(name: str) -> None:
    node, (fault,) = checked(name)
    assert node is None
    assert (fault.code, fault.help) == NAMES[name]
    assert fault.span is not None
    assert fault.span.end - fault.span.start == len(name)


def test_the_field_of_a_variable_is_offered_with_the_innermost_variable_that_has_it() -> None:
    for text, help_ in {
        "some l in loans satisfies balance > 5": "write `l.balance`, which is of each `l`",
        "every a in loans, b in loans satisfies lender = a.lender": "write `b.lender`, which is of each `b`",
        "some l in loans, e in evidence satisfies lender = e.kind": "write `l.lender`, which is of each `l`",
    }.items():
        _, (fault,) = checked(text)
        assert fault.help == help_


FUNCTIONS = {
    "cuont": "did you mean `count`?",
    "COUNT": "did you mean `count`?",
    "substrng": "did you mean `substring`?",
    "average": "did you mean `mean`?",
    "LEN": "did you mean `count` or `string length`?",
    "foo": "the functions are listed in docs/language.md",
    "tody": "the functions are listed in docs/language.md",
    "now": "there is no clock: the day of an assessment is the fact `as_of`",
    "date and time": 'there is no time of day: a date is written `@"2026-12-15"`',
    "split": "there are no regular expressions: `contains`, `starts with` and `substring` look into a text",
    "after": "compare the dates or the bounds themselves: `a < b`, `a >= b`, `x in [a..b]`",
    "met by": "compare the dates or the bounds themselves: `a < b`, `a >= b`, `x in [a..b]`",
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_only_a_function_that_is_near_is_offered_for_an_unknown_one(name: str) -> None:
    _, (fault,) = checked(f"{name}(1)")
    assert (fault.code, fault.help) == ("T106", FUNCTIONS[name])


def test_what_is_offered_for_a_function_exists() -> None:
    assert {one for names in CALLED_OTHERWISE.values() for one in names} <= set(BUILTINS)
    assert not (set(CALLED_OTHERWISE) | set(LEFT_OUT)) & {*BUILTINS, *FORMS}


def test_a_fact_that_does_not_exist_is_told_with_the_dictionary_in_which_it_is_missing() -> None:
    _, (fault,) = checked("borrower.montly_income > 0")
    assert fault.message == "unknown fact `borrower.montly_income`"
    assert fault.label == "not in schemas/profile.schema.json"
