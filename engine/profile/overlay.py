"""A profile laid over another, as the cases of a pack write it.

Thirty cases that differ in one fact each would be thirty pages; laid over a base, each is a line.
"""

from collections.abc import Mapping

from engine.profile.facts import Each


def merge(base: Mapping[str, object], overlay: Mapping[str, object], each: Each | None) -> dict[str, object]:
    """The raw values of a base profile with those of an overlay laid over them.

    Records are merged, lists and single values replaced, `None` forgets a fact. The one record
    that is assessed for each element of a list (`loan`) changes the first element where the
    base has the list; the list (`loans`) replaces whichever the base has.

    Args:
        base: raw values, as read from JSON.
        overlay: raw values of the same shape.
        each: what the dictionary assesses one by one.
    """
    if each is None:
        return _merged(base, overlay)
    below = dict(base)
    if each.many in overlay:
        below.pop(each.one, None)
    listed = below.get(each.many)
    if each.one not in overlay or not isinstance(listed, list) or not listed:
        return _merged(below, overlay)
    first = _laid_over(listed[0], overlay[each.one])
    left = listed[1:] if first is None else [first, *listed[1:]]
    rest = {key: value for key, value in overlay.items() if key != each.one}
    return _merged(below, {**rest, each.many: left or None})


def _merged(base: Mapping[str, object], overlay: Mapping[str, object]) -> dict[str, object]:
    merged = {**base, **{key: _laid_over(base.get(key), value) for key, value in overlay.items()}}
    return {key: value for key, value in merged.items() if key not in overlay or overlay[key] is not None}


def _laid_over(below: object, above: object) -> object:
    if isinstance(above, Mapping):
        return _merged(below if isinstance(below, Mapping) else {}, above)
    return above
