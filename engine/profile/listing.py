"""The facts that somebody asks about by name.

A name that no fact has is answered with the nearest one; an empty list would read as "there is nothing
to tell".
"""

from collections.abc import Iterable
from difflib import get_close_matches

from engine.diagnostics import WrongUsage
from engine.profile.facts import Dictionary, Fact


def named(dictionary: Dictionary, name: str | None) -> tuple[Fact, ...]:
    """The fact of this name, those of a part of the profile such as `loan`, or with None all of them.

    Raises:
        WrongUsage: there is none; the nearest is named.
    """
    if name is None:
        return dictionary.facts
    found = tuple(one for one in dictionary.facts if one.name == name or one.name.startswith(f"{name}."))
    if not found:
        near = _nearest(name, names_of(dictionary))
        raise WrongUsage(f"there is no fact `{name}`{near and '; '}{near}")
    return found


def names_of(dictionary: Dictionary) -> tuple[str, ...]:
    """Every name that `named` knows: those of the parts and lists of a profile, and those of its facts."""
    return (*(one.name for one in dictionary.groups), *(one.name for one in dictionary.facts))


def _nearest(name: str, known: Iterable[str]) -> str:
    """The name that may have been meant, in whole or by its begin: whoever asks may have typed no more."""
    meant: dict[str, str] = {}
    for one in known:
        meant[one] = one
        meant.setdefault(one[: len(name) + 1], one)
    near = get_close_matches(name, meant, n=1)
    return f"did you mean `{meant[near[0]]}`?" if near else ""
