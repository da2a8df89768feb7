"""Borrowers at and beside every threshold of the lending example, and how the pack is told of them.

The instalment of the base borrower has no digits to round: 1,000.00 for one month at 0.288 / 12 = 0.024 is
1,024.00, and 20.00 of fee. So the amounts left a month can lie to the cent on what each factor lets count.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

from engine.profile.model import FactView

PACK = Path(__file__).parents[2] / "examples" / "packs" / "dmn-lending"
AS_OF = date(2026, 11, 23)

AGES = (17, 18, 22, 26, 36, 50)  # the first of each row of the score, and one before all
MARITAL = ("S", "M")
WORK = ("UNEMPLOYED", "STUDENT", "EMPLOYED", "SELF-EMPLOYED")
SCORES = (579, 580, 589, 590, 599, 600, 601, 610, 611, 615, 616, 625, 626)
LEFT = tuple(map(Decimal, ("1305.00", "1305.01", "1491.42", "1491.43", "1740.00", "1740.01")))

BASE: dict[str, Any] = {
    "age": 30,
    "marital_status": "M",
    "employment_status": "EMPLOYED",
    "is_existing_customer": False,
    "monthly_income": Decimal(5000),
    "monthly_expenses": Decimal(1500),
    "monthly_repayments": Decimal(500),
    "type": "STANDARD LOAN",
    "amount": Decimal(1000),
    "rate": Decimal("0.288"),
    "term": 1,
    "credit_score": 700,
    "is_bankrupt": False,
}
_PLACES = {
    **dict.fromkeys(("type", "amount", "rate", "term"), "product"),
    **dict.fromkeys(("credit_score", "is_bankrupt"), "bureau"),
}


def borrower(**changed: object) -> dict[str, Any]:
    """The base borrower with some facts changed; no credit score means that nobody asked the bureau."""
    made = BASE | changed
    if "left" in made:
        made["monthly_income"] = made.pop("left") + made["monthly_expenses"] + made["monthly_repayments"]
    return made | {"is_bankrupt": None} if made["credit_score"] is None else made


def people() -> Iterator[dict[str, Any]]:
    """Who can come: every score there is, known and new."""
    for age, marital, work, known in product(AGES, MARITAL, WORK, (False, True)):
        yield {
            "age": age,
            "marital_status": marital,
            "employment_status": work,
            "is_existing_customer": known,
        }


def borrowers() -> Iterator[dict[str, Any]]:
    """Every one of them with each credit score and none, at each amount left a month; some are bankrupt."""
    for one, score, left in product(people(), (None, *SCORES), LEFT):
        yield borrower(**one, credit_score=score, left=left)
    for one, score in product(people(), (None, *SCORES)):
        yield borrower(**one, credit_score=score, is_bankrupt=True)


def told(of: dict[str, Any]) -> FactView:
    """What the pack is told of a borrower: numbers as decimals, null as not told."""
    facts: dict[str, Any] = {"bureau.was_asked": of["credit_score"] is not None}
    for name, value in of.items():
        if value is not None:
            number = isinstance(value, int) and not isinstance(value, bool)
            facts[f"{_PLACES.get(name, 'applicant')}.{name}"] = Decimal(value) if number else value
    return FactView("", facts)
