"""A profile as the raw values of its JSON, numbers exact, to change one of them and read it again.

What is changed has to pass the ordinary reader of profiles, which takes raw values and nothing else.
"""

from collections.abc import Mapping
from datetime import date

from engine.profile.model import Profile, Value

Data = dict[str, object]


def as_data(profile: Profile) -> Data:
    """The raw values of a profile: records by their names, one loan by itself, several as a list."""
    data: Data = {}
    for name, value in profile.facts.items():
        _put(data, name.split("."), raw(value))
    if profile.each is not None and profile.loans is not None:
        loans = [raw(loan) for loan in profile.loans]
        single = len(loans) == 1
        data[profile.each.one if single else profile.each.many] = loans[0] if single else loans
    return data


def _put(data: Data, parts: list[str], value: object) -> None:
    first, *rest = parts
    if not rest:
        data[first] = value
        return
    below = data.setdefault(first, {})
    assert isinstance(below, dict), "a dotted name leads through records"  # noqa: S101
    _put(below, rest, value)


def raw(value: Value) -> object:
    """A value as JSON has it, numbers still exact."""
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return [raw(one) for one in value]
        case Mapping():
            return {name: raw(one) for name, one in value.items()}
    return value
