"""A recommendation as JSON: the contract of `schemas/recommendation.schema.json`.

Numbers are given as decimal text, so that no reader rounds them on the way in. Keys stand in a
fixed order: the same input gives the same bytes.
"""

import json
from collections.abc import Iterable
from typing import Final

from engine.explanation.model import (
    Advice,
    AlertAdvice,
    Figure,
    JointAdvice,
    JointRequest,
    LoanAdvice,
    OptionAdvice,
    Proof,
    Question,
    Reason,
    Recommendation,
)

CONTRACT: Final = "xieshang.recommendation/1"
Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


def to_json(answer: Recommendation, *, indent: int | None = 2) -> str:
    """The answer as a JSON object with a line end; on one line with `indent=None`."""
    return json.dumps(to_data(answer), ensure_ascii=False, indent=indent) + "\n"


def to_data(answer: Recommendation) -> dict[str, Json]:
    """The answer as plain data; the first loan's part stands at the top, the rest in `further_loans`."""
    first, *further = (_loan(loan) for loan in answer.loans)
    return {
        "contract": CONTRACT,
        "pack": {
            "id": answer.pack,
            "title": answer.pack_title,
            "version": answer.pack_version,
            "sha256": answer.pack_sha256,
        },
        "profile": {"sha256": answer.profile_sha256},
        "as_of": answer.as_of.isoformat(),
        "as_of_assumed": answer.as_of_assumed,
        "language": answer.language,
        "engines": list(answer.engines),
        "notices": list(answer.notices),
        "joint": None if answer.joint is None else _joint(answer.joint),
        **first,
        "further_loans": list(further),
        "sources": [{"id": one.id, "kind": one.kind, "words": one.words} for one in answer.sources],
    }


def _joint(joint: JointAdvice) -> dict[str, Json]:
    return {
        "title": joint.title,
        "text": joint.text,
        "budget": _figure(joint.budget),
        "requests": [_request(one) for one in joint.requests],
        "total": _figure(joint.total),
        "left": _figure(joint.left),
        "fits": joint.fits.value,
        "verdict": joint.verdict,
        "causes": list(joint.causes),
        "ask_for": [_question(one) for one in joint.ask_for],
        "sources": list(joint.sources),
    }


def _request(request: JointRequest) -> dict[str, Json]:
    return {
        "loan": {"id": request.loan, "position": request.position},
        "state": request.state,
        "option": request.option,
        "title": request.title or None,
        "offer": None if request.offer is None else _figure(request.offer),
        "because": [_figure(one) for one in request.because],
    }


def _loan(loan: LoanAdvice) -> dict[str, Json]:
    return {
        "loan": {"id": loan.loan, "position": loan.position},
        "alerts": [_alert(one) for one in loan.alerts],
        "options": [_option(one) for one in loan.options],
        "ask_for": [_question(one) for one in loan.ask_for],
    }


def _alert(alert: AlertAdvice) -> dict[str, Json]:
    return {
        "id": alert.id,
        "title": alert.title,
        "text": alert.text,
        "suspends": alert.suspends,
        "criteria": [_reason(one) for one in alert.criteria],
        "steps": _advice(alert.steps),
    }


def _option(option: OptionAdvice) -> dict[str, Json]:
    return {
        "id": option.id,
        "title": option.title,
        "summary": option.summary,
        "status": option.status.value,
        "settled": option.settled,
        "then": None if option.then is None else option.then.value,
        "rank": option.rank,
        "discretionary": option.discretionary,
        "criteria": [_reason(one) for one in option.criteria],
        "evidence": [_proof(one) for one in option.evidence],
        "steps": _advice(option.steps),
        "warnings": _advice(option.warnings),
        "figures": [_figure(one) for one in option.figures],
        "ask_for": list(option.ask_for),
    }


def _reason(reason: Reason) -> dict[str, Json]:
    return {
        "id": reason.id,
        "truth": reason.truth.value,
        "curable": reason.curable,
        "words": reason.text,
        "cure": reason.cure or None,
        "operands": [_figure(one) for one in reason.operands],
        "causes": list(reason.causes),
        "ask_for": list(reason.ask_for),
        "sources": list(reason.sources),
        "finding": reason.finding,
        "because": [_reason(one) for one in reason.because],
    }


def _figure(figure: Figure) -> dict[str, Json]:
    return {
        "name": figure.name,
        "title": figure.title,
        "value": figure.value,
        "unit": figure.unit or None,
        "text": figure.text,
    }


def _proof(proof: Proof) -> dict[str, Json]:
    return {
        "id": proof.id,
        "title": proof.title,
        "state": proof.state,
        "bring": proof.bring,
        "substitutes": list(proof.substitutes),
        "held": list(proof.held),
        "sources": list(proof.sources),
    }


def _advice(advice: Iterable[Advice]) -> list[Json]:
    return [{"id": one.id, "text": one.text, "sources": list(one.sources)} for one in advice]


def _question(question: Question) -> dict[str, Json]:
    return {
        "fact": question.fact,
        "title": question.title,
        "question": question.question,
        "sensitive": question.sensitive,
    }
