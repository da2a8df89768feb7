"""R237: a presumption that can't be made.

Only the status of an option can rest on what nobody has told. A finding or an alert that did would pass as
known, and nothing of the answer would say that it may change.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, did_you_mean
from engine.rulebook.checks.context import Context
from engine.rulebook.model import Criterion, Word


def check(context: Context) -> Iterator[Diagnostic]:
    """Each presumption outside an option, each without a condition, and each that waits for no fact."""
    rulebook = context.rulebook
    for one in (claim for option in rulebook.options for claim in option.eligible_when):
        if one.presumed_until_told is not None:
            yield from _in_an_option(one, one.presumed_until_told, context)
    outside = [claim for finding in rulebook.findings for claim in finding.criteria]
    outside += [claim for alert in rulebook.alerts for claim in alert.raised_when]
    for one in outside:
        if one.presumed_until_told is not None:
            label = "only an option can rest on a presumption"
            help_ = "take it out, or move the criterion to the options that rest on it"
            yield _fault(one, one.presumed_until_told, label, help_)


def _in_an_option(one: Criterion, fact: Word, context: Context) -> Iterator[Diagnostic]:
    if one.when is None:
        yield _fault(one, fact, "only a condition can be presumed", "write `when:`, or take it out")
    elif fact.text not in context.facts:
        known = did_you_mean(fact.text, sorted(context.facts))
        yield _fault(one, fact, "no fact has this name", known or "`xieshang facts` lists them")


def _fault(one: Criterion, fact: Word, label: str, help_: str) -> Diagnostic:
    return Diagnostic("R237", f"criterion `{one.id.text}` can't be presumed", fact.span, label, help_)
