"""The small changes that are made to what isn't an expression: criteria, preferences, rows of tables.

A criterion left out counts as met (in a finding that needs any of several: as unmet), so that a case notices
it by what comes out and not merely by naming it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from engine.cases.coverage.points import rows_in_order
from engine.cases.mutation.model import Kind, Mutant, Rebuilt
from engine.cases.mutation.rewriting import with_criteria, with_formulas
from engine.feel import core
from engine.feel.core import Constant
from engine.feel.types import TRUTH
from engine.program.model import Alert, Criterion, Finding, Option, Program
from engine.program.order import after_what_they_use, closure
from engine.program.table import Table
from engine.rulebook import model as written
from engine.source import Span


def of_criteria(program: Program) -> Iterator[Mutant]:
    """Each criterion left out; of options, turned round in whether it can be put right or is presumed."""
    for finding in program.findings:
        for one in finding.criteria if len(finding.criteria) > 1 else ():
            yield _left_out(one, counts=finding.needs_all)
        if len(finding.criteria) > 1:
            yield _any_or_all(finding)
    for owner in program.judged:
        for one in owner.criteria if len(owner.criteria) > 1 else ():
            yield _left_out(one, counts=True)
    for option in program.options:
        yield from _standing(option)


def _left_out(one: Criterion, *, counts: bool) -> Mutant:
    other = replace(one, test=Constant(counts, TRUTH, one.span), finding=None, evidence=())
    return _criterion(one, "left out", other)


def _standing(option: Option) -> Iterator[Mutant]:
    for one in option.criteria:
        other = replace(one, curable=not one.curable)
        yield _criterion(one, f"`curable` is {str(other.curable).lower()}", other)
        if one.presumed_until_told is not None:
            yield _criterion(one, "no longer presumed", replace(one, presumed_until_told=None))


def _criterion(one: Criterion, change: str, other: Criterion) -> Mutant:
    return Mutant(Kind.CRITERIA, one.key, change, one.span, Rebuilt(partial(_with_criterion, one, other)))


def _with_criterion(one: Criterion, other: Criterion, program: Program) -> Program:
    def changed(claim: Criterion) -> Criterion:
        return other if claim is one else claim

    return replace(
        program,
        findings=with_criteria(program.findings, changed),
        options=with_criteria(program.options, changed),
        alerts=with_criteria(program.alerts, changed),
    )


def _any_or_all(finding: Finding) -> Mutant:
    span = finding.criteria[0].span.to(finding.criteria[-1].span)
    word, other = ("all", "any") if finding.needs_all else ("any", "all")
    change = f"`{word}` of its criteria read as `{other}`"
    return Mutant(Kind.CRITERIA, finding.id, change, span, Rebuilt(partial(_turned, finding)))


def _turned(finding: Finding, program: Program) -> Program:
    other = replace(finding, needs_all=not finding.needs_all)
    return replace(program, findings=tuple(other if one is finding else one for one in program.findings))


def of_tables(program: Program) -> Iterator[Mutant]:
    """Each row left out, and the default."""
    for table in program.tables:
        rows = [row for _, row in rows_in_order(table)]
        for place, row in enumerate(rows if len(rows) > 1 else ()):
            change = f"row {f'`{row.id}`' if row.id else table.rows.index(row) + 1} left out"
            yield _of_table(table, change, row.span, partial(_without_row, place))
        if table.default is not None:
            yield _of_table(table, "default left out", table.default.span, _without_default)


def _of_table(table: Table, change: str, span: Span, without: Callable[[core.Table], core.Table]) -> Mutant:
    formulas = tuple(map(without, table.formulas))
    made = Rebuilt(lambda program: with_formulas(program, table, formulas))
    return Mutant(Kind.TABLES, table.id, change, span, made)


def _without_row(place: int, table: core.Table) -> core.Table:
    width = len(table.inputs)
    return replace(
        table,
        tests=(*table.tests[: place * width], *table.tests[(place + 1) * width :]),
        outputs=(*table.outputs[:place], *table.outputs[place + 1 :]),
    )


def _without_default(table: core.Table) -> core.Table:
    return replace(table, default=None)


def of_preferences(rulebook: written.Rulebook) -> Iterator[Mutant]:
    """Each preference left out, each alert that holds another back, and what lets nothing be recommended."""
    direct = {one.id.text: [word.text for word in one.preferred_over] for one in rulebook.options}
    for option in rulebook.options:
        for word in option.preferred_over:
            own = [name for name in direct[option.id.text] if name != word.text]
            change = f"no longer preferred over `{word.text}`"
            made = Rebuilt(partial(_preferring, {**direct, option.id.text: own}))
            yield Mutant(Kind.PREFERENCES, option.id.text, change, word.span, made)
    for alert in rulebook.alerts:
        name, other = alert.id.text, not alert.suspends
        made = Rebuilt(partial(_suspending, name, other))
        yield Mutant(Kind.PREFERENCES, name, f"`suspends` is {str(other).lower()}", alert.id.span, made)
        for word in alert.holds_back:
            change = f"no longer holds back `{word.text}`"
            made = Rebuilt(partial(_not_holding, name, word.text))
            yield Mutant(Kind.PREFERENCES, name, change, word.span, made)


def _preferring(direct: Mapping[str, Sequence[str]], program: Program) -> Program:
    """The options with other preferences, in the order that follows from them."""
    preferred = closure(direct)
    behind = {name: [one for one in direct if name in direct[one]] for name in direct}
    made = {one.id: replace(one, preferred_over=preferred[one.id]) for one in program.options}
    return replace(program, options=tuple(made[name] for name in after_what_they_use(behind)))


def _suspending(name: str, suspends: bool, program: Program) -> Program:
    return _with_alert(name, lambda one: replace(one, suspends=suspends), program)


def _not_holding(name: str, other: str, program: Program) -> Program:
    def without(alert: Alert) -> Alert:
        return replace(alert, holds_back=tuple(one for one in alert.holds_back if one != other))

    return _with_alert(name, without, program)


def _with_alert(name: str, changed: Callable[[Alert], Alert], program: Program) -> Program:
    alerts = tuple(changed(one) if one.id == name else one for one in program.alerts)
    return replace(program, alerts=alerts)
