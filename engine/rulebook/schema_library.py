"""What the JSON Schema library finds wrong with a file.

It sees lists, dictionaries and values and names a path; `schema_faults.py` leads that back to the file.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from engine.diagnostics import Diagnostic
from engine.rulebook.schema_faults import Finding, diagnostics
from engine.rulebook.schema_fit import Schema
from engine.rulebook.yaml_nodes import ScalarValue, YamlNode, YamlScalar, YamlSequence


class Day(str):
    """A date without quotes, as text: a schema knows only text of the format `date`."""

    __slots__ = ()


def explained(root: YamlNode, schema: Schema) -> tuple[Diagnostic, ...]:
    """Where a file doesn't fit its schema, and why; none if the library finds that it does."""
    errors = validator_of(schema).iter_errors(plain(root))
    return tuple(fault for error in errors for fault in diagnostics(_finding(error), root))


def validator_of(schema: Schema) -> Draft202012Validator:
    """The library's validator for a schema, to be used on what `plain` gives."""
    formats = FormatChecker(formats=())
    formats.checks("date")(lambda value: isinstance(value, Day) or not isinstance(value, str))
    return Draft202012Validator(schema, format_checker=formats)


def plain(node: YamlNode) -> Any:  # noqa: ANN401  (what a schema judges can be anything)
    """A node as lists, dictionaries and values; a date as a `Day`."""
    if isinstance(node, YamlScalar):
        return _value(node)
    if isinstance(node, YamlSequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.values.items()}


def _value(node: YamlScalar) -> ScalarValue | int:
    if isinstance(node.value, date):
        return Day(node.text)
    if isinstance(node.value, Decimal) and node.value == node.value.to_integral_value():
        return int(node.value)  # the library knows no other whole numbers
    return node.value


def _finding(error: ValidationError) -> Finding:
    return Finding(
        keyword=str(error.validator),
        value=cast("Any", error.validator_value),
        schema=error.schema if isinstance(error.schema, Mapping) else {},
        path=tuple(error.absolute_path),
        key=str(error.instance) if "propertyNames" in list(error.schema_path)[-2:-1] else None,
    )
