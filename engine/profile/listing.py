"""The facts that somebody asks about by name, and what their values look like in words.

A name that no fact has is answered with the nearest one; an empty list would read as "there is nothing
to tell".
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from engine.diagnostics import did_you_mean
from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.profile.facts import Dictionary, Fact, ListForm, ScalarForm


class NotListed(Exception):  # noqa: N818  (it says what is the matter)
    """The dictionary doesn't have the fact or language that was asked for; the message says what it has."""


def named(dictionary: Dictionary, name: str | None) -> tuple[Fact, ...]:
    """The fact of this name, those of a part of the profile such as `loan`, or with None all of them.

    Raises:
        NotListed: there is none.
    """
    if name is None:
        return dictionary.facts
    found = tuple(one for one in dictionary.facts if one.name == name or one.name.startswith(f"{name}."))
    if not found:
        names = [one.name for one in dictionary.facts]
        near = did_you_mean(name, [*names, *(one.name for one in dictionary.groups)])
        raise NotListed(f"there is no fact `{name}`{near and '; '}{near}")
    return found


def language_of(dictionary: Dictionary, asked: str | None) -> str:
    """The language that was asked for; with None the dictionary's first.

    Raises:
        NotListed: the dictionary doesn't speak it.
    """
    if asked is not None and asked not in dictionary.languages:
        raise NotListed(f"the facts have words in {', '.join(dictionary.languages)}, not in `{asked}`")
    return asked or dictionary.languages[0]


def value_in_words(fact: Fact) -> str:
    """What the value of a fact looks like, with its bounds: `yuan, 0 to 1,000`."""
    if isinstance(fact.form, ListForm):
        most = fact.form.most
        return f"list{f' of at most {most}' if most is not None else ''}"
    return ", ".join(_parts(fact.form))


def _parts(form: ScalarForm) -> Iterator[str]:
    match form.type:
        case NumberType(unit=unit):
            yield "ratio" if unit is not None and not unit.powers else str(unit)
            if form.step == 1:
                yield "whole"
            yield _bounds(form.least, form.most)
        case TextType(values=None):
            yield "text"
            if form.longest is not None:
                yield f"at most {form.longest} characters"
        case kind:
            yield _SHOWN[type(kind)]


_SHOWN: Mapping[type, str] = {
    TextType: "one of a set, see below",
    TruthType: "`true` or `false`",
    DateType: "day, `YYYY-MM-DD`",
}


def _bounds(least: Decimal | None, most: Decimal | None) -> str:
    if least is None or most is None:
        return f"from {least:,f}" if least is not None else f"to {most:,f}" if most is not None else "any"
    return f"{least:,f} to {most:,f}"
