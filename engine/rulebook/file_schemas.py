"""S101 to S109: a file doesn't have the form that its schema asks for.

The schemas in `schemas/` are what editors check with while one types, so they alone say what a rule file
may hold, here as there.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from engine.bundle import schemas_folder
from engine.diagnostics import Diagnostic
from engine.rulebook.schema_fit import Fit, Schema, fit_of
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode


def schema_faults(root: YamlNode, kind: str) -> tuple[Diagnostic, ...]:
    """Where a file doesn't fit its schema.

    Args:
        root: what the file holds.
        kind: name of the schema, `<kind>.schema.json`.
    """
    if _fit(kind)(root):
        return ()
    from engine.rulebook.schema_library import explained  # noqa: PLC0415  (half of the start-up time)

    return explained(root, joined_schema(kind))


def sound_keys(root: YamlMapping, kind: str) -> frozenset[str]:
    """The keys of a record that its schema knows and whose values fit it.

    Args:
        root: what a file holds.
        kind: name of the schema.
    """
    properties = joined_schema(kind)["properties"]  # type: ignore[index]  # that of a file is no truth
    return frozenset(
        key for key, value in root.values.items() if key in properties and fit_of(properties[key])(value)
    )


@cache
def _fit(kind: str) -> Fit:
    return fit_of(joined_schema(kind))


@cache
def joined_schema(kind: str) -> Schema:
    """A schema with each `$ref` replaced by what it refers to, and without what is for editors only.

    The library takes longer to follow a reference than to check the value behind it.
    """
    name = f"{kind}.schema.json"
    schema: Schema = _joined(_document(name), name)
    return schema


@cache
def _document(name: str) -> Any:  # noqa: ANN401  (JSON)
    return json.loads((schemas_folder() / name).read_text(encoding="utf-8"))


def _joined(schema: Any, file: str) -> Any:  # noqa: ANN401  (JSON)
    if isinstance(schema, bool):
        return schema
    own = {
        keyword: _JOIN.get(keyword, _as_it_is)(value, file)
        for keyword, value in schema.items()
        if keyword not in _LEFT_OUT
    }
    return {**_target(schema["$ref"], file), **own} if "$ref" in schema else own


def _target(reference: str, file: str) -> Any:  # noqa: ANN401  (JSON)
    other, _, pointer = reference.partition("#")
    found = _document(other or file)
    for part in pointer.split("/")[1:]:
        found = found[part]
    return _joined(found, other or file)


def _as_it_is(value: Any, _: str) -> Any:  # noqa: ANN401  (JSON)
    return value


def _by_name(schemas: Mapping[str, Any], file: str) -> dict[str, Any]:
    return {name: _joined(_FALSE if one is False else one, file) for name, one in schemas.items()}


def _each(schemas: list[Any], file: str) -> list[Any]:
    return [_joined(schema, file) for schema in schemas]


def _whole(pattern: str, _: str) -> str:
    """Python's `$` lets a line end follow; that of JSON Schema doesn't."""
    return pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern


_FALSE: dict[str, Any] = {"not": {}}  # means `false`, for which the library wouldn't say where it stands
_LEFT_OUT = frozenset(
    {"$schema", "$ref", "$defs", "title", "description", "default", "examples", "defaultSnippets"}
)
_JOIN: dict[str, Callable[[Any, str], Any]] = {
    "properties": _by_name,
    "dependentSchemas": _by_name,
    "items": _joined,
    "additionalProperties": _joined,
    "propertyNames": _joined,
    "anyOf": _each,
    "pattern": _whole,
}
