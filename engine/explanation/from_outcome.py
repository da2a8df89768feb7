"""From an outcome to a recommendation: the options in order, each with its reasons and what to do."""

from collections.abc import Iterable
from typing import Final

from engine.evaluation.outcome import Outcome, Status, suspension
from engine.explanation.model import (
    Advice,
    AlertAdvice,
    LoanAdvice,
    OptionAdvice,
    Proof,
    Reason,
)
from engine.explanation.reasons import Explainer
from engine.explanation.wording import Vocabulary, Wording
from engine.program import model
from engine.values import Truth

ORDER: Final = (
    Status.RECOMMENDED,
    Status.AVAILABLE,
    Status.NEEDS_ACTION,
    Status.NEEDS_INFORMATION,
    Status.NOT_AVAILABLE,
)


def advise(vocabulary: Vocabulary, outcome: Outcome, loan: str, position: int) -> LoanAdvice:
    """The answer for one loan.

    Args:
        vocabulary: the pack's words in one language.
        outcome: what the evaluators agreed on.
        loan: the loan's id, or "" where the profile names none.
        position: its place in the profile, from 0.
    """
    program = vocabulary.program
    explainer = Explainer(program, outcome, Wording(vocabulary, outcome.values))
    ordered = sorted(program.options, key=lambda one: ORDER.index(outcome.options[one.id].status))
    options = tuple([_option(explainer, one, rank) for rank, one in enumerate(ordered, start=1)])
    raised = [one for one in program.alerts if outcome.alerts[one.id] is Truth.MET]
    alerts = tuple(_alert(explainer, one) for one in raised)
    asked = dict.fromkeys(fact for option in options for fact in option.ask_for)
    return LoanAdvice(loan, position, alerts, options, tuple([vocabulary.question(fact) for fact in asked]))


def _option(explainer: Explainer, option: model.Option, rank: int) -> OptionAdvice:
    decision = explainer.outcome.options[option.id]
    wording, program = explainer.wording, explainer.program
    reasons = tuple([explainer.reason(option.id, one) for one in option.criteria])
    asked_for = decision.status is not Status.NOT_AVAILABLE
    return OptionAdvice(
        id=option.id,
        title=wording.text(option.id, "option", option.id, "title"),
        summary=wording.text(option.id, "option", option.id, "summary"),
        status=decision.status,
        settled=decision.settled,
        then=_then(explainer, option) if decision.status is Status.NEEDS_ACTION else None,
        rank=rank,
        discretionary=option.discretionary,
        criteria=reasons,
        evidence=_proofs(explainer, option.evidence if asked_for else ()),
        steps=_advice(explainer, "steps", [program.steps[one] for one in option.steps if asked_for]),
        warnings=_advice(
            explainer, "cautions", [program.cautions[one] for one in option.cautions if asked_for]
        ),
        figures=tuple([wording.figure(name) for name in option.figures]),
        ask_for=_asked(decision.status, reasons),
    )


def _asked(status: Status, reasons: Iterable[Reason]) -> tuple[str, ...]:
    if status is not Status.NEEDS_INFORMATION:
        return ()
    return tuple(dict.fromkeys(fact for reason in reasons for fact in reason.ask_for))


def _then(explainer: Explainer, option: model.Option) -> Status:
    """The status once everything curable is put right and nothing else has changed."""
    met = {Status.RECOMMENDED, Status.AVAILABLE}
    decisions = explainer.outcome.options
    preferred = any(
        option.id in other.preferred_over and decisions[other.id].status in met
        for other in explainer.program.options
    )
    suspended = suspension(explainer.program, explainer.outcome.alerts) is Truth.MET
    return Status.AVAILABLE if preferred or suspended else Status.RECOMMENDED


def _proofs(explainer: Explainer, names: Iterable[str]) -> tuple[Proof, ...]:
    """The documents that are needed; what may be needed, the questions settle first."""
    needed = [name for name in names if explainer.outcome.proofs[name].needed is Truth.MET]
    return tuple([explainer.proof(name) for name in needed])


def _advice(explainer: Explainer, section: str, advice: Iterable[model.Advice]) -> tuple[Advice, ...]:
    said = [explainer.advice(section, one) for one in advice]
    return tuple([one for one in said if one is not None])


def _alert(explainer: Explainer, alert: model.Alert) -> AlertAdvice:
    wording, steps = explainer.wording, explainer.program.steps
    return AlertAdvice(
        id=alert.id,
        title=wording.text(alert.id, "alert", alert.id, "title"),
        text=wording.text(alert.id, "alert", alert.id, "text"),
        suspends=alert.suspends,
        criteria=tuple(explainer.reason(alert.id, one) for one in alert.criteria),
        steps=_advice(explainer, "steps", [steps[one] for one in alert.steps]),
    )
