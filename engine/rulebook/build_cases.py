"""From the nodes of a `cases.yaml` to its cases."""

from engine.rulebook.cases_model import Case, Expectation, ExpectedFigure
from engine.rulebook.model import Word
from engine.rulebook.yaml_fields import day_at, flag_at, record, scalar, word, word_at, words_at
from engine.rulebook.yaml_nodes import YamlMapping

_LISTS = frozenset({"ask_for", "order", "alerts", "missing"})
_OTHERS = frozenset({*_LISTS, "figures", "criteria", "settled"})


def case(fields: YamlMapping, owner: str) -> Case:
    """One case; `owner` is the id of the option or alert that its file stands beside, or ""."""
    profile = record(fields.values["profile"])
    return Case(
        name=word(fields.values["name"]),
        owner=owner,
        as_of=day_at(fields, "as_of"),
        base=word_at(profile, "base"),
        overlay={name: node for name, node in profile.values.items() if name != "base"},
        keys={name: key for name, key in profile.keys.items() if name != "base"},
        expect=_expectation(record(fields.values["expect"])),
        span=fields.span,
    )


def _expectation(fields: YamlMapping) -> Expectation:
    options = (name for name in fields.values if name not in _OTHERS)
    settled = _fields_at(fields, "settled")
    return Expectation(
        statuses=tuple((fields.keys[name], word(fields.values[name])) for name in options),
        ask_for=_words_or_none(fields, "ask_for"),
        order=_words_or_none(fields, "order"),
        alerts=_words_or_none(fields, "alerts"),
        missing=_words_or_none(fields, "missing"),
        figures=_figures(_fields_at(fields, "figures")),
        criteria=_pairs(_fields_at(fields, "criteria")),
        settled=tuple((settled.keys[name], flag_at(settled, name)) for name in settled.values),
        spans={name: node.span for name, node in fields.values.items() if name in _LISTS},
        span=fields.span,
    )


def _fields_at(fields: YamlMapping, key: str) -> YamlMapping:
    return record(fields.values[key]) if key in fields.values else YamlMapping({}, {}, fields.span)


def _words_or_none(fields: YamlMapping, key: str) -> tuple[Word, ...] | None:
    return words_at(fields, key) if key in fields.values else None


def _pairs(fields: YamlMapping) -> tuple[tuple[Word, Word], ...]:
    return tuple((fields.keys[name], word(node)) for name, node in fields.values.items())


def _figures(fields: YamlMapping) -> tuple[ExpectedFigure, ...]:
    return tuple(
        ExpectedFigure(fields.keys[name], scalar(node).value, node.span)
        for name, node in fields.values.items()
    )
