"""R229: a measure or a table has a name that means something else in expressions or sentences.

`loan` would be the fact in one reading and the measure in another, and `{missing}` in a
sentence would change its meaning with the criterion that says it.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.feel.words import KEYWORDS
from engine.rulebook.changes_model import changes_of
from engine.rulebook.checks.context import OF_CHANGE, OF_EVIDENCE, OF_JOINT, PARAMETER, Context


def check(context: Context) -> Iterator[Diagnostic]:
    """Each measure or table named like a fact, a group of facts, a word of the language or a placeholder."""
    taken = dict.fromkeys(KEYWORDS, "a word of the language")
    taken |= dict.fromkeys(OF_EVIDENCE, "what a criterion says of its evidence")
    if context.rulebook.head.joint is not None:
        taken |= dict.fromkeys(OF_JOINT, "what the words of `joint` say of its sums")
    if changes_of(context.rulebook).changes:
        taken |= dict.fromkeys(OF_CHANGE, "what the words of a change say of it")
    taken |= {PARAMETER.rstrip("."): "what comes before a parameter", "item": "an element of a list"}
    taken |= {name.partition(".")[0]: "a group of facts" for name in context.facts}
    taken |= dict.fromkeys(context.facts, "a fact")
    named = [("measure", measure.id) for measure in context.rulebook.measures]
    named += [("table", table.id) for table in context.rulebook.tables]
    for kind, word in named:
        if word.text in taken:
            message = f"a {kind} can't be called `{word.text}`"
            yield Diagnostic("R229", message, word.span, f"this is {taken[word.text]}", "give it another id")
