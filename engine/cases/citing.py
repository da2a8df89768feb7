"""C419: something that is said rests on other statements or authorities than a case expects.

A citation decides nothing, so that no other expectation would miss it. A rule that cites the sentence next to
the one it was taken from would send whoever checks it to a sentence that says something else.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from engine.cases.model import Answer, Answers
from engine.cases.otherwise import listed, otherwise
from engine.diagnostics import Diagnostic
from engine.evaluation.globals import PARAMETER
from engine.explanation.model import Advice, LoanAdvice, Proof, Reason
from engine.program.model import COLLECTED, Program
from engine.rulebook.cases_model import Case, ExpectedSources

CODE: Final = "C419"
FIGURES: Final = "figures"  # as an owner: what a figure rests on, which is the same in every answer of a day
JOINT: Final = "joint"

Sources = tuple[str, ...]


def citation_differences(case: Case, answer: Answer) -> Iterator[Diagnostic]:
    """Everything that isn't said, or that rests on other sources than a case expects.

    Args:
        case: one whose names are all known.
        answer: what came out for the loan.
    """
    for owner, expected in case.expect.cites:
        said = cited(owner.text, answer)
        for one in expected:
            if one.name.text not in said:
                message = f"`{owner.text}` should say `{one.name.text}`"
                yield otherwise(CODE, case, message, one.name.span, listed(said))
            else:
                yield from _otherwise(case, one, said[one.name.text])


def joint_citation_differences(case: Case, answers: Answers) -> Iterator[Diagnostic]:
    """The same for what is said of all loans together."""
    expected = case.expect.joint
    if expected is not None and expected.cites is not None and answers.joint is not None:
        yield from _otherwise(case, expected.cites, answers.joint.sources, JOINT)


def _otherwise(case: Case, one: ExpectedSources, found: Sources, name: str = "") -> Iterator[Diagnostic]:
    wanted = [word.text for word in one.sources]
    if {*wanted} != {*found}:
        message = f"`{name or one.name.text}` should rest on these, and on no others"
        missing = [f"`{source}` isn't cited" for source in wanted if source not in found]
        added = [f"`{source}` is" for source in found if source not in wanted]
        yield otherwise(CODE, case, message, one.span, listed(found), ", ".join(missing + added))


def cited(owner: str, answer: Answer) -> Mapping[str, Sources]:
    """What an option, alert or finding says in an answer, each with its sources; nothing if it isn't in it.

    Args:
        owner: its id; `figures`: all figures of the pack by their names, with the sources of their rules.
        answer: what came out for the loan.
    """
    if owner == FIGURES:
        return _of_figures(answer)
    found: dict[str, Sources] = {}
    for name, sources in _said(owner, answer.advice):
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *sources)))
    return found


def said_by(owner: str, name: str) -> str:
    """What an option, alert or finding says, as one name."""
    return f"{owner}.{name}"


def _said(owner: str, advice: LoanAdvice) -> Iterator[tuple[str, Sources]]:
    for option in advice.options:
        if option.id == owner:
            yield from _listed(option.criteria, option.evidence, option.steps, option.warnings)
        yield from _of_finding(owner, option.criteria)
    for alert in advice.alerts:
        if alert.id == owner:
            yield from _listed(alert.criteria, alert.steps)
        yield from _of_finding(owner, alert.criteria)


def _listed(*lists: tuple[Reason | Proof | Advice, ...]) -> Iterator[tuple[str, Sources]]:
    return ((one.id, one.sources) for each in lists for one in each)


def _of_finding(finding: str, reasons: Iterable[Reason]) -> Iterator[tuple[str, Sources]]:
    """The criteria of a finding, wherever others rest on it."""
    for one in reasons:
        if one.finding == finding:
            yield from ((claim.id, claim.sources) for claim in one.because)
        yield from _of_finding(finding, one.because)


def _of_figures(answer: Answer) -> dict[str, Sources]:
    program, as_of = answer.program, answer.outcome.as_of
    found = {one.id: one.source for one in program.computed if COLLECTED not in one.id}
    in_force = ((one.id, one.in_force(as_of)) for one in program.parameters)
    return found | {
        PARAMETER + name: tuple(word.text for word in value.source)
        for name, value in in_force
        if value is not None
    }


def sayable(program: Program) -> Mapping[str, frozenset[str]]:
    """What each option, alert and finding of a program may say, and under `figures` what has sources."""
    documents = program.requirements_by_id
    found = {one.id: {claim.id for claim in one.criteria} for one in (*program.findings, *program.judged)}
    for option in program.options:
        found[option.id] |= {*option.steps, *option.cautions}
        found[option.id] |= {documents[name].document for name in option.evidence}
    for alert in program.alerts:
        found[alert.id] |= {*alert.steps}
    found[FIGURES] = {one.id for one in program.computed if COLLECTED not in one.id}
    found[FIGURES] |= {PARAMETER + one.id for one in program.parameters}
    return {owner: frozenset(names) for owner, names in found.items()}
