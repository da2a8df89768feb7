"""C411, C414: a case expects something of a thing that the pack doesn't have, or has twice.

A misspelt name would come out as nothing, and the case would blame the rules; or worse, it would pass: an
alert that doesn't exist is never raised.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from engine.cases.citing import FIGURES, sayable
from engine.cases.claims import Claims
from engine.diagnostics import Diagnostic, did_you_mean
from engine.program.model import Program
from engine.rulebook.cases_model import Case, Expectation
from engine.rulebook.model import Word

_ELEMENT = re.compile(
    r"\[[0-9]+\]"
)  # of a list: `evidence[2].issued_on` is a fact as `evidence.issued_on` is


class Known(Struct, frozen=True):
    """The names that a pack has, by what they name.

    Attributes:
        said: what each option, alert and finding may say, by its id.
    """

    names: Mapping[str, frozenset[str]]
    claims: Claims
    said: Mapping[str, frozenset[str]]


def known_names(program: Program, claims: Claims) -> Known:
    """The names of a program's options, alerts, requirements, facts and values."""
    said = sayable(program)
    options, alerts = ({one.id for one in owners} for owners in (program.options, program.alerts))
    return Known(
        {
            "option": frozenset(options),
            "alert": frozenset(alerts),
            "requirement": frozenset(one.id for one in program.requirements),
            "fact": frozenset(one.name for one in program.dictionary.facts),
            "figure": frozenset(program.types),
            "option or alert": frozenset(options | alerts),
            "step or caution": frozenset({*program.steps, *program.cautions}),
            "source": frozenset(program.sources),
            "option, alert or finding": frozenset(said),
        },
        claims,
        said,
    )


def wrong_names(case: Case, known: Known) -> Iterator[Diagnostic]:
    """Every name in what a case expects that names nothing, or more than one thing."""
    for _, expect in case.expect.loans:
        yield from wrong_names(replace(case, expect=expect), known)
    yield from _wrongly_cited(case.expect, known)
    for kind, words in _named(case.expect):
        for word in words:
            if _ELEMENT.sub("", word.text) not in known.names[kind]:
                yield _unknown(kind, word, known.names[kind])
    for word, _ in case.expect.criteria:
        meant = known.claims.meant(word.text, case.owner)
        if not meant:
            yield _unknown("criterion", word, set(known.claims.names()))
        elif len(meant) > 1:
            yield _ambiguous(word, meant)


def _wrongly_cited(expect: Expectation, known: Known) -> Iterator[Diagnostic]:
    """Every name among the things that are to be said, of whose sources something is expected."""
    for owner, expected in expect.cites:
        kind = "figure with sources" if owner.text == FIGURES else "criterion, step, caution or document"
        names = known.said.get(owner.text)
        for one in expected:
            if names is not None and one.name.text not in names:
                yield _unknown(kind, one.name, names)


def wrong_loans(expect: Expectation, loans: Collection[str]) -> Iterator[Diagnostic]:
    """Every loan in what a case expects that its profile doesn't have.

    Args:
        expect: what the case expects.
        loans: ids of the profile's loans; none where the profile is at fault, about which nothing is said.
    """
    words = [word for word, _ in expect.loans]
    if expect.joint is not None:
        words += [*(expect.joint.order or ()), *(offer.name for offer in expect.joint.offers)]
    for word in words:
        if loans and word.text not in loans:
            yield _unknown("loan", word, loans)


def _named(expect: Expectation) -> Iterator[tuple[str, Iterable[Word]]]:
    """Everything named but criteria, by what it names."""
    yield "option", [word for word, _ in (*expect.statuses, *expect.settled)]
    yield "option", expect.order or ()
    yield "alert", expect.alerts or ()
    yield "requirement", expect.missing or ()
    yield "fact", expect.ask_for or ()
    yield "figure", [figure.name for figure in expect.figures]
    for owner, advice in (*expect.says, *expect.leaves_out):
        yield "option or alert", [owner]
        yield "step or caution", advice
    for owner, cited in expect.cites:
        yield "option, alert or finding", [owner]
        for one in cited:
            yield "source", one.sources
    if expect.joint is not None and expect.joint.cites is not None:
        yield "source", expect.joint.cites.sources


def _unknown(kind: str, word: Word, known: Collection[str]) -> Diagnostic:
    label, help_ = _NOWHERE[kind], did_you_mean(word.text, sorted(known))
    return Diagnostic("C411", f"unknown {kind} `{word.text}`", word.span, label, help_)


def _ambiguous(word: Word, meant: Iterable[str]) -> Diagnostic:
    return Diagnostic(
        "C414",
        f"`{word.text}` may be any of several criteria",
        word.span,
        "not the only one of this id",
        "write " + " or ".join(f"`{key}`" for key in meant),
    )


_NOWHERE = {
    "option": "no such folder in `options/`",
    "alert": "no such folder in `alerts/`",
    "requirement": "no such file in `evidence/`",
    "fact": "no profile can tell it",
    "figure": "no such measure, fact or `parameter.…`",
    "criterion": "no such criterion or finding",
    "option or alert": "no such folder in `options/` or `alerts/`",
    "step or caution": "not in `steps.yaml` or `cautions.yaml`",
    "source": "not in `statements.yaml` or `authorities.yaml`",
    "option, alert or finding": "no such option, alert or finding; figures stand under `figures`",
    "criterion, step, caution or document": "nothing that this one may say",
    "figure with sources": "no such measure, output of a table or `parameter.…`",
    "loan": "the profile has no loan of this id",
}
