"""Which documents count by their date, and that those which don't are named with their date and why."""

from datetime import date
from typing import Any

import pytest

from engine.explanation.model import Proof
from engine.explanation.to_json import to_data
from engine.explanation.to_text import to_text
from tests.explanation.rules_for_tests import AS_OF, Rules, claim, option_of

AGE = 90
OLDEST = date(
    2026, 8, 24
)  # 2026-11-22 less 90 days: 22 in November, 31 in October, 30 in September, 7 in August
BEGAN = date(2026, 3, 1)
OF_SEPARATION = "too old: separation certificate of 28 Feb 2026"
SAID_OF_SEPARATION = f"{OF_SEPARATION}; it has to be of the last 90 days or not before 1 Mar 2026"


def rules_with_dates(rules: Rules) -> Rules:
    rules.parameter("fresh_days", "day", AGE)
    rules.evidence(
        "proof",
        ["separation_certificate", "social_insurance_record"],
        fresh_within="fresh_days",
        older={"kinds": ["separation_certificate"], "back_to": "hardship.began_on"},
    )
    rules.evidence("debts", ["loan_contract"])
    papers = claim("papers", evidence=["proof"], cure="bring it")
    rules.option("one", papers, evidence=["proof", "debts"])
    return rules


def proof_of(rules: Rules, *papers: tuple[str, date | None], began: date | None = BEGAN) -> Proof:
    evidence = [{"kind": kind, "issued_on": issued} for kind, issued in papers]
    told = {"hardship": {"began_on": began}, "evidence": evidence}
    return option_of(rules_with_dates(rules).loan(told), "one").evidence[0]


@pytest.mark.parametrize(
    ("kind", "issued_on", "state"),
    [
        ("social_insurance_record", OLDEST, "have"),
        ("social_insurance_record", date(2026, 8, 23), "missing"),
        ("social_insurance_record", AS_OF, "have"),
        ("social_insurance_record", date(2026, 11, 23), "missing"),
        ("social_insurance_record", None, "unknown"),
        ("separation_certificate", date(2026, 8, 23), "have"),
        ("separation_certificate", BEGAN, "have"),
        ("separation_certificate", date(2026, 2, 28), "missing"),
        ("separation_certificate", date(2026, 11, 23), "missing"),
        ("separation_certificate", None, "unknown"),
        ("loan_contract", AS_OF, "missing"),
    ],
)
def test_a_document_counts_by_its_kind_and_date(
    rules: Rules, kind: str, issued_on: date | None, state: str
) -> None:
    assert proof_of(rules, (kind, issued_on)).state == state


def test_when_the_trouble_began_matters_only_for_what_is_older_than_the_age_asked_for(rules: Rules) -> None:
    assert proof_of(rules, ("separation_certificate", OLDEST), began=None).state == "have"
    old = ("separation_certificate", date(2026, 8, 23))
    assert proof_of(rules, old, began=None).state == "unknown"
    told = {"evidence": [{"kind": "separation_certificate", "issued_on": date(2026, 8, 23)}]}
    assert option_of(rules.loan(told), "one").ask_for == ("hardship.began_on",)


def test_of_a_document_whose_age_nobody_asks_no_date_is_needed(rules: Rules) -> None:
    told = {"evidence": [{"kind": "loan_contract"}]}
    _, debts = option_of(rules_with_dates(rules).loan(told), "one").evidence
    assert (debts.state, debts.set_aside) == ("have", ())


@pytest.mark.parametrize(
    ("paper", "because", "said"),
    [
        (
            ("social_insurance_record", date(2026, 8, 23)),
            "too_old",
            "too old: social insurance record of 23 Aug 2026; it has to be of the last 90 days",
        ),
        (
            ("separation_certificate", date(2026, 2, 28)),
            "too_old",
            SAID_OF_SEPARATION,
        ),
        (
            ("social_insurance_record", date(2026, 11, 23)),
            "not_yet",
            "doesn't count: social insurance record of 23 Nov 2026, a day that is still to come",
        ),
    ],
)
def test_a_document_that_does_not_count_is_named_with_its_date_and_why(
    rules: Rules, paper: tuple[str, date], because: str, said: str
) -> None:
    (aside,) = proof_of(rules, paper).set_aside
    assert (aside.kind, aside.issued_on, aside.because, aside.text) == (*paper, because, said)
    evidence = [{"kind": paper[0], "issued_on": paper[1]}]
    answer = rules.answer({"hardship": {"began_on": BEGAN}, "evidence": evidence})
    assert f"· {said}" in to_text(answer)
    data: Any = to_data(answer)
    shown, _ = data["options"][0]["evidence"]
    assert shown["set_aside"] == [
        {"kind": paper[0], "issued_on": paper[1].isoformat(), "because": because, "words": said}
    ]


def test_of_several_old_documents_each_is_named_and_none_where_a_new_one_is_there(rules: Rules) -> None:
    old, older = ("social_insurance_record", date(2026, 1, 1)), ("social_insurance_record", date(2025, 1, 1))
    named = proof_of(rules, old, ("loan_contract", AS_OF), older).set_aside
    assert [one.issued_on for one in named] == [date(2026, 1, 1), date(2025, 1, 1)]
    assert proof_of(rules, old, ("social_insurance_record", AS_OF)).set_aside == ()


def test_no_document_is_named_where_none_is_there_or_its_date_is_not_known(rules: Rules) -> None:
    assert proof_of(rules).set_aside == ()
    assert proof_of(rules, ("social_insurance_record", None)).set_aside == ()
