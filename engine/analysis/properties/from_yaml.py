"""From `properties.yaml` to the properties in it.

A property under a misspelt key would never be proved, and nobody would miss it. So the file is read as
strictly as the rules are.
"""

from pathlib import Path

from engine.analysis.properties.model import Claim, Monotone, Properties, Property
from engine.diagnostics import Diagnostic
from engine.rulebook.model import Word
from engine.rulebook.pack_files import files_of
from engine.rulebook.read_file import read_file
from engine.rulebook.yaml_fields import (
    fragment_at,
    items,
    record,
    records_at,
    texts_at,
    word,
    words_at,
)
from engine.rulebook.yaml_nodes import YamlMapping


def read_properties(folder: Path) -> tuple[Properties, tuple[Diagnostic, ...]]:
    """The properties of the pack in a folder, none where it has no such file; and what is wrong with it.

    Args:
        folder: the folder that holds `pack.yaml`.
    """
    for file in files_of(folder)[0]:
        if file.kind == "properties":
            read = read_file(file)
            sound = read.root is not None and not read.faults
            return (_properties(record(read.root)) if sound and read.root else Properties()), read.faults
    return Properties(), ()


def _properties(fields: YamlMapping) -> Properties:
    exclusive = items(fields.values["exclusive"]) if "exclusive" in fields.values else ()
    return Properties(
        fragment_at(fields, "speaks_for"),
        tuple(tuple(word(one) for one in items(node)) for node in exclusive),
        tuple(map(_property, records_at(fields, "properties"))),
    )


def _property(fields: YamlMapping) -> Property:
    changes = fields.values.get("monotone")
    return Property(
        id=word(fields.values["id"]),
        words=texts_at(fields, "words"),
        source=words_at(fields, "source"),
        never=_claim_at(fields, "never"),
        whoever=_claim_at(fields, "whoever"),
        then=_claim_at(fields, "then"),
        monotone=None if changes is None else _monotone(record(changes)),
        span=fields.span,
    )


def _monotone(fields: YamlMapping) -> Monotone:
    change = record(fields.values["change"])
    ((name, how),) = change.values.items()
    return Monotone(
        fact=change.keys[name],
        how=word(how),
        given=_claim_at(fields, "given"),
        never_shuts=words_at(fields, "never_shuts"),
        never_opens=words_at(fields, "never_opens"),
        before=_claim_at(fields, "before"),
        after=_claim_at(fields, "after"),
        span=fields.span,
    )


def _claim_at(fields: YamlMapping, key: str) -> Claim | None:
    return _claim(record(fields.values[key])) if key in fields.values else None


def _claim(fields: YamlMapping) -> Claim:
    return Claim(
        when=fragment_at(fields, "when"),
        criteria=_truths(fields),
        raised=words_at(fields, "raised"),
        not_raised=words_at(fields, "not_raised"),
        options=_statuses(fields),
        some_option=words_at(fields, "some_option"),
        every_option=words_at(fields, "every_option"),
        any_of=tuple(map(_claim, records_at(fields, "any_of"))),
        span=fields.span,
    )


def _truths(fields: YamlMapping) -> tuple[tuple[Word, Word], ...]:
    if "criteria" not in fields.values:
        return ()
    found = record(fields.values["criteria"])
    return tuple((found.keys[name], word(node)) for name, node in found.values.items())


def _statuses(fields: YamlMapping) -> tuple[tuple[Word, tuple[Word, ...]], ...]:
    if "options" not in fields.values:
        return ()
    found = record(fields.values["options"])
    return tuple((found.keys[name], words_at(found, name)) for name in found.values)
