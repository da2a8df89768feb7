"""Which file of a folder is which document of a pack.

A folder may hold more than the documents: notes, copies, a catalogue that quotes every sentence. So a
document that changed is not the file with most of its sentences but the one most like it: mostly its
sentences, and little else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from engine.rulebook.model import Document, Rulebook
from engine.sourcing.text import Text
from engine.sourcing.tracing import Quote, quotes_of, trace

LEAST_LIKENESS = Fraction(1, 2)  # below, a file is rather something else than a changed document


def matched(rulebook: Rulebook, texts: Sequence[Text]) -> Mapping[str, Text]:
    """The text of each document, by the document's id; those without one are left out.

    A text of the document's SHA-256 is taken first. What is left goes to the document that it is most like.
    """
    documents = rulebook.head.documents
    found = dict(_unchanged(documents, texts))
    free = [text for text in texts if text not in found.values()]
    lost = [document for document in documents if document.id.text not in found]
    likenesses = [
        (likeness(text, quotes_of(rulebook, document)), document.id.text, text)
        for document in lost
        for text in free
    ]
    for score, id_, text in sorted(likenesses, key=lambda one: (-one[0], one[1], one[2].source.name)):
        if score >= LEAST_LIKENESS and id_ not in found and text not in found.values():
            found[id_] = text
    return found


def _unchanged(documents: Iterable[Document], texts: Iterable[Text]) -> Iterator[tuple[str, Text]]:
    by_sha256 = {text.sha256: text for text in reversed(tuple(texts))}
    for document in documents:
        if document.sha256 in by_sha256:
            yield document.id.text, by_sha256[document.sha256]


def likeness(text: Text, wanted: Sequence[Quote]) -> Fraction:
    """How much a text and a document's quotes have in common, from 0 to 1 (Dice's coefficient)."""
    known = _extent((one.at.line, one.at.start, one.at.start + one.at.length) for one in wanted)
    both = known + len(text)
    if min(known, len(text)) * 2 < both * LEAST_LIKENESS:
        return Fraction(0)  # one is so much longer that looking would be for nothing
    found = trace(text, wanted).values()
    return Fraction(2 * _extent((0, one.start, one.end) for one in found), both)


def _extent(intervals: Iterable[tuple[int, int, int]]) -> int:
    """How many places some intervals cover together; each is a line, a first place and an end."""
    covered, line, reached = 0, 0, 0
    for on, start, end in sorted(intervals):
        if on != line:
            line, reached = on, 0
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered
