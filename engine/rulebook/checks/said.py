"""What a pack says to people: every thing that has words, the texts it has to have and those it may have.

Missing words and words for nothing are two sides of one list. Kept in two places, a
text could be asked for by one check and refused by the other.
"""

from collections.abc import Collection, Iterator

from msgspec import Struct

from engine.rulebook.changes_model import changes_of
from engine.rulebook.checks.context import PARAMETER, Context, global_name
from engine.rulebook.expressions import criteria
from engine.rulebook.joint_words import SECTION, texts_of
from engine.rulebook.model import Criterion, Rulebook, Word
from engine.rulebook.table_model import Table

_TRUTHS = ("met", "unmet", "unknown")


class Said(Struct, frozen=True):
    """A thing that has words.

    Attributes:
        owner: whose words file they stand in: an option's or alert's id, or "" for the pack's own.
        section: of that file: `criteria`.
        must: keys of the texts without which an answer couldn't be put in words.
        may: keys of further texts.
    """

    owner: str
    section: str
    id: Word
    must: tuple[str, ...]
    may: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, str, str]:
        """Owner, section and id: where the words stand."""
        return self.owner, self.section, self.id.text


def said(context: Context) -> Iterator[Said]:
    """Everything in a pack that has words."""
    rulebook = context.rulebook
    for option in rulebook.options:
        yield Said(option.id.text, "option", option.id, ("title",), ("summary",))
    for alert in rulebook.alerts:
        yield Said(alert.id.text, "alert", alert.id, ("title", "text"))
    for owner, criterion in owned_criteria(rulebook):
        yield Said(owner, "criteria", criterion.id, (*_TRUTHS, "cure") if criterion.curable else _TRUTHS)
    joint = rulebook.head.joint
    if joint is not None:
        yield Said("", SECTION, joint.id, texts_of(kept=joint.kept_when is not None))
    shown = _shown(context)
    yield from _figures(rulebook, shown)
    in_sentences = {placeholder.name for placeholder in context.placeholders}
    for table in rulebook.tables:
        yield from _table(table, shown | in_sentences)
    for finding in rulebook.findings:
        yield Said("", "findings", finding.id, ("title",))
    for requirement in rulebook.requirements:
        yield Said("", "evidence", requirement.id, ("title",), ("text",))
    for step in rulebook.steps:
        yield Said("", "steps", step.id, ("text",), ("title",))
    for caution in rulebook.cautions:
        yield Said("", "cautions", caution.id, ("text",), ("title",))
    yield from _changes(rulebook)


def _changes(rulebook: Rulebook) -> Iterator[Said]:
    """What can be changed, and what may move."""
    for change in changes_of(rulebook).changes:
        yield Said("", "changes", change.id, ("text",))
    for movement in changes_of(rulebook).safety:
        yield Said("", "changes", movement.id, ("title",))


def owned_criteria(rulebook: Rulebook) -> Iterator[tuple[str, Criterion]]:
    """Each criterion with the owner of its words: those of findings stand in the pack's own file."""
    for finding in rulebook.findings:
        yield from (("", criterion) for criterion in finding.criteria)
    for option in rulebook.options:
        yield from ((option.id.text, criterion) for criterion in option.eligible_when)
    for alert in rulebook.alerts:
        yield from ((alert.id.text, criterion) for criterion in alert.raised_when)


def _table(table: Table, shown: Collection[str]) -> Iterator[Said]:
    """A table, its outputs where there are several, the texts that come out, and its rows."""
    yield Said("", "tables", table.id, ("title",), ("text",))
    for output, name in zip(table.outputs, table.names, strict=True):
        if len(table.outputs) > 1:
            yield Said("", "outputs", Word(name, output.id.span), ("title",))
        counted = table.aggregation is not None and table.aggregation.text == "count"
        for value in output.values:
            must, may = (("title",), ()) if name in shown and not counted else ((), ("title",))
            yield Said("", "values", Word(f"{table.id.text}.{value.text}", value.span), must, may)
    for row in table.rows:
        if row.id is not None:
            yield Said("", "rows", Word(f"{table.id.text}.{row.id.text}", row.id.span), (), ("text",))


def _shown(context: Context) -> frozenset[str]:
    """What an answer shows beside a criterion or as a figure, by its name in expressions."""
    named = [name.text for one in criteria(context.rulebook) for name in context.names(one.when)]
    shown = {*named, *map(global_name, named)}
    shown |= {figure.text for option in context.rulebook.options for figure in option.figures}
    return frozenset(shown | context.joint_names)


def _figures(rulebook: Rulebook, shown: Collection[str]) -> Iterator[Said]:
    """Measures and parameters; those that an answer shows need a title."""
    sections = (
        ("measures", "", rulebook.measures),
        ("parameters", PARAMETER, rulebook.parameters),
    )
    for section, prefix, things in sections:
        for thing in things:
            keys = ("title",), ("text",)
            must, may = keys if prefix + thing.id.text in shown else ((), ("title", "text"))
            yield Said("", section, thing.id, must, may)
