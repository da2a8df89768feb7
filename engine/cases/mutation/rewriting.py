"""A program in which one node of its typed trees is another: nothing is read or parsed again.

A node may be used in several trees: a cell of a table in the formula of each output, and in the truths that
say which documents the table collects. It is changed in all of them, as a change of the file would.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from engine.feel import core
from engine.feel.core import Constant, Node, children
from engine.feel.types import TRUTH
from engine.program.model import COLLECTED, Criterion, Measure, Program
from engine.program.table import Table

_Owner = TypeVar("_Owner", bound=Struct)


def substituted(root: Node, old: Node, new: Node) -> Node:
    """A tree with one node, known by its identity, for another; the very same tree if it doesn't use it."""
    if root is old:
        return new
    other = {id(one): substituted(one, old, new) for one in children(root)}
    changed: dict[str, object] = {}
    for name in root.__struct_fields__:
        part = getattr(root, name)
        if isinstance(part, tuple):
            parts = tuple([other.get(id(one), one) for one in part])
            if not all(map(_is, parts, part)):
                changed[name] = parts
        elif other.get(id(part), part) is not part:
            changed[name] = other[id(part)]
    return replace(root, **changed) if changed else root


def _is(one: object, other: object) -> bool:
    return one is other


class Trees:
    """A program and its trees, in which single nodes can be changed."""

    def __init__(self, program: Program) -> None:
        """Take a program, and note in which of its trees each node is used."""
        self._program = program
        self._used_in: dict[int, set[int]] = {}
        with_trees(program, self._note)

    def _note(self, root: Node) -> Node:
        waiting = [root]
        while waiting:
            node = waiting.pop()
            self._used_in.setdefault(id(node), set()).add(id(root))
            waiting.extend(children(node))
        return root

    def rewritten(self, old: Node, new: Node) -> Program:
        """The program with one node for another, known by its identity."""
        using = self._used_in[id(old)]
        return with_trees(
            self._program, lambda root: substituted(root, old, new) if id(root) in using else root
        )


def with_trees(program: Program, changed: Callable[[Node], Node]) -> Program:
    """A program with each of its trees changed; what stays the same is the same object."""
    tables = tuple(_table(one, changed) for one in program.tables)
    other = replace(
        program,
        tables=tables,
        computed=tuple(_field(one, "formula", changed) for one in program.computed),
        measures=tuple(_field(one, "formula", changed) for one in program.measures),
        requirements=tuple(
            _field(_field(one, "needed", changed), "held", changed) for one in program.requirements
        ),
        collected=tuple(_field(_field(one, "needed", changed), "held", changed) for one in program.collected),
        findings=_of_criteria(program.findings, changed),
        options=_of_criteria(program.options, changed),
        alerts=_of_criteria(program.alerts, changed),
        steps={name: _field(one, "when", changed) for name, one in program.steps.items()},
        cautions={name: _field(one, "when", changed) for name, one in program.cautions.items()},
    )
    differing = [one for one, before in zip(tables, program.tables, strict=True) if one is not before]
    return _collecting(other, differing)


def _of_criteria(owners: Iterable[_Owner], changed: Callable[[Node], Node]) -> tuple[_Owner, ...]:
    return with_criteria(owners, lambda one: _field(one, "test", changed))


def with_criteria(owners: Iterable[_Owner], changed: Callable[[Criterion], Criterion]) -> tuple[_Owner, ...]:
    """Findings, options or alerts with each of their criteria changed."""
    return tuple(_with_criteria(one, changed) for one in owners)


def _with_criteria(owner: _Owner, changed: Callable[[Criterion], Criterion]) -> _Owner:
    before: tuple[Criterion, ...] = getattr(owner, "criteria")  # noqa: B009  (each of the three has them)
    after = tuple(map(changed, before))
    return owner if all(map(_is, after, before)) else replace(owner, criteria=after)


def _field(owner: _Owner, name: str, changed: Callable[[Node], Node]) -> _Owner:
    before = getattr(owner, name)
    after = None if before is None else changed(before)
    return owner if after is before else replace(owner, **{name: after})


def _table(table: Table, changed: Callable[[Node], Node]) -> Table:
    formulas = tuple(map(changed, table.formulas))
    if all(map(_is, formulas, table.formulas)):
        return table
    return replace(table, formulas=tuple(one for one in formulas if isinstance(one, core.Table)))


def with_formulas(program: Program, table: Table, formulas: tuple[core.Table, ...]) -> Program:
    """A program in which a table comes to something else.

    Args:
        program: the checked pack.
        table: one of its own.
        formulas: one for each output.
    """
    names = dict(zip((one.text for one in table.outputs), formulas, strict=True))
    other = replace(table, formulas=formulas)
    changed = replace(
        program,
        tables=tuple(other if one is table else one for one in program.tables),
        computed=tuple(
            replace(one, formula=names[one.id]) if one.id in names else one for one in program.computed
        ),
    )
    return _collecting(changed, [other])


def _collecting(program: Program, tables: Iterable[Table]) -> Program:
    """The program with the truths that say what these tables collect made anew from their rows."""
    by_id = {one.id: one for one in tables}
    return (
        replace(program, computed=tuple(_collected(one, by_id) for one in program.computed))
        if by_id
        else program
    )


def _collected(measure: Measure, tables: dict[str, Table]) -> Measure:
    name, sign, requirement = measure.id.partition(COLLECTED)
    if not sign or name not in tables:
        return measure
    return replace(measure, formula=_collects(tables[name].formulas[0], requirement))


def _collects(table: core.Table, requirement: str) -> core.Table:
    """Whether a table collects a requirement: true where a row matches that names it.

    The rows that name it go first; the others matter only for whether the default comes out.
    """
    width, default = len(table.inputs), table.default
    naming = [_names(output, requirement) for output in table.outputs]
    kept = sorted(
        (place for place, named in enumerate(naming) if named or default), key=lambda one: not naming[one]
    )
    return core.Table(
        "first",
        "",
        table.inputs,
        tuple(test for place in kept for test in table.tests[place * width : (place + 1) * width]),
        tuple(Constant(naming[place], TRUTH, table.outputs[place].span) for place in kept),
        Constant(default is not None and _names(default, requirement), TRUTH, table.span),
        TRUTH,
        table.span,
    )


def _names(output: Node, requirement: str) -> bool:
    return isinstance(output, Constant) and output.value == requirement
