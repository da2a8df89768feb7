"""What would change the answer, as JSON: the contract of `schemas/what_if.schema.json`."""

from typing import Any, Final

from msgspec import json

from engine.analysis.what_if.model import LoanWhatIf, WhatIf
from engine.explanation.to_json import whose

CONTRACT: Final = "xieshang.what_if/1"


def to_json(answer: WhatIf, name: str | None = None) -> str:
    """The answer as a JSON object with a line end; the same input gives the same bytes.

    Args:
        answer: what to print.
        name: of its profile, where it is one of several; the answer is then on one line.
    """
    text = json.encode(_answer(answer, name))
    return (json.format(text, indent=2) if name is None else text).decode() + "\n"


def _answer(answer: WhatIf, name: str | None) -> dict[str, Any]:
    first, *further = [_loan(loan) for loan in answer.loans]
    return {
        "contract": CONTRACT,
        **whose(answer, name),
        "today": answer.today,
        "language": answer.language,
        "notices": answer.notices,
        **first,
        "further_loans": further,
        "sources": answer.sources,
    }


def _loan(loan: LoanWhatIf) -> dict[str, Any]:
    return {
        "loan": {"id": loan.loan, "position": loan.position},
        "suspended": loan.suspended,
        "alerts": loan.alerts,
        "options": loan.options,
        "safety": loan.safety,
    }
