"""What a case writes under `profile`, as raw values and with the place of each.

A profile is checked after the overlay was laid over its base. With the places kept beside the values, a fault
still points at the line of the case that brought it in.
"""

from collections.abc import Iterator, Mapping

from engine.profile.facts import Each
from engine.profile.json_paths import Path
from engine.profile.json_places import Place
from engine.rulebook.cases_model import Case
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar, YamlSequence


def raw(node: YamlNode) -> object:
    """The values of a node: records, lists, texts, decimals, dates, truth values, None."""
    if isinstance(node, YamlScalar):
        return node.value
    if isinstance(node, YamlSequence):
        return [raw(item) for item in node.items]
    return {name: raw(value) for name, value in node.values.items()}


def places(case: Case, each: Each | None, merged: Mapping[str, object]) -> dict[Path, Place]:
    """Where each value of a case's profile stands, by its path once it was laid over its base.

    What comes from the base has the place of the base's name.

    Args:
        case: whose overlay it is.
        each: what the dictionary assesses one by one.
        merged: the raw values of base and overlay together.
    """
    found: dict[Path, Place] = {(): Place(case.base.span if case.base else case.name.span)}
    for name, node in case.overlay.items():
        listed = each is not None and name == each.one and each.many in merged and name not in merged
        start: Path = (each.many, 0) if each is not None and listed else (name,)
        found.update(_places(start, node, Place(node.span, case.keys[name].span)))
    return found


def _places(path: Path, node: YamlNode, place: Place) -> Iterator[tuple[Path, Place]]:
    yield path, place
    if isinstance(node, YamlMapping):
        for name, value in node.values.items():
            yield from _places((*path, name), value, Place(value.span, node.keys[name].span))
    elif isinstance(node, YamlSequence):
        for index, item in enumerate(node.items):
            yield from _places((*path, index), item, Place(item.span))
