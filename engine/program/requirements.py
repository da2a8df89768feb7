"""What it means that a document is at hand, said in the rule language itself.

A requirement is written as a list of kinds and an age. Lowered to an expression, it gets the
three truth values, the types and the solver's reading like every other claim, instead of a
meaning of its own in Python.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, did_you_mean
from engine.feel.tree import In, Infix, Name, Path, Quantifier, Tree, Value
from engine.feel.types import ListType, RecordType, TextType, Type
from engine.rulebook.model import Requirement, Word
from engine.source import Span

EVIDENCE = "evidence"  # the list of documents: a word of the language of packs, like `loan`
KIND, ISSUED_ON = "kind", "issued_on"


def held(requirement: Requirement) -> Tree:
    """`some document in evidence satisfies document.kind in (…)`, and fresh enough where an age is asked."""
    span = requirement.id.span
    document = Name("document", span)
    kinds = tuple(Value(word.text, word.span) for word in requirement.accepts)
    body: Tree = In(_field(document, KIND, span), kinds, span)
    if requirement.fresh_within is not None:
        body = _and(body, _fresh(document, requirement.fresh_within), span)
    return Quantifier("some", ((document, Name(EVIDENCE, span)),), body, span)


def _fresh(document: Name, parameter: Word) -> Tree:
    span = parameter.span
    age = Infix("-", Name("as_of", span), _field(document, ISSUED_ON, span), span, span)
    most = Path(Name("parameter", span), Name(parameter.text, span), span)
    return Infix("<=", Path(age, Name("days", span), span), most, span, span)


def _and(left: Tree, right: Tree, span: Span) -> Tree:
    return Infix("and", left, right, span, span)


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
    """R226: a requirement accepts a kind of evidence that no profile can hold."""
    for word in requirement.accepts:
        if word.text not in kinds:
            yield Diagnostic(
                "R226",
                f"unknown kind of evidence `{word.text}`",
                word.span,
                "not in the profile's fixed set of kinds",
                did_you_mean(word.text, kinds),
            )
