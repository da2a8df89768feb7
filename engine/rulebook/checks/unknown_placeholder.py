"""R212: a sentence has a placeholder for which there is no value.

The borrower would read `{loan.next_instalmant}` in the middle of a sentence, or the sentence
couldn't be said at all.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, did_you_mean
from engine.rulebook.changes_model import changes_of
from engine.rulebook.checks.context import (
    OF_CHANGE,
    OF_EVIDENCE,
    OF_JOINT,
    Context,
    global_name,
    placeholders,
)
from engine.rulebook.checks.said import owned_criteria
from engine.rulebook.sentences import Placeholder


def check(context: Context) -> Iterator[Diagnostic]:
    """Each placeholder that is neither a fact, a measure nor a parameter, nor fits its criterion."""
    besides = {
        (owner, "criteria", criterion.id.text): OF_EVIDENCE
        for owner, criterion in owned_criteria(context.rulebook)
        if criterion.evidence or criterion.evidence_table
    }
    besides["", "joint", "joint"] = OF_JOINT
    besides |= {("", "changes", change.id.text): OF_CHANGE for change in changes_of(context.rulebook).changes}
    left_out = context.left_out
    for words in context.rulebook.words:
        for (section, name), entry in words.entries.items():
            some = OF_EVIDENCE | OF_CHANGE if left_out.has_rules else frozenset()
            own = besides.get((words.owner, section, name), some)
            for sentence in entry.sentences.values():
                for placeholder in placeholders(sentence):
                    is_left_out = global_name(placeholder.name) in left_out.computed
                    if placeholder.name not in context.values | own and not is_left_out:
                        yield _unknown(placeholder, context, own)


def _unknown(placeholder: Placeholder, context: Context, own: frozenset[str]) -> Diagnostic:
    name = placeholder.name
    message = f"the placeholder `{{{name}}}` has no value"
    if name in context.facts:
        label, help_ = "holds several values", f"name a measure of it, with a formula such as `count({name})`"
    elif name in OF_EVIDENCE:
        label, help_ = "only a criterion with `evidence` has it", "take it out"
    elif name in OF_CHANGE:
        label, help_ = "only the words of `changes` have it", "take it out"
    elif name in OF_JOINT:
        label, help_ = "only the words of `joint` have it", "take it out"
    else:
        label = "neither a fact, a measure nor a parameter"
        help_ = did_you_mean(name, sorted(context.values | own)) or "name a parameter as `{parameter.…}`"
    return Diagnostic("R212", message, placeholder.span, label, help_)
