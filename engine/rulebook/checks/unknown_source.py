"""R214: a source stands in neither catalogue.

The trace from an answer to the guidance would end in a word that nobody can look up.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, texts
from engine.rulebook.checks.references import unknown
from engine.rulebook.expressions import sourced


def check(context: Context) -> Iterator[Diagnostic]:
    """Each id in a `source` that is neither a statement's nor an authority's."""
    rulebook = context.rulebook
    known = texts(one.id for one in rulebook.statements) | texts(one.id for one in rulebook.authorities)
    for rule in sourced(rulebook):
        for word in rule.source:
            if word.text not in known and word.text not in context.left_out.defined:
                yield unknown("R214", "source", word, known, "statements.yaml` or `authorities.yaml")
