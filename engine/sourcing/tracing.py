"""Quotes looked for in a text of which only their fingerprints are known.

A fingerprint can't be searched for like a word. But the pack knows how long each quote is and where it once
stood. So the characters there are taken and hashed, and where that fails, every piece of that length.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from msgspec import Struct

from engine.rulebook.model import Document, Place, Rulebook
from engine.source import Span
from engine.sourcing.text import Text


class Quote(Struct, frozen=True):
    """What is known of some characters of a document."""

    sha256: str
    at: Place


def quotes_of(rulebook: Rulebook, document: Document) -> tuple[Quote, ...]:
    """The quotes of a document that can be looked for: those whose place is known."""
    statements = [one for one in rulebook.statements if one.document.text == document.id.text]
    passages = [one for one in rulebook.passages if one.document.text == document.id.text]
    found = [Quote(one.sha256, one.at) for one in statements if one.at is not None]
    return (*found, *(Quote(one.sha256, one.at) for one in passages))


def trace(text: Text, wanted: Iterable[Quote]) -> Mapping[Quote, Span]:
    """Where in a text each quote stands now; those that aren't there are left out.

    Of several places, the one where the pack says, else the nearest to it.
    """
    wanted = tuple(wanted)
    found = {quote: span for quote in wanted if (span := _where_it_was(text, quote))}
    return {**found, **_elsewhere(text, [quote for quote in wanted if quote not in found])}


def _where_it_was(text: Text, quote: Quote) -> Span | None:
    span = text.span(quote.at)
    return span if span and text.fingerprint(span) == quote.sha256 else None


def _elsewhere(text: Text, lost: Iterable[Quote]) -> Mapping[Quote, Span]:
    by_length: dict[int, list[Quote]] = defaultdict(list)
    for quote in lost:
        by_length[quote.at.length].append(quote)
    found: dict[Quote, Span] = {}
    for length, alike in by_length.items():
        spans = _spans(text, length, {quote.sha256 for quote in alike})
        for quote in alike:
            if quote.sha256 in spans:
                found[quote] = min(spans[quote.sha256], key=partial(_distance, quote.at))
    return found


def _spans(text: Text, length: int, wanted: set[str]) -> Mapping[str, list[Span]]:
    """Every place of the pieces of a length that have one of these fingerprints."""
    found: dict[str, list[Span]] = defaultdict(list)
    for span in text.windows(length):
        fingerprint = text.fingerprint(span)
        if fingerprint in wanted:
            found[fingerprint].append(span)
    return found


def _distance(at: Place, span: Span) -> tuple[int, int]:
    """How far a piece is from a place: lines, then columns."""
    line, start = span.source.position(span.start)
    return abs(line - at.line), abs(start - at.start)
