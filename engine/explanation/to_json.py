"""A recommendation as JSON: the contract of `schemas/recommendation.schema.json`.

Numbers are given as decimal text, so that no reader rounds them on the way in. Keys stand in a
fixed order: the same input gives the same bytes.
"""

from collections.abc import Iterable
from typing import Any, Final

from msgspec import json

from engine.explanation.model import JointAdvice, JointRequest, LoanAdvice, Recommendation

CONTRACT: Final = "xieshang.recommendation/1"
Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


def to_json(answer: Recommendation, *, indent: int | None = 2) -> str:
    """The answer as a JSON object with a line end; on one line with `indent=None`."""
    text = json.encode(_answer(answer, None))
    return (text if indent is None else json.format(text, indent=indent)).decode() + "\n"


def to_lines(answers: Iterable[tuple[str, Recommendation]]) -> bytes:
    """Each answer as a JSON object on a line of its own, with the name of its profile, in UTF-8."""
    return json.Encoder().encode_lines(_answer(answer, name) for name, answer in answers)


def to_data(answer: Recommendation) -> dict[str, Json]:
    """The answer as plain data; the first loan's part stands at the top, the rest in `further_loans`."""
    data: dict[str, Json] = json.decode(json.encode(_answer(answer, None)))
    return data


def _answer(answer: Recommendation, name: str | None) -> dict[str, Any]:
    first, *further = [_loan(loan) for loan in answer.loans]
    return {
        "contract": CONTRACT,
        **whose(answer, name),
        "language": answer.language,
        "engines": answer.engines,
        "notices": answer.notices,
        "joint": None if answer.joint is None else _joint(answer.joint),
        **first,
        "further_loans": further,
        "sources": answer.sources,
    }


def whose(answer: Any, name: str | None) -> dict[str, Any]:  # noqa: ANN401  (any answer that has these fields)
    """Of which pack, profile and day an answer is, as every contract says it."""
    return {
        "pack": {
            "id": answer.pack,
            "title": answer.pack_title,
            "version": answer.pack_version,
            "sha256": answer.pack_sha256,
        },
        "profile": {**({} if name is None else {"name": name}), "sha256": answer.profile_sha256},
        "as_of": answer.as_of,
        "as_of_assumed": answer.as_of_assumed,
    }


def _joint(joint: JointAdvice) -> dict[str, Any]:
    return {
        "title": joint.title,
        "text": joint.text,
        "budget": joint.budget,
        "requests": [_request(one) for one in joint.requests],
        "total": joint.total,
        "left": joint.left,
        "fits": joint.fits,
        "verdict": joint.verdict,
        "causes": joint.causes,
        "ask_for": joint.ask_for,
        "sources": joint.sources,
    }


def _request(request: JointRequest) -> dict[str, Any]:
    return {
        "loan": {"id": request.loan, "position": request.position},
        "state": request.state,
        "option": request.option,
        "title": request.title or None,
        "offer": request.offer,
        "because": request.because,
    }


def _loan(loan: LoanAdvice) -> dict[str, Any]:
    return {
        "loan": {"id": loan.loan, "position": loan.position},
        "alerts": loan.alerts,
        "options": loan.options,
        "ask_for": loan.ask_for,
    }
