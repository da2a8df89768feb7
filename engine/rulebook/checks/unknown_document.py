"""R232: a statement, or a passage between statements, is from a document that `pack.yaml` doesn't list.

Nobody could find the sentence it stands for, nor check its quote against a text of known SHA-256.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, texts
from engine.rulebook.checks.references import unknown
from engine.rulebook.left_out import NOTHING


def check(context: Context) -> Iterator[Diagnostic]:
    """Each `document` of a statement or passage that names none."""
    rulebook = context.rulebook
    known = texts(document.id for document in rulebook.head.documents)
    named = [one.document for one in rulebook.statements]
    named += [one.document for one in rulebook.passages]
    if not known and context.left_out != NOTHING:
        return  # they may stand in what is left out
    for document in named:
        if document.text not in known:
            yield unknown("R232", "document", document, known, "pack.yaml")
