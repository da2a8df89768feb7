"""The lending example of the DMN specification says in this product's language what it says in DMN."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from engine import load_pack, run_cases
from engine.cases.profiles import Profiles
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Decision, Outcome, Status
from engine.evaluation.reference import evaluate
from engine.feel.unknown import Unknown
from engine.rulebook.from_yaml import read_cases
from engine.values import Truth
from tests.evaluation.agreement import content
from tests.examples import dmn_originations as published
from tests.examples.dmn_borrowers import AS_OF, PACK, borrower, borrowers, told

TESTED = {  # which rows of which published table are looked at, by the facts and decisions that it takes
    "score": (published.SCORE, ("age", "marital_status", "employment_status")),
    "pre risk": (published.PRE_RISK, ("is_existing_customer", "application_risk_score")),
    "call type": (published.CALL, ("pre_bureau_risk_category",)),
    "factor before": (published.FACTOR, ("pre_bureau_risk_category",)),
    "factor after": (published.FACTOR, ("post_bureau_risk_category",)),
    "eligibility": (published.ELIGIBILITY, ("pre_bureau_risk_category", "pre_bureau_affordability", "age")),
    "strategy": (published.STRATEGY, ("eligibility", "bureau_call_type")),
    "post risk": (published.POST_RISK, ("is_existing_customer", "application_risk_score", "credit_score")),
    "routing": (
        published.ROUTING,
        ("post_bureau_risk_category", "post_bureau_affordability", "is_bankrupt", "credit_score"),
    ),
}

CLOSED = Status.NOT_AVAILABLE
Answered = tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Decision]]


@pytest.fixture(scope="module")
def pack() -> Compiled:
    return Compiled(load_pack(PACK))


def of_cases(pack: Compiled) -> Iterator[Outcome]:
    profiles = Profiles(PACK, pack.program.dictionary)
    cases, faults = read_cases(PACK)
    assert not faults
    for case in cases:
        made, wrong = profiles.of(case)
        assert made is not None, wrong
        yield from (pack.evaluate(view, case.as_of or AS_OF) for view in made.views())


def said(outcome: Outcome, name: str) -> Any:
    """A fact by the last part of its name, or a figure; None where it isn't known."""
    for place in ("applicant.", "bureau.", ""):
        value = outcome.values.get(place + name)
        if value is not None and not isinstance(value, Unknown):
            return value
    return None


def test_every_row_of_every_published_table_decides_in_a_case(pack: Compiled) -> None:
    outcomes = list(of_cases(pack))
    for table, (rows, names) in TESTED.items():
        reached = {
            place
            for one in outcomes
            for place in published.matching(rows, *(said(one, name) for name in names))
        }
        assert reached == {*range(len(rows))}, table


def test_every_criterion_is_met_unmet_and_unknown_in_a_case(pack: Compiled) -> None:
    outcomes = list(of_cases(pack))
    for key in outcomes[0].criteria:
        assert {one.criteria[key] for one in outcomes} == {*Truth}, key


def test_both_evaluators_pass_the_cases() -> None:
    results = run_cases(PACK)
    assert (results.faults, results.untested) == ((), ())
    assert results.passed == results.run > 75


@pytest.mark.parametrize(
    ("name", "product", "printed"),
    [
        ("0004-lending-test-01.xml", ("350000", "0.0395", 360), "1680.880325608555"),
        ("0004 in dsntk-model-evaluator", ("350000", "0.0395", 360), "1680.8803256086347968"),
        ("LoanServices of OpenRules", ("100000", "0.08", 36), "3153.636546143113"),
        ("JITDMNResultTest of KIE, 10000", ("10000", "0.08", 36), "333.3636546143084985132842970339110"),
    ],
)
def test_an_instalment_is_what_other_implementations_print(
    pack: Compiled, name: str, product: tuple[str, str, int], printed: str
) -> None:
    amount, rate, term = Decimal(product[0]), Decimal(product[1]), product[2]
    mine = pack.evaluate(told(borrower(amount=amount, rate=rate, term=term)), AS_OF)
    value = said(mine, "required_monthly_installment")
    assert abs(value - Decimal(printed)) < Decimal("1E-9"), name
    exact = published.installment("STANDARD LOAN", amount, rate, term)
    assert exact is not None
    assert abs(value - exact) < Decimal("1E-25")


def expected(of: Mapping[str, Any], name: str, value: object) -> object:
    """What the product says where DMN says `value`: it never takes null for no."""
    without_category = of["post_bureau_risk_category"] is None
    return None if name in {"post_bureau_affordability", "routing"} and without_category else value


@pytest.fixture(scope="module")
def answers(pack: Compiled) -> list[Answered]:
    """Of every borrower: the facts, what DMN decides, what the product says of it, and the open options."""
    found = []
    for one in borrowers():
        outcome, dmn = pack.evaluate(told(one), AS_OF), published.decisions(one)
        standing = {name: made for name, made in outcome.options.items() if made.status is not CLOSED}
        found.append((one, dmn, {name: said(outcome, name) for name in dmn}, standing))
    return found


def test_every_borrower_at_every_threshold_is_decided_as_dmn_decides(answers: list[Answered]) -> None:
    assert len(answers) > 9_000
    for one, dmn, mine, _ in answers:
        assert mine == {name: expected(dmn, name, value) for name, value in dmn.items()}, one


def process(of: Mapping[str, Any], *, asked: bool) -> str:
    """Where the published process leads a case."""
    if of["strategy"] == "BUREAU" and not asked:
        return "collect_bureau_data"
    route = "DECLINE" if of["strategy"] == "DECLINE" else of["routing"]
    return {"DECLINE": "decline", "REFER": "review", "ACCEPT": "accept"}[route] + "_application"


def test_exactly_the_task_of_the_process_is_recommended(answers: list[Answered]) -> None:
    for one, dmn, _, standing in answers:
        task = process(dmn, asked=one["credit_score"] is not None)
        assert standing == {task: Decision(Status.RECOMMENDED, settled=True)}, one


def test_the_reference_says_the_same(pack: Compiled) -> None:
    for one in [*borrowers()][::97]:
        mine, theirs = pack.evaluate(told(one), AS_OF), evaluate(pack.program, told(one), AS_OF)
        assert content(mine, pack.program) == content(theirs, pack.program)


def test_columns_say_the_same_and_leave_the_instalment_to_the_reference() -> None:
    pytest.importorskip("polars")
    from tests.evaluation.columnar.held_against import alone, compared
    from tests.evaluation.columnar.programs import everything

    columnar, views = everything(load_pack(PACK)), [told(one) for one in [*borrowers()][::61]]
    assert compared(columnar, views, AS_OF).apart == {}
    assert [*columnar._for_day(AS_OF, fixed=True).refused.values()] == [
        "a power of a number that isn't sure enough"
    ]
    plan = alone(columnar, views, AS_OF)  # the tables that don't rest on it are decided without the reference
    assert plan.wrong == []
    assert plan.sure > plan.cells * 2 // 5
