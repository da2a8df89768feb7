"""From an outcome to a recommendation: the options in order, each with its reasons and what to do.

The truth of a hundred criteria comes in no order that helps anybody. The order of options, of reasons and
of questions is decided here, before any form of output; a printer with an order of its own would recommend
something else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from engine.evaluation.outcome import Outcome, Status, said, suspension
from engine.evaluation.put_right import outranked_once_put_right
from engine.explanation.explainer import Explainer
from engine.explanation.model import (
    AlertAdvice,
    LoanAdvice,
    OptionAdvice,
    Reason,
)
from engine.explanation.questions import questions
from engine.explanation.wording import Vocabulary
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
    explainer = Explainer(vocabulary, outcome)
    ordered = sorted(vocabulary.program.options, key=lambda one: ORDER.index(outcome.options[one.id].status))
    alerts = tuple([_alert(explainer, one) for one in said(vocabulary.program, outcome.alerts)])
    options = tuple([_option(explainer, one, rank) for rank, one in enumerate(ordered, start=1)])
    if suspension(vocabulary.program, outcome.alerts) is Truth.MET:
        options = tuple([_on_hold(one) for one in options])
    asked = dict.fromkeys(_asked_by_use(options)) | dict.fromkeys(_asked_of_alerts(explainer))
    asked_for = questions(vocabulary, asked, outcome.values.facts)
    return LoanAdvice(loan, position, alerts, options, asked_for, explainer.sources())


def _asked_by_use(options: Iterable[OptionAdvice]) -> Iterator[str]:
    """The missing facts, first what most options wait for first; those of what is presumed last."""
    waiting = Counter(
        (reason.presumed, turn, fact)
        for option in options
        if option.ask_for
        for turn, reason in enumerate(_open(option.criteria))
        for fact in reason.ask_for
    )
    return (fact for _, _, fact in sorted(waiting, key=lambda one: (*one[:2], -waiting[one])))


def _open(reasons: Iterable[Reason]) -> list[Reason]:
    """Those that wait for facts; last what is presumed, which holds up nothing meanwhile."""
    return sorted([one for one in reasons if one.ask_for], key=lambda one: one.presumed)


def _asked_of_alerts(explainer: Explainer) -> Iterator[str]:
    """The missing facts that keep it open whether anything can be recommended at all."""
    program, outcome = explainer.program, explainer.outcome
    if suspension(program, outcome.alerts) is Truth.UNKNOWN:
        open_ones = [
            one for one in program.alerts if one.suspends and outcome.alerts[one.id] is Truth.UNKNOWN
        ]
        for criterion in (criterion for one in open_ones for criterion in one.criteria):
            yield from explainer.reasons.missing(criterion)


def _option(explainer: Explainer, option: model.Option, rank: int) -> OptionAdvice:
    decision, wording = explainer.outcome.options[option.id], explainer.wording
    script = wording.vocabulary.options[option.id]
    reasons = script.criteria(explainer.reasons)
    asked_for = decision.status is not Status.NOT_AVAILABLE
    return OptionAdvice(
        id=option.id,
        title=script.title.fill(wording.texts),
        summary=script.summary.fill(wording.texts),
        status=decision.status,
        settled=decision.settled,
        then=_then(explainer, option) if decision.status is Status.NEEDS_ACTION else None,
        rank=rank,
        discretionary=option.discretionary,
        criteria=reasons,
        evidence=explainer.proofs(option.evidence) if asked_for else (),
        steps=explainer.advice(script.steps) if asked_for else (),
        warnings=explainer.advice(script.cautions) if asked_for else (),
        figures=script.figures(wording.figures),
        ask_for=_asked(reasons) if asked_for else (),
    )


def _on_hold(option: OptionAdvice) -> OptionAdvice:
    """An option without what to do and figures, while an alert lets nothing be recommended."""
    return replace(option, steps=(), figures=())


def _asked(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for reason in reasons for fact in reason.ask_for))


def _then(explainer: Explainer, option: model.Option) -> Status:
    """The status once everything of it that is unmet is put right and nothing else has changed."""
    outranked = outranked_once_put_right(explainer.program, explainer.outcome, option)
    return Status.AVAILABLE if outranked else Status.RECOMMENDED


def _alert(explainer: Explainer, alert: model.Alert) -> AlertAdvice:
    wording = explainer.wording
    script = wording.vocabulary.alerts[alert.id]
    return AlertAdvice(
        id=alert.id,
        title=script.title.fill(wording.texts),
        text=script.text.fill(wording.texts),
        suspends=alert.suspends,
        criteria=script.criteria(explainer.reasons),
        steps=explainer.advice(script.steps),
    )
