"""P340: the keywords that a dictionary of facts may use.

JSON Schema can say far more than a fact needs, and what we didn't understand we would not
check on the quick way. So only the keywords listed here are taken; any other is told,
with its place, instead of being passed over.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from engine.diagnostics import did_you_mean
from engine.profile.faults import Faults
from engine.profile.schema_references import Described

ROOT_ONLY = ("$schema", "$id", "$defs", "not")
_ALL = ("$ref", "type", "title", "description", "$comment", "examples", "x-words")
_OF_FIELDS = (*_ALL, "x-sensitive", "x-at-most")
_OF_TEXTS = ("format", "enum", "maxLength", "minLength", "pattern", "not", "x-labels", "x-key", "x-refers-to")
KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "number": (*_OF_FIELDS, "minimum", "maximum", "multipleOf", "x-unit"),
    "integer": (*_OF_FIELDS, "minimum", "maximum", "x-unit"),
    "string": (*_OF_FIELDS, *_OF_TEXTS),
    "boolean": _OF_FIELDS,
    "array": (*_OF_FIELDS, "items", "minItems", "maxItems"),
    "object": (*_ALL, "properties", "additionalProperties", "x-each"),
}
_NUMBERS = ("minimum", "maximum", "multipleOf")
_COUNTS = ("maxLength", "minLength", "maxItems", "minItems")
_TEXTS = ("title", "description", "x-unit", "x-each", "x-refers-to", "pattern", "format")
_FLAGS = ("x-sensitive", "x-key")
_LISTS = ("enum", "x-at-most")


def check_keywords(kind: str, described: Described, faults: Faults) -> None:
    """Tells each keyword that isn't known for this type, or has a value of the wrong sort."""
    for key, value in described.keywords.items():
        if key not in KEYWORDS[kind]:
            help_ = did_you_mean(key, KEYWORDS[kind])
            faults.add("P340", f"`{key}` isn't known for `{kind}`", described.at(key), help_)
        elif not _fits(key, value):
            faults.add("P340", f"`{key}` can't have this value", described.at(key))
    if kind == "object" and described.keywords.get("additionalProperties") is not False:
        help_ = 'write `"additionalProperties": false`, so that a misspelt name is told'
        place = described.at("additionalProperties")
        faults.add("P340", "a record must refuse names that it doesn't know", place, help_)


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
    if key in _LISTS:
        return isinstance(value, list) and all(isinstance(one, str | None) for one in value)
    return key != "not" or _is_pattern(value)


def _is_pattern(value: object) -> bool:
    """Whether it is `{"type": "string", "pattern": …}`; without the type, `null` would be forbidden, too."""
    if not isinstance(value, dict) or {*value} != {"type", "pattern"}:
        return False
    return value["type"] == "string" and _fits("pattern", value["pattern"])


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
