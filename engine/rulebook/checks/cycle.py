"""R202: measures and tables are computed from each other in a circle, or findings rest on each other in one.

Such a measure has no value and such a finding no truth; an engine that began to work
them out would never end.
"""

from collections.abc import Iterable, Iterator, Mapping

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.circles import Edges, circles, describe
from engine.rulebook.checks.context import Context, global_name
from engine.rulebook.expressions import of_table
from engine.rulebook.model import Rulebook
from engine.source import Fragment, Span


def check(context: Context) -> Iterator[Diagnostic]:
    """Each circle with all of its steps."""
    measures = _uses(context)
    for circle in circles(measures):
        what = "measures and tables" if context.table_ids & set(circle) else "measures"
        yield describe("R202", f"{what} are computed from each other in a circle", circle, measures, "uses")
    findings = _rests_on(context.rulebook)
    for circle in circles(findings):
        yield describe("R202", "findings rest on each other in a circle", circle, findings, "rests on")


def _uses(context: Context) -> Edges:
    """What each measure and table uses, at the first place where it does."""
    used = {measure.id.text: _used((measure.formula,), context) for measure in context.rulebook.measures}
    for table in context.rulebook.tables:
        used[table.id.text] = _used((one.fragment for one in of_table(table)), context)
    return used


def _used(expressions: Iterable[Fragment], context: Context) -> Mapping[str, Span]:
    names = [name for expression in expressions for name in context.names(expression)]
    computed = context.measure_ids | context.table_ids
    return {
        global_name(name.text): name.span for name in reversed(names) if global_name(name.text) in computed
    }


def _rests_on(rulebook: Rulebook) -> Edges:
    return {
        finding.id.text: {one.finding.text: one.finding.span for one in finding.criteria if one.finding}
        for finding in rulebook.findings
    }
