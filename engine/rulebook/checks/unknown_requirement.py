"""R209: an option or a criterion asks for evidence that no file describes.

Nobody could say which documents count, so the borrower would be sent away for something unnamed.
"""

from collections.abc import Iterator
from itertools import chain

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, texts
from engine.rulebook.checks.references import unknown
from engine.rulebook.expressions import criteria


def check(context: Context) -> Iterator[Diagnostic]:
    """Each id in an `evidence` list that names no requirement."""
    known = texts(requirement.id for requirement in context.rulebook.requirements)
    asked = [one.evidence for one in context.rulebook.options]
    asked += [one.evidence for one in criteria(context.rulebook)]
    for word in chain.from_iterable(asked):
        if word.text not in known:
            yield unknown("R209", "evidence requirement", word, known, "evidence/{}.yaml")
