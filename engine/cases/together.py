"""C409: what is said of several loans together is otherwise than a case expects.

Each loan's own answer can be right while the same thousand yuan is promised three times; only a case about
all of them shows it.
"""

from collections.abc import Iterator
from decimal import Decimal

from engine.cases.model import Answers
from engine.cases.otherwise import listed, otherwise
from engine.cases.why import shown
from engine.diagnostics import Diagnostic
from engine.explanation.model import JointAdvice
from engine.rulebook.cases_model import Case, ExpectedFigure, ExpectedJoint

CODE = "C409"


def joint_differences(case: Case, answers: Answers) -> Iterator[Diagnostic]:
    """Everything that is said otherwise of all loans together.

    Args:
        case: one whose names are all known.
        answers: what came out.
    """
    expected = case.expect.joint
    if expected is None:
        return
    said = answers.joint
    if expected.is_said is not (said is not None):
        message = f"there should be {'a' if expected.is_said else 'no'} part about all loans together"
        yield otherwise(CODE, case, message, expected.key.span, "null" if said is None else said.title)
    elif said is not None:
        yield from _order(case, expected, said)
        yield from _figures(case, expected, said)
        if expected.fits is not None and expected.fits.text != said.fits.value:
            message = f"`fits` should be {expected.fits.text}"
            yield otherwise(CODE, case, message, expected.fits.span, said.fits.value)


def _order(case: Case, expected: ExpectedJoint, said: JointAdvice) -> Iterator[Diagnostic]:
    if expected.order is not None:
        order, wanted = [one.loan for one in said.requests], [word.text for word in expected.order]
        if wanted != order[: len(wanted)]:
            span = expected.order[0].span if expected.order else expected.span
            yield otherwise(CODE, case, "the loans should come in this order", span, listed(order))


def _figures(case: Case, expected: ExpectedJoint, said: JointAdvice) -> Iterator[Diagnostic]:
    offers = {one.loan: one.offer for one in said.requests}
    wanted = [(figure, offers[figure.name.text]) for figure in expected.offers]
    sums = ((expected.total, said.total), (expected.left, said.left))
    wanted += [(figure, found) for figure, found in sums if figure is not None]
    for figure, found in wanted:
        value = None if found is None else found.value
        if not _equal(figure, value):
            message = f"`{figure.name.text}` should be `{_expected(figure)}`"
            yield otherwise(CODE, case, message, figure.span, "null" if value is None else value)


def _equal(figure: ExpectedFigure, value: str | None) -> bool:
    """Whether a sum is exactly what is expected."""
    return value is None if figure.value is None else value is not None and figure.value == Decimal(value)


def _expected(figure: ExpectedFigure) -> str:
    return "null" if figure.value is None else shown(figure.value)
