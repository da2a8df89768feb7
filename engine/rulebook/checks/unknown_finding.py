"""R207: a criterion rests on a finding that isn't in the pack.

It could never become met, and the option would be out of reach for everybody.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, texts
from engine.rulebook.checks.references import unknown
from engine.rulebook.expressions import criteria


def check(context: Context) -> Iterator[Diagnostic]:
    """Each `finding:` that names none."""
    known = texts(finding.id for finding in context.rulebook.findings)
    for criterion in criteria(context.rulebook):
        word = criterion.finding
        if word and word.text not in known and word.text not in context.left_out.defined:
            yield unknown("R207", "finding", word, known, "findings/{}.yaml")
