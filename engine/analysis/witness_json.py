"""A witness as the profile that `xieshang assess` takes.

Whoever doubts a finding should be able to see the borrower assessed. What the reader of profiles fills in by
itself, the id of a loan told without one, is left out again.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from engine.analysis.model import Witness
from engine.profile.facts import AS_OF, Dictionary
from engine.profile.from_told import key_of
from engine.profile.model import Record, Value, dotted

Data = dict[str, object]
_JSON: Final = msgspec.json.Encoder(decimal_format="number")


def to_json(witness: Witness, dictionary: Dictionary) -> str:
    """The profile as text, with a line end."""
    return msgspec.json.format(_JSON.encode(to_data(witness, dictionary)), indent=2).decode("utf-8") + "\n"


def to_data(witness: Witness, dictionary: Dictionary) -> Data:
    """The profile as nested data, the day first; numbers are exact, days are text once it is written."""
    data: Data = {AS_OF: witness.as_of}
    for name, value in _facts(witness, dictionary):
        *groups, last = name.split(".")
        place = data
        for group in groups:
            inner = place.setdefault(group, {})
            assert isinstance(inner, dict), "no fact is a group as well"  # noqa: S101  (held by the dictionary)
            place = inner
        place[last] = value
    return data


def facts_of(witness: Witness, dictionary: Dictionary) -> Iterator[tuple[str, object]]:
    """Each fact that is told by its dotted name, the day first; of several loans all in one list."""
    yield AS_OF, witness.as_of
    yield from _facts(witness, dictionary)


def _facts(witness: Witness, dictionary: Dictionary) -> Iterator[tuple[str, object]]:
    profile, key = witness.profile, key_of(dictionary)
    loans = [_plain(loan, key, place) for place, loan in enumerate(profile.loans or (), 1)]
    one_alone = len(loans) == 1
    if one_alone and dictionary.each is not None and loans[0]:
        yield from dotted(dictionary.each.one, loans[0])
    elif profile.loans is not None and dictionary.each is not None:
        name = dictionary.each.one if one_alone else dictionary.each.many
        yield name, {} if one_alone else loans
    meant = {one.many: one.name for one in dictionary.references} if one_alone and key not in loans[0] else {}
    for name, value in profile.facts.items():
        if name != AS_OF:
            yield name, _without(value, meant[name]) if name in meant else value


def _plain(loan: Record, key: str, place: int) -> Record:
    """A loan without the id that it has by its place alone."""
    return {name: value for name, value in loan.items() if name != key or value != str(place)}


def _without(records: Value, field: str) -> object:
    """Records without the field that names the only loan there is."""
    assert isinstance(records, tuple), "references are fields of a list's records"  # noqa: S101
    return [
        {name: value for name, value in one.items() if name != field} if isinstance(one, Mapping) else one
        for one in records
    ]
