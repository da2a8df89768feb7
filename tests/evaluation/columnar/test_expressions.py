"""Each form of the language on columns, by the plan alone: nothing here may be left to the reference."""

from datetime import date

import pytest

pytest.importorskip("polars")

from engine.profile.model import FactView
from tests.evaluation.agreement import DICTIONARY, seeded
from tests.evaluation.columnar.held_against import alone
from tests.evaluation.columnar.programs import everything, of_formulas
from tests.evaluation.generate_facts import partly, profile, views

DAY = date(2026, 2, 28)

OWED, FROM = "loan.balance, 0.0004", 'as_of, as_of + @"P1M"'
LARGEST = f'largest payment("equal_principal", {OWED}, 12, {FROM})'
INTEREST = f'total interest("interest_first", {OWED}, 12, {FROM})'
FORMULAS = {
    "arithmetic": (
        ("loan.balance + loan.next_instalment - 0.005", "yuan"),
        ("loan.balance * 1.5 - -loan.next_instalment", "yuan"),
        ("loan.balance / 4", "yuan"),
        ("loan.balance / loan.next_instalment", "1"),
        ("loan.balance / (loan.next_instalment / 3 - loan.balance / 7)", "1"),
        ("(loan.balance / 3 + loan.next_instalment / 7) * (loan.balance / 11) / loan.balance", "yuan"),
        ("-(loan.balance / 3)", "yuan"),
        ("abs(loan.balance / 3 - loan.next_instalment)", "yuan"),
        ("abs(loan.balance - loan.next_instalment)", "yuan"),
        ("(loan.days_overdue / loan.days_overdue) ** 2", "1"),
        ("(loan.balance / loan.next_instalment) ** count(evidence)", "1"),
        ("modulo(loan.days_overdue, 7)", "day"),
        ("modulo(loan.balance, loan.next_instalment)", "yuan"),
        ("if loan.is_due_as_a_whole then loan.balance / 3 else loan.next_instalment", "yuan"),
        ("if loan.is_due_as_a_whole then loan.balance else loan.next_instalment", "yuan"),
        ("if 1 / 0 > 1 then loan.balance else loan.next_instalment", "yuan"),
        ("if loan.is_due_as_a_whole then abs(loan.balance / 3) else loan.balance / 7", "yuan"),
        ("loan.balance + 0.000001", "yuan"),
        ("loan.balance / 0.0001", "yuan"),
    ),
    "rounding": (
        *(
            (f"{name}(loan.balance / 3, 1)", "yuan")
            for name in ("floor", "ceiling", "round up", "round down")
        ),
        *(
            (f"{name}(loan.balance * 5 / 2, 1)", "yuan")
            for name in ("decimal", "round half up", "round half down")
        ),
        *(
            (f"{name}(loan.balance / 3, 2)", "yuan")
            for name in ("decimal", "round half up", "round half down")
        ),
        *(
            (f"{name}(-loan.balance * 0.5, 1)", "yuan")
            for name in ("floor", "ceiling", "round up", "round down")
        ),
        ("floor(loan.balance)", "yuan"),
        ("decimal(loan.balance, 4)", "yuan"),
    ),
    "truths": (
        ("loan.balance / 3 < loan.next_instalment", "truth"),
        ("loan.balance / 3 = loan.balance / 3", "truth"),
        ("loan.balance / loan.next_instalment * loan.next_instalment >= loan.balance", "truth"),
        (
            "(if loan.is_due_as_a_whole then loan.balance / 3 else loan.balance / 6) * 3 = loan.balance",
            "truth",
        ),
        ("loan.balance between 0.1 and 500 or not(loan.is_due_as_a_whole)", "truth"),
        ("loan.balance in [0..500)", "truth"),
        ("loan.balance in ([0..10], (20..500])", "truth"),
        ("loan.balance in (< 100, >= 500)", "truth"),
        ("loan.balance in [[0..10], (20..500)]", "truth"),
        ("loan.balance in [(< 100), (= 500), (!= 1)]", "truth"),
        ("loan.balance in [(> 100), (<= 5)]", "truth"),
        ('loan.days_overdue in range("[1..60]")', "truth"),
        (
            "(loan.balance / 3 - loan.next_instalment) * (loan.balance / 7 - loan.next_instalment / 3) > 0",
            "truth",
        ),
        ("loan.balance / 3 in (loan.next_instalment, > 500)", "truth"),
        ('loan.final_maturity_date in ([@"2026-01-01"..as_of], hardship.began_on)', "truth"),
        ('loan.lender in ("a", "aaa") or loan.lender < "b"', "truth"),
        ('hardship.cause != "illness" and hardship.cause in ("job_loss", "none")', "truth"),
        ('string length(loan.lender) > 1 and starts with(loan.lender, "a")', "truth"),
        ('contains(loan.lender, "a") or ends with(loan.lender, "贷")', "truth"),
        ("loan.is_due_as_a_whole = borrower.has_contacted_lender", "truth"),
        (
            'if loan.is_due_as_a_whole then borrower.has_contacted_lender else hardship.cause = "none"',
            "truth",
        ),
        ("all([loan.is_due_as_a_whole, borrower.has_contacted_lender])", "truth"),
        ("any([loan.is_due_as_a_whole, borrower.has_contacted_lender])", "truth"),
    ),
    "dates": (
        ('loan.final_maturity_date + @"P1M"', "date"),
        ('loan.final_maturity_date - @"P13M"', "date"),
        ('loan.final_maturity_date + @"P30DT12H"', "date"),
        ('@"P30D" + loan.final_maturity_date', "date"),
        ('max([as_of, hardship.began_on][item > @"2026-01-30"])', "date"),
        ("loan.final_maturity_date - hardship.began_on", "days_duration"),
        ("(loan.final_maturity_date - hardship.began_on).days", "day"),
        ("(loan.final_maturity_date - hardship.began_on).hours", "hour"),
        ("loan.final_maturity_date.year + loan.final_maturity_date.weekday", "1"),
        ("loan.final_maturity_date.month * 100 + loan.final_maturity_date.day", "1"),
        ("day of year(loan.final_maturity_date)", "1"),
        ("years and months duration(hardship.began_on, loan.final_maturity_date)", "months_duration"),
        ("years and months duration(hardship.began_on, loan.final_maturity_date).years", "year"),
        ("if loan.is_due_as_a_whole then hardship.began_on else as_of", "date"),
        ("max(loan.final_maturity_date, as_of)", "date"),
        ("next working day(loan.final_maturity_date)", "date"),
        ("is working day(loan.final_maturity_date)", "truth"),
        ("calendar is provisional(loan.final_maturity_date)", "truth"),
        ("last due date(loan.final_maturity_date, count(loans) * 1)", "date"),
        ("last due date(loan.final_maturity_date, count(evidence) * 0.5)", "date"),
    ),
    "repayment": (
        ("interest for days(loan.balance * 0.125, 0.0004, 30)", "yuan"),
        (f'any term fits("equal_principal", {OWED}, count(evidence) * 33.125, 12, {FROM})', "truth"),
        (f"{LARGEST} > 50 and {INTEREST} > 5", "truth"),
    ),
    "lists": (
        ('some e in evidence satisfies e.kind = "diagnosis" and e.issued_on <= as_of', "truth"),
        ("every e in evidence satisfies e.is_original or e.pages > 1", "truth"),
        (
            "some e in evidence satisfies (some l in loans satisfies l.final_maturity_date < e.issued_on)",
            "truth",
        ),
        ("some e in evidence satisfies not(some o in evidence satisfies o.issued_on > e.issued_on)", "truth"),
        ("some e in evidence satisfies some s in e.stamps satisfies s.made_on = e.issued_on", "truth"),
        (
            "some e in evidence satisfies loan.balance / 3 < (if e.pages > 1 then 500 else loan.balance)",
            "truth",
        ),
        ("count(evidence)", "1"),
        ('count(evidence[kind = "diagnosis"])', "1"),
        ('count(evidence[kind = "diagnosis"][is_original])', "1"),
        ("count([loan.is_due_as_a_whole, borrower.has_contacted_lender][item])", "1"),
        ("sum(evidence.pages)", "page"),
        ("sum(loans[item.balance > 1].next_instalment)", "yuan"),
        ("sum(borrower.debts)", "yuan"),
        ("sum([loan.balance, loan.next_instalment])", "yuan"),
        ("min(borrower.debts)", "yuan"),
        ("max(evidence[is_original].issued_on)", "date"),
        ("min([loan.balance, loan.next_instalment, 500])", "yuan"),
        ("max(loan.balance / 3, loan.next_instalment)", "yuan"),
        ("min([1, 2, 30][item >= loan.days_overdue / 1])", "1"),
        ("evidence[1].issued_on", "date"),
        ("evidence[-1].pages", "page"),
        ("evidence[is_original][2].kind", "text"),
        ("evidence[1].issuer.name", "text"),
        ("loan.kinds[1]", "text"),
        ('"illness" in loan.kinds', "truth"),
        ("loan.balance in borrower.debts", "truth"),
        ("hardship.cause in loan.kinds", "truth"),
        ("any(evidence.is_original)", "truth"),
        ('all(evidence[kind = "diagnosis"].is_original)', "truth"),
        ('"a" in [loan.lender, evidence[1].issuer.name]', "truth"),
    ),
}


