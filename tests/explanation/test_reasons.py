"""Why a criterion is met, unmet or unknown: words, values, what lies behind it, what would settle it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.profile.load import product_dictionary
from engine.values import Truth
from tests.explanation.rules_for_tests import Rules, claim, option_of, reason_of, statuses

WORDS = product_dictionary()
DIAGNOSIS, A_BILL, A_STATEMENT = (
    WORDS.fact("evidence.kind").names[kind]["en"]
    for kind in ("medical_diagnosis", "medical_bill", "bank_statement")
)
FRESH, STALE = date(2026, 11, 1), date(2026, 1, 1)
Told = Mapping[str, Any]


@pytest.mark.parametrize(
    ("told", "truth", "text", "cure"),
    [
        ({"borrower": {"savings": 1000}}, Truth.MET, "¥1,000.00 are enough.", None),
        (
            {"borrower": {"savings": Decimal("999.99")}},
            Truth.UNMET,
            "¥999.99 are too little.",
            "Make ¥1,000.00 of ¥999.99.",
        ),
        ({}, Truth.UNKNOWN, "Nobody knows whether (not given) are enough.", None),
    ],
)
def test_each_truth_has_its_words_and_what_can_be_put_right_says_how(
    rules: Rules, told: Told, truth: Truth, text: str, cure: str | None
) -> None:
    words: dict[str, Any] = {
        "met": "{borrower.savings} are enough.",
        "unmet": "{borrower.savings} are too little.",
        "unknown": "Nobody knows whether {borrower.savings} are enough.",
        "cure": "Make {parameter.least} of {borrower.savings}.",
    }
    rules.parameter("least", "yuan", 1000)
    rules.option("one", claim("savings_do", "borrower.savings >= parameter.least", **words))
    reason = reason_of(rules.loan(told), "one", "savings_do")
    assert (reason.truth, reason.text, reason.cure) == (truth, text, cure)
    assert reason.curable
    assert reason.sources == ("law_1",)


def test_what_can_not_be_put_right_has_no_cure(rules: Rules) -> None:
    rules.option("one", claim("rich", "borrower.savings > 1"))
    reason = reason_of(rules.loan({"borrower": {"savings": 0}}), "one", "rich")
    assert (reason.truth, reason.curable, reason.cure) == (Truth.UNMET, False, None)


def test_a_reason_shows_the_values_that_it_looked_at_in_their_order(rules: Rules) -> None:
    rules.parameter("grace_days", "day", 3)
    rules.measure("late_by", "loan.days_overdue - parameter.grace_days", "day", title="days late")
    late = "late_by > 0 and as_of > loan.next_due_date and parameter.grace_days > 1"
    rules.option("one", claim("late", late))
    told = {"loan": {"days_overdue": 10, "next_due_date": date(2026, 11, 12)}}
    operands = reason_of(rules.loan(told), "one", "late").operands
    assert [(one.name, one.title, one.value, one.unit, one.text) for one in operands] == [
        ("late_by", "days late", "7", "day", "7"),
        ("as_of", "date of the assessment", "2026-11-22", "date", "22 Nov 2026"),
        ("loan.next_due_date", "next due date", "2026-11-12", "date", "12 Nov 2026"),
        ("parameter.grace_days", "the grace_days", "3", "day", "3"),
    ]


def test_a_value_of_a_fixed_set_is_shown_by_its_name_and_a_truth_as_yes_or_no(rules: Rules) -> None:
    test = 'hardship.cause = "illness" and hardship.is_explained and borrower.foresees_missed_payment'
    rules.option("one", claim("ill", test))
    told = {"hardship": {"cause": "illness", "is_explained": False}}
    operands = reason_of(rules.loan(told), "one", "ill").operands
    assert [(one.value, one.unit, one.text) for one in operands] == [
        ("illness", None, WORDS.fact("hardship.cause").names["illness"]["en"]),
        ("false", None, "no"),
        (None, None, "(not given)"),
    ]


def test_a_list_of_records_is_shown_by_how_many_there_are(rules: Rules) -> None:
    rules.option("one", claim("asked", "some t in third_parties satisfies t.asks_for_fee"))
    told = {"third_parties": [{"kind": "caller", "asks_for_fee": True}, {"kind": "app"}]}
    (operand,) = reason_of(rules.loan(told), "one", "asked").operands
    assert operand.text == "2 entries"
    assert operand.value == '[{"asks_for_fee": true, "kind": "caller"}, {"kind": "app"}]'


# What lies behind a finding


def rules_with_finding(rules: Rules, mode: str) -> Rules:
    rules.finding(
        "well_off",
        claim("rich", "borrower.savings > 100"),
        claim("young", "borrower.dependants = 0"),
        mode=mode,
    )
    rules.finding("glad", claim("is_well_off", finding="well_off"), claim("free", "loan.days_overdue = 0"))
    rules.option("one", claim("is_glad", finding="glad"))
    return rules


def test_behind_a_finding_stand_its_own_criteria_to_any_depth(rules: Rules) -> None:
    told = {"borrower": {"savings": 50, "dependants": 0}, "loan": {"days_overdue": 0}}
    reason = reason_of(rules_with_finding(rules, "all").loan(told), "one", "is_glad")
    assert (reason.truth, reason.finding, reason.operands) == (Truth.UNMET, "glad", ())
    well_off, free = reason.because
    assert (well_off.id, well_off.truth, well_off.finding) == ("is_well_off", Truth.UNMET, "well_off")
    assert (free.id, free.truth, free.text, free.finding, free.because) == (
        "free",
        Truth.MET,
        "free is met",
        None,
        (),
    )
    assert [(one.id, one.truth) for one in well_off.because] == [("rich", Truth.UNMET), ("young", Truth.MET)]


def test_an_open_finding_asks_for_what_its_open_criteria_lack_and_for_nothing_else(rules: Rules) -> None:
    told = {"borrower": {"savings": 500}, "loan": {"days_overdue": 0}}
    loan = rules_with_finding(rules, "all").loan(told)
    assert reason_of(loan, "one", "is_glad").ask_for == ("borrower.dependants",)
    assert option_of(loan, "one").ask_for == ("borrower.dependants",)
    assert [(one.fact, one.title) for one in loan.ask_for] == [("borrower.dependants", "dependants")]


def test_a_settled_finding_asks_for_nothing_whatever_is_missing(rules: Rules) -> None:
    told = {"borrower": {"savings": 500}, "loan": {"days_overdue": 0}}
    loan = rules_with_finding(rules, "any").loan(told)
    assert statuses(loan) == {"one": "recommended"}
    assert reason_of(loan, "one", "is_glad").ask_for == ()
    assert loan.ask_for == ()


# Documents


def rules_with_papers(rules: Rules) -> Rules:
    rules.parameter("fresh_days", "day", 90)
    rules.evidence(
        "illness_proof",
        ["medical_diagnosis", "medical_bill"],
        needed_when='hardship.cause = "illness"',
        fresh_within="fresh_days",
    )
    rules.evidence("income_proof", ["bank_statement"])
    both = ["illness_proof", "income_proof"]
    words: dict[str, Any] = {
        "met": "You have {held}.",
        "unmet": "{missing} lacks.",
        "unknown": "Is it {held}?",
        "cure": "Get {missing}.",
    }
    rules.option("one", claim("papers", evidence=both, **words), evidence=both)
    return rules


def papers(*given: tuple[str, date | None], cause: str | None = "illness") -> Told:
    evidence = [{"kind": kind, "issued_on": issued} for kind, issued in given]
    return {"hardship": {"cause": cause}, "evidence": evidence}


BILL, STATEMENT = ("medical_bill", FRESH), ("bank_statement", FRESH)


@pytest.mark.parametrize(
    ("told", "truth", "text", "cure"),
    [
        (papers(BILL, STATEMENT), Truth.MET, f"You have {A_BILL}, {A_STATEMENT}.", None),
        (papers(STATEMENT), Truth.UNMET, f"{DIAGNOSIS} lacks.", f"Get {DIAGNOSIS}."),
        (papers(), Truth.UNMET, f"{DIAGNOSIS}, {A_STATEMENT} lacks.", f"Get {DIAGNOSIS}, {A_STATEMENT}."),
        # an old document is held, but a new one is to be brought
        (papers(("medical_bill", STALE), STATEMENT), Truth.UNMET, f"{DIAGNOSIS} lacks.", f"Get {DIAGNOSIS}."),
        # what isn't needed isn't spoken of, though it is there
        (papers(BILL, STATEMENT, cause="job_loss"), Truth.MET, f"You have {A_STATEMENT}.", None),
        (
            papers(("medical_bill", None), STATEMENT),
            Truth.UNKNOWN,
            f"Is it {A_BILL}, {A_STATEMENT}?",
            None,
        ),
        ({"hardship": {"cause": "illness"}}, Truth.UNKNOWN, "Is it ?", None),
    ],
)
def test_the_words_about_papers_name_those_at_hand_and_those_to_get(
    rules: Rules, told: Told, truth: Truth, text: str, cure: str | None
) -> None:
    reason = reason_of(rules_with_papers(rules).loan(told), "one", "papers")
    assert (reason.truth, reason.text, reason.cure) == (truth, text, cure)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (papers(BILL), {"illness_proof": ("have", ("medical_bill",)), "income_proof": ("missing", ())}),
        (
            papers(("medical_bill", STALE), STATEMENT),
            {"illness_proof": ("missing", ("medical_bill",)), "income_proof": ("have", ("bank_statement",))},
        ),
        (
            papers(("medical_bill", None)),
            {"illness_proof": ("unknown", ("medical_bill",)), "income_proof": ("missing", ())},
        ),
        (papers(STATEMENT, cause="job_loss"), {"income_proof": ("have", ("bank_statement",))}),
        # whether it is needed has to be known before it is asked for
        (papers(cause=None), {"income_proof": ("missing", ())}),
        (
            {"hardship": {"cause": "illness"}},
            {"illness_proof": ("unknown", ()), "income_proof": ("unknown", ())},
        ),
    ],
)
def test_of_each_paper_that_is_needed_it_is_said_whether_it_is_there(
    rules: Rules, told: Told, expected: Mapping[str, tuple[str, tuple[str, ...]]]
) -> None:
    evidence = option_of(rules_with_papers(rules).loan(told), "one").evidence
    assert {one.id: (one.state, one.held) for one in evidence} == expected


def test_of_a_paper_it_is_said_what_to_bring_first_and_what_can_stand_in(rules: Rules) -> None:
    illness, income = option_of(rules_with_papers(rules).loan(papers()), "one").evidence
    assert (illness.bring, illness.substitutes) == ("medical_diagnosis", ("medical_bill",))
    assert (illness.title, illness.accepts) == ("illness_proof", f"{DIAGNOSIS}, {A_BILL}")
    assert (income.bring, income.substitutes, income.sources) == ("bank_statement", (), ("law_1",))


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({"hardship": {"cause": "illness"}}, ("evidence",)),
        ({"evidence": [{"kind": "bank_statement"}]}, ("hardship.cause",)),
        (
            papers(STATEMENT, ("medical_bill", None), ("medical_bill", None)),
            ("evidence[2].issued_on", "evidence[3].issued_on"),
        ),
        ({}, ("hardship.cause", "evidence")),
    ],
)
def test_open_papers_ask_for_what_is_missing_down_to_the_element_of_the_list(
    rules: Rules, told: Told, asked: tuple[str, ...]
) -> None:
    loan = rules_with_papers(rules).loan(told)
    assert option_of(loan, "one").ask_for == asked
    assert tuple(one.fact for one in loan.ask_for) == asked


# What is asked for


def test_of_several_missing_facts_each_is_asked_for_once_in_the_order_of_the_criteria(rules: Rules) -> None:
    rules.measure("left", "borrower.savings - loan.overdue_amount", "yuan")
    rules.option("one", claim("late", "loan.days_overdue > 0"), claim("enough", "left > 0"))
    rules.option("two", claim("some", "borrower.savings > 0"), claim("young", "borrower.dependants = 0"))
    loan = rules.loan()
    assert option_of(loan, "one").ask_for == ("loan.days_overdue", "borrower.savings", "loan.overdue_amount")
    assert option_of(loan, "two").ask_for == ("borrower.savings", "borrower.dependants")
    assert [one.fact for one in loan.ask_for] == [
        "loan.days_overdue",
        "borrower.savings",
        "loan.overdue_amount",
        "borrower.dependants",
    ]


def test_what_is_settled_already_is_not_asked_for(rules: Rules) -> None:
    rules.option("shut", claim("rich", "borrower.savings > 10"), claim("late", "loan.days_overdue > 0"))
    rules.option(
        "open",
        claim("poor", "borrower.savings < 10"),
        claim("late", "loan.days_overdue > 0 or borrower.savings < 10"),
    )
    assert rules.loan({"borrower": {"savings": 1}}).ask_for == ()


def test_an_element_of_a_list_is_asked_for_by_its_place_in_the_words_of_its_kind(rules: Rules) -> None:
    rules.option("one", claim("fee", "some t in third_parties satisfies t.asks_for_fee"))
    rules.option("two", claim("all_small", "every l in loans satisfies l.next_instalment < 100"))
    told = {"third_parties": [{"asks_for_fee": False}, {}], "loans": [{"id": "a"}]}
    fee, instalment = rules.loan(told).ask_for
    asked = WORDS.fact("third_parties.asks_for_fee")
    assert (fee.fact, fee.title) == ("third_parties[2].asks_for_fee", asked.title("en"))
    assert (fee.question, fee.sensitive) == (asked.question("en"), False)
    asked = WORDS.fact("loan.next_instalment")
    assert (instalment.fact, instalment.title) == ("loans[1].next_instalment", asked.title("en"))
    assert (instalment.question, instalment.sensitive) == (asked.question("en"), True)
