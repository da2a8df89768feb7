"""R208: an option is preferred over one that isn't in the pack.

The wish would be lost without a word, and the options would come in another order than their author meant.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, texts
from engine.rulebook.checks.references import unknown


def check(context: Context) -> Iterator[Diagnostic]:
    """Each id in `preferred_over` that names no option."""
    known = texts(option.id for option in context.rulebook.options)
    for option in context.rulebook.options:
        for word in option.preferred_over:
            if word.text not in known and word.text not in context.left_out.defined:
                yield unknown("R208", "option", word, known - {option.id.text}, "options/{}/option.yaml")
