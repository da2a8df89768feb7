"""P321, P322, P323: facts that can't be true together.

Only what is impossible under any rules is refused here: more repaid than was borrowed, a loan that
ends before it begins, two loans of one name, an agreement about a loan that isn't there. What is merely odd
is for the rules to judge. The dictionary says which facts these are (`x-at-most`, `x-key`, `x-refers-to`).
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from engine.diagnostics import did_you_mean
from engine.profile.facts import Dictionary, Form, ListForm, RecordForm, Reference
from engine.profile.faults import Fault
from engine.profile.json_faults import cut
from engine.profile.json_paths import Path

Look = Callable[[object, Path], Iterator[Fault]]


def look_at(dictionary: Dictionary) -> Look:
    """What looks through the raw values of a whole profile, sound or not."""
    looks = [one for one in (_look_at(dictionary.form), *_references(dictionary)) if one is not None]

    def look(given: object, path: Path) -> Iterator[Fault]:
        for one in looks:
            yield from one(given, path)

    return look


def _references(dictionary: Dictionary) -> Iterator[Look]:
    """For each field that names a loan: what looks whether it is there."""
    each = dictionary.each
    one = dictionary.form.fields[each.one] if each else None
    if each is not None and isinstance(one, RecordForm) and one.key:
        for reference in dictionary.references:
            yield partial(_reference, each.one, each.many, one.key, reference)


def _reference(
    one: str, many: str, key: str, reference: Reference, given: object, path: Path
) -> Iterator[Fault]:
    listed = given.get(reference.many) if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(listed, list):
        return
    told = given.get(many) if given.get(one) is None else [given[one]]
    if not isinstance(told, list):
        return
    names = [_name(key, at, record) for at, record in enumerate(told)]
    for at, element in enumerate(listed):
        named = element.get(reference.name) if isinstance(element, dict) else None
        if isinstance(named, str) and named not in names:
            help_ = did_you_mean(named, names) or f"give that {one} the {key} `{cut(named)}`"
            message = f"no {one} has the {key} `{cut(named)}`"
            where = (*path, reference.many, at, reference.name)
            yield Fault("P323", message, where, "names none that is told", help_)


def _name(key: str, at: int, record: object) -> str:
    """What a record is called: its key; one that tells none has its position, counted from 1."""
    told = record.get(key) if isinstance(record, dict) else None
    return told if isinstance(told, str) else str(at + 1)


def _look_at(form: Form) -> Look | None:
    """What looks through raw values of a form, sound or not; None where nothing could clash."""
    if isinstance(form, RecordForm):
        return _in_record(form)
    if isinstance(form, ListForm):
        return _in_list(form)
    return None


def _in_record(form: RecordForm) -> Look | None:
    below = {name: inner for name, field in form.fields.items() if (inner := _look_at(field))}
    pairs = form.at_most
    if not below and not pairs:
        return None

    def look(given: object, path: Path) -> Iterator[Fault]:
        if isinstance(given, dict):
            for small, large in pairs:
                if small in given and large in given and _exceeds(given[small], given[large]):
                    yield _contradiction(path, small, large, given[small])
            for name, look_below in below.items():
                if name in given:
                    yield from look_below(given[name], (*path, name))

    return look


def _in_list(form: ListForm) -> Look | None:
    parts: list[Callable[[list[object], Path], Iterator[Fault]]] = []
    if isinstance(form.element, RecordForm) and form.element.key:
        parts.append(partial(_same_key, form.element.key))
    if below := _look_at(form.element):
        parts.append(partial(_in_each, below))
    if not parts:
        return None

    def look_in_list(given: object, path: Path) -> Iterator[Fault]:
        if isinstance(given, list):
            for part in parts:
                yield from part(given, path)

    return look_in_list


def _in_each(below: Look, given: list[object], path: Path) -> Iterator[Fault]:
    for at, one in enumerate(given):
        yield from below(one, (*path, at))


def _same_key(key: str, given: list[object], path: Path) -> Iterator[Fault]:
    """Records of one key; one that tells none has its position, counted from 1."""
    first: dict[str, int] = {}
    for position, record in enumerate(given):
        name = _name(key, position, record)
        if name in first:
            message = f"two of `{path[-1]}` have the {key} `{cut(name)}`"
            label, help_ = "again here", f"give each {key} once; one that isn't told is its position"
            also = ((*path, first[name], key), "first here")
            yield Fault("P322", message, (*path, position, key), label, help_, also=also)
        first.setdefault(name, position)


def _contradiction(path: Path, small: str, large: str, given: object) -> Fault:
    is_day = isinstance(given, str)
    message = f"`{small}` is {'after' if is_day else 'more than'} `{large}`"
    also = ((*path, large), "this is the earlier one" if is_day else "this is the smaller one")
    return Fault("P321", message, (*path, small), "both can't be true", "correct one of the two", also=also)


def _exceeds(one: object, other: object) -> bool:
    """Whether one value is certainly larger or later than the other."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one > other
    return isinstance(one, str) and isinstance(other, str) and one > other and _is_day(one) and _is_day(other)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
