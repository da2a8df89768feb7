"""Properties whose names and conditions have been found in the pack: what is asked of the solver."""

from collections.abc import Mapping

from msgspec import Struct

from engine.analysis.properties.changes import Change
from engine.analysis.properties.claims import EVERYBODY, AllOf, Part
from engine.rulebook.model import Word
from engine.source import Span


class Never(Struct, frozen=True):
    """Nobody is in a situation."""

    claim: Part


def nobody(*parts: Part) -> Never:
    """Nobody is in all of some situations at once."""
    return Never(parts[0] if len(parts) == 1 else AllOf(parts))


class NeverBy(Struct, frozen=True):
    """A change of one fact never leads from one situation into another.

    Attributes:
        given: who is looked at, as they are before.
        steps: situations before and after; none of these steps is ever made.
    """

    change: Change
    given: Part
    steps: tuple[tuple[Part, Part], ...]


Demand = Never | NeverBy


class Stated(Struct, frozen=True):
    """A property of the pack.

    Attributes:
        words: what it says, by language.
        source: ids of statements and authorities.
        span: of its id.
    """

    id: str
    words: Mapping[str, str]
    source: tuple[str, ...]
    span: Span
    demand: Demand


class Demands(Struct, frozen=True):
    """All that a pack's author demands of it.

    Attributes:
        speaks_for: for whom the pack is written.
        exclusive: pairs of options, as written.
    """

    speaks_for: Part = EVERYBODY
    exclusive: tuple[tuple[Word, Word], ...] = ()
    properties: tuple[Stated, ...] = ()
