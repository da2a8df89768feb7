"""One borrower among all: that the symbols stand for just what somebody has told.

To ask what follows for one borrower (`what-if`), or what must not change between two, all other facts have
to be held where they are; "not told" among them, which is as much a fact as any other.
"""

from collections.abc import Collection, Iterator, Mapping

from engine.analysis.symbolic.ground import Ground
from engine.analysis.symbolic.symbols import Claim, Listed, Recorded, Symbol, Symbolic
from engine.analysis.symbolic.terms import FALSE, Bool, both, equals, negated
from engine.analysis.symbolic.told import Told
from engine.analysis.symbolic.valuation import written
from engine.feel.unknown import Unknown
from engine.profile.model import FactView, Value


def fixed(told: Told, view: FactView, leave_out: Collection[str] = ()) -> Iterator[Bool]:
    """For each fact, that it is told as here, or not told as here.

    Args:
        told: the symbols.
        view: what somebody tells, the loan in question being the first.
        leave_out: facts that stay free, by their dotted names.
    """
    for name in told.dictionary.globals():
        if name not in leave_out and name != "as_of":
            yield stands_for(told.ground, told.symbol(name), view.value(name))


def stands_for(ground: Ground, symbol: Symbolic, value: Value | None) -> Bool:
    """That a symbol stands for a value as profiles hold it; None: it isn't known."""
    if value is None or isinstance(value, Unknown):
        return negated(symbol.known)  # of a record in another one: of all its fields
    match symbol:
        case Claim(met, unmet):
            return met if value is True else unmet
        case Symbol(known, term):
            assert not isinstance(value, bool | tuple | Mapping), "a scalar"  # noqa: S101  (held by its type)
            return both(known, equals(term, written(value, ground.texts)))
        case Listed(known, slots):
            assert isinstance(value, tuple), "a list"  # noqa: S101  (held by its type)
            return both(known, _elements(ground, slots, value))
    assert isinstance(symbol, Recorded), "no profile holds a range"  # noqa: S101
    assert isinstance(value, Mapping), "a record"  # noqa: S101  (held by its type)
    fields = symbol.kind.fields
    return both(*(stands_for(ground, symbol.field(one), value.get(one)) for one in fields))


def _elements(ground: Ground, slots: tuple[tuple[Bool, Symbolic], ...], told: tuple[Value, ...]) -> Bool:
    """The elements of a list that is told from its beginning, without gaps."""
    if len(told) > len(slots):
        return FALSE
    parts = []
    for at, (there, one) in enumerate(slots):
        if at < len(told):
            parts += [there, stands_for(ground, one, told[at])]
        else:
            parts.append(negated(there))
    return both(*parts)
