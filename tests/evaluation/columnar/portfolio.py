"""A portfolio of loans for the pack of 微粒贷, as a table: some overdue, some with facts not told.

Amounts are drawn so that a few lie right on what they are compared with, or one fen beside it.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from engine.evaluation.columns.layout import Layout

AS_OF = date(2026, 11, 25)
RATES = (
    ("day", 4_000_000),
    ("day", 5_000_000),
    ("day", 3_500_000),
    ("year", 1_440_000_000),
    ("year", 1_825_000_000),
    ("year", 1_700_000_000),
)
CAUSES = (
    "illness",
    "job_loss",
    "income_loss",
    "family_misfortune",
    "accident",
    "disaster",
    "business_failure",
    "other",
    "none",
)
PAPERS = {
    "illness": "medical_diagnosis",
    "job_loss": "separation_certificate",
    "income_loss": "payslip",
    "family_misfortune": "community_certificate",
    "accident": "accident_report",
    "disaster": "disaster_certificate",
    "business_failure": "business_accounts",
    "other": "other",
    "none": "payslip",
}
METHODS = ("equal_principal",) * 8 + ("equal_instalment", "interest_first")

Raw = dict[str, Any]


def row(random: Random, *, closely: bool = False) -> Raw:
    """What one loan's profile tells, as the table holds it; `closely`: near what it is compared with."""
    principal = (
        random.choice((500_000, 1_000_000, 2_400_000, 5_000_000))
        if closely
        else random.randrange(50_000, 20_000_000)
    )
    term = random.choice((5, 10, 20))
    per, rate = random.choice(RATES)
    due = AS_OF + timedelta(random.randrange(-20, 31))
    overdue = 0 if random.random() < 0.7 else random.randrange(1, 120)
    cause = random.choice(CAUSES)
    instalment = principal // term + principal * 15 // 1000
    income = random.randrange(0, 1_500_000)
    expenses = random.randrange(100_000, 500_000)
    if closely:
        income = expenses + instalment + random.choice((-1, 0, 1))
    loan: Raw = {
        "id": "L1",
        "product": "weilidai" if random.random() < 0.95 else "credit_card",
        "original_principal": principal + random.randrange(0, 1_000_000),
        "outstanding_principal": principal,
        "payoff_amount": principal + random.randrange(0, 50_000) if random.random() < 0.3 else None,
        "rate": {"value": rate, "per": per},
        "repayment_method": random.choice(METHODS),
        "original_instalments": term,
        "remaining_instalments": random.randrange(1, term + 1),
        "next_due_date": due,
        "next_instalment": instalment,
        "borrowed_on": due - timedelta(90),
        "final_maturity_date": AS_OF + timedelta(random.randrange(-5, 400)),
        "days_overdue": overdue,
        "overdue_amount": instalment if overdue else 0,
        "is_due_as_a_whole": random.random() < 0.05,
    }
    told: Raw = {f"loan.{name}": value for name, value in loan.items() if name != "rate"}
    told |= {"loan.rate.value": rate, "loan.rate.per": per}
    told |= _borrower(random, income, expenses, principal if closely else None)
    told |= {
        "hardship.cause": cause,
        "hardship.duration": random.choice(("temporary", "lasting")),
        "hardship.began_on": AS_OF - timedelta(random.randrange(1, 200)),
        "hardship.expected_end": AS_OF + timedelta(random.randrange(-10, 300)),
        "hardship.extra_monthly_expenses": random.randrange(0, 100_000),
        "request.instalments": random.choice((None, 6, 12, 24)),
        "request.until": AS_OF + timedelta(random.randrange(10, 700)) if random.random() < 0.3 else None,
        "declaration.is_true": random.random() < 0.98,
        "declaration.conflicts": [],
        "loans": [loan] + ([loan | {"id": "L2", "next_instalment": 30_000}] if random.random() < 0.2 else []),
        "evidence": _papers(random, cause),
        "agreements": [_agreement(random, instalment) for _ in range(random.choice((0, 0, 0, 0, 1, 2)))],
        "offers": [_offer(random, principal, per, rate) for _ in range(random.choice((0, 0, 0, 1, 2)))],
        "third_parties": [_third_party(random)] if random.random() < 0.1 else [],
    }
    return told


def _borrower(random: Random, income: int, expenses: int, savings: int | None) -> Raw:
    return {
        "borrower.monthly_income": income,
        "borrower.usual_monthly_income": income + random.randrange(0, 500_000),
        "borrower.monthly_essential_expenses": expenses,
        "borrower.monthly_other_debt_payments": random.choice((0, 0, 50_000)) if savings is None else 0,
        "borrower.savings": random.randrange(0, 3_000_000)
        if savings is None
        else savings + random.choice((-1, 0, 1)),
        "borrower.foresees_missed_payment": random.random() < 0.3,
        "borrower.has_contacted_lender": random.random() < 0.5,
        "borrower.has_stopped_paying": random.random() < 0.1,
        "borrower.last_credit_report_on": AS_OF - timedelta(random.randrange(0, 400)),
    }


def _papers(random: Random, cause: str) -> list[Raw]:
    kinds = random.sample(sorted(PAPERS.values()), random.randrange(0, 3))
    if random.random() < 0.6:
        kinds.append(PAPERS[cause])
    return [{"kind": kind, "issued_on": AS_OF - timedelta(random.randrange(0, 200))} for kind in kinds]


def _agreement(random: Random, instalment: int) -> Raw:
    return {
        "loan_id": random.choice(("L1", "L1", "L2", None)),
        "state": random.choice(("performing", "breached", "completed", None)),
        "signed_on": AS_OF - timedelta(random.randrange(1, 300)),
        "monthly_payment": instalment // 2,
        "next_payment_date": AS_OF + timedelta(random.randrange(1, 30)),
        "can_be_kept": random.choice((True, False, None)),
    }


def _offer(random: Random, principal: int, per: str, rate: int) -> Raw:
    return {
        "kind": random.choice(("family_or_friends", "card_instalments", "bank_small_loan", "other_loan")),
        "amount": random.choice((principal, principal // 2, 0)),
        "annual_rate": random.choice((0, 500_000_000, 1_000_000_000, rate if per == "year" else rate * 365)),
        "fee": random.choice((0, 0, 10_000, 100_000)),
        "instalments": random.choice((6, 12, 24)),
    }


def _third_party(random: Random) -> Raw:
    names = (
        "asks_for_fee",
        "asks_for_transfer",
        "asks_for_verification_code",
        "asks_to_stop_paying",
        "claims_to_be_app",
        "promises_success",
    )
    return {"kind": "agent"} | {name: random.choice((True, False, False, None)) for name in names}


def portfolio(layout: Layout, rows: int, seed: int = 0, *, closely: bool = False) -> pl.DataFrame:
    """So many loans; of a tenth some facts aren't told."""
    random = Random(seed)  # noqa: S311  (nothing secret: it has to be repeatable)
    told = [row(random, closely=closely) for _ in range(rows)]
    for one in told:
        if random.random() < 0.1:
            for name in random.sample(sorted(one), random.randrange(1, 4)):
                one[name] = None
    return pl.DataFrame(
        {name: [one.get(name) for one in told] for name in layout.schema}, schema=dict(layout.schema)
    )
