"""YAML as nodes with places: what a rule file says before anyone asks what it means.

A node keeps its span and a text its style, so that a fault within an expression can
point at the exact column, even where the text is quoted or folded over several lines.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from engine.rulebook.model import Word
from engine.source import Span

ScalarValue = str | bool | Decimal | date | None


class YamlScalar(Struct, frozen=True):
    """A single value.

    Attributes:
        value: what it means: text, truth value, number, date, or None for `null` and nothing at all.
        text: the same as text, escapes and folds undone.
        style: how it was written: "" plain, "'" or '"' quoted, "|" or ">" as a block.
        span: where, quotes included.
    """

    value: ScalarValue
    text: str
    style: str
    span: Span


class YamlSequence(Struct, frozen=True):
    """A list."""

    items: tuple["YamlNode", ...]
    span: Span


class YamlMapping(Struct, frozen=True):
    """A record. Keys are always text, no two of them equal, and stand in the order of the file.

    Attributes:
        keys: each key with its place.
        values: the node of each key.
        span: from the first key to the end of the last value; braces included.
    """

    keys: Mapping[str, Word]
    values: Mapping[str, "YamlNode"]
    span: Span


YamlNode = YamlScalar | YamlSequence | YamlMapping
