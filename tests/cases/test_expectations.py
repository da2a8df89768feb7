"""What a case may expect, and what of the answer each expectation is held against."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.explanation.assess import Assessor
from engine.explanation.model import LoanAdvice
from engine.profile.from_json import profile_from_data
from engine.program.load import load_pack
from tests.cases.running import SMALL, Run, helps, labels, told

DURATION = {
    "measures/time_left.yaml": (
        "id: time_left\nformula: loan.final_maturity_date - as_of\nunit: days_duration\nsource: [X2]\n"
    ),
    "options/instalments/option.yaml": (SMALL / "options" / "instalments" / "option.yaml")
    .read_text(encoding="utf-8")
    .replace("figures: [capacity", "figures: [time_left, capacity"),
    **{
        f"words.{language}.yaml": (SMALL / f"words.{language}.yaml")
        .read_text(encoding="utf-8")
        .replace("measures:\n", "measures:\n  time_left: time left\n")
        for language in ("zh", "en")
    },
}
SUSPENDING = {
    "alerts/fee_in_advance/alert.yaml": (SMALL / "alerts" / "fee_in_advance" / "alert.yaml")
    .read_text(encoding="utf-8")
    .replace("suspends: false", "suspends: true")
}


def case(expect: str, profile: str = "{base: illness}", name: str = "A case") -> str:
    return f"- {{name: {name}, profile: {profile}, expect: {expect}}}\n"


@pytest.mark.parametrize(
    "expect",
    [
        "{order: [payment_holiday]}",
        "{order: [payment_holiday, instalments]}",
        "{order: []}",
        "{alerts: []}",
        "{missing: []}",
        "{ask_for: []}",
        "{settled: {payment_holiday: true, instalments: true}}",
    ],
)
def test_an_expectation_that_holds_is_passed_in_silence(run: Run, expect: str) -> None:
    results = run(case(expect))
    assert (results.passed, results.faults) == (1, ())


UNTOLD = "{base: illness, loan: {final_maturity_date: null}, borrower: {monthly_income: null}}"


@pytest.mark.parametrize(
    "expect",
    [
        "{payment_holiday: needs_information, ask_for: [loan.final_maturity_date]}",
        "{settled: {instalments: false}, ask_for: [borrower.monthly_income]}",
        "{ask_for: [borrower.monthly_income, loan.final_maturity_date]}",
        """{payment_holiday: needs_information, settled: {instalments: false},
            ask_for: [borrower.monthly_income, loan.final_maturity_date]}""",
    ],
)
def test_asking_is_compared_over_the_options_that_the_case_names_or_over_all(run: Run, expect: str) -> None:
    assert run(case(expect, UNTOLD)).faults == ()


def test_missing_documents_are_those_of_the_options_that_the_case_names(run: Run) -> None:
    profile = "{base: illness, evidence: []}"
    results = run(
        case("{instalments: recommended, missing: []}", profile)
        + case("{payment_holiday: needs_action, missing: [proof_of_illness]}", profile, "Another")
        + case("{missing: [proof_of_illness]}", profile, "A third")
    )
    assert (results.passed, results.faults) == (3, ())


@pytest.mark.parametrize(
    "figures",
    [
        "{capacity: 1500}",
        "{capacity: 1500.00}",
        '{capacity: "1500.0"}',
        "{loan.final_maturity_date: 2027-06-15}",
        '{loan.final_maturity_date: "2027-06-15"}',
        "{hardship.cause: illness, hardship.is_explained: false}",
        "{parameter.evidence_fresh_days: 90}",
        "{as_of: 2026-11-22}",
        "{loan.rate.value: null}",
        "{time_left: P205D}",
    ],
)
def test_a_figure_is_its_value_whatever_way_it_is_written(run: Run, figures: str) -> None:
    assert run(case(f"{{figures: {figures}}}"), DURATION).faults == ()


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ("{capacity: 1500.0000000000000000000000000001}", "1500"),
        ("{capacity: much}", "1500"),
        ("{capacity: null}", "1500"),
        ("{capacity: true}", "1500"),
        ("{loan.rate.value: 0}", "null"),
        ("{hardship.is_explained: 0}", "false"),
        ("{loan.final_maturity_date: 15.06.2027}", "2027-06-15"),
        ("{time_left: P204D}", "P205D"),
        ("{third_parties: null}", "a list of 0"),
    ],
)
def test_a_figure_is_compared_exactly_and_by_its_kind(run: Run, figures: str, found: str) -> None:
    results = run(case(f"{{figures: {figures}}}"), DURATION)
    assert [code for code, _ in told(results)] == ["C405"]
    assert labels(results) == [f"came out as `{found}`"]


def test_a_criterion_is_first_looked_for_beside_the_case(run: Run) -> None:
    """Both options have a criterion of this id; the day is in time for the one and too late for the other."""
    option = (SMALL / "options" / "instalments" / "option.yaml").read_text(encoding="utf-8")
    own = "eligible_when:\n  - {id: term_has_not_expired, when: 'as_of < date(2026, 1, 1)', source: [X2]}\n"
    words = "criteria:\n  term_has_not_expired: {met: yes it is, unmet: no it isn't, unknown: nobody knows}\n"
    files = {"options/instalments/option.yaml": option.replace("eligible_when:\n", own)} | {
        f"options/instalments/words.{language}.yaml": (
            (SMALL / "options" / "instalments" / f"words.{language}.yaml")
            .read_text(encoding="utf-8")
            .replace("criteria:\n", words)
        )
        for language in ("zh", "en")
    }
    beside_instalments = {"options/instalments/cases.yaml": case("{criteria: {term_has_not_expired: unmet}}")}
    beside_holiday = {"options/payment_holiday/cases.yaml": case("{criteria: {term_has_not_expired: met}}")}
    with_a_dot = case("{criteria: {instalments.term_has_not_expired: unmet}}")
    results = run(with_a_dot, files | beside_instalments | beside_holiday)
    assert (results.passed, results.faults) == (3, ())


def test_a_criterion_is_found_in_the_whole_pack_if_it_is_the_only_one_of_its_id(run: Run) -> None:
    results = run(
        case("{criteria: {hardship_will_pass: met, someone_asks_for_a_fee: unmet, temporary_hardship: met}}")
    )
    assert (results.passed, results.faults) == (1, ())


TWO_DOCUMENTS = {
    "evidence/proof_of_need.yaml": (
        'id: proof_of_need\nneeded_when: hardship.cause = "other"\naccepts: [other]\nsource: [X3]\n'
    ),
    "options/payment_holiday/option.yaml": (SMALL / "options" / "payment_holiday" / "option.yaml")
    .read_text(encoding="utf-8")
    .replace("evidence: [proof_of_illness]", "evidence: [proof_of_illness, proof_of_need]"),
    **{
        f"words.{language}.yaml": (SMALL / f"words.{language}.yaml")
        .read_text(encoding="utf-8")
        .replace("evidence:\n", "evidence:\n  proof_of_need: {title: proof of need, text: Ask for it.}\n")
        for language in ("zh", "en")
    },
}


def test_of_several_documents_those_are_named_that_are_missing(run: Run) -> None:
    results = run(case("{payment_holiday: recommended}", "{base: illness, evidence: []}"), TWO_DOCUMENTS)
    assert helps(results) == ["`illness_is_proved` is unmet (`proof_of_illness` is missing)"]


def test_an_alert_that_suspends_is_named_where_it_keeps_an_option_from_being_recommended(run: Run) -> None:
    profile = "{base: illness, third_parties: [{kind: caller, asks_for_fee: true}]}"
    results = run(case("{payment_holiday: recommended}", profile), SUSPENDING)
    assert labels(results) == ["came out as `available`"]
    assert helps(results) == ["every criterion is met; `fee_in_advance` suspends it"]


PROGRAM = load_pack(SMALL)
ASSESSOR = Assessor(PROGRAM, engine="reference")

yuan = st.none() | st.integers(0, 6_000).map(str)
tellings = st.fixed_dictionaries(
    {
        "income": yuan,
        "expenses": yuan,
        "maturity": st.sampled_from([None, "2026-11-21", "2026-11-22", "2027-06-15"]),
        "duration": st.sampled_from([None, "temporary", "lasting"]),
        "evidence": st.sampled_from([None, "[]", "[{kind: medical_diagnosis, issued_on: 2026-11-01}]"]),
        "fee": st.sampled_from([None, "[]", "[{asks_for_fee: true}]", "[{kind: caller}]"]),
    }
)


def overlay(telling: dict[str, str | None]) -> str:
    told = {name: "null" if value is None else value for name, value in telling.items()}
    budget = f"monthly_income: {told['income']}, monthly_essential_expenses: {told['expenses']}"
    return (
        f"{{base: illness, borrower: {{{budget}}}, loan: {{final_maturity_date: {told['maturity']}}}, "
        f"hardship: {{duration: {told['duration']}}}, evidence: {told['evidence']}, "
        f"third_parties: {told['fee']}}}"
    )


def assessed(telling: dict[str, str | None]) -> LoanAdvice:
    """The answer that the product gives to the same profile, told as JSON would tell it."""
    evidence = {"[]": [], None: None}.get(
        telling["evidence"], [{"kind": "medical_diagnosis", "issued_on": "2026-11-01"}]
    )
    callers = {
        None: None,
        "[]": [],
        "[{asks_for_fee: true}]": [{"asks_for_fee": True}],
        "[{kind: caller}]": [{"kind": "caller"}],
    }
    data = {
        "as_of": "2026-11-22",
        "borrower": {
            "monthly_income": telling["income"] and int(telling["income"]),
            "monthly_essential_expenses": telling["expenses"] and int(telling["expenses"]),
            "monthly_other_debt_payments": 500,
        },
        "loan": {"final_maturity_date": telling["maturity"], "next_instalment": 1800, "days_overdue": 0},
        "hardship": {"cause": "illness", "duration": telling["duration"], "is_explained": False},
        "evidence": evidence,
        "third_parties": callers[telling["fee"]],
    }
    profile, _ = profile_from_data(data, PROGRAM.dictionary)
    assert profile is not None
    assert profile.as_of is not None
    return ASSESSOR.assess(profile, profile.as_of).loans[0]


def expectation(answer: LoanAdvice, **changed: str) -> str:
    statuses = {one.id: one.status.value for one in answer.options} | changed
    settled = ", ".join(f"{one.id}: {str(one.settled).lower()}" for one in answer.options)
    criteria = ", ".join(
        f"{one.id}.{reason.id}: {reason.truth.value}" for one in answer.options for reason in one.criteria
    )
    return (
        f"{{{', '.join(f'{name}: {status}' for name, status in statuses.items())}, "
        f"settled: {{{settled}}}, criteria: {{{criteria}}}, "
        f"order: [{', '.join(one.id for one in answer.options)}], "
        f"alerts: [{', '.join(one.id for one in answer.alerts)}], "
        f"ask_for: {[question.fact for question in answer.ask_for]}}}"
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(telling=tellings)
def test_a_case_that_expects_what_the_product_answers_passes_and_any_other_status_fails(
    run: Run, telling: dict[str, str | None]
) -> None:
    answer = assessed(telling)
    profile, status = overlay(telling), answer.options[0].status.value
    other = "recommended" if status == "not_available" else "not_available"
    otherwise = expectation(answer, **{answer.options[0].id: other})
    results = run(case(expectation(answer), profile) + case(otherwise, profile, "Otherwise"))
    assert results.passed == 1
    assert told(results) == [("C401", other)]
    assert labels(results) == [f"came out as `{status}`"]


def test_what_an_option_or_an_alert_says_and_leaves_out_is_passed_in_silence(run: Run) -> None:
    profile = "{base: illness, third_parties: [{kind: caller, asks_for_fee: true}]}"
    results = run(
        case("{says: {payment_holiday: [contact_customer_service]}, leaves_out: {fee_in_advance: [hang_up]}}")
    )
    assert (results.passed, results.faults) == (1, ())
    results = run(case("{says: {fee_in_advance: [hang_up]}}", profile))
    assert (results.passed, results.faults) == (1, ())


def test_advice_that_is_said_otherwise_is_told_where_it_is_expected(run: Run) -> None:
    says, leaves_out = "[contact_customer_service, hang_up]", "[never_pay_in_advance]"
    results = run(
        case(f"{{says: {{payment_holiday: {says}}}, leaves_out: {{payment_holiday: {leaves_out}}}}}")
    )
    assert told(results) == [("C410", "hang_up"), ("C410", "never_pay_in_advance")]


def test_an_option_that_is_closed_says_nothing(run: Run) -> None:
    profile = "{base: illness, loan: {final_maturity_date: 2026-11-21}}"
    results = run(case("{says: {payment_holiday: [contact_customer_service]}}", profile))
    assert labels(results) == ["came out as `[]`"]


@pytest.mark.parametrize(
    ("says", "wrong"),
    [("{payment_holidays: [hang_up]}", "payment_holidays"), ("{payment_holiday: [hang_on]}", "hang_on")],
)
def test_advice_and_whose_it_is_have_to_exist(run: Run, says: str, wrong: str) -> None:
    assert told(run(case(f"{{says: {says}, leaves_out: {says}}}"))) == [("C411", wrong)] * 2
