"""R210: an option or an alert names a step or a caution that isn't in the pack.

The borrower would not be told what to do next, or what to beware of.
"""

from collections.abc import Iterable, Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, texts
from engine.rulebook.checks.references import unknown
from engine.rulebook.model import Advice, Word


def check(context: Context) -> Iterator[Diagnostic]:
    """Each id in `steps` or `cautions` that names none."""
    rulebook = context.rulebook
    steps = [one.steps for one in rulebook.options] + [one.steps for one in rulebook.alerts]
    yield from _unknown("step", rulebook.steps, steps, context)
    yield from _unknown("caution", rulebook.cautions, [one.cautions for one in rulebook.options], context)


def _unknown(
    kind: str, there: Iterable[Advice], lists: Iterable[Iterable[Word]], context: Context
) -> Iterator[Diagnostic]:
    known = texts(advice.id for advice in there)
    for words in lists:
        for word in words:
            if word.text not in known and word.text not in context.left_out.defined:
                yield unknown("R210", kind, word, known, f"{kind}s.yaml")
