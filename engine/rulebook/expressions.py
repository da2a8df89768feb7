"""Every expression of a pack: where it stands, what it is for, which names it uses.

Checks, types and the program all ask for the same expressions. Were each of them to walk the
rulebook by itself, a new place for an expression would sooner or later be checked by one and
forgotten by another.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from types import MappingProxyType

from msgspec import Struct

from engine.diagnostics import Diagnostic
from engine.feel.parser import parse
from engine.feel.tree import Bracket, Name, Path, Quantifier, Tree, children
from engine.feel.types import ListType, RecordType, Type
from engine.rulebook.cells import INPUT, parse_cell
from engine.rulebook.changes_model import Change, Movement, changes_of, expressions_of
from engine.rulebook.model import (
    Advice,
    Criterion,
    DatedValue,
    Joint,
    Measure,
    Option,
    Requirement,
    Rulebook,
    Word,
)
from engine.rulebook.table_model import Table, TableRow
from engine.source import Fragment, Span

_NO_FACTS: Mapping[str, Type] = MappingProxyType({})


class Role(Enum):
    """What an expression decides."""

    MEASURE = "measure"
    CRITERION = "criterion"
    NEEDED_WHEN = "needed_when"
    ADVICE = "advice"
    TABLE = "table"
    CHANGE = "change"


class Expression(Struct, frozen=True):
    """An expression, what it is for, and the id of the thing that it belongs to.

    Attributes:
        tested: of a cell of a table, the input that it tests.
    """

    role: Role
    owner: Word
    fragment: Fragment
    tested: Fragment | None = None


def expressions(rulebook: Rulebook) -> Iterator[Expression]:
    """Every expression of a pack: measures, tables, criteria, requirements, steps, cautions, changes."""
    for measure in rulebook.measures:
        yield Expression(Role.MEASURE, measure.id, measure.formula)
    for table in rulebook.tables:
        yield from of_table(table)
    for criterion in criteria(rulebook):
        yield from _conditional(Role.CRITERION, criterion.id, criterion.when)
    for requirement in rulebook.requirements:
        yield from _conditional(Role.NEEDED_WHEN, requirement.id, requirement.needed_when)
    for advice in advices(rulebook):
        yield from _conditional(Role.ADVICE, advice.id, advice.when)
    yield from (Expression(Role.CHANGE, *one) for one in expressions_of(changes_of(rulebook)))


def of_table(table: Table) -> Iterator[Expression]:
    """Every expression of a table: inputs, then row by row conditions and results.

    Cells that are blank are left out (R257), and all of a row that has too many or too few (R250).
    """
    for one in table.inputs:
        yield Expression(Role.TABLE, table.id, one.expression)
    for row in table.every_row:
        tested = [column.expression for column in table.inputs if row.when]
        cells = [*zip(row.when, tested, strict=False), *((cell, None) for cell in row.then)]
        if len(row.when) == len(tested) and len(row.then) == len(table.outputs):
            yield from (Expression(Role.TABLE, table.id, *one) for one in cells if one[0].text.strip())


def criteria(rulebook: Rulebook) -> Iterator[Criterion]:
    """Every criterion of a pack: those of findings, options and alerts."""
    for finding in rulebook.findings:
        yield from finding.criteria
    for option in rulebook.options:
        yield from option.eligible_when
    for alert in rulebook.alerts:
        yield from alert.raised_when


def collecting(rulebook: Rulebook) -> Iterator[Word]:
    """Each word that names a table for the evidence of an option or a criterion."""
    asking: Iterable[Option | Criterion] = chain(rulebook.options, criteria(rulebook))
    return (one.evidence_table for one in asking if one.evidence_table is not None)


def advices(rulebook: Rulebook) -> Iterable[Advice]:
    """Every step, then every caution."""
    return chain(rulebook.steps, rulebook.cautions)


def sourced(
    rulebook: Rulebook,
) -> Iterator[
    Criterion | Measure | Table | TableRow | Requirement | Advice | DatedValue | Joint | Change | Movement
]:
    """Everything that says where it comes from."""
    yield from criteria(rulebook)
    yield from rulebook.measures
    for table in rulebook.tables:
        yield table
        yield from table.every_row
    yield from rulebook.requirements
    yield from advices(rulebook)
    for parameter in rulebook.parameters:
        yield from parameter.values
    if rulebook.head.joint is not None:
        yield rulebook.head.joint
    yield from changes_of(rulebook).changes
    yield from changes_of(rulebook).safety


def parse_all(
    rulebook: Rulebook, functions: Collection[str]
) -> tuple[Mapping[Span, Tree], tuple[Diagnostic, ...]]:
    """Each expression of a pack parsed once.

    Args:
        rulebook: the pack as written.
        functions: names of what expressions may call beyond the built-in functions.

    Returns:
        The trees by the place of the whole expression (`fragment.whole`), without those that can't be
        parsed, and what is wrong with these.
    """
    trees: dict[Span, Tree] = {}
    faults: list[Diagnostic] = []
    for expression in expressions(rulebook):
        tree, diagnostics = _parsed(expression, functions)
        faults.extend(diagnostics)
        if tree is not None:
            trees[expression.fragment.whole] = tree
    return trees, tuple(faults)


def _parsed(expression: Expression, functions: Collection[str]) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    if expression.tested is None:
        return parse(expression.fragment, functions=functions)
    return parse_cell(expression.fragment, expression.tested, functions)


def names(tree: Tree, facts: Mapping[str, Type] = _NO_FACTS) -> tuple[Word, ...]:
    """The dotted names that an expression takes from outside, in the order of their appearance.

    Args:
        tree: the syntax tree.
        facts: types of the facts by dotted name. With them, the bare name of a field within a filter
            (`kind` in `evidence[kind = "bill"]`) is left out as the variables of `some` and `every` are.

    Returns:
        Names as written, each with its place, as often as they stand there. What follows a name
        after a dot belongs to it, be it a field or a property: `as_of.year`.
    """
    return tuple(_names(tree, _Scope({INPUT: None}, facts)))


def _conditional(role: Role, owner: Word, fragment: Fragment | None) -> Iterator[Expression]:
    if fragment is not None:
        yield Expression(role, owner, fragment)


@dataclass(frozen=True, slots=True)
class _Scope:
    """The names that stand for something inside the expression, with their types where known."""

    local: Mapping[str, Type | None]
    facts: Mapping[str, Type]

    def having(self, local: Mapping[str, Type | None]) -> "_Scope":
        return _Scope({**self.local, **local}, self.facts)

    def element(self, items: Tree) -> Type | None:
        """The type of a list's elements."""
        found = self.type(items)
        return found.element if isinstance(found, ListType) else None

    def type(self, tree: Tree) -> Type | None:
        """The type of a name, a path or a part of a list; None of anything else."""
        match tree:
            case Name() if tree.text in self.local:
                return self.local[tree.text]
            case Name():
                return self.facts.get(tree.text)
            case Path():
                return self.facts.get(_dotted(tree) or "") or _field(self.type(tree.subject), tree.name.text)
            case Bracket():
                return self.type(tree.subject)
            case _:
                return None


