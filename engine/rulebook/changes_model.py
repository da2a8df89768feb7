"""What people wrote of the things that a borrower can change, with the place of every word.

Which facts these are is policy: an engine that tried every fact would advise somebody to earn more, or to
lose their job.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from engine.rulebook.model import Rulebook, Word
from engine.source import Fragment


class Range(Struct, frozen=True):
    """A number or a date that moves.

    Attributes:
        to: `up`, `down` or `either`.
        at_least, at_most: how far it can go; None: as far as a profile can say.
    """

    fact: Word
    to: Word
    at_least: Fragment | None
    at_most: Fragment | None


class Correction(Struct, frozen=True):
    """A list of records that say which fact is contradicted, and by which value."""

    listed: Word
    fact: Word
    value: Word


class Change(Struct, frozen=True):
    """Something that a borrower can do: exactly one of the five says what.

    Attributes:
        bring: `evidence`: one more document.
        moves: a number or a date.
        values: of facts that get a value, each an expression.
        correct: what a document contradicts.
        tell: facts that weren't told; empty: any fact.
        possible_when: None: always.
    """

    id: Word
    possible_when: Fragment | None
    source: tuple[Word, ...]
    bring: Word | None = None
    moves: Range | None = None
    values: Mapping[Word, Fragment] | None = None
    correct: Correction | None = None
    tell: tuple[Word, ...] | None = None


class Movement(Struct, frozen=True):
    """A fact of which an answer says how far it may move before the recommendation changes."""

    id: Word
    moves: Range
    source: tuple[Word, ...]


class Changeable(Struct, frozen=True):
    """What `changeable.yaml` says, in its order, which is that of preference."""

    changes: tuple[Change, ...] = ()
    safety: tuple[Movement, ...] = ()


NOTHING = Changeable()
EVERY = "every"


def changes_of(rulebook: Rulebook) -> Changeable:
    """What a pack says of changes; nothing where it has no such file."""
    return rulebook.changeable or NOTHING


def expressions_of(changeable: Changeable) -> Iterator[tuple[Word, Fragment]]:
    """Every expression, with the id of the change or movement that it belongs to."""
    for change in changeable.changes:
        values = () if change.values is None else change.values.values()
        found = (change.possible_when, *_bounds(change.moves), *values)
        yield from ((change.id, one) for one in found if one is not None)
    for movement in changeable.safety:
        yield from ((movement.id, one) for one in _bounds(movement.moves) if one is not None)


def _bounds(moves: Range | None) -> tuple[Fragment | None, ...]:
    return () if moves is None else (moves.at_least, moves.at_most)
