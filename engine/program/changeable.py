"""W101, W102: what a borrower can change, held against the facts of a pack, and its typed form.

A change of a fact that no profile can hold would never be offered, and nobody would know that it is missing.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from engine.diagnostics import Diagnostic, did_you_mean
from engine.feel.core import Node, Origin
from engine.feel.types import TRUTH, DateType, ListType, NumberType, RecordType, TextType, Type
from engine.program.requirements import EVIDENCE, kinds_of_evidence
from engine.rulebook import changes_model as written
from engine.rulebook.model import Rulebook, Word
from engine.source import Fragment


class Bring(Struct, frozen=True):
    """One more document, of the day of the assessment."""


class Move(Struct, frozen=True):
    """A number or a date that goes up or down, as far as the bounds; None: as far as a profile can say."""

    fact: str
    up: bool
    down: bool
    at_least: Node | None
    at_most: Node | None


class Put(Struct, frozen=True):
    """Facts that get a value, worked out from how things are."""

    values: tuple[tuple[str, Node], ...]


class Correct(Struct, frozen=True):
    """A list of records: the fact of each, named in one field, gets the value in the other."""

    listed: str
    fact: str
    value: str


class Tell(Struct, frozen=True):
    """Facts that weren't told yet; none are named where it may be any."""

    facts: tuple[str, ...]

    def takes(self, fact: str) -> bool:
        """Whether this fact may be told."""
        return not self.facts or fact in self.facts


class Change(Struct, frozen=True):
    """Something that a borrower can do, unless `possible` is false."""

    id: str
    what: Bring | Move | Put | Correct | Tell
    possible: Node | None
    source: tuple[str, ...]


class Movement(Struct, frozen=True):
    """How far a fact may move before the recommendation changes: one direction."""

    id: str
    what: Move
    source: tuple[str, ...]


class Changeable(Struct, frozen=True):
    """What can be changed, and what may move, in the order of the file, which is that of preference."""

    changes: tuple[Change, ...] = ()
    safety: tuple[Movement, ...] = ()


NOTHING = Changeable()
_Typed = Callable[[Fragment | None], Node | None]


def changeable_of(rulebook: Rulebook, typed: _Typed) -> Changeable:
    """The changes of a pack without faults.

    Args:
        rulebook: the pack as written.
        typed: the typed form of an expression.
    """
    all_written = written.changes_of(rulebook)
    return Changeable(
        tuple(
            Change(one.id.text, _what(one, typed), typed(one.possible_when), _texts(one.source))
            for one in all_written.changes
        ),
        tuple(
            Movement(one.id.text, _move(one.moves, typed), _texts(one.source)) for one in all_written.safety
        ),
    )


def _what(one: written.Change, typed: _Typed) -> Bring | Move | Put | Correct | Tell:
    if one.moves is not None:
        return _move(one.moves, typed)
    if one.values is not None:
        nodes = {fact.text: typed(value) for fact, value in one.values.items()}
        return Put(tuple((fact, node) for fact, node in nodes.items() if node is not None))
    if one.correct is not None:
        return Correct(one.correct.listed.text, one.correct.fact.text, one.correct.value.text)
    return Bring() if one.tell is None else Tell(_texts(one.tell))


def _move(moves: written.Range, typed: _Typed) -> Move:
    up, down = moves.to.text != "down", moves.to.text != "up"
    return Move(moves.fact.text, up, down, typed(moves.at_least), typed(moves.at_most))


def _texts(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.text for word in words)


def wanted_types(
    rulebook: Rulebook, known: Mapping[str, tuple[Origin, Type]]
) -> Iterator[tuple[Fragment, Type, Word]]:
    """Each expression with the type that it has to come to, and the word that asks for it.

    Args:
        rulebook: the pack as written.
        known: origin and type of every name.
    """
    all_written = written.changes_of(rulebook)
    for change in all_written.changes:
        if change.possible_when is not None:
            yield change.possible_when, TRUTH, change.id
    pairs = [pair for change in all_written.changes for pair in _pairs(change)]
    pairs += [(one.moves.fact, bound) for one in all_written.safety for bound in _bounds(one.moves)]
    yield from ((value, known[fact.text][1], fact) for fact, value in pairs if fact.text in known)


def _pairs(change: written.Change) -> Iterator[tuple[Word, Fragment]]:
    """Each fact with an expression that has to be of its type."""
    if change.values is not None:
        yield from change.values.items()
    if change.moves is not None:
        yield from ((change.moves.fact, one) for one in _bounds(change.moves))


def _bounds(moves: written.Range) -> Iterator[Fragment]:
    return (one for one in (moves.at_least, moves.at_most) if one is not None)


def changeable_faults(rulebook: Rulebook, facts: Mapping[str, Type]) -> Iterator[Diagnostic]:
    """What is wrong with the changes of a pack.

    Args:
        rulebook: the pack as written.
        facts: types of the facts by dotted name.
    """
    all_written = written.changes_of(rulebook)
    for change in all_written.changes:
        yield from _faults(change, facts)
    for movement in all_written.safety:
        yield from _faults_of_range(movement.moves, facts)


def _faults(change: written.Change, facts: Mapping[str, Type]) -> Iterator[Diagnostic]:
    if change.bring is not None and not kinds_of_evidence(dict(facts)):
        label = "the dictionary of facts knows no documents"
        yield _misfit(change.bring, label, f"give `{EVIDENCE}` a fixed set of kinds, or take this out")
    if change.moves is not None:
        yield from _faults_of_range(change.moves, facts)
    named = (*(change.values or ()), *(change.tell or ()))
    yield from (_unknown(word, facts) for word in named if word.text not in facts)
    if change.correct is not None:
        yield from _faults_of_correction(change.correct, facts)


def _faults_of_range(moves: written.Range, facts: Mapping[str, Type]) -> Iterator[Diagnostic]:
    kind = facts.get(moves.fact.text)
    if kind is None:
        yield _unknown(moves.fact, facts)
    elif not isinstance(kind, NumberType | DateType):
        yield _misfit(
            moves.fact, f"it is a {kind}", "only a number or a date goes up and down; else use `set`"
        )


def _faults_of_correction(correct: written.Correction, facts: Mapping[str, Type]) -> Iterator[Diagnostic]:
    listed = facts.get(correct.listed.text)
    if listed is None:
        yield _unknown(correct.listed, facts)
        return
    record = listed.element if isinstance(listed, ListType) else None
    if not isinstance(record, RecordType):
        yield _misfit(correct.listed, f"it is a {listed}", "name a list of records")
        return
    if not isinstance(record.fields.get(correct.fact.text), TextType):
        yield _misfit(correct.fact, "no text of a record of the list", "name the field with the fact's name")
    if correct.value.text not in record.fields:
        yield _misfit(
            correct.value, "no field of a record of the list", "name the field with the right value"
        )


def _unknown(word: Word, facts: Mapping[str, Type]) -> Diagnostic:
    help_ = did_you_mean(word.text, sorted(facts)) or "`xieshang facts` lists them"
    return Diagnostic("W101", f"unknown fact `{word.text}`", word.span, "no fact has this name", help_)


def _misfit(word: Word, label: str, help_: str) -> Diagnostic:
    return Diagnostic("W102", f"`{word.text}` doesn't fit here", word.span, label, help_)
