"""From the nodes of `changeable.yaml` to what a borrower can change.

The nodes have passed their schema; nothing is decided here, only given its name and type.
"""

from collections.abc import Mapping

from engine.rulebook.changes_model import EVERY, Change, Changeable, Correction, Movement, Range
from engine.rulebook.model import Word
from engine.rulebook.yaml_fields import fragment_at, record, records_at, scalar, word, word_at, words_at
from engine.rulebook.yaml_fragments import fragment_of
from engine.rulebook.yaml_nodes import YamlMapping, YamlSequence
from engine.source import Fragment


def changeable(fields: YamlMapping) -> Changeable:
    """All that the file says."""
    return Changeable(
        tuple(map(_change, records_at(fields, "changes"))),
        tuple(map(_movement, records_at(fields, "safety"))),
    )


def _change(fields: YamlMapping) -> Change:
    given = fields.values
    return Change(
        id=word(given["id"]),
        possible_when=fragment_at(fields, "possible_when"),
        source=words_at(fields, "source"),
        bring=word_at(fields, "bring"),
        moves=_range(fields) if "fact" in given else None,
        values=_values(record(given["set"])) if "set" in given else None,
        correct=_correction(record(given["correct"])) if "correct" in given else None,
        tell=_told(fields) if "tell" in given else None,
    )


def _movement(fields: YamlMapping) -> Movement:
    return Movement(word(fields.values["id"]), _range(fields), words_at(fields, "source"))


def _range(fields: YamlMapping) -> Range:
    return Range(
        word(fields.values["fact"]),
        word(fields.values["to"]),
        fragment_at(fields, "at_least"),
        fragment_at(fields, "at_most"),
    )


def _values(fields: YamlMapping) -> Mapping[Word, Fragment]:
    return {fields.keys[name]: fragment_of(scalar(node)) for name, node in fields.values.items()}


def _correction(fields: YamlMapping) -> Correction:
    listed, fact, value = (word(fields.values[name]) for name in ("list", "fact", "value"))
    return Correction(listed, fact, value)


def _told(fields: YamlMapping) -> tuple[Word, ...]:
    """The facts by name; none for `every`."""
    node = fields.values["tell"]
    if isinstance(node, YamlSequence):
        return words_at(fields, "tell")
    assert word(node).text == EVERY, "the schema lets nothing else through"  # noqa: S101
    return ()
