"""The values of a JSON text once more, with the place of each, and what is wrong with the text.

The fast reader says at most at which character it gave up. Whoever typed a full-width comma or
forgot a bracket needs the place, the reason and what to type instead; so when something is at
fault, and only then, the text is read again here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder

from msgspec import Struct

from engine.diagnostics import Diagnostic, Note
from engine.profile import json_faults as faults
from engine.profile.json_paths import Path, shown
from engine.profile.json_text import Reason, Unheld, number
from engine.source import Source, Span

DEEPEST = 20  # levels of lists and objects; no dictionary of facts needs more than five

_STRINGS = JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"-?[^\W\d]\w*")
_WORDS: Mapping[str, bool | Unheld | None] = {
    "true": True,
    "false": False,
    "null": None,
    "NaN": Unheld("NaN", Reason.NO_NUMBER),
    "Infinity": Unheld("Infinity", Reason.NO_NUMBER),
    "-Infinity": Unheld("-Infinity", Reason.NO_NUMBER),
}


class Place(Struct, frozen=True):
    """Where a value stands, and its key, if it has one."""

    value: Span
    key: Span | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A JSON text as values and places.

    Attributes:
        value: None where the text is broken.
        places: by path; of two equal keys, the first.
        faults: repeated keys; or the one thing that breaks the text.
        broken: the text isn't JSON, so that there is no value.
    """

    value: object
    places: Mapping[Path, Place] = field(repr=False)
    faults: tuple[Diagnostic, ...] = ()
    broken: bool = False


class _BrokenError(Exception):
    """Carries the fault from where it was found to `placed`."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.code)
        self.fault = fault


def placed(source: Source) -> Placed:
    """The values of a JSON text with their places, or why it isn't JSON (P302 to P306), and repeated keys."""
    reader = _Reader(source)
    try:
        value = reader.whole()
    except _BrokenError as broken:
        return Placed(None, {}, (*reader.faults, broken.fault), broken=True)
    return Placed(value, reader.places, tuple(reader.faults))


class _Reader:
    """Goes through the text once, from left to right."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.places: dict[Path, Place] = {}
        self.faults: list[Diagnostic] = []

    def whole(self) -> object:
        if not self.text.strip(" \t\n\r"):
            raise _BrokenError(faults.empty(self.source))
        value = self._value((), None)
        self._skip_space()
        if self.at < len(self.text):
            raise _BrokenError(faults.text_after_the_end(self.source, self.at))
        return value

    def _value(self, path: Path, key: Span | None) -> object:
        self._skip_space()
        start = self.at
        value = self._one(path)
        self.places[path] = Place(Span(self.source, start, self.at), key)
        return value

    def _one(self, path: Path) -> object:
        char = self.text[self.at : self.at + 1]
        if char in {"{", "["}:
            if len(path) >= DEEPEST:
                raise _BrokenError(faults.too_deep(Span(self.source, self.at, self.at + 1), DEEPEST))
            return self._object(path) if char == "{" else self._list(path)
        if char == '"':
            return self._string()
        return self._number_or_word()

    def _object(self, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        opening = self.at
        self.at += 1
        if self._next_is("}"):
            return found
        while True:
            key, span = self._key(opening)
            value = self._value_of(key, span, path, found)
            found.setdefault(key, value)
            if self._ends_with("}", opening):
                return found

    def _key(self, opening: int) -> tuple[str, Span]:
        self._skip_space()
        start = self.at
        if self.text[start : start + 1] != '"':
            raise _BrokenError(faults.unexpected(self.source, start, "a key in double quotes", opening))
        key = self._string()
        span = Span(self.source, start, self.at)
        if not self._next_is(":"):
            raise _BrokenError(faults.unexpected(self.source, self.at, "a colon", opening))
        return key, span

    def _value_of(self, key: str, span: Span, path: Path, found: Mapping[str, object]) -> object:
        """The value of a key; a second one is told, read, and left without a place."""
        if key not in found:
            return self._value((*path, key), span)
        first = self.places[*path, key].key or span
        note = Note(first, "first here")
        self.faults.append(faults.repeated_key(key, span, note, shown((*path, key))))
        places, self.places = self.places, {}
        value = self._value((*path, key), span)
        self.places = places
        return value

    def _list(self, path: Path) -> list[object]:
        found: list[object] = []
        opening = self.at
        self.at += 1
        if self._next_is("]"):
            return found
        while True:
            found.append(self._value((*path, len(found)), None))
            if self._ends_with("]", opening):
                return found

    def _ends_with(self, closing: str, opening: int) -> bool:
        """Whether the closing bracket comes next; else there has to be a comma."""
        if self._next_is(closing):
            return True
        if self._next_is(","):
            return False
        raise _BrokenError(faults.unexpected(self.source, self.at, f"a comma or `{closing}`", opening))

    def _string(self) -> str:
        try:
            text, self.at = _STRINGS.raw_decode(self.text, self.at)
        except JSONDecodeError as error:
            raise _BrokenError(faults.broken_string(self.source, self.at, error.pos)) from error
        return str(text)

    def _number_or_word(self) -> object:
        if word := _WORD.match(self.text, self.at):
            return self._word(word)
        found = _NUMBER.match(self.text, self.at)
        if not found:
            raise _BrokenError(faults.unexpected(self.source, self.at, "a value", self.at))
        self.at = found.end()
        return number(found.group())

    def _word(self, word: re.Match[str]) -> object:
        if word.group() not in _WORDS:
            raise _BrokenError(faults.unknown_word(Span(self.source, *word.span()), word.group()))
        self.at = word.end()
        return _WORDS[word.group()]

    def _next_is(self, char: str) -> bool:
        self._skip_space()
        if self.text[self.at : self.at + 1] != char:
            return False
        self.at += 1
        return True

    def _skip_space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
