"""A plan as JSON: the contract of `schemas/schedule.schema.json`.

Amounts and rates are decimal text, so that no reader rounds them on the way in.
"""

import json
from typing import Final

from engine.repayment.model import Row
from engine.repayment.planning import Plan
from engine.values import Money, yuan

CONTRACT: Final = "xieshang.schedule/1"

Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


def to_json(plan: Plan) -> str:
    """The plan as a JSON object with a line end; the same plan gives the same bytes.

    Amounts are in yuan (`"983.31"`), the rate is a fraction a day, dates are ISO dates. `capacity`, `fits`
    and `longest_tried` are null where nobody asked. Where no number of instalments up to `longest_tried`
    fits, `fits` is false and the rows are those of the longest.
    """
    return json.dumps(to_data(plan), ensure_ascii=False, indent=2) + "\n"


def to_data(plan: Plan) -> dict[str, Json]:
    """The plan as plain data."""
    terms, schedule = plan.terms, plan.schedule
    return {
        "contract": CONTRACT,
        "method": terms.method.value,
        "principal": _yuan(terms.principal),
        "daily_rate": f"{terms.daily_rate:f}",
        "start": terms.start.isoformat(),
        "first_due": terms.first_due.isoformat(),
        "instalments": terms.instalments,
        "capacity": None if plan.capacity is None else _yuan(plan.capacity),
        "longest_tried": plan.longest,
        "fits": plan.fits,
        "largest_payment": _yuan(schedule.largest_payment),
        "total_interest": _yuan(schedule.total_interest),
        "total_payment": _yuan(schedule.total_payment),
        "last_due": schedule.last_due.isoformat(),
        "rows": [_row(row) for row in schedule.rows],
    }


def _row(row: Row) -> Json:
    return {
        "number": row.number,
        "due": row.due.isoformat(),
        "days": row.days,
        "opening": _yuan(row.opening),
        "principal": _yuan(row.principal),
        "interest": _yuan(row.interest),
        "payment": _yuan(row.payment),
        "closing": _yuan(row.closing),
    }


def _yuan(amount: Money) -> str:
    return f"{yuan(amount):f}"
