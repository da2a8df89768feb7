"""Conditions made of those that stand in the pack: a cell with its input put in, a row as one condition.

What holds of a table is asked through everything that leads to it. So its cells are read as conditions like
any other, and no module needs a second reading of tables.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from engine.feel.core import (
    TESTED,
    And,
    Comparison,
    Global,
    IsKnown,
    Local,
    Node,
    Origin,
    Table,
    children,
    globals_of,
)
from engine.feel.tables import rows_of
from engine.feel.types import TRUTH
from engine.program.model import Program


def rebuilt(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """The expression with some of its parts replaced.

    Args:
        node: an expression.
        change: what stands in the place of a part; None: itself, its own parts being looked at.
    """
    other = change(node)
    if other is not None:
        return other
    parts: dict[str, object] = {}
    for name in node.__struct_fields__:
        part = getattr(node, name)
        if isinstance(part, Node):
            parts[name] = rebuilt(part, change)
        elif isinstance(part, tuple) and any(isinstance(one, Node) for one in part):
            parts[name] = tuple(rebuilt(one, change) for one in part)
    return replace(node, **parts)


def row_conditions(table: Table) -> tuple[Node, ...]:
    """For each row, in the order in which they are tried, the condition that it matches."""
    return tuple(
        And(
            tuple(_with_input(test, given) for test, given in zip(row, table.inputs, strict=True)),
            TRUTH,
            table.span,
        )
        for row in rows_of(table)
    )


def _with_input(test: Node, given: Node) -> Node:
    def change(node: Node) -> Node | None:
        return given if isinstance(node, Local) and node.slot == TESTED else None

    return rebuilt(test, change)


def is_known(node: Node) -> Node:
    """The condition that an expression has a value."""
    return IsKnown(node, TRUTH, node.span)


def equal(left: Node, right: Node) -> Node:
    """The condition that two expressions have one value."""
    return Comparison("=", left, right, TRUTH, left.span)


def fact(program: Program, name: str, at: Node) -> Node:
    """A fact as an expression; `at` gives it a place."""
    return Global(name, Origin.FACT, program.types[name], at.span)


def every_node(node: Node) -> Iterator[Node]:
    """A node and all below it, in the order of the text."""
    yield node
    for child in children(node):
        yield from every_node(child)


def rests_on_borrower(program: Program, nodes: Sequence[Node]) -> bool:
    """Whether a fact decides about an expression, be it through measures: not parameters alone."""
    waiting, seen = list(nodes), set[str]()
    while waiting:
        for one in globals_of(waiting.pop()):
            if one.origin is Origin.FACT:
                return True
            if one.origin is Origin.MEASURE and one.name not in seen:
                seen.add(one.name)
                waiting.append(program.formulas[one.name])
    return False
