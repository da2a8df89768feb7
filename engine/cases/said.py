"""C410: an option or alert says a step or caution that a case doesn't expect, or leaves out one that it does.

A caution decides nothing, so that no other expectation would miss it; and the borrower who needed it most
would be the only one to find out.
"""

from collections.abc import Iterator

from engine.cases.model import Answer
from engine.cases.otherwise import listed, otherwise
from engine.diagnostics import Diagnostic
from engine.rulebook.cases_model import Case


def advice_differences(case: Case, answer: Answer) -> Iterator[Diagnostic]:
    """Every step and caution that is said, or isn't, against what a case expects.

    Args:
        case: one whose names are all known.
        answer: what came out for the loan.
    """
    for expected, is_said in ((case.expect.says, True), (case.expect.leaves_out, False)):
        for owner, advice in expected:
            said = _said(owner.text, answer)
            for word in advice:
                if (word.text in said) is not is_said:
                    message = f"`{owner.text}` should {'' if is_said else 'not '}say `{word.text}`"
                    yield otherwise("C410", case, message, word.span, listed(said))


def _said(owner: str, answer: Answer) -> list[str]:
    """Ids of the steps and cautions of an option, or of the steps of an alert that is raised."""
    for option in answer.advice.options:
        if option.id == owner:
            return [one.id for one in (*option.steps, *option.warnings)]
    return [step.id for alert in answer.advice.alerts if alert.id == owner for step in alert.steps]
