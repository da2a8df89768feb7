"""A document as it is compared: the text alone, however its bytes were stored.

A copy that went through another system has other line ends, a byte order mark, or accents in two characters.
Without one normal form every such copy would look like a changed document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from unicodedata import normalize

from engine.rulebook.model import Place
from engine.source import Source, Span


def normalised(source: Source) -> Source:
    """The text in Unicode's form NFC with line feeds as line ends; readers drop the byte order mark."""
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(source.name, normalize("NFC", text))


@dataclass(frozen=True)
class Text:
    """A document that somebody holds.

    Attributes:
        source: its name and its normalised text.
    """

    source: Source

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the whole text in UTF-8."""
        return sha256(self._bytes).hexdigest()

    @cached_property
    def _bytes(self) -> bytes:
        return self.source.text.encode()

    @cached_property
    def _bounds(self) -> tuple[int, ...]:
        """Where in the bytes each character begins, and where the last one ends."""
        return tuple(accumulate((len(char.encode()) for char in self.source.text), initial=0))

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        lines = self.source.text.split("\n")
        return tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))

    def __len__(self) -> int:
        return len(self.source.text)

    def span(self, place: Place) -> Span | None:
        """The characters at a place; None where the text has no such line or ends before."""
        if place.line > len(self._line_starts):
            return None
        start = self._line_starts[place.line - 1] + place.start - 1
        end = start + place.length
        return Span(self.source, start, end) if end <= len(self) else None

    def fingerprint(self, span: Span) -> str:
        """SHA-256 of some of its characters in UTF-8."""
        return sha256(self._bytes[self._bounds[span.start] : self._bounds[span.end]]).hexdigest()

    def windows(self, length: int) -> Iterator[Span]:
        """Every piece of this many characters, from the first."""
        for start in range(len(self) - length + 1):
            yield Span(self.source, start, start + length)
