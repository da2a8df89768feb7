"""C401 to C410, and C419: something came out otherwise than a case expects.

Each difference is a fault of its own and points at the expectation, so that one run shows an analyst
everything that a changed rule has changed.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace

from engine.cases.citing import citation_differences, joint_citation_differences
from engine.cases.claims import Claims
from engine.cases.model import Answer, Answers
from engine.cases.otherwise import listed, otherwise
from engine.cases.said import advice_differences
from engine.cases.together import joint_differences
from engine.cases.why import shown, truth_of, why_claim, why_figure, why_status
from engine.diagnostics import Diagnostic
from engine.evaluation.outcome import said
from engine.explanation.format import canonical
from engine.explanation.model import OptionAdvice
from engine.feel.unknown import Unknown, Value
from engine.rulebook.cases_model import Case, ExpectedFigure
from engine.rulebook.model import Word
from engine.values import Truth


def differences(case: Case, answers: Answers, claims: Claims) -> Iterator[Diagnostic]:
    """Everything that came out otherwise.

    Args:
        case: one whose names are all known.
        answers: what came out.
        claims: the criteria and findings that the case may name.
    """
    yield from _of_one(case, answers.first, claims)
    for loan, expect in case.expect.loans:
        yield from _of_one(replace(case, expect=expect), answers.of(loan.text), claims)
    yield from joint_differences(case, answers)
    yield from joint_citation_differences(case, answers)


def _of_one(case: Case, answer: Answer, claims: Claims) -> Iterator[Diagnostic]:
    """Everything that came out otherwise for one loan."""
    yield from _statuses(case, answer, claims)
    yield from _settled(case, answer)
    yield from _lists(case, answer)
    yield from _figures(case, answer)
    yield from _criteria(case, answer, claims)
    yield from advice_differences(case, answer)
    yield from citation_differences(case, answer)


def _statuses(case: Case, answer: Answer, claims: Claims) -> Iterator[Diagnostic]:
    for option, status in case.expect.statuses:
        found = answer.outcome.options[option.text].status.value
        if found != status.text:
            message = f"`{option.text}` should be `{status.text}`"
            yield otherwise(
                "C401", case, message, status.span, found, why_status(option.text, answer, claims)
            )


def _settled(case: Case, answer: Answer) -> Iterator[Diagnostic]:
    for option, expected in case.expect.settled:
        if answer.outcome.options[option.text].settled is not expected:
            message = f"`{option.text}` should {'' if expected else 'not '}be settled"
            yield otherwise("C408", case, message, option.span, canonical(not expected))


def _lists(case: Case, answer: Answer) -> Iterator[Diagnostic]:
    expect = case.expect
    if expect.order is not None:
        order = [one.id for one in answer.advice.options]
        if _texts(expect.order) != order[: len(expect.order)]:
            yield _listed("C403", case, "order", "the options should come in this order", order)
    if expect.ask_for is not None:
        yield from _set("C402", case, "ask_for", "these facts should be asked for", _asked(case, answer))
    if expect.alerts is not None:
        yield from _set("C404", case, "alerts", "these alerts should be raised", _raised(answer))
    if expect.missing is not None:
        yield from _set(
            "C406", case, "missing", "these requirements should be missing", _missing(case, answer)
        )


def _set(code: str, case: Case, key: str, message: str, found: list[str]) -> Iterator[Diagnostic]:
    if {*_texts(getattr(case.expect, key))} != {*found}:
        yield _listed(code, case, key, f"{message}, and no others", found)


def _named(case: Case, answer: Answer) -> list[OptionAdvice]:
    """The options that a case speaks of; all of them where it names none."""
    words = [word.text for word, _ in (*case.expect.statuses, *case.expect.settled)]
    return [one for one in answer.advice.options if not words or one.id in words]


def _asked(case: Case, answer: Answer) -> list[str]:
    return list(dict.fromkeys(fact for one in _named(case, answer) for fact in one.ask_for))


def _raised(answer: Answer) -> list[str]:
    return [alert.id for alert in said(answer.program, answer.outcome.alerts)]


def _missing(case: Case, answer: Answer) -> list[str]:
    proofs = (proof for one in _named(case, answer) for proof in one.evidence)
    return list(dict.fromkeys(proof.id for proof in proofs if proof.state == "missing"))


def _figures(case: Case, answer: Answer) -> Iterator[Diagnostic]:
    for figure in case.expect.figures:
        value = answer.outcome.values[figure.name.text]
        if not _equal(figure, value):
            message = f"`{figure.name.text}` should be `{_expected(figure)}`"
            yield otherwise(
                "C405", case, message, figure.span, shown(value), why_figure(figure.name.text, answer)
            )


def _expected(figure: ExpectedFigure) -> str:
    return "null" if figure.value is None else shown(figure.value)


def _equal(figure: ExpectedFigure, value: Value) -> bool:
    """Whether a figure is exactly what is expected; a duration or a long number has to be in quotes."""
    expected = figure.value
    if isinstance(value, Unknown) or expected is None:
        return isinstance(value, Unknown) and expected is None
    if isinstance(value, Decimal) and isinstance(expected, str):
        return value == _number(expected)
    if isinstance(expected, str):
        return canonical(value) == expected
    return type(value) is type(expected) and value == expected


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _criteria(case: Case, answer: Answer, claims: Claims) -> Iterator[Diagnostic]:
    for name, truth in case.expect.criteria:
        (key,) = claims.meant(name.text, case.owner)
        found = truth_of(key, answer)
        if found is not Truth(truth.text):
            message = f"`{name.text}` should be {truth.text}"
            yield otherwise("C407", case, message, truth.span, found.value, why_claim(key, answer, claims))


def _texts(words: Iterable[Word]) -> list[str]:
    return [word.text for word in words]


def _listed(code: str, case: Case, key: str, message: str, found: list[str]) -> Diagnostic:
    return otherwise(code, case, message, case.expect.spans[key], listed(found))
