"""P340, P344, P345: a dictionary of facts as a tree, its `$ref`s followed.

JSON Schema can say far more than a fact needs, and what we didn't understand we would not
check on the fast way. So only the keywords listed here are taken; any other is told,
with its place, instead of being passed over.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.diagnostics import did_you_mean
from engine.feel.words import KEYWORDS
from engine.profile.faults import Faults
from engine.profile.json_paths import Path

ROOT_ONLY = ("$schema", "$id", "$defs", "not")
_NOTES = ("$ref", "type", "title", "description", "$comment", "examples", "x-words")
_OF_FIELDS = ("x-sensitive", "x-at-most")
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "number": (*_OF_FIELDS, "minimum", "maximum", "multipleOf", "x-unit"),
    "integer": (*_OF_FIELDS, "minimum", "maximum", "x-unit"),
    "string": (
        *_OF_FIELDS,
        *("format", "enum", "maxLength", "minLength", "pattern", "not", "x-labels", "x-key", "x-refers-to"),
    ),
    "boolean": _OF_FIELDS,
    "array": (*_OF_FIELDS, "items", "minItems", "maxItems"),
    "object": ("properties", "additionalProperties", "x-each"),
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NUMBERS = ("minimum", "maximum", "multipleOf")
_COUNTS = ("maxLength", "minLength", "maxItems", "minItems")
_TEXTS = ("title", "description", "x-unit", "x-each", "x-refers-to", "pattern", "format")
_FLAGS = ("x-sensitive", "x-key")


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a profile, as its schema describes it.

    Attributes:
        kind: `number`, `integer`, `string`, `boolean`, `array` or `object`.
        record: what a record of this kind is called.
        path: where it is described in the dictionary.
        keywords: those of the schema, with those of its `$ref`.
        children: of an object, its properties; of an array, its element as `[]`.
    """

    kind: str
    nullable: bool
    record: str
    path: Path
    keywords: Mapping[str, object] = field(repr=False)
    children: Mapping[str, "Node"] = field(repr=False)


def tree(schema: Mapping[str, object], faults: Faults) -> Node | None:
    """The tree of a whole dictionary; None where its root is no record."""
    root = {key: value for key, value in schema.items() if key not in ROOT_ONLY}
    node = _node(root, (), "profile", schema, frozenset(), faults)
    if node is not None and (node.kind != "object" or node.nullable):
        faults.add("P340", 'the root of a dictionary of facts must be `"type": "object"`', ())
        return None
    return node


def _node(
    given: object,
    path: Path,
    name: str,
    schema: Mapping[str, object],
    followed: frozenset[str],
    faults: Faults,
) -> Node | None:
    if not isinstance(given, dict):
        faults.add("P340", "a fact is described by an object", path)
        return None
    keywords, record, followed = _with_reference(given, path, name, schema, followed, faults)
    kind, nullable = _kind(keywords, path, faults)
    if not kind:
        return None
    _check_keywords(kind, keywords, path, faults)
    children = {
        key: child
        for key, below, step in _below(kind, keywords, path, faults)
        if (child := _node(below, step, record if key == "[]" else key, schema, followed, faults))
    }
    return Node(kind, nullable, record, path, keywords, children)


def _with_reference(
    given: dict[str, object],
    path: Path,
    name: str,
    schema: Mapping[str, object],
    followed: frozenset[str],
    faults: Faults,
) -> tuple[dict[str, object], str, frozenset[str]]:
    """The keywords together with those of the definition, and what the definition is called."""
    reference = given.get("$ref")
    if reference is None:
        return given, name, followed
    definitions = schema.get("$defs")
    definitions = definitions if isinstance(definitions, dict) else {}
    key = reference.removeprefix("#/$defs/") if isinstance(reference, str) else ""
    definition = definitions.get(key)
    if not isinstance(definition, dict) or "$ref" in definition or key in followed:
        help_ = (
            did_you_mean(key, definitions)
            or "write `#/$defs/` and the name of a definition that uses no `$ref`"
        )
        faults.add("P345", f"`$ref` leads nowhere: `{reference}`", (*path, "$ref"), help_)
        return given, name, followed
    for twice in sorted(definition.keys() & given.keys()):
        if not (_is_note(twice) or (twice == "type" and _narrows(given, definition))):
            faults.add("P340", f"`{twice}` stands in `{key}`, too", (*path, twice), "keep one of the two")
    named = key if definition.get("properties") is not None else name
    return {**definition, **given}, named, followed | {key}


