"""R230: no rule rests on a source of the catalogue, and nobody says why.

A sentence of the guidance that was overlooked looks just like one that was left out on
purpose. So each is either used or waived with a reason.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context
from engine.rulebook.expressions import sourced
from engine.rulebook.model import Word


def check(context: Context) -> Iterator[Diagnostic]:
    """Each statement neither used nor waived, and each authority that isn't used."""
    rulebook = context.rulebook
    if context.left_out.has_rules:  # the rule may stand there
        return
    used = {word.text for rule in sourced(rulebook) for word in rule.source}
    for statement in rulebook.statements:
        if statement.id.text not in used and not statement.unused:
            yield _unused("statement", statement.id, "say why with `unused: {…}`")
    for authority in rulebook.authorities:
        if authority.id.text not in used:
            yield _unused("authority", authority.id, "delete it")


def _unused(kind: str, word: Word, otherwise: str) -> Diagnostic:
    message = f"no rule rests on the {kind} `{word.text}`"
    return Diagnostic(
        "R230", message, word.span, "no `source` names it", f"name it in a `source`, or {otherwise}"
    )
