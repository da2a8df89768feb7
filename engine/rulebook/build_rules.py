"""From the nodes of a file to the rules in it.

The nodes have passed their schema; nothing is decided here, only given its name and type.
"""

from engine.rulebook.model import (
    Advice,
    Alert,
    Criterion,
    DatedValue,
    Finding,
    Measure,
    Option,
    Parameter,
    Requirement,
    Word,
)
from engine.rulebook.yaml_fields import (
    day,
    day_at,
    flag_at,
    fragment_at,
    items,
    number_date_or_text,
    record,
    records_at,
    scalar,
    text_at,
    word,
    word_at,
    words_at,
)
from engine.rulebook.yaml_fragments import fragment_of
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode


def parameter(fields: YamlMapping) -> Parameter:
    """A parameter with its dated values in the order of the file."""
    values = tuple(_dated_value(value) for value in records_at(fields, "values"))
    return Parameter(word(fields.values["id"]), word(fields.values["unit"]), values)


def _dated_value(fields: YamlMapping) -> DatedValue:
    return DatedValue(
        value=number_date_or_text(fields.values["value"]),
        since=day(fields.values["from"]),
        until=day_at(fields, "to"),
        source=words_at(fields, "source"),
        confidence=text_at(fields, "confidence"),
        note=text_at(fields, "note"),
        span=fields.span,
        at=fields.values["value"].span,
    )


def measure(fields: YamlMapping) -> Measure:
    """A measure."""
    return Measure(
        id=word(fields.values["id"]),
        formula=fragment_of(scalar(fields.values["formula"])),
        unit=word(fields.values["unit"]),
        source=words_at(fields, "source"),
    )


def finding(fields: YamlMapping) -> Finding:
    """A finding: `all` or `any` of its criteria."""
    ((mode, found),) = record(fields.values["met_when"]).values.items()
    return Finding(word(fields.values["id"]), mode, _criteria(found))


def requirement(fields: YamlMapping) -> Requirement:
    """A document to bring."""
    older = record(fields.values["older"]) if "older" in fields.values else None
    return Requirement(
        id=word(fields.values["id"]),
        needed_when=fragment_at(fields, "needed_when"),
        accepts=words_at(fields, "accepts"),
        fresh_within=word_at(fields, "fresh_within"),
        source=words_at(fields, "source"),
        older=() if older is None else words_at(older, "kinds"),
        back_to=None if older is None else word_at(older, "back_to"),
    )


def advice(fields: YamlMapping) -> Advice:
    """A step or a caution."""
    return Advice(word(fields.values["id"]), fragment_at(fields, "when"), words_at(fields, "source"))


def option(fields: YamlMapping) -> Option:
    """An option."""
    return Option(
        id=word(fields.values["id"]),
        eligible_when=_criteria(fields.values["eligible_when"]),
        evidence=_evidence(fields),
        steps=words_at(fields, "steps"),
        cautions=words_at(fields, "cautions"),
        figures=words_at(fields, "figures"),
        preferred_over=words_at(fields, "preferred_over"),
        discretionary=flag_at(fields, "discretionary"),
        evidence_table=_evidence_table(fields),
    )


def alert(fields: YamlMapping) -> Alert:
    """An alert."""
    return Alert(
        id=word(fields.values["id"]),
        raised_when=_criteria(fields.values["raised_when"]),
        suspends=flag_at(fields, "suspends"),
        before=words_at(fields, "before"),
        steps=words_at(fields, "steps"),
        holds_back=words_at(fields, "holds_back"),
    )


def _criteria(node: YamlNode) -> tuple[Criterion, ...]:
    return tuple(_criterion(record(item)) for item in items(node))


def _criterion(fields: YamlMapping) -> Criterion:
    return Criterion(
        id=word(fields.values["id"]),
        when=fragment_at(fields, "when"),
        finding=word_at(fields, "finding"),
        evidence=_evidence(fields),
        curable=flag_at(fields, "curable"),
        source=words_at(fields, "source"),
        span=fields.span,
        evidence_table=_evidence_table(fields),
        presumed_until_told=word_at(fields, "presumed_until_told"),
    )


def _evidence(fields: YamlMapping) -> tuple[Word, ...]:
    """The requirements that are listed, be it beside a table that collects others."""
    node = fields.values.get("evidence")
    return words_at(node, "also") if isinstance(node, YamlMapping) else words_at(fields, "evidence")


def _evidence_table(fields: YamlMapping) -> Word | None:
    node = fields.values.get("evidence")
    return word_at(node, "table") if isinstance(node, YamlMapping) else None
