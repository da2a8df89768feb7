"""R219: `is known` would decide a status.

An answer that is settled can't be overturned by a further fact. A status that rests on
whether something has been told would break that promise: telling it could turn a yes into a no.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.feel.tree import Application, Tree, children
from engine.rulebook.checks.context import Context, global_name, texts
from engine.rulebook.expressions import criteria, of_table
from engine.rulebook.table_model import Table
from engine.source import Fragment, Span

_IS_KNOWN = "is known"


def check(context: Context) -> Iterator[Diagnostic]:
    """Each `is known` in what decides a criterion, with the place that uses it where that is another."""
    formulas = {table.id.text: _of(table) for table in context.rulebook.tables}
    formulas |= {measure.id.text: (measure.formula,) for measure in context.rulebook.measures}
    waiting: list[tuple[Fragment, Span | None]] = [(one, None) for one in _deciding(context)]
    seen: set[str] = set()
    while waiting:
        fragment, used_at = waiting.pop(0)
        for place in _asked(context.trees.get(fragment.whole)):
            yield _fault(place, used_at)
        for name in context.names(fragment):
            measure = global_name(name.text)
            if measure in formulas and measure not in seen:
                seen.add(measure)
                waiting += ((formula, name.span) for formula in formulas[measure])


def _deciding(context: Context) -> Iterator[Fragment]:
    """The conditions of criteria, and of when the evidence that criteria ask for is needed."""
    asked = texts(word for criterion in criteria(context.rulebook) for word in criterion.evidence)
    collect = texts(one.evidence_table for one in criteria(context.rulebook) if one.evidence_table)
    for criterion in criteria(context.rulebook):
        if criterion.when:
            yield criterion.when
    for table in context.rulebook.tables:
        if table.id.text in collect:
            asked |= texts(value for output in table.outputs for value in output.values)
            yield from _of(table)
    for requirement in context.rulebook.requirements:
        if requirement.needed_when and requirement.id.text in asked:
            yield requirement.needed_when


def _of(table: Table) -> tuple[Fragment, ...]:
    return tuple(expression.fragment for expression in of_table(table))


def _asked(tree: Tree | None) -> Iterator[Span]:
    if tree is None:
        return
    if isinstance(tree, Application) and tree.function.text == _IS_KNOWN:
        yield tree.span
    for child in children(tree):
        yield from _asked(child)


def _fault(place: Span, used_at: Span | None) -> Diagnostic:
    return Diagnostic(
        "R219",
        "`is known` can't decide a status",
        place,
        "a fact that comes in later could overturn it",
        "compare the fact itself, an unknown one leaves the criterion unknown; keep `is known` to advice",
        (Note(used_at, "a status rests on it here"),) if used_at else (),
    )
