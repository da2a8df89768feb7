"""A place in a text that somebody wrote.

Every token, tree node and rule keeps its `Span`, so that whatever is said later
can point at the characters that caused it. Without it an error could only name a file.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from msgspec import Struct


@dataclass(frozen=True)
class Source:
    """A text and the name under which its author knows it.

    Attributes:
        name: what to show, usually a path relative to where the command runs.
        text: the decoded text; offsets everywhere count its characters.
    """

    name: str
    text: str = field(repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts.extend(i + 1 for i, char in enumerate(self.text) if char == "\n")
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")


class Span(Struct, frozen=True):
    """The characters from `start` up to, not including, `end` of a source."""

    source: Source
    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """From the begin of this one to the end of the other."""
        return Span(self.source, self.start, other.end)


class Fragment(Struct, frozen=True):
    """A piece of text taken from a source, which knows where each of its characters stood.

    An expression inside YAML may be quoted, escaped or folded over lines, so that its
    characters don't stand one behind the other in the file.

    Attributes:
        text: the piece, as its reader gets it.
        whole: all of it in the source, quotes included.
        places: source offset of each character of `text`; None where they stand in a row from `whole.start`.
    """

    text: str
    whole: Span
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the source; an empty piece has the width of one character."""
        if not self.text:
            return self.whole
        first = min(start, len(self.text) - 1)
        last = max(first, min(end, len(self.text)) - 1)
        if self.places is None:
            return Span(self.whole.source, self.whole.start + first, self.whole.start + last + 1)
        return Span(self.whole.source, self.places[first], self.places[last] + 1)


def fragment(text: str, name: str = "expression") -> Fragment:
    """A text that is its own source, such as an expression given on its own."""
    source = Source(name, text)
    return Fragment(text, Span(source, 0, len(text)))
