"""R217: a part of the pack is used by nothing.

Whoever reads the pack takes it for a rule that decides something. An analyst may change a
parameter, see the checks pass, and not learn that no answer depends on it.
"""

from collections.abc import Iterable, Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import PARAMETER, Context, global_name, texts
from engine.rulebook.expressions import Role, collecting, criteria, expressions
from engine.rulebook.left_out import NOTHING
from engine.rulebook.model import Advice, Finding, Measure, Parameter, Requirement, Rulebook
from engine.rulebook.table_model import Table

_COMPUTING = frozenset(
    {Role.MEASURE, Role.TABLE}
)  # whose owner an expression could name; criteria can't be named
_Thing = Parameter | Measure | Table | Finding | Requirement | Advice


def check(context: Context) -> Iterator[Diagnostic]:
    """Each parameter, measure, table, finding, requirement, step and caution that nothing names."""
    if context.left_out != NOTHING:  # it may be used there
        return
    for kind, things, used in _things(context):
        yield from (_unused(kind, thing) for thing in things if thing.id.text not in used)


def _things(context: Context) -> Iterator[tuple[str, Iterable[_Thing], frozenset[str]]]:
    """Kind by kind what there is, and the ids of what is used."""
    rulebook = context.rulebook
    named = _named(context)
    yield "measure", rulebook.measures, named
    yield "table", rulebook.tables, named | texts(collecting(rulebook))
    parameters = frozenset(name.removeprefix(PARAMETER) for name in named & context.parameter_names)
    yield "parameter", rulebook.parameters, parameters | _freshness(rulebook)
    findings = (one.finding for one in criteria(rulebook) if one.finding)
    yield "finding", rulebook.findings, texts(findings)
    yield "requirement", rulebook.requirements, _required(rulebook)
    steps = (step for owners in (rulebook.options, rulebook.alerts) for one in owners for step in one.steps)
    yield "step", rulebook.steps, texts(steps)
    cautions = (caution for option in rulebook.options for caution in option.cautions)
    yield "caution", rulebook.cautions, texts(cautions)


def _unused(kind: str, thing: _Thing) -> Diagnostic:
    message = f"the {kind} `{thing.id.text}` is used by nothing"
    return Diagnostic("R217", message, thing.id.span, "nothing names it", "use it, or delete it")


def _named(context: Context) -> frozenset[str]:
    """Measures, tables and parameters in expressions, figures and placeholders; none in itself."""
    found = {global_name(figure.text) for option in context.rulebook.options for figure in option.figures}
    found |= {global_name(placeholder.name) for placeholder in context.placeholders} | context.joint_names
    for expression in expressions(context.rulebook):
        names = {global_name(name.text) for name in context.names(expression.fragment)}
        found |= names - ({expression.owner.text} if expression.role in _COMPUTING else set())
    return frozenset(found)


def _required(rulebook: Rulebook) -> frozenset[str]:
    asked = (word for criterion in criteria(rulebook) for word in criterion.evidence)
    listed = texts(asked) | texts(word for option in rulebook.options for word in option.evidence)
    collected = (table for table in rulebook.tables if table.id.text in texts(collecting(rulebook)))
    return listed | texts(value for table in collected for value in table.outputs[0].values)


def _freshness(rulebook: Rulebook) -> frozenset[str]:
    return texts(one.fresh_within for one in rulebook.requirements if one.fresh_within)
