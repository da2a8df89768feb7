"""What lies between the quotes of a document: words that nobody has claimed.

The catalogue can only be trusted to be whole if the rest was looked at, too. Marks of lists and headings,
punctuation and spaces are no words, so they are never part of what is left.
"""

import re
from collections.abc import Iterable, Iterator

from engine.source import Span
from engine.sourcing.text import Text

# Rules of hash signs, dashes and the like at the begin of a line, and a number with its bracket or dot.
_LIST_MARK = re.compile(r"^[ \t]*(?:[-*+>#|]+[ \t]*)*(?:[(（]?\d{1,3}[.)、）．](?!\d))?", re.MULTILINE)


def between(text: Text, claimed: Iterable[Span]) -> tuple[Span, ...]:
    """The passages of a text outside some spans, each within a line, from its first word to its last.

    Args:
        text: the document.
        claimed: spans of it; they may overlap.
    """
    whole = text.source.text
    taken = sorted((*_marks(whole), *_line_ends(whole), *((one.start, one.end) for one in claimed)))
    passages = (_trimmed(text, start, end) for start, end in _gaps(taken, len(whole)))
    return tuple(one for one in passages if one)


def _marks(whole: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _LIST_MARK.finditer(whole))


def _line_ends(whole: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in re.finditer("\n", whole))


def _gaps(taken: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """What sorted intervals leave of the numbers below a length."""
    reached = 0
    for start, end in (*taken, (length, length)):
        if start > reached:
            yield reached, start
        reached = max(reached, end)


def _trimmed(text: Text, start: int, end: int) -> Span | None:
    """From the first letter or digit to the last; None if there is none."""
    places = [place for place in range(start, end) if text.source.text[place].isalnum()]
    return Span(text.source, places[0], places[-1] + 1) if places else None
