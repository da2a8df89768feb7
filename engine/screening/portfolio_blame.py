"""Why a row is refused, without asking about everything that is right in it.

The JSON Schema takes milliseconds for a whole profile. With a hundred thousand bad rows in ten million that
would be most of a run. So what is surely right is left out before it is asked.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from engine.diagnostics import Diagnostic
from engine.profile.checker import RefusedError, check_of
from engine.profile.facts import Dictionary, Form, ListForm, RecordForm
from engine.profile.from_json import profile_from_data
from engine.profile.model import Profile

Suspect = Callable[[object], object]


def judged(
    raw: Mapping[str, object], dictionary: Dictionary, name: str
) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """What `profile_from_data` says of raw values."""
    profile, faults = profile_from_data(_suspect(dictionary)(raw) or {}, dictionary, name)
    return (None, faults) if profile is None else profile_from_data(raw, dictionary, name)


@lru_cache(maxsize=32)
def _suspect(dictionary: Dictionary) -> Suspect:
    """What leaves of a profile only what may be at fault, alone or with something else."""
    parts = _parts(dictionary.form)
    for one in dictionary.references:
        parts[one.many] = _references(parts[one.many], one.name)
    each = dictionary.each
    if each is not None:  # whether there is one, and its name, is of interest to what refers to it
        loan = parts[each.one]
        parts |= {each.one: lambda value: loan(value) or {}, each.many: _kept}
    return _record(parts)


def _parts(form: RecordForm) -> dict[str, Suspect]:
    """What leaves of each field of a record only what may be at fault; what another depends on stays."""
    pairs = {form.key, *(name for pair in form.at_most for name in pair)}
    return {name: _kept if name in pairs else _of(one) for name, one in form.fields.items()}


def _of(form: Form) -> Suspect:
    if isinstance(form, RecordForm):
        return _record(_parts(form))
    if isinstance(form, ListForm) and _may_contradict(form.element):
        return _kept
    check = check_of(form)

    def suspect(value: object) -> object:
        try:
            check(value)
        except RefusedError:
            return value
        return None

    return suspect


def _may_contradict(form: Form) -> bool:
    """Whether values that are each right may be at fault together."""
    if isinstance(form, ListForm):
        return _may_contradict(form.element)
    if not isinstance(form, RecordForm):
        return False
    return bool(form.key or form.at_most) or any(map(_may_contradict, form.fields.values()))


def _references(suspect: Suspect, name: str) -> Suspect:
    """Of a list that is right, what its elements refer to."""

    def references(value: object) -> object:
        found = suspect(value)
        if found is not None or not isinstance(value, list):
            return found
        return [{name: one.get(name)} for one in value]

    return references


def _kept(value: object) -> object:
    return value


def _record(parts: Mapping[str, Suspect]) -> Suspect:
    def suspect(value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        found = {name: parts[name](one) if name in parts else one for name, one in value.items()}
        return {name: one for name, one in found.items() if one is not None} or None

    return suspect