def _names(tree: Tree, scope: _Scope) -> Iterator[Word]:
    match tree:
        case Name():
            if tree.text not in scope.local:
                yield Word(tree.text, tree.span)
        case Path():
            yield from _path_names(tree, scope)
        case Quantifier():
            for variable, items in tree.variables:
                yield from _names(items, scope)
                scope = scope.having({variable.text: scope.element(items)})
            yield from _names(tree.body, scope)
        case Bracket():
            yield from _names(tree.subject, scope)
            yield from _names(tree.inside, scope.having(_within_filter(scope.element(tree.subject))))
        case _:
            for child in children(tree):
                yield from _names(child, scope)


def _path_names(path: Path, scope: _Scope) -> Iterator[Word]:
    dotted = _dotted(path)
    if dotted is None:
        yield from _names(path.subject, scope)
    elif dotted.partition(".")[0] not in scope.local:
        yield Word(dotted, path.span)


def _within_filter(element: Type | None) -> Mapping[str, Type | None]:
    """What a filter's body calls by name: `item`, and the fields of a record."""
    fields = element.fields if isinstance(element, RecordType) else {}
    return {**fields, "item": element}


def _field(record: Type | None, name: str) -> Type | None:
    return record.fields.get(name) if isinstance(record, RecordType) else None


def _dotted(tree: Tree) -> str | None:
    """`a.b.c` for a path that begins with a name."""
    match tree:
        case Name():
            return tree.text
        case Path():
            subject = _dotted(tree.subject)
            return None if subject is None else f"{subject}.{tree.name.text}"
        case _:
            return None