def loans(count: int) -> list[FactView]:
    random = seeded(7)
    made: list[FactView] = []
    for number in range(count):
        whole = profile(random)
        made += views(whole if number % 3 == 0 else partly(random, whole), DICTIONARY)
    return made


@pytest.mark.parametrize("kind", [*FORMULAS])
def test_every_form_is_decided_by_the_plan_and_as_the_reference_does(kind: str) -> None:
    columnar = everything(of_formulas(FORMULAS[kind]))
    some = loans(150)
    for as_fact in (False, True):
        found = alone(columnar, some, DAY, day_as_fact=as_fact)
        refused = columnar._for_day(DAY, fixed=not as_fact).refused
        assert (found.wrong, refused) == ([], {})
    assert found.sure > found.cells * 9 // 10
    assert found.known > found.cells // 5


def test_a_text_that_no_fact_of_a_fixed_set_can_be_equals_none_of_them() -> None:
    value = {"from": date(2000, 1, 1), "value": "abc", "source": ["made_up"], "confidence": "low"}
    parameter = {"id": "other", "unit": "text", "values": [value]}
    more = {"parameters/other.yaml": parameter, "words.en.yaml": {"parameters": {"other": "other"}}}
    formulas = [(f"hardship.cause {sign} parameter.other", "truth") for sign in ("=", "!=")]
    columnar = everything(of_formulas(formulas, more))
    found = alone(columnar, loans(40), DAY)
    assert (found.wrong, found.sure) == ([], found.cells)
    assert columnar._for_day(DAY, fixed=True).refused == {}


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("median(borrower.debts)", "yuan"),
        ("upper case(loan.lender)", "text"),
        ("(loan.balance / loan.next_instalment) ** 0.5", "1"),
        ("count(concatenate(borrower.debts, borrower.debts))", "1"),
    ],
)
def test_a_form_that_columns_cannot_hold_is_in_doubt_and_told(formula: str, unit: str) -> None:
    columnar = everything(of_formulas([(formula, unit)]))
    found = alone(columnar, loans(40), DAY)
    assert found.wrong == []
    assert columnar._for_day(DAY, fixed=True).refused
