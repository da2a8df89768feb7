"""Where a fact stands in what was told: `loans[2].next_instalment`, `evidence[1].issued_on`.

A rule that looks at the second loan calls its instalment `loan.next_instalment`, another one calls it
`loans[2].next_instalment`. Unless the two are one place, somebody would be asked the same thing twice.
"""

import re
from collections.abc import Mapping
from typing import cast

from engine.profile.facts import AS_OF, Dictionary, Fact, ListForm, RecordForm
from engine.profile.from_told import key_of

Raw = Mapping[str, object]  # records, lists, texts, truth values, decimals, as JSON has them; days as text

_STEP = re.compile(r"[^.\[\]]+")
_INDEX = re.compile(r"\[\d+\]")


def placed(dictionary: Dictionary, told: Raw, path: str, position: int) -> tuple[str, ...]:
    """Where to tell what an evaluation of one loan misses.

    Args:
        dictionary: of which the fact is.
        told: what has been told so far.
        path: of the missing fact, or of a record of facts, as the evaluation calls it.
        position: of the loan that was looked at, from 0.

    Returns:
        Its place, or those of all facts of the record; that of the list of loans as long as nobody has told
        of any.
    """
    place = _place(dictionary, told, path, position)
    name = _name(dictionary, place)
    if any(one.name == name for one in dictionary.facts):
        return (place,)
    listed = next((one.list for one in dictionary.facts if one.name.startswith(f"{name}.")), "")
    inside = (one for one in dictionary.facts if one.name.startswith(f"{name}.") and one.list == listed)
    return tuple(place + one.name.removeprefix(name) for one in inside)


def _place(dictionary: Dictionary, told: Raw, path: str, position: int) -> str:
    each = dictionary.each
    if each is None or not re.match(rf"({each.one}|{each.many})\b", path):
        return path
    if told.get(each.many) is not None:
        return re.sub(rf"^{each.one}\b", f"{each.many}[{position + 1}]", path)
    if told.get(each.one) is None:
        return each.many
    return re.sub(rf"^{each.many}\[1\]", each.one, path)


def fact_at(dictionary: Dictionary, path: str) -> Fact | None:
    """The fact that stands at a place; None where an interview can tell nothing."""
    name = _name(dictionary, path)
    try:
        return None if name == AS_OF else dictionary.fact(name)
    except KeyError:
        return None


def _name(dictionary: Dictionary, path: str) -> str:
    """What the dictionary calls what stands at a place."""
    name, each = _INDEX.sub("", path), dictionary.each
    if each is not None and path.startswith(f"{each.many}["):
        name = each.one + name.removeprefix(each.many)
    return name


def steps(path: str) -> tuple[str | int, ...]:
    """The keys, and the positions from 0, that lead to a place."""
    return tuple(int(one) - 1 if one.isdigit() else one for one in _STEP.findall(path))


def at(told: Raw, path: str) -> object:
    """What was told at a place; None if nothing was."""
    value: object = told
    for step in steps(path):
        if isinstance(step, int):
            value = value[step] if isinstance(value, list | tuple) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


def put(told: Raw, dictionary: Dictionary, path: str, value: object) -> dict[str, object]:
    """What was told, with something more; a single loan stands by itself and not in a list."""
    each = dictionary.each
    if each is not None and path == each.many and isinstance(value, list | tuple) and len(value) == 1:
        path, value = each.one, value[0]
    return cast("dict[str, object]", _put(told, steps(path), value))


def _put(held: object, way: tuple[str | int, ...], value: object) -> object:
    if not way:
        return value
    step, rest = way[0], way[1:]
    if isinstance(step, int):
        listed = list(held) if isinstance(held, list | tuple) else []
        return [_put(one, rest, value) if place == step else one for place, one in enumerate(listed)]
    record = held if isinstance(held, Mapping) else {}
    return {**record, step: _put(record.get(step), rest, value)}


def naming_field(form: ListForm) -> str:
    """The field by which the entries of a list are told apart in a question: the first with a fixed set.

    "" where there is none.
    """
    element = form.element
    fields = element.fields if isinstance(element, RecordForm) else {}
    for name, field in fields.items():
        if getattr(field.type, "values", None):
            return name
    return ""


def entry_of(path: str) -> tuple[str, int] | None:
    """The list and the position, from 1, of the entry that a place belongs to; None outside of lists."""
    found = re.fullmatch(r"(.+)\[(\d+)\][^\[\]]*", path)
    return (found[1], int(found[2])) if found else None


def names_of_all(dictionary: Dictionary, told: Raw) -> tuple[str, ...]:
    """What each loan is called: its id; the position, from 1, of one that has none."""
    each = dictionary.each
    listed = told.get(each.many) if each is not None else None
    if each is None or not isinstance(listed, list | tuple):
        return ()
    key = key_of(dictionary)
    records = (one if isinstance(one, Mapping) else {} for one in listed)
    return tuple(str(one.get(key) or place) for place, one in enumerate(records, 1))


def told_in(told: Raw) -> frozenset[str]:
    """The keys at the top under which something was told."""
    return frozenset(key for key, value in told.items() if value is not None)
