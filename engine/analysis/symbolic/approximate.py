"""What isn't read exactly: free, but for what surely holds of it, and put right where a borrower is at stake.

A function whose result were left out would make every proof that needs it fail; one that were guessed would
make proofs of what isn't so. A free result lets the solver find too much, never too little.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct

from engine.analysis.symbolic.ground import Application, Ground, Input, Lemmas, key_of, known_of, terms_of
from engine.analysis.symbolic.symbols import (
    Claim,
    Listed,
    Recorded,
    Symbol,
    Symbolic,
    UnreadableError,
    only_if,
)
from engine.analysis.symbolic.terms import Bool, both, equals, implied, negated
from engine.analysis.symbolic.valuation import Valuation, handy, means
from engine.feel.types import ListType, RangeType, Type
from engine.feel.unknown import Value
from engine.source import Span


class Applied(Struct, frozen=True):
    """What is applied to inputs.

    Attributes:
        name: of it.
        compute: the exact result.
        kind: the type of the result.
        span: where it stands.
        strict: whether the result is known only if every input is.
        identity: what tells apart two of one name, beside the inputs.
        corrections: as `Application.lemmas`.
    """

    name: str
    compute: Callable[[tuple[Value, ...]], Value]
    kind: Type
    span: Span | None = None
    strict: bool = True
    identity: object = None
    corrections: Lemmas | None = None


def application(ground: Ground, of: Applied, inputs: Sequence[Input]) -> Application:
    """A result of its own for each different inputs.

    Raises:
        UnreadableError: the result is a list or a record.
    """

    def make() -> Application:
        about = [term for one, _ in inputs for term in terms_of(one)]
        free = ground.fresh(of.kind, ground.label(of.name, about))
        own = ground.free_of(free)
        result = only_if(known_of(inputs), free) if of.strict else free
        return Application(of.name, tuple(inputs), of.compute, result, of.kind, own, of.corrections, of.span)

    key = of.name, of.identity, tuple((key_of(one), _sort(kind)) for one, kind in inputs)
    return ground.apply(key, make)


def _sort(kind: Type) -> object:
    """What tells apart values that are written alike: a day from two, and one day from one month."""
    match kind:
        case ListType(element) | RangeType(element):
            return type(kind), None if element is None else _sort(element)
    return type(kind)


def lemmas(one: Application, valuation: Valuation, ground: Ground) -> list[Bool]:
    """What a model has got wrong about an application, as formulas that hold of every borrower."""
    if one.fractions is not None:
        return list(one.fractions(valuation.term))
    told = tuple(valuation.value(value, kind) for value, kind in one.inputs)
    exact = one.compute(told)
    try:
        right = means(one.result, exact, ground.texts)
        if valuation.term(right):
            return []

        def pinned(at: int) -> Bool:
            return pin(valuation, one.inputs[at][0])

        own = () if one.lemmas is None else one.lemmas(one, told, exact, pinned)
        return list(own) or [implied(both(*map(pinned, range(len(one.inputs)))), right)]
    except UnreadableError:
        return []  # of so many digits that nothing can be said


def pin(valuation: Valuation, value: Symbolic) -> Bool:
    """That a symbol stands for just what it stands for in a model."""
    match value:
        case Claim(met, unmet):
            return both(*(one if valuation.term(one) else negated(one) for one in (met, unmet)))
        case Symbol(known, term):
            if not valuation.term(known):
                return negated(known)
            return both(known, equals(term, handy(Fraction(valuation.term(term)))))
        case Listed(known, slots):
            if not valuation.term(known):
                return negated(known)
            return both(known, *(_pin_slot(valuation, there, one) for there, one in slots))
        case Recorded():
            if not valuation.term(value.known):
                return negated(value.known)
            fields = [value.field(name) for name in value.kind.fields]
            return both(value.known, *(pin(valuation, one) for one in fields))
    ends = [one for one in (value.low, value.high) if one is not None]
    return both(*(pin(valuation, one) for one in ends))


def _pin_slot(valuation: Valuation, there: Bool, one: Symbolic) -> Bool:
    return both(there, pin(valuation, one)) if valuation.term(there) else negated(there)
