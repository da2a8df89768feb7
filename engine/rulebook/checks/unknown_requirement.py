"""R209: an option, a criterion or a table asks for evidence that no file describes.

Nobody could say which documents count, so the borrower would be sent away for something unnamed.
"""

from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from engine.diagnostics import Diagnostic
from engine.rulebook import expressions
from engine.rulebook.checks.context import Context, texts
from engine.rulebook.checks.references import unknown


def check(context: Context) -> Iterator[Diagnostic]:
    """Each id in an `evidence` list, or among the values of such a table, that names no requirement."""
    known = texts(requirement.id for requirement in context.rulebook.requirements)
    asked = [one.evidence for one in context.rulebook.options]
    asked += [one.evidence for one in expressions.criteria(context.rulebook)]
    collecting = texts(expressions.collecting(context.rulebook))
    asked += [
        output.values
        for table in context.rulebook.tables
        if table.id.text in collecting
        for output in table.outputs
    ]
    for word in chain.from_iterable(asked):
        if word.text not in known and word.text not in context.left_out.defined:
            told = unknown("R209", "evidence requirement", word, known, "evidence/{}.yaml")
            yield replace(told, help=_for_a_kind(context, word.text) or told.help)


def _for_a_kind(context: Context, kind: str) -> str:
    """What to write where a kind of document was named instead of a requirement that accepts it."""
    found = [one.id.text for one in context.rulebook.requirements if kind in texts(one.accepts)]
    listed = " or ".join(f"`{one}`" for one in found)
    return f"a kind of document is accepted by a requirement: write {listed}" if found else ""
