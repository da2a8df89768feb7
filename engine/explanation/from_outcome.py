"""From an outcome to a recommendation: the options in order, each with its reasons and what to do."""

from collections.abc import Iterable, Iterator
from typing import Final

from engine.evaluation.outcome import Outcome, Status, suspension
from engine.evaluation.put_right import outranked_once_put_right
from engine.explanation.model import (
    AlertAdvice,
    LoanAdvice,
    OptionAdvice,
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
    explainer = Explainer(vocabulary.program, outcome, Wording(vocabulary, outcome.values))
    ordered = sorted(vocabulary.program.options, key=lambda one: ORDER.index(outcome.options[one.id].status))
    raised = [one for one in vocabulary.program.alerts if outcome.alerts[one.id] is Truth.MET]
    alerts = tuple([_alert(explainer, one) for one in raised])
    options = tuple([_option(explainer, one, rank) for rank, one in enumerate(ordered, start=1)])
    asked = dict.fromkeys(fact for option in options for fact in option.ask_for)
    asked.update(dict.fromkeys(_asked_of_alerts(explainer)))
    questions = tuple([vocabulary.question(fact) for fact in asked])
    return LoanAdvice(loan, position, alerts, options, questions, explainer.sources)


def _asked_of_alerts(explainer: Explainer) -> Iterator[str]:
    """The missing facts that keep it open whether anything can be recommended at all."""
    program, outcome = explainer.program, explainer.outcome
    if suspension(program, outcome.alerts) is Truth.UNKNOWN:
        open_ones = [
            one for one in program.alerts if one.suspends and outcome.alerts[one.id] is Truth.UNKNOWN
        ]
        for criterion in (criterion for one in open_ones for criterion in one.criteria):
            yield from explainer.missing(criterion)


def _option(explainer: Explainer, option: model.Option, rank: int) -> OptionAdvice:
    decision, wording = explainer.outcome.options[option.id], explainer.wording
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
        evidence=explainer.proofs(option.evidence) if asked_for else (),
        steps=explainer.steps(option.steps) if asked_for else (),
        warnings=explainer.cautions(option.cautions) if asked_for else (),
        figures=tuple([wording.figure(name) for name in option.figures]),
        ask_for=_asked(reasons) if asked_for else (),
    )


def _asked(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for reason in reasons for fact in reason.ask_for))


def _then(explainer: Explainer, option: model.Option) -> Status:
    """The status once everything of it that is unmet is put right and nothing else has changed."""
    outranked = outranked_once_put_right(explainer.program, explainer.outcome, option)
    return Status.AVAILABLE if outranked else Status.RECOMMENDED


def _alert(explainer: Explainer, alert: model.Alert) -> AlertAdvice:
    wording = explainer.wording
    return AlertAdvice(
        id=alert.id,
        title=wording.text(alert.id, "alert", alert.id, "title"),
        text=wording.text(alert.id, "alert", alert.id, "text"),
        suspends=alert.suspends,
        criteria=tuple([explainer.reason(alert.id, one) for one in alert.criteria]),
        steps=explainer.steps(alert.steps),
    )
