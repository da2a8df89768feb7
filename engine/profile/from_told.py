"""From checked values to a profile: dotted names, loans with their ids.

What a profile may leave out because it is plain is filled in here, once, so that no rule has to
know of it: the id of a loan, and which loan is meant where there is only one.
"""

from collections.abc import Callable, Mapping

from engine.profile.facts import Dictionary, RecordForm
from engine.profile.model import Profile, Record, Value, dotted

Told = Callable[[object], Mapping[str, Value]]


def profile_of(told: Mapping[str, Value], given: object, dictionary: Dictionary, name: str) -> Profile:
    """The profile of what was told.

    Args:
        told: the checked values, without records in which nothing was told.
        given: the raw values, which still have them.
        dictionary: of which the values are.
        name: how messages call the profile.
    """
    each = dictionary.each
    apart = {"$schema"} if each is None else {"$schema", each.one, each.many}
    facts: dict[str, Value] = {}
    for key, value in told.items():
        if key in apart:
            continue
        if isinstance(value, Mapping):
            facts.update(dotted(key, value))
        else:
            facts[key] = value
    if each is None:
        return Profile(name, facts)
    key = key_of(dictionary)
    loans = _loans(told, given, each.one, each.many, key)
    if loans is not None and len(loans) == 1 and key:
        facts |= _referring(facts, dictionary, loans[0][key])
    return Profile(name, facts, loans, each, key)


def key_of(dictionary: Dictionary) -> str:
    """The field that holds a loan's id; "" if the dictionary names none."""
    one = dictionary.form.fields[dictionary.each.one] if dictionary.each else None
    return one.key if isinstance(one, RecordForm) else ""


def _loans(
    told: Mapping[str, Value], given: object, one: str, many: str, key: str
) -> tuple[Record, ...] | None:
    """The loans, each with its id; a single one is a list of one; None if none was told of."""
    listed = told.get(many)
    if isinstance(listed, tuple):
        records = [record for record in listed if isinstance(record, Mapping)]
    elif isinstance(given, Mapping) and given.get(one) is not None:
        single = told.get(one, {})
        records = [single] if isinstance(single, Mapping) else []
    else:
        return None
    if not key:
        return tuple(records)
    return tuple({key: str(position), **record} for position, record in enumerate(records, 1))


def _referring(facts: Mapping[str, Value], dictionary: Dictionary, target: Value) -> dict[str, Value]:
    """The lists whose elements refer to a loan, where there is only one: that is the one they mean."""
    filled: dict[str, Value] = {}
    for reference in dictionary.references:
        listed = facts.get(reference.many)
        if isinstance(listed, tuple):
            filled[reference.many] = tuple(
                {reference.name: target, **one} for one in listed if isinstance(one, Mapping)
            )
    return filled
