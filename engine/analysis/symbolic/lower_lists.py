"""Lists and records, read symbolically: each element with the condition under which it is there."""

from engine.analysis.symbolic.lower_arithmetic import truncated
from engine.analysis.symbolic.scope import Scope
from engine.analysis.symbolic.symbols import Listed, Recorded, Symbolic, UnreadableError, choose, only_if
from engine.analysis.symbolic.terms import (
    TRUE,
    added,
    at_most,
    both,
    chosen,
    constant,
    either,
    equals,
    implied,
    number,
)
from engine.feel.core import At, Field, Filter, ListOf


def field(node: Field, scope: Scope) -> Symbolic:
    """A field of a record, or of each record of a list."""
    record = scope.read(node.record)
    if isinstance(record, Listed):
        return Listed(record.known, tuple((there, _field(one, node.name)) for there, one in record.slots))
    return _field(record, node.name)


def _field(record: Symbolic, name: str) -> Symbolic:
    assert isinstance(record, Recorded), "the typing lets nothing else through"  # noqa: S101
    return record.field(name)


def filtered(node: Filter, scope: Scope) -> Listed:
    """The elements for which the body holds; unknown if it is unknown for one of them."""
    items = scope.listed(node.items)
    slots, known = [], [items.known]
    for there, item in items.slots:
        body = scope.bind(node.variable.slot, item).truth(node.body)
        slots.append((both(there, body.met), item))
        known.append(implied(there, body.known))
    return Listed(both(*known), tuple(slots))


def at(node: At, scope: Scope) -> Symbolic:
    """The element at a place, a part of a number dropped."""
    items, place = scope.listed(node.items), scope.scalar(node.place)
    if not items.slots:
        raise UnreadableError
    known = both(items.known, place.known)
    wanted = truncated(place.value)
    fixed = constant(wanted)
    count = items.count
    if fixed is None:
        wanted = chosen(at_most(number(0), wanted), wanted, added(added(count, wanted), number(1)))
    elif fixed < 0:
        wanted = added(count, number(fixed + 1))
    here = [both(there, equals(p, wanted)) for (there, _), p in zip(items.slots, items.places, strict=True)]
    found = items.slots[-1][1]
    for (_, one), chosen_ in zip(items.slots[-2::-1], here[-2::-1], strict=True):
        found = choose(chosen_, one, found)
    return only_if(both(known, either(*here)), found)


def list_of(node: ListOf, scope: Scope) -> Listed:
    """A list written out."""
    return Listed(TRUE, tuple((TRUE, scope.read(item)) for item in node.items))
