"""The lending example of the DMN specification as it is published, read the way DMN reads it.

Rows are those of the model of the DMN task force, cell by cell; `TEST_KIT` holds where case 0004 of the test
kit has others. Null is DMN's: no cell but `-` matches it, an operation on it is null, and `if null` takes the
`else`. Nothing here knows the product, so that a slip in the pack can't be repeated by what it is held
against.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any

Row = tuple[tuple[str, ...], Any]
Rows = Sequence[Row]
Borrower = Mapping[str, Any]

SCORE: Rows = (
    (("[18..22)", "-", "-"), 32),
    (("[22..26)", "-", "-"), 35),
    (("[26..36)", "-", "-"), 40),
    (("[36..50)", "-", "-"), 43),
    ((">=50", "-", "-"), 48),
    (("-", "S", "-"), 25),
    (("-", "M", "-"), 45),
    (("-", "-", "UNEMPLOYED"), 15),
    (("-", "-", "STUDENT"), 18),
    (("-", "-", "EMPLOYED"), 45),
    (("-", "-", "SELF-EMPLOYED"), 36),
)
PRE_RISK: Rows = (
    (("false", "<100"), "HIGH"),
    (("false", "[100..120)"), "MEDIUM"),
    (("false", "[120..130]"), "LOW"),
    (("false", ">130"), "VERY LOW"),
    (("true", "<80"), "DECLINE"),
    (("true", "[80..90)"), "HIGH"),
    (("true", "[90..110]"), "MEDIUM"),
    (("true", ">110"), "LOW"),
)
CALL: Rows = ((("HIGH,MEDIUM",), "FULL"), (("LOW",), "MINI"), (("VERY LOW,DECLINE",), "NONE"))
FACTOR: Rows = (
    (("HIGH,DECLINE",), Decimal("0.6")),
    (("MEDIUM",), Decimal("0.7")),
    (("LOW,VERY LOW",), Decimal("0.8")),
)
ELIGIBILITY: Rows = (
    (("DECLINE", "-", "-"), "INELIGIBLE"),
    (("-", "false", "-"), "INELIGIBLE"),
    (("-", "-", "<18"), "INELIGIBLE"),
    (("-", "-", "-"), "ELIGIBLE"),
)
STRATEGY: Rows = (
    (("INELIGIBLE", "-"), "DECLINE"),
    (("ELIGIBLE", "FULL,MINI"), "BUREAU"),
    (("ELIGIBLE", "NONE"), "THROUGH"),
)
POST_RISK: Rows = (
    (("false", "<120", "<590"), "HIGH"),
    (("false", "<120", "[590..610]"), "MEDIUM"),
    (("false", "<120", ">610"), "LOW"),
    (("false", "[120..130]", "<600"), "HIGH"),
    (("false", "[120..130]", "[600..625]"), "MEDIUM"),
    (("false", "[120..130]", ">625"), "LOW"),
    (("false", ">130", "-"), "VERY LOW"),
    (("true", "<=100", "<580"), "HIGH"),
    (("true", "<=100", "[580..600]"), "MEDIUM"),
    (("true", "<=100", ">600"), "LOW"),
    (("true", ">100", "<590"), "HIGH"),
    (("true", ">100", "[590..615]"), "MEDIUM"),
    (("true", ">100", ">615"), "LOW"),
)
ROUTING: Rows = (
    (("-", "false", "-", "-"), "DECLINE"),
    (("-", "-", "true", "-"), "DECLINE"),
    (("HIGH", "-", "-", "-"), "REFER"),
    (("-", "-", "-", "<580"), "REFER"),
    (("-", "-", "-", "-"), "ACCEPT"),
)
FEES = {"STANDARD LOAN": Decimal("20.00"), "SPECIAL LOAN": Decimal("25.00")}

SPECIFICATION: Mapping[str, Rows] = {"score": SCORE, "pre_risk": PRE_RISK}
TEST_KIT: Mapping[str, Rows] = {
    "score": (
        (("[18..21]", "-", "-"), 32),
        (("[22..25]", "-", "-"), 35),
        (("[26..35]", "-", "-"), 40),
        (("[36..49]", "-", "-"), 43),
        *SCORE[4:],
    ),
    "pre_risk": (*PRE_RISK[:2], (("false", "[120..130)"), "LOW"), *PRE_RISK[3:]),
}

_RANGE = re.compile(r"\[(\d+)\.\.(\d+)([\])])")
_BOUND = re.compile(r"(<=|>=|<|>)(\d+)")


def holds(cell: str, value: object) -> bool:
    """Whether a cell matches a value; of null, only `-` does."""
    if cell == "-" or value is None:
        return cell == "-"
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, str):
        return value in cell.split(",")
    assert isinstance(value, int | Decimal)
    if within := _RANGE.fullmatch(cell):
        low, high = int(within[1]), int(within[2])
        return low <= value < high or (within[3] == "]" and value == high)
    bound = _BOUND.fullmatch(cell)
    assert bound is not None, cell
    limit = int(bound[2])
    return {"<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit}[bound[1]]


def matching(rows: Rows, *inputs: object) -> list[int]:
    """The places of the rows that match."""
    return [
        place
        for place, (cells, _) in enumerate(rows)
        if all(holds(cell, value) for cell, value in zip(cells, inputs, strict=True))
    ]


def _of(rows: Rows, order: Sequence[str], *inputs: object) -> Any:
    """What comes out: of a unique table (no order) its one row's, else the result that stands first."""
    found = [rows[place][1] for place in matching(rows, *inputs)]
    if not order:
        return found[0] if len(found) == 1 else None
    return next((one for one in order if one in found), None)


def installment(product_type: str, amount: Decimal, rate: Decimal, term: int) -> Decimal | None:
    """The monthly instalment with its fee, to 60 digits; null where the published formula divides by nil."""
    with localcontext() as context:
        context.prec = 60
        monthly = rate / 12
        divisor = 1 - (1 + monthly) ** -term
        return amount * monthly / divisor + FEES[product_type] if divisor else None


def decisions(borrower: Borrower, tables: Mapping[str, Rows] = SPECIFICATION) -> dict[str, Any]:
    """Every decision of the example for one borrower, by what the pack calls it."""
    age, known = borrower["age"], borrower["is_existing_customer"]
    partial = matching(tables["score"], age, borrower["marital_status"], borrower["employment_status"])
    score = sum(tables["score"][place][1] for place in partial)
    income = borrower["monthly_income"] - borrower["monthly_expenses"] - borrower["monthly_repayments"]
    due = installment(borrower["type"], borrower["amount"], borrower["rate"], borrower["term"])
    credit, bankrupt = borrower["credit_score"], borrower["is_bankrupt"]
    before = _of(tables["pre_risk"], (), known, score)
    after = _of(POST_RISK, (), known, score, credit)
    affordable = {
        category: factor is not None and due is not None and income * factor > due
        for category in (before, after)
        for factor in (_of(FACTOR, (), category),)
    }
    eligibility = _of(ELIGIBILITY, ("INELIGIBLE", "ELIGIBLE"), before, affordable[before], age)
    call = _of(CALL, (), before)
    return {
        "application_risk_score": score,
        "pre_bureau_risk_category": before,
        "bureau_call_type": call,
        "pre_bureau_affordability": affordable[before],
        "eligibility": eligibility,
        "strategy": _of(STRATEGY, (), eligibility, call),
        "post_bureau_risk_category": after,
        "post_bureau_affordability": affordable[after],
        "routing": _of(ROUTING, ("DECLINE", "REFER", "ACCEPT"), after, affordable[after], bankrupt, credit),
    }
