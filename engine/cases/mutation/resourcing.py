"""A program in which one rule cites something else: no tree is touched, and no evaluation changes.

What rests on a rule is cited in several places of the program. A document that a table collects cites the
rows that collect it, too; changed in one place only, an answer would go on citing what was left out.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from engine.cases.citing import Sources
from engine.cases.mutation.rewriting import with_criteria
from engine.feel.core import Constant
from engine.program.model import COLLECTED, Advice, Criterion, Measure, Parameter, Program, Requirement
from engine.program.table import Row, Table
from engine.rulebook.model import Word


def of_criterion(key: str, sources: Sources, program: Program) -> Program:
    """The program in which a criterion, by its key, cites these sources."""

    def changed(one: Criterion) -> Criterion:
        return replace(one, source=sources) if one.key == key else one

    return replace(
        program,
        findings=with_criteria(program.findings, changed),
        options=with_criteria(program.options, changed),
        alerts=with_criteria(program.alerts, changed),
    )


def of_advice(name: str, sources: Sources, program: Program) -> Program:
    """The program in which a step or a caution cites these sources."""

    def changed(one: Advice) -> Advice:
        return replace(one, source=sources) if one.id == name else one

    return replace(
        program,
        steps={one: changed(advice) for one, advice in program.steps.items()},
        cautions={one: changed(advice) for one, advice in program.cautions.items()},
    )


def of_requirement(name: str, sources: Sources, program: Program) -> Program:
    """The program in which a document cites these sources, whatever collects it."""
    requirements = tuple(
        replace(one, source=sources) if one.id == name else one for one in program.requirements
    )
    return _collecting(replace(program, requirements=requirements))


def of_measure(name: str, sources: Sources, program: Program) -> Program:
    """The program in which a measure cites these sources."""

    def changed(one: Measure) -> Measure:
        return replace(one, source=sources) if one.id == name else one

    return replace(
        program,
        measures=tuple(map(changed, program.measures)),
        computed=tuple(map(changed, program.computed)),
    )


def of_parameter(name: str, place: int, sources: Sources, program: Program) -> Program:
    """The program in which one of a parameter's dated values, by its place, cites these sources."""

    def changed(one: Parameter) -> Parameter:
        if one.id != name:
            return one
        value = one.values[place]
        words = tuple(Word(source, value.span) for source in sources)
        return replace(
            one, values=(*one.values[:place], replace(value, source=words), *one.values[place + 1 :])
        )

    return replace(program, parameters=tuple(map(changed, program.parameters)))


def of_joint(sources: Sources, program: Program) -> Program:
    """The program in which the part about all loans together cites these sources."""
    assert program.joint is not None, "only what a pack has is changed"  # noqa: S101
    return replace(program, joint=replace(program.joint, source=sources))


def of_rows(name: str, places: Sequence[int], sources: Sources, program: Program) -> Program:
    """The program in which rows of a table, by their places, cite these sources; the default is the last."""
    (table,) = (one for one in program.tables if one.id == name)
    rows, named = list(_rows(table)), documents(name, program)
    for place in places:
        rows[place] = replace(rows[place], source=sources)
    count = len(table.rows)
    other = replace(table, rows=tuple(rows[:count]), default=next(iter(rows[count:]), None))
    return _collecting(
        replace(
            program,
            tables=tuple(other if one is table else one for one in program.tables),
            computed=tuple(_computed(one, other, named) for one in program.computed),
        )
    )


def _rows(table: Table) -> tuple[Row, ...]:
    return table.rows if table.default is None else (*table.rows, table.default)


def _computed(one: Measure, table: Table, named: Sequence[str]) -> Measure:
    """What comes out of a table cites all its rows; whether it collects a document, those that do."""
    owner, _, document = one.id.partition(COLLECTED)
    if document and owner == table.id:
        rows = zip(_rows(table), named, strict=True)
        return replace(one, source=_distinct(row for row, name in rows if name == document))
    return replace(one, source=_distinct(_rows(table))) if one.id in _outputs(table) else one


def _outputs(table: Table) -> frozenset[str]:
    return frozenset(one.text for one in table.outputs)


def documents(name: str, program: Program) -> tuple[str, ...]:
    """The document that each row of a table collects, the default last; "" where it collects none."""
    (table,) = (one for one in program.tables if one.id == name)
    collected = {one.document for one in program.collected if one.id.startswith(name + COLLECTED)}
    formula = table.formulas[0]  # such a table has one output, and its rows stay in their order
    outputs = formula.outputs if formula.default is None else (*formula.outputs, formula.default)
    named = [str(one.value) if isinstance(one, Constant) else "" for one in outputs]
    return tuple(one if one in collected else "" for one in named)


def _distinct(rows: Iterable[Row]) -> Sources:
    return tuple(dict.fromkeys(source for row in rows for source in row.source))


def _collecting(program: Program) -> Program:
    """The program in which documents that tables collect cite what they and those rows do."""
    own = {one.id: one.source for one in program.requirements}
    rows = {one.id: one.source for one in program.computed}

    def changed(one: Requirement) -> Requirement:
        return replace(one, source=tuple(dict.fromkeys((*own[one.document], *rows[one.id]))))

    return replace(program, collected=tuple(map(changed, program.collected)))
