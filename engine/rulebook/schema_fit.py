"""Whether a file fits its schema, told fast; why it doesn't is for the library to say.

Every command first reads a whole pack of some hundred files. The library takes longer to check
them than reading them takes, and it has to be imported. So each schema is turned into functions once, and
only a file that doesn't seem to fit goes to the library, which has the last word.

INVARIANT: what fits here is valid there. `tests/rulebook/test_schemas_fit.py` holds the two together.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar, YamlSequence

Fit = Callable[[YamlNode], bool]
Schema = Mapping[str, Any] | bool

_Node = TypeVar("_Node", YamlScalar, YamlSequence, YamlMapping, YamlNode)
_Test = Callable[[_Node], bool]
_Maker = Callable[[Any, Mapping[str, Any]], _Test[_Node]]

_ALL_TYPES = ("string", "boolean", "number", "null", "array", "object")
_SCALAR_TYPES = {str: "string", date: "string", bool: "boolean", Decimal: "number", type(None): "null"}


def fit_of(schema: Schema) -> Fit:
    """The function that tells whether a node fits a schema.

    Args:
        schema: with its references joined.

    Raises:
        ValueError: for a keyword that none of our schemas uses so far.
    """
    if isinstance(schema, bool):
        always = schema
        return lambda _: always
    unknown = schema.keys() - _KNOWN
    if unknown:
        raise ValueError(f"no fast check for {sorted(unknown)}")
    if "additionalProperties" in schema:
        schema = {"properties": {}, **schema}
    wanted = schema.get("type", _ALL_TYPES)
    types = frozenset([wanted] if isinstance(wanted, str) else wanted)
    general, of_scalar = _tests(_GENERAL, schema), _tests(_OF_SCALAR, schema)
    of_sequence, of_mapping = _tests(_OF_SEQUENCE, schema), _tests(_OF_MAPPING, schema)
    if "integer" in types:
        types, of_scalar = types | {"number"}, (_is_whole, *of_scalar)

    def fit(node: YamlNode) -> bool:
        if not _all_hold(general, node):
            return False
        if isinstance(node, YamlScalar):
            return _SCALAR_TYPES[type(node.value)] in types and _all_hold(of_scalar, node)
        if isinstance(node, YamlMapping):
            return "object" in types and _all_hold(of_mapping, node)
        return "array" in types and _all_hold(of_sequence, node)

    return fit


def _tests(makers: Mapping[str, _Maker[_Node]], schema: Mapping[str, Any]) -> tuple[_Test[_Node], ...]:
    return tuple(make(schema[keyword], schema) for keyword, make in makers.items() if keyword in schema)


def _all_hold(tests: Iterable[_Test[_Node]], node: _Node) -> bool:
    for test in tests:  # noqa: SIM110  (`all` with a generator takes twice the time)
        if not test(node):
            return False
    return True


def _enum(values: list[str], _: Mapping[str, Any]) -> _Test[YamlNode]:
    return lambda node: isinstance(node, YamlScalar) and _is_text(node) and node.text in values


def _any_of(schemas: list[Schema], _: Mapping[str, Any]) -> _Test[YamlNode]:
    fits = [fit_of(one) for one in schemas]
    return lambda node: any(fit(node) for fit in fits)


def _not(schema: Schema, _: Mapping[str, Any]) -> _Test[YamlNode]:
    fit = fit_of(schema)
    return lambda node: not fit(node)


def _is_whole(node: YamlScalar) -> bool:
    return not isinstance(node.value, Decimal) or node.value == node.value.to_integral_value()


def _is_text(node: YamlScalar) -> bool:
    return isinstance(node.value, str | date)


def _pattern(pattern: str, _: Mapping[str, Any]) -> _Test[YamlScalar]:
    search = re.compile(pattern).search
    return lambda node: not _is_text(node) or search(node.text) is not None


def _min_length(least: int, _: Mapping[str, Any]) -> _Test[YamlScalar]:
    return lambda node: not _is_text(node) or len(node.text) >= least


def _format(_: str, __: Mapping[str, Any]) -> _Test[YamlScalar]:
    return lambda node: not isinstance(node.value, str)  # `date` is the only format


def _minimum(least: int, _: Mapping[str, Any]) -> _Test[YamlScalar]:
    return lambda node: not isinstance(node.value, Decimal) or node.value >= least


def _maximum(most: int, _: Mapping[str, Any]) -> _Test[YamlScalar]:
    return lambda node: not isinstance(node.value, Decimal) or node.value <= most


def _items(schema: Schema, _: Mapping[str, Any]) -> _Test[YamlSequence]:
    fit = fit_of(schema)
    return lambda node: all(map(fit, node.items))


def _min_items(least: int, _: Mapping[str, Any]) -> _Test[YamlSequence]:
    return lambda node: len(node.items) >= least


def _unique_items(_: bool, __: Mapping[str, Any]) -> _Test[YamlSequence]:
    """Texts that differ; of anything else the library judges."""

    def unique(node: YamlSequence) -> bool:
        texts = {item.text for item in node.items if isinstance(item, YamlScalar) and _is_text(item)}
        return len(texts) == len(node.items)

    return unique


def _properties(schemas: Mapping[str, Schema], schema: Mapping[str, Any]) -> _Test[YamlMapping]:
    fits = {name: fit_of(one) for name, one in schemas.items()}
    other = fit_of(schema.get("additionalProperties", True))

    def fit(node: YamlMapping) -> bool:
        return all(fits.get(name, other)(value) for name, value in node.values.items())

    return fit


def _required(names: list[str], _: Mapping[str, Any]) -> _Test[YamlMapping]:
    return lambda node: all(name in node.values for name in names)


def _property_names(schema: Mapping[str, Any], _: Mapping[str, Any]) -> _Test[YamlMapping]:
    search = re.compile(schema["pattern"]).search
    return lambda node: all(map(search, node.values))


def _min_properties(least: int, _: Mapping[str, Any]) -> _Test[YamlMapping]:
    return lambda node: len(node.values) >= least


def _max_properties(most: int, _: Mapping[str, Any]) -> _Test[YamlMapping]:
    return lambda node: len(node.values) <= most


def _dependent(schemas: Mapping[str, Schema], _: Mapping[str, Any]) -> _Test[YamlMapping]:
    fits = {name: fit_of(one) for name, one in schemas.items()}
    return lambda node: all(fit(node) for name, fit in fits.items() if name in node.values)


_GENERAL: dict[str, _Maker[YamlNode]] = {"enum": _enum, "anyOf": _any_of, "not": _not}
_OF_SCALAR: dict[str, _Maker[YamlScalar]] = {
    "pattern": _pattern,
    "minLength": _min_length,
    "format": _format,
    "minimum": _minimum,
    "maximum": _maximum,
}
_OF_SEQUENCE: dict[str, _Maker[YamlSequence]] = {
    "items": _items,
    "minItems": _min_items,
    "uniqueItems": _unique_items,
}
_OF_MAPPING: dict[str, _Maker[YamlMapping]] = {
    "properties": _properties,
    "required": _required,
    "propertyNames": _property_names,
    "minProperties": _min_properties,
    "maxProperties": _max_properties,
    "dependentSchemas": _dependent,
}
_KNOWN = frozenset(
    {
        "type",
        "patternErrorMessage",
        "additionalProperties",
        *_GENERAL,
        *_OF_SCALAR,
        *_OF_SEQUENCE,
        *_OF_MAPPING,
    }
)
