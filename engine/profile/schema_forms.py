"""P340, P341: what the values of a dictionary's facts may look like, and their types in the language.

A number without a unit could be added to anything; so each has one, or the dictionary is refused.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from engine.diagnostics import did_you_mean
from engine.feel.types import DATE, TEXT, TRUTH, ListType, NumberType, RecordType, TextType, Type
from engine.profile.facts import Form, ListForm, RecordForm, ScalarForm
from engine.profile.faults import Faults
from engine.profile.schema_nodes import Node
from engine.values import Unit

UNITS_HELP = "write base units with `*` and `/`, such as `yuan/month`, or `1` for a ratio"


def form_of(node: Node, faults: Faults) -> Form:
    """The form of a value and of all below it."""
    if node.kind == "object":
        return record_form(node, faults)
    if node.kind == "array":
        return _list_form(node, faults)
    return _scalar_form(node, faults)


def record_form(node: Node, faults: Faults) -> RecordForm:
    """The form of a record."""
    fields = {name: form_of(child, faults) for name, child in node.children.items()}
    types = {name: form.type for name, form in fields.items() if name != "$schema"}
    keys = [name for name, child in node.children.items() if child.keywords.get("x-key") is True]
    return RecordForm(
        RecordType(node.described.record, types),
        fields,
        node.nullable,
        tuple(_at_most(node, faults)),
        keys[0] if keys else "",
    )


def _at_most(node: Node, faults: Faults) -> list[tuple[str, str]]:
    """The pairs of siblings that `x-at-most` puts in order."""
    pairs = []
    for name, child in node.children.items():
        limits = child.keywords.get("x-at-most", [])
        for limit in limits if isinstance(limits, list) else []:
            other = node.children.get(limit)
            help_ = did_you_mean(limit, node.children)
            if other is None or other.kind != child.kind or limit == name:
                faults.add(
                    "P345", f"`x-at-most` leads nowhere: `{limit}`", child.described.at("x-at-most"), help_
                )
            else:
                pairs.append((name, limit))
    return pairs


def _list_form(node: Node, faults: Faults) -> ListForm | ScalarForm:
    element = node.children.get("[]")
    if element is None:
        return ScalarForm(TEXT)  # told already
    if element.nullable:
        help_ = "a list that is told is complete; leave out `null`"
        faults.add("P340", "an element of a list can't be unknown", node.described.at("items"), help_)
    form = form_of(element, faults)
    return ListForm(
        form,
        ListType(form.type),
        node.nullable,
        _count(node.keywords, "minItems") or 0,
        _count(node.keywords, "maxItems"),
    )


def _scalar_form(node: Node, faults: Faults) -> ScalarForm:
    keywords = node.keywords
    forbidden = keywords.get("not")
    return ScalarForm(
        type=_type(node, faults),
        nullable=node.nullable,
        least=_number(keywords, "minimum"),
        most=_number(keywords, "maximum"),
        step=Decimal(1) if node.kind == "integer" else _number(keywords, "multipleOf"),
        longest=_count(keywords, "maxLength"),
        shortest=_count(keywords, "minLength") or 0,
        pattern=_pattern(keywords),
        forbidden=_pattern(forbidden) if isinstance(forbidden, dict) else None,
    )


def _type(node: Node, faults: Faults) -> Type:
    if node.kind == "boolean":
        return TRUTH
    if node.kind == "string":
        return _text_type(node, faults)
    unit = node.keywords.get("x-unit")
    known = Unit.parse(unit) if isinstance(unit, str) else None
    if unit is None:
        faults.add("P341", "a number needs a unit in `x-unit`", node.described.at("x-unit"), UNITS_HELP)
    elif known is None and isinstance(unit, str):
        faults.add("P341", f"unknown unit `{unit}`", node.described.at("x-unit"), UNITS_HELP)
    return NumberType(known)


def _text_type(node: Node, faults: Faults) -> Type:
    kind, values = node.keywords.get("format"), node.keywords.get("enum")
    if kind == "date" and values is None:
        return DATE
    if kind is not None:
        faults.add("P340", "`format` can only be `date`, without `enum`", node.described.at("format"))
    if not isinstance(values, list):
        return TEXT
    named = tuple(value for value in values if value is not None)
    if not named or len({*named}) < len(named) or (None in values) != node.nullable:
        help_ = "list each value once, and `null` if the type allows it"
        faults.add("P340", "a fixed set must hold what its type allows", node.described.at("enum"), help_)
    return TextType(named)


def _number(keywords: Mapping[str, object], key: str) -> Decimal | None:
    value = keywords.get(key)
    return value if isinstance(value, Decimal) else None


def _count(keywords: Mapping[str, object], key: str) -> int | None:
    value = _number(keywords, key)
    return None if value is None else int(value)


def _pattern(keywords: Mapping[str, object]) -> re.Pattern[str] | None:
    """The pattern, which `schema_nodes` has tried already."""
    value = keywords.get("pattern")
    try:
        return re.compile(value) if isinstance(value, str) else None
    except re.error:
        return None
