"""From the nodes of a file to what rules rest on: the pack's head, its statements, its authorities.

Rules point at these by id alone. Built in the same place as the rules, a source could take over what only a
rule has, and the trace from an answer to the guidance would be as good as whoever wrote it last.
"""

from engine.rulebook.model import Authority, Document, Joint, PackHead, Passage, Place, Statement
from engine.rulebook.yaml_fields import (
    day,
    day_at,
    record,
    records_at,
    text_at,
    texts_at,
    whole_at,
    word,
    word_at,
    words_at,
)
from engine.rulebook.yaml_nodes import YamlMapping


def head(fields: YamlMapping) -> PackHead:
    """What `pack.yaml` says."""
    in_force = record(fields.values["in_force"])
    return PackHead(
        id=word(fields.values["id"]),
        version=text_at(fields, "version"),
        title=texts_at(fields, "title"),
        jurisdiction=text_at(fields, "jurisdiction"),
        speaks=words_at(fields, "languages"),
        since=day(in_force.values["from"]),
        until=day_at(in_force, "to"),
        documents=tuple(_document(one) for one in records_at(fields, "documents")),
        profile_schema=word_at(fields, "profile_schema"),
        span=fields.span,
        joint=_joint(fields),
    )


def _joint(fields: YamlMapping) -> Joint | None:
    if "joint" not in fields.values:
        return None
    own = record(fields.values["joint"])
    return Joint(
        id=fields.keys["joint"],
        budget=word(own.values["budget"]),
        offer=word(own.values["offer"]),
        first=words_at(own, "first"),
        source=words_at(own, "source"),
        kept_when=word_at(own, "kept_when"),
    )


def _document(fields: YamlMapping) -> Document:
    return Document(word(fields.values["id"]), texts_at(fields, "title"), text_at(fields, "sha256"))


def statement(fields: YamlMapping) -> Statement:
    """One sentence of the guidance."""
    return Statement(
        id=word(fields.values["id"]),
        kind=word(fields.values["kind"]),
        document=word(fields.values["document"]),
        words=texts_at(fields, "words"),
        sha256=text_at(fields, "sha256"),
        unused=texts_at(fields, "unused"),
        at=_place(record(fields.values["at"])) if "at" in fields.values else None,
    )


def passage(fields: YamlMapping) -> Passage:
    """What stands between the catalogued sentences."""
    at = record(fields.values["at"])
    return Passage(
        document=word(fields.values["document"]),
        at=_place(at),
        sha256=text_at(fields, "sha256"),
        why=texts_at(fields, "why"),
        span=at.span,
    )


def _place(fields: YamlMapping) -> Place:
    return Place(whole_at(fields, "line"), whole_at(fields, "start"), whole_at(fields, "length"))


def authority(fields: YamlMapping) -> Authority:
    """An article of law or a fact about the product."""
    return Authority(
        id=word(fields.values["id"]),
        kind=word(fields.values["kind"]),
        title=texts_at(fields, "title"),
        article=text_at(fields, "article"),
        seen=day(fields.values["seen"]),
        confidence=text_at(fields, "confidence"),
    )
