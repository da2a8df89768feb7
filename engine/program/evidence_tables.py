"""Evidence that a table collects: requirements that are needed where one of its rows says so.

What a table lists is known only as a whole. Whether one document is to be brought may be known long before:
so each gets a truth of its own, and with it the status, the words and the questions of every other document.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from engine.feel.core import And, Global, Origin
from engine.feel.types import TRUTH
from engine.program.from_tables import Lowering
from engine.program.model import COLLECTED, Measure, Requirement
from engine.rulebook.expressions import collecting
from engine.rulebook.model import Criterion, Option, Rulebook


class Collected(Struct, frozen=True):
    """Requirements as tables collect them, and the truths that say when."""

    requirements: tuple[Requirement, ...]
    measures: tuple[Measure, ...]


def collected(
    rulebook: Rulebook, tables: Mapping[str, Lowering], requirements: Iterable[Requirement]
) -> Collected:
    """The requirements of every table that options or criteria name for their evidence.

    Args:
        rulebook: sound, so that such a table's values are ids of requirements.
        tables: by id.
        requirements: as written.
    """
    written = {one.id: one for one in requirements}
    named = sorted({word.text for word in collecting(rulebook)})
    pairs = [
        _collected(written[value.text], tables[name])
        for name in named
        for value in tables[name].table.outputs[0].values
    ]
    return Collected(tuple(one for one, _ in pairs), tuple(measure for _, measure in pairs))


def asked_for(one: Option | Criterion, rulebook: Rulebook) -> tuple[str, ...]:
    """The requirements that an option or a criterion has a table collect, then those that it lists."""
    listed = tuple(word.text for word in one.evidence)
    if one.evidence_table is None:
        return listed
    name = one.evidence_table.text
    (table,) = (table for table in rulebook.tables if table.id.text == name)
    return *(f"{name}{COLLECTED}{value.text}" for value in table.outputs[0].values), *listed


def _collected(one: Requirement, table: Lowering) -> tuple[Requirement, Measure]:
    """A requirement, needed only where the table collects it, and the truth whether it does."""
    measure = table.collects(one.id)
    said = Global(measure.id, Origin.MEASURE, TRUTH, measure.span)
    needed = said if one.needed is None else And((one.needed, said), TRUTH, measure.span)
    source = tuple(dict.fromkeys((*one.source, *measure.source)))
    return replace(one, id=measure.id, needed=needed, source=source), measure
