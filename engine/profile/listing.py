"""The facts that somebody asks about by name.

A name that no fact has is answered with the nearest one; an empty list would read as "there is nothing
to tell".
"""

from engine.diagnostics import WrongUsage, did_you_mean
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
        names = [one.name for one in dictionary.facts]
        near = did_you_mean(name, [*names, *(one.name for one in dictionary.groups)])
        raise WrongUsage(f"there is no fact `{name}`{near and '; '}{near}")
    return found
