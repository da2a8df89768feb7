"""Fields of a record that its schema has already vouched for.

The builders ask for a field by the kind that the schema promises. If the promise doesn't hold,
schema and builder have drifted apart, which is our fault and not the author's: that raises.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from engine.rulebook.model import Word
from engine.rulebook.yaml_fragments import fragment_of
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar, YamlSequence
from engine.source import Fragment

NOTHING: tuple[Word, ...] = ()


def record(node: YamlNode) -> YamlMapping:
    """The node as a record."""
    if not isinstance(node, YamlMapping):
        raise TypeError(f"a schema let pass what is no record: {node}")
    return node


def items(node: YamlNode) -> tuple[YamlNode, ...]:
    """The items of a list."""
    if not isinstance(node, YamlSequence):
        raise TypeError(f"a schema let pass what is no list: {node}")
    return node.items


def scalar(node: YamlNode) -> YamlScalar:
    """The node as a single value."""
    if not isinstance(node, YamlScalar):
        raise TypeError(f"a schema let pass what is no single value: {node}")
    return node


def word(node: YamlNode) -> Word:
    """A single value as written, with its place."""
    value = scalar(node)
    return Word(value.text, value.span)


def day(node: YamlNode) -> date:
    """A date."""
    value = scalar(node).value
    if not isinstance(value, date):
        raise TypeError(f"a schema let pass what is no date: {node}")
    return value


def number_date_or_text(node: YamlNode) -> Decimal | date | str:
    """The value of a parameter."""
    value = scalar(node).value
    if value is None or isinstance(value, bool):
        raise TypeError(f"a schema let pass what is no number, date or text: {node}")
    return value


def whole_at(fields: YamlMapping, key: str) -> int:
    """The whole number under a key."""
    value = scalar(fields.values[key]).value
    if not isinstance(value, Decimal):
        raise TypeError(f"a schema let pass what is no number: {value}")
    return int(value)


def word_at(fields: YamlMapping, key: str) -> Word | None:
    """The word under a key, or None where there is no such key."""
    node = fields.values.get(key)
    return None if node is None else word(node)


def words_at(fields: YamlMapping, key: str) -> tuple[Word, ...]:
    """The words of the list under a key; none where there is no such key."""
    node = fields.values.get(key)
    return NOTHING if node is None else tuple(word(item) for item in items(node))


def records_at(fields: YamlMapping, key: str) -> tuple[YamlMapping, ...]:
    """The records of the list under a key; none where there is no such key."""
    node = fields.values.get(key)
    return () if node is None else tuple(record(item) for item in items(node))


def text_at(fields: YamlMapping, key: str) -> str:
    """The text under a key, or "" where there is no such key."""
    node = fields.values.get(key)
    return "" if node is None else scalar(node).text


def fragment_at(fields: YamlMapping, key: str) -> Fragment | None:
    """The expression under a key, or None where there is no such key."""
    node = fields.values.get(key)
    return None if node is None else fragment_of(scalar(node))


def day_at(fields: YamlMapping, key: str) -> date | None:
    """The date under a key, or None where there is no such key."""
    node = fields.values.get(key)
    return None if node is None else day(node)


def flag_at(fields: YamlMapping, key: str) -> bool:
    """The truth value under a key; false where there is no such key."""
    node = fields.values.get(key)
    return node is not None and scalar(node).value is True


def texts_at(fields: YamlMapping, key: str) -> Mapping[str, str]:
    """The texts by language under a key; empty where there is no such key."""
    node = fields.values.get(key)
    return {} if node is None else {name: scalar(text).text for name, text in record(node).values.items()}
