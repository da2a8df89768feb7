"""R281: a passage that holds nothing to do overlaps a statement or another passage.

What lies between the catalogued sentences is read by somebody once and put aside with a reason. Were it
allowed to reach into a sentence, part of the guidance could be put aside that a rule rests on.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.checks.context import Context
from engine.rulebook.model import Place, Rulebook
from engine.source import Span


def check(context: Context) -> Iterator[Diagnostic]:
    """Each passage that begins or ends within something else of its document, with both places."""
    taken = list(_statements(context.rulebook))
    for passage in context.rulebook.passages:
        document = passage.document.text
        for other, place, span, name in taken:
            if other == document and _overlap(place, passage.at):
                yield _fault(passage.span, span, name)
        taken.append((document, passage.at, passage.span, "another passage"))


def _statements(rulebook: Rulebook) -> Iterator[tuple[str, Place, Span, str]]:
    """Document, place and name of each statement whose place is known."""
    for one in rulebook.statements:
        if one.at is not None:
            yield one.document.text, one.at, one.id.span, f"the statement `{one.id.text}`"


def _overlap(one: Place, other: Place) -> bool:
    """Whether two places of one line share a character; where a line ends, only the document knows."""
    return (
        one.line == other.line
        and one.start < other.start + other.length
        and other.start < one.start + one.length
    )


def _fault(passage: Span, other: Span, name: str) -> Diagnostic:
    return Diagnostic(
        "R281",
        f"a passage shares characters with {name}",
        passage,
        "where the passage stands",
        "end the passage where the other begins, or delete it",
        (Note(other, "what stands there already"),),
    )
