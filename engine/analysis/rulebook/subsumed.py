"""A103: a criterion that never decides, since wherever it isn't met another one isn't either.

Each criterion of an option, an alert or a finding should decide for somebody. One that never does is read,
translated, sourced and asked about for nothing; and it hides that a rule is shorter than it looks.
"""

from collections.abc import Iterator, Sequence

from engine.analysis.model import Answer, Proved
from engine.analysis.properties.claims import AllOf, AnyOf, Condition, NoneOf, Part, Stands
from engine.analysis.properties.resolved import nobody
from engine.analysis.rulebook.criteria import can_be_met, can_fail
from engine.analysis.rulebook.model import Asked, Found, Pack
from engine.analysis.rulebook.nodes import fact, is_known
from engine.diagnostics import Diagnostic, Note
from engine.feel.core import Constant
from engine.feel.types import TRUTH
from engine.program.model import Alert, Criterion, Finding, Option, Program
from engine.values import Truth


def asked(pack: Pack) -> Iterator[Asked]:
    """Whether each criterion that has others beside it decides for somebody."""
    program = pack.program
    owners: tuple[Finding | Option | Alert, ...] = (*program.findings, *program.options, *program.alerts)
    for owner in owners:
        for one in owner.criteria if len(owner.criteria) > 1 else ():
            others = tuple(other for other in owner.criteria if other is not one)
            yield _asked(program, owner, one, others)


def _asked(
    program: Program, owner: Finding | Option | Alert, one: Criterion, others: tuple[Criterion, ...]
) -> Asked:
    question = f"criterion {one.key} decides for somebody"

    def told(answer: Answer) -> tuple[Asked, ...] | None:
        if not isinstance(answer, Proved):
            return None
        return _reasons(question, owner, one, others)

    dead = tuple(can_be_met(other.key) for other in owner.criteria)
    return Asked(
        question,
        nobody(_decides(program, owner, one, others)),
        told,
        unless=(*dead, *(can_fail(other.key) for other in owner.criteria)),
    )


def _decides(
    program: Program, owner: Finding | Option | Alert, one: Criterion, others: Sequence[Criterion]
) -> Part:
    """Whether something else came out if the criterion weren't there."""
    if isinstance(owner, Finding) and not owner.needs_all:
        rest = [_is(other, Truth.UNMET) for other in others]
        return AllOf((NoneOf(_is(one, Truth.UNMET)), *rest))
    if not isinstance(owner, Option):
        return AllOf((NoneOf(_is(one, Truth.MET)), *(_is(other, Truth.MET) for other in others)))
    counting = [_counts(program, other) for other in others]
    if one.curable:
        return AllOf((NoneOf(_counts(program, one)), *counting))
    shuts = [NoneOf(_is(other, Truth.UNMET)) for other in others if not other.curable]
    return AnyOf((AllOf((_is(one, Truth.UNMET), *shuts)), AllOf((NoneOf(_counts(program, one)), *counting))))


def _is(one: Criterion, truth: Truth) -> Part:
    return Stands("criterion", one.key, (truth,))


def _counts(program: Program, one: Criterion) -> Part:
    """Met, or presumed to be."""
    met = _is(one, Truth.MET)
    if one.presumed_until_told is None:
        return met
    told = is_known(fact(program, one.presumed_until_told, Constant(value=True, type=TRUTH, span=one.span)))
    return AnyOf((met, AllOf((_is(one, Truth.UNKNOWN), Condition(told, false=True)))))


def _reasons(
    question: str, owner: Finding | Option | Alert, one: Criterion, others: tuple[Criterion, ...]
) -> tuple[Asked, ...]:
    """One question for each other criterion: does it alone say as much? The first that does is named."""
    said: list[Criterion] = []

    def named(other: Criterion) -> Asked:
        def told(answer: Answer) -> Found | None:
            if isinstance(answer, Proved):
                said.append(other)
            if other is not others[-1]:
                return None
            return Found(question, _fault(owner, one, said[0] if said else None, others))

        weaker = isinstance(owner, Finding) and not owner.needs_all
        claims = (_is(one, Truth.MET), NoneOf(_is(other, Truth.MET)))
        if not weaker:
            claims = (_is(other, Truth.MET), NoneOf(_is(one, Truth.MET)))
        return Asked(f"criterion {other.key} says as much as {one.key}", nobody(*claims), told)

    return tuple(map(named, others))


def _fault(
    owner: Finding | Option | Alert, one: Criterion, other: Criterion | None, others: Sequence[Criterion]
) -> Diagnostic:
    message = f"criterion `{one.id}` of `{owner.id}` says nothing that the others don't"
    notes = (Note(others[0].span, "all of them together, from here on, say as much"),)
    if other is not None:
        message = f"criterion `{one.id}` of `{owner.id}` says nothing that `{other.id}` doesn't"
        notes = (Note(other.span, "this one says as much"),)
    help_ = "delete it, or mend it so that it decides for somebody"
    return Diagnostic("A103", message, one.span, "never decides alone", help_, notes)
