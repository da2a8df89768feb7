"""R232: a statement is from a document that `pack.yaml` doesn't list.

Nobody could find the sentence it stands for, nor check its quote against a text of known SHA-256.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, texts
from engine.rulebook.checks.references import unknown


def check(context: Context) -> Iterator[Diagnostic]:
    """Each `document` of a statement that names none."""
    known = texts(document.id for document in context.rulebook.head.documents)
    for statement in context.rulebook.statements:
        if statement.document.text not in known:
            yield unknown("R232", "document", statement.document, known, "pack.yaml")
