"""R202: measures are computed from each other in a circle, or findings rest on each other in one.

Such a measure has no value and such a finding no truth; an engine that began to work
them out would never end.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.circles import Edges, circles, describe
from engine.rulebook.checks.context import Context, global_name
from engine.rulebook.model import Rulebook


def check(context: Context) -> Iterator[Diagnostic]:
    """Each circle with all of its steps."""
    measures = _uses(context)
    for circle in circles(measures):
        yield describe("R202", "measures are computed from each other in a circle", circle, measures, "uses")
    findings = _rests_on(context.rulebook)
    for circle in circles(findings):
        yield describe("R202", "findings rest on each other in a circle", circle, findings, "rests on")


def _uses(context: Context) -> Edges:
    return {
        measure.id.text: {
            global_name(name.text): name.span
            for name in reversed(context.names(measure.formula))
            if global_name(name.text) in context.measure_ids
        }
        for measure in context.rulebook.measures
    }


def _rests_on(rulebook: Rulebook) -> Edges:
    return {
        finding.id.text: {one.finding.text: one.finding.span for one in finding.criteria if one.finding}
        for finding in rulebook.findings
    }
