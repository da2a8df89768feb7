"""A pack held against the documents that it was made from.

Rules outlive the text they were read from. Where a sentence is changed, or one is added, the rules would go
on saying what the guidance no longer says; so each quote is looked up, and what nobody claimed is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from engine.rulebook.model import Document, Passage, Place, Rulebook, Statement
from engine.source import Span
from engine.sourcing.between import between
from engine.sourcing.coverage import coverage
from engine.sourcing.matching import matched
from engine.sourcing.model import Held, Trace, Verification
from engine.sourcing.text import Text
from engine.sourcing.tracing import Quote, quotes_of, trace

_Quoted = TypeVar("_Quoted", bound=Statement | Passage)


def verify(
    rulebook: Rulebook, folder: str, texts: Sequence[Text], others: Iterable[str] = ()
) -> Verification:
    """What somebody's copies of a pack's documents say today.

    Args:
        rulebook: the pack.
        folder: name of the folder that holds the copies.
        texts: every text of the folder.
        others: names of its files that can't be read as text.
    """
    found = matched(rulebook, texts)
    documents = tuple(_held(rulebook, one, found.get(one.id.text)) for one in rulebook.head.documents)
    taken = list(found.values())
    names = [*others, *(text.source.name for text in texts if text not in taken)]
    return Verification(folder, coverage(rulebook), documents, tuple(sorted(names)))


def _held(rulebook: Rulebook, document: Document, text: Text | None) -> Held:
    now = {} if text is None else trace(text, quotes_of(rulebook, document))
    unclaimed = () if text is None else between(text, now.values())

    def traces(all_: Iterable[_Quoted]) -> tuple[Trace[_Quoted], ...]:
        own = (one for one in all_ if one.document.text == document.id.text)
        return tuple(_trace(one, now, unclaimed) for one in sorted(own, key=_in_order))

    return Held(document, text, traces(rulebook.statements), traces(rulebook.passages), unclaimed)


def _in_order(quoted: Statement | Passage) -> tuple[bool, int, int, int]:
    """In the order of the document, an outer quote before one within it; those without a place last."""
    at = quoted.at or Place(0, 0, 0)
    return quoted.at is None, at.line, at.start, -at.length


def _trace(quoted: _Quoted, now: Mapping[Quote, Span], unclaimed: Sequence[Span]) -> Trace[_Quoted]:
    if quoted.at is None:
        return Trace(quoted, None)
    found = now.get(Quote(quoted.sha256, quoted.at))
    return Trace(quoted, found, () if found else _instead(quoted.at, now, unclaimed))


def _instead(lost: Place, now: Mapping[Quote, Span], unclaimed: Sequence[Span]) -> tuple[Span, ...]:
    """What nobody claims between the nearest quotes before and after a lost one that are still there."""
    before = [(_end(quote.at), span) for quote, span in now.items() if _end(quote.at) <= _begin(lost)]
    after = [(_begin(quote.at), span) for quote, span in now.items() if _begin(quote.at) >= _end(lost)]
    low = max(before, key=_first)[1].end if before else 0
    high = min(after, key=_first)[1].start if after else None
    return tuple(one for one in unclaimed if low <= one.start and (high is None or one.end <= high))


def _first(pair: tuple[tuple[int, int], Span]) -> tuple[int, int]:
    return pair[0]


def _begin(place: Place) -> tuple[int, int]:
    return place.line, place.start


def _end(place: Place) -> tuple[int, int]:
    return place.line, place.start + place.length
