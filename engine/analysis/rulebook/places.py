"""Where the things of a pack stand, for those that the program knows by their ids only."""

from collections.abc import Mapping

from engine.rulebook.model import Rulebook, Word
from engine.source import Span


def places(rulebook: Rulebook) -> Mapping[str, Span]:
    """The place of the id of each option, alert, finding, requirement, measure, table, step and caution."""
    ids = (
        *(one.id for one in rulebook.measures),
        *(one.id for one in rulebook.tables),
        *(one.id for one in rulebook.findings),
        *(one.id for one in rulebook.requirements),
        *(one.id for one in (*rulebook.steps, *rulebook.cautions)),
        *(one.id for one in rulebook.options),
        *(one.id for one in rulebook.alerts),
    )
    return {one.text: one.span for one in ids}


def preferences(rulebook: Rulebook) -> tuple[tuple[str, Word], ...]:
    """Each preference as written: an option, and the word for one that it goes before."""
    return tuple((one.id.text, word) for one in rulebook.options for word in one.preferred_over)
