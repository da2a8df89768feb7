"""What it means that a document is at hand, said in the rule language itself.

A requirement is written as a list of kinds and an age. Lowered to an expression, it gets the
three truth values, the types and the solver's reading like every other claim, instead of a
meaning of its own in Python.
"""

from collections.abc import Iterator
from functools import reduce
from typing import Literal, cast

from engine.diagnostics import Diagnostic, did_you_mean
from engine.feel.tree import In, Infix, Name, Path, Quantifier, Tree, Value
from engine.feel.types import ListType, RecordType, TextType, Type
from engine.rulebook.model import Requirement, Word
from engine.source import Span

EVIDENCE = "evidence"  # the list of documents: a word of the language of packs, like `loan`
KIND, ISSUED_ON = "kind", "issued_on"


def held(requirement: Requirement) -> Tree:
    """`some document in evidence satisfies document.kind in (…)`, where an age is asked of a date that fits.

    Where none is, nobody is asked for the date. Else no document from after the day of the assessment counts,
    and an older one only if its kind may be older, and back to a date: a certificate of five years ago says
    nothing of today.
    """
    span = requirement.id.span
    document = Name("document", span)
    body = _is_one_of(document, requirement.accepts, span)
    if requirement.fresh_within is not None:
        in_time = Infix("<=", _field(document, ISSUED_ON, span), Name("as_of", span), span, span)
        of_age = _both("and", in_time, _of_age(document, requirement, requirement.fresh_within), span)
        body = _both("and", body, of_age, span)
    return Quantifier("some", ((document, Name(EVIDENCE, span)),), body, span)


def _of_age(document: Name, requirement: Requirement, fresh_within: Word) -> Tree:
    fresh, back_to = _fresh(document, fresh_within), requirement.back_to
    if back_to is None:
        return fresh
    span = back_to.span
    since = Infix(">=", _field(document, ISSUED_ON, span), _fact(back_to), span, span)
    older = _both("and", _is_one_of(document, requirement.older, span), since, span)
    return _both("or", fresh, older, span)


def _fresh(document: Name, parameter: Word) -> Tree:
    span = parameter.span
    age = Infix("-", Name("as_of", span), _field(document, ISSUED_ON, span), span, span)
    most = Path(Name("parameter", span), Name(parameter.text, span), span)
    return Infix("<=", Path(age, Name("days", span), span), most, span, span)


def _is_one_of(document: Name, kinds: tuple[Word, ...], span: Span) -> Tree:
    return In(_field(document, KIND, span), tuple(Value(word.text, word.span) for word in kinds), span)


def _both(operator: Literal["and", "or"], left: Tree, right: Tree, span: Span) -> Tree:
    return Infix(operator, left, right, span, span)


def _fact(name: Word) -> Tree:
    first, *others = [Name(part, name.span) for part in name.text.split(".")]
    return reduce(lambda record, one: Path(record, one, name.span), others, cast("Tree", first))


def _field(record: Name, name: str, span: Span) -> Tree:
    return Path(record, Name(name, span), span)


def kinds_of_evidence(types: dict[str, Type]) -> tuple[str, ...]:
    """The fixed set of kinds that the dictionary of facts allows; empty if it knows no evidence."""
    listed = types.get(EVIDENCE)
    if not isinstance(listed, ListType) or not isinstance(listed.element, RecordType):
        return ()
    kind = listed.element.fields.get(KIND)
    return kind.values or () if isinstance(kind, TextType) else ()


def unknown_kinds(requirement: Requirement, kinds: tuple[str, ...]) -> Iterator[Diagnostic]:
    """R226: a kind of evidence that no profile can hold, or one that may be older and isn't accepted."""
    for word in requirement.accepts:
        if word.text not in kinds:
            yield Diagnostic(
                "R226",
                f"unknown kind of evidence `{word.text}`",
                word.span,
                "not in the profile's fixed set of kinds",
                did_you_mean(word.text, kinds),
            )
    accepted = tuple(word.text for word in requirement.accepts)
    for word in requirement.older:
        if word.text not in accepted:
            yield Diagnostic(
                "R226",
                f"`{word.text}` isn't accepted",
                word.span,
                "not among `accepts`",
                did_you_mean(word.text, accepted),
            )
