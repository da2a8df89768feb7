"""From the nodes of a `cases.yaml` to its cases, and C415: two of them with one name.

A case that came out otherwise is told by its name. Two of a name are mostly one that was copied and never
changed, so that what its name promises isn't looked at.
"""

from collections.abc import Iterable, Iterator

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.cases_model import Case, Expectation, ExpectedFigure, ExpectedJoint, ExpectedSources
from engine.rulebook.model import Word
from engine.rulebook.yaml_fields import day_at, flag_at, record, scalar, word, word_at, words_at
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode

REPEATED = "C415"
_LISTS = frozenset({"ask_for", "order", "alerts", "missing"})
_OTHERS = frozenset(
    {*_LISTS, "figures", "criteria", "settled", "says", "leaves_out", "cites", "joint", "loans"}
)  # what else than an option's status can be expected


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


def repeated(cases: Iterable[Case]) -> Iterator[Diagnostic]:
    """C415: each case of a file whose name another one before it has."""
    first: dict[str, Word] = {}
    for name in (one.name for one in cases):
        before = first.setdefault(name.text, name)
        if before is not name:
            message, help_ = (
                f"two cases are called `{name.text}`",
                "say in its name what sets it apart, or delete it",
            )
            yield Diagnostic(
                REPEATED, message, name.span, "again here", help_, (Note(before.span, "first here"),)
            )


def _expectation(fields: YamlMapping) -> Expectation:
    options = (name for name in fields.values if name not in _OTHERS)
    settled, loans = _fields_at(fields, "settled"), _fields_at(fields, "loans")
    return Expectation(
        statuses=tuple((fields.keys[name], word(fields.values[name])) for name in options),
        ask_for=_words_or_none(fields, "ask_for"),
        order=_words_or_none(fields, "order"),
        alerts=_words_or_none(fields, "alerts"),
        missing=_words_or_none(fields, "missing"),
        figures=_figures(_fields_at(fields, "figures")),
        criteria=_pairs(_fields_at(fields, "criteria")),
        settled=tuple((settled.keys[name], flag_at(settled, name)) for name in settled.values),
        says=_lists_at(fields, "says"),
        leaves_out=_lists_at(fields, "leaves_out"),
        cites=_cites(_fields_at(fields, "cites")),
        joint=_joint(fields),
        loans=tuple((loans.keys[name], _expectation(record(node))) for name, node in loans.values.items()),
        spans={name: node.span for name, node in fields.values.items() if name in _LISTS},
        span=fields.span,
    )


def _joint(fields: YamlMapping) -> ExpectedJoint | None:
    node = fields.values.get("joint")
    if node is None:
        return None
    is_said = isinstance(node, YamlMapping)
    said = node if isinstance(node, YamlMapping) else YamlMapping({}, {}, node.span)
    return ExpectedJoint(
        key=fields.keys["joint"],
        is_said=is_said,
        order=_words_or_none(said, "order"),
        offers=_figures(_fields_at(said, "offers")),
        total=_figure_or_none(said, "total"),
        left=_figure_or_none(said, "left"),
        fits=word_at(said, "fits"),
        span=node.span,
        cites=_sources(said, "cites") if "cites" in said.values else None,
    )


def _cites(owners: YamlMapping) -> tuple[tuple[Word, tuple[ExpectedSources, ...]], ...]:
    said = ((owners.keys[owner], record(node)) for owner, node in owners.values.items())
    return tuple((owner, tuple(_sources(fields, name) for name in fields.values)) for owner, fields in said)


def _sources(fields: YamlMapping, name: str) -> ExpectedSources:
    return ExpectedSources(fields.keys[name], words_at(fields, name), fields.values[name].span)


def _fields_at(fields: YamlMapping, key: str) -> YamlMapping:
    return record(fields.values[key]) if key in fields.values else YamlMapping({}, {}, fields.span)


def _words_or_none(fields: YamlMapping, key: str) -> tuple[Word, ...] | None:
    return words_at(fields, key) if key in fields.values else None


def _lists_at(fields: YamlMapping, key: str) -> tuple[tuple[Word, tuple[Word, ...]], ...]:
    lists = _fields_at(fields, key)
    return tuple((lists.keys[name], words_at(lists, name)) for name in lists.values)


def _pairs(fields: YamlMapping) -> tuple[tuple[Word, Word], ...]:
    return tuple((fields.keys[name], word(node)) for name, node in fields.values.items())


def _figures(fields: YamlMapping) -> tuple[ExpectedFigure, ...]:
    return tuple(_figure(fields, name, node) for name, node in fields.values.items())


def _figure_or_none(fields: YamlMapping, key: str) -> ExpectedFigure | None:
    return _figure(fields, key, fields.values[key]) if key in fields.values else None


def _figure(fields: YamlMapping, key: str, node: YamlNode) -> ExpectedFigure:
    return ExpectedFigure(fields.keys[key], scalar(node).value, node.span)
