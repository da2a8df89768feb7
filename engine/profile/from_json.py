"""From JSON to a profile: everything exact, and every fault at once with its place.

A sound profile, which nearly every one is, takes the quick way: the standard reader and one
compiled check. Only if that refuses is the text read again for its places, and the JSON
Schema asked what is wrong.
"""

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from engine.diagnostics import Diagnostic, by_place
from engine.profile.checker import RefusedError, record_check
from engine.profile.facts import Dictionary, Each
from engine.profile.faults import Fault, located
from engine.profile.from_told import Told, profile_of
from engine.profile.json_like import json_like
from engine.profile.json_paths import Path
from engine.profile.json_places import Place, placed
from engine.profile.json_text import values
from engine.profile.model import Profile
from engine.profile.sense import Look, look_at
from engine.source import Source

Answer = tuple[Profile | None, tuple[Diagnostic, ...]]


def read_profile(source: Source, dictionary: Dictionary) -> Answer:
    """The profile in a JSON text.

    Args:
        source: the text and its name.
        dictionary: the facts that the profile may tell.

    Returns:
        The profile; or None and all its faults (P302 to P323), sorted by place.
    """
    try:
        data = values(source.text)
    except (ValueError, RecursionError):
        return _refused(_faults_of_text(source, dictionary))
    profile = _profile(data, dictionary, source.name)
    return _refused(_faults_of_text(source, dictionary)) if profile is None else (profile, ())


def profile_from_data(
    data: object,
    dictionary: Dictionary,
    name: str = "profile",
    places: Mapping[Path, Place] | None = None,
) -> Answer:
    """The profile in values that were read elsewhere, from YAML, a form or a table.

    Args:
        data: records as mappings, lists, texts, truth values, None; numbers whole or decimal, never binary
            fractions; days as dates or as text.
        dictionary: the facts that the profile may tell.
        name: how messages call it.
        places: where values stand that somebody wrote, by path.

    Returns:
        The profile; or None and all its faults, each with its path, and with a place where one is known.
    """
    raw = json_like(data)
    profile = _profile(raw, dictionary, name)
    if profile is not None:
        return profile, ()
    return _refused(located(_faults(raw, dictionary), places or {}, name))


def _refused(faults: tuple[Diagnostic, ...]) -> Answer:
    # INVARIANT: what the check refuses, the JSON Schema refuses; held by `tests/profile/test_agreement.py`.
    assert faults, "the check and the JSON Schema disagree"  # noqa: S101  (a promise of the engine's own)
    return None, faults


class _Prepared(Struct, frozen=True):
    """What is made once from a dictionary."""

    check: Told
    look: Look


@lru_cache(maxsize=32)
def _prepared(dictionary: Dictionary) -> _Prepared:
    return _Prepared(record_check(dictionary.form), look_at(dictionary))


def _profile(data: object, dictionary: Dictionary, name: str) -> Profile | None:
    """The profile, or None if anything is wrong with it."""
    prepared = _prepared(dictionary)
    try:
        told = prepared.check(data)
    except RefusedError:
        return None
    if dictionary.each is not None and _tells_both(data, dictionary.each):
        return None
    if any(True for _ in prepared.look(data, ())):
        return None
    return profile_of(told, data, dictionary, name)


def _tells_both(data: object, each: Each) -> bool:
    """Whether the single record and the list are told, of which a profile may tell one."""
    return isinstance(data, Mapping) and data.get(each.one) is not None and data.get(each.many) is not None


def _faults_of_text(source: Source, dictionary: Dictionary) -> tuple[Diagnostic, ...]:
    """What is wrong with a text from which no profile could be made."""
    read = placed(source)
    if read.broken:
        return tuple(by_place(read.faults))
    found = located(_faults(read.value, dictionary), read.places, source.name)
    return tuple(by_place([*read.faults, *found]))


def _faults(data: object, dictionary: Dictionary) -> list[Fault]:
    from engine.profile.structure import structural_faults  # noqa: PLC0415  (slow, and rarely needed)

    return [*structural_faults(data, dictionary), *_prepared(dictionary).look(data, ())]
