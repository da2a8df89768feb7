"""Borrowers for hardship-24 whose figures lie on purpose at their thresholds, or a fen beside them."""

from decimal import Decimal
from random import Random
from typing import Any

from engine.profile.model import FactView

COUNTS = (
    "days_to_maturity",
    "days_overdue",
    "prior_agreements_count",
    "requested_periods",
    "age",
    "dependents",
    "months_on_book",
)
MONEY = (
    "principal",
    "outstanding",
    "monthly_income",
    "essential_expenses",
    "other_debt_payments",
    "collateral_value",
    "savings",
)
SCALES = dict.fromkeys(COUNTS, 0) | dict.fromkeys(MONEY, 2) | {"annual_rate": 4}
PAPERS = (
    "payslip",
    "bank_statement",
    "termination_letter",
    "medical_certificate",
    "disaster_notice",
    "court_order",
    "tax_return",
)
FEN = Decimal("0.01")


def borrowers(random: Random, count: int) -> list[FactView]:
    """So many borrowers; of a tenth some facts aren't told."""
    return [FactView("", _told(random)) for _ in range(count)]


def _beside(random: Random, amount: Decimal) -> Decimal:
    """The amount, in whole fen, or one fen beside it."""
    return amount.quantize(FEN) + random.choice((-1, 0, 0, 1)) * FEN


def _fen(random: Random, most: int) -> Decimal:
    return Decimal(random.randrange(1, most)) * FEN


def _told(random: Random) -> dict[str, Any]:
    outstanding, expenses = _fen(random, 20_000_000), _fen(random, 600_000)
    periods = random.choice((3, 6, 12, 24, 36, 37, 60, 61))
    rate = Decimal(random.randrange(1, 2400)) / 10_000
    other = random.choice((Decimal(0), _fen(random, 200_000)))
    interest = outstanding * rate / 12
    instalment = outstanding / periods + interest
    share = random.choice((Decimal("0.9"), Decimal("0.6"), Decimal("1.2")))
    aims = (instalment / share, interest, (expenses + other) / Decimal("0.7") - expenses - other)
    income = max(_beside(random, random.choice(aims)) + expenses + other, Decimal(0))
    near = (6 * expenses, Decimal("0.3") * outstanding, outstanding)
    facts: dict[str, Any] = {
        "principal": _beside(random, outstanding / Decimal("1.5")),
        "outstanding": outstanding,
        "annual_rate": rate,
        "days_to_maturity": Decimal(random.choice((0, 60, 61, 400))),
        "days_overdue": Decimal(random.choice((0, 1, 90, 91, 120, 121, 180, 181))),
        "monthly_income": random.choice((income, income, Decimal(0))),
        "essential_expenses": expenses,
        "other_debt_payments": other,
        "prior_agreements_count": Decimal(random.choice((0, 1, 2, 3))),
        "requested_periods": Decimal(periods),
        "age": Decimal(random.choice((17, 18, 40, 69, 70))),
        "dependents": Decimal(random.choice((0, 1, 2))),
        "collateral_value": _beside(random, outstanding * Decimal("0.8")),
        "savings": _beside(random, random.choice(near)),
        "months_on_book": Decimal(random.choice((5, 6, 35, 36))),
        "hardship_cause": random.choice(
            ("job_loss", "illness", "natural_disaster", "divorce", "business_failure", "none")
        ),
        "product_type": random.choice(("mortgage", "personal", "auto", "sme", "card")),
        "province": random.choice(("Sichuan", "Henan", "Hebei", "Guangdong")),
        "employment_status": random.choice(("employed", "seeking", "part_time", "self_employed")),
        "prior_agreement_breached": random.random() < 0.1,
        "contact_verified": random.random() < 0.9,
        "under_litigation": random.random() < 0.1,
        "fraud_flag": random.random() < 0.1,
        "evidence": tuple(random.sample(PAPERS, random.randrange(0, 5))),
    }
    if random.random() < 0.1:
        for name in random.sample(sorted(facts), random.randrange(1, 4)):
            del facts[name]
    return facts
