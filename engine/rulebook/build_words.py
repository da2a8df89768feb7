"""From the nodes of a words file to its sentences, each under its section and id.

What a file may say depends on where it stands: beside an option, beside an alert, or for the whole
pack. A sentence in the wrong file would never be shown, so it is refused (S110), and so is a second text for
what has one already (S111).
"""

from collections.abc import Iterator, Mapping

from engine.diagnostics import Diagnostic, Note, did_you_mean
from engine.rulebook.joint_words import SECTION as JOINT
from engine.rulebook.model import Entry, Sentence, Word, Words
from engine.rulebook.yaml_fields import record, scalar
from engine.rulebook.yaml_fragments import fragment_of
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar

_OWN = {"option": ("title", "summary"), "alert": ("title", "text")}
_PACK = {
    "measures": "title",
    "parameters": "title",
    "tables": "title",
    "findings": "title",
    "evidence": "title",
    "steps": "text",
    "cautions": "text",
    "changes": "text",
}
_PARTS = {"outputs": "title", "values": "title", "rows": "text"}  # of a table, each in words of its own
_NESTED = frozenset({"criteria", *_PARTS})
_Entries = Iterator[tuple[tuple[str, str], Entry]]


def words(fields: YamlMapping, language: str, place: str, owner: str) -> Words:
    """A words file.

    Args:
        fields: its root.
        language: from its name.
        place: what it stands beside: "option", "alert", or "pack".
        owner: id of the option or alert; "" for the pack.
    """
    entries = dict(_entries(fields, place, owner))
    return Words(language, owner, entries, fields.span)


def misplaced(fields: YamlMapping, place: str) -> tuple[Diagnostic, ...]:
    """S110: sections that have no meaning in a words file at this place."""
    known = (*_PACK, JOINT) if place == "pack" else (*_OWN[place], "criteria")
    where = "the pack" if place == "pack" else f"an {place}"
    return tuple(
        Diagnostic(
            "S110",
            f"`{key}` has no place in the words of {where}",
            found.span,
            help=did_you_mean(key, known) or "there may be " + ", ".join(f"`{name}`" for name in known),
        )
        for key, found in fields.keys.items()
        if key not in known
    )


def repeated(fields: YamlMapping, place: str) -> tuple[Diagnostic, ...]:
    """S111: words for a criterion under two findings, in a file without misplaced sections.

    All findings of a pack share one list of criteria, so the second would take the place of the first without
    a word.
    """
    first: dict[tuple[str, str], Entry] = {}
    return tuple(
        Diagnostic(
            "S111",
            f"words for `{entry.id.text}` are given twice",
            entry.id.span,
            "again here",
            "keep those below the finding that has this criterion",
            (Note(before.id.span, "first here"),),
        )
        for key, entry in _entries(fields, place, "")
        if (before := first.setdefault(key, entry)) is not entry
    )


def _entries(fields: YamlMapping, place: str, owner: str) -> _Entries:
    if place == "pack":
        for section, node in fields.values.items():
            if section == JOINT:  # the one section that speaks of one thing only
                yield (JOINT, JOINT), Entry(fields.keys[section], _sentences(record(node).values))
            else:
                yield from _section(record(node), section, _PACK[section])
        return
    own = {key: fields.values[key] for key in _OWN[place] if key in fields.values}
    yield (place, owner), Entry(Word(owner, fields.span), _sentences(own))
    if "criteria" in fields.values:
        yield from _section(record(fields.values["criteria"]), "criteria", "")


def _section(fields: YamlMapping, section: str, short: str) -> _Entries:
    """The entries of a section, and those of the criteria within them; `short` is what a bare text means."""
    for name, node in fields.values.items():
        own: Mapping[str, YamlNode] = {short: node} if isinstance(node, YamlScalar) else record(node).values
        yield (section, name), Entry(fields.keys[name], _sentences(own))
        if "criteria" in own:
            yield from _section(record(own["criteria"]), "criteria", "")
        for part, key in _PARTS.items():
            if part in own:
                yield from _part(name, record(own[part]), part, key)


def _part(table: str, fields: YamlMapping, part: str, key: str) -> _Entries:
    """The entries of a table's outputs, values or rows, each under the table's id, a dot and its own."""
    for name, node in fields.values.items():
        yield (part, f"{table}.{name}"), Entry(fields.keys[name], _sentences({key: node}))


def _sentences(nodes: Mapping[str, YamlNode]) -> dict[str, Sentence]:
    return {name: _sentence(scalar(node)) for name, node in nodes.items() if name not in _NESTED}


def _sentence(node: YamlScalar) -> Sentence:
    return Sentence(node.text, fragment_of(node))