def _is_note(key: str) -> bool:
    """Whether a keyword says nothing about values, so that one beside a `$ref` may replace another."""
    return key.startswith("x-") or key in {"title", "description", "$comment", "examples"}


def _narrows(given: Mapping[str, object], definition: Mapping[str, object]) -> bool:
    """Whether a type allows only what that of the definition allows, too."""
    return {*_kinds(given)} <= {*_kinds(definition)}


def _kinds(keywords: Mapping[str, object]) -> list[str]:
    given = keywords.get("type")
    return [kind for kind in (given if isinstance(given, list) else [given]) if isinstance(kind, str)]


def _kind(keywords: Mapping[str, object], path: Path, faults: Faults) -> tuple[str, bool]:
    """The one type besides `null`, and whether `null` is allowed."""
    kinds = _kinds(keywords)
    others = [kind for kind in kinds if kind != "null"]
    if len(others) == 1 and others[0] in _ALLOWED:
        return others[0], "null" in kinds
    help_ = f'write one of {", ".join(f"`{kind}`" for kind in _ALLOWED)}, alone or as `["number", "null"]`'
    faults.add("P340", "a fact needs one type", (*path, "type") if "type" in keywords else path, help_)
    return "", False


def _check_keywords(kind: str, keywords: Mapping[str, object], path: Path, faults: Faults) -> None:
    allowed = (*_NOTES, *_ALLOWED[kind])
    for key, value in keywords.items():
        if key not in allowed:
            help_ = did_you_mean(key, allowed)
            faults.add("P340", f"`{key}` isn't known for `{kind}`", (*path, key), help_)
        elif not _fits(key, value):
            faults.add("P340", f"`{key}` can't have this value", (*path, key))
    if kind == "object" and keywords.get("additionalProperties") is not False:
        help_ = 'write `"additionalProperties": false`, so that a misspelt name is told'
        faults.add("P340", "a record must refuse names that it doesn't know", path, help_)


def _fits(key: str, value: object) -> bool:
    """Whether a keyword has a value of the right sort."""
    if key in _NUMBERS:
        return isinstance(value, Decimal) and (key != "multipleOf" or value > 0)
    if key in _COUNTS:
        return isinstance(value, Decimal) and value >= 0 and value == value.to_integral_value()
    if key in _TEXTS:
        return isinstance(value, str) and (key != "pattern" or _compiles(value))
    if key in _FLAGS:
        return isinstance(value, bool)
    if key == "not":
        return isinstance(value, dict) and [*value] == ["pattern"] and _fits("pattern", value["pattern"])
    if key in {"enum", "x-at-most"}:
        return isinstance(value, list) and all(isinstance(one, str | None) for one in value)
    return True


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _below(
    kind: str, keywords: Mapping[str, object], path: Path, faults: Faults
) -> Iterator[tuple[str, object, Path]]:
    """The descriptions below this one, with their name and path."""
    if kind == "array":
        yield "[]", keywords.get("items"), (*path, "items")
    if kind == "object":
        properties = keywords.get("properties")
        if not isinstance(properties, dict):
            faults.add("P340", "a record needs `properties`", path)
            return
        for key, below in properties.items():
            if _is_name(key, path, faults):
                yield key, below, (*path, "properties", key)


def _is_name(key: str, path: Path, faults: Faults) -> bool:
    if (_NAME.fullmatch(key) and key not in KEYWORDS) or (key == "$schema" and not path):
        return True
    help_ = "write a name in `snake_case` that is no word of the language"
    faults.add("P344", f"`{key}` can't be used as a name in expressions", (*path, "properties", key), help_)
    return False
