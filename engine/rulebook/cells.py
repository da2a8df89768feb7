"""A cell of a decision table as a condition on the input of its column.

A cell says only half of a condition: `< 12`. Made a whole one, it can be checked, typed and read like
every other expression, instead of having a meaning of its own.
"""

from collections.abc import Collection
from typing import Final

from engine.diagnostics import Diagnostic
from engine.feel.parser import parse_unary_tests
from engine.feel.tree import Application, In, Name, Tree, UnaryTests, Value
from engine.source import Fragment

INPUT: Final = "?"  # what DMN calls the value that a cell tests; nothing else can have this name


def parse_cell(
    cell: Fragment, tested: Fragment, functions: Collection[str] = ()
) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """The condition that a cell stands for, on the name `INPUT`; or what is wrong with its text.

    Args:
        cell: unary tests.
        tested: the input's expression, at which faults point that lie between the two.
        functions: names of functions beyond the built-in ones.
    """
    tests, faults = parse_unary_tests(cell, functions)
    return (None if tests is None else _condition(tests, tested)), faults


def _condition(tests: UnaryTests, tested: Fragment) -> Tree:
    if not tests.tests:
        return Value(value=True, span=tests.span)
    among = In(Name(INPUT, tested.span(0, len(tested.text))), tests.tests, tests.span)
    return Application(Name("not", tests.span), (among,), (), tests.span) if tests.negated else among


def tests_of(condition: Tree) -> UnaryTests:
    """The tests of a cell again."""
    match condition:
        case Application(arguments=(In(tests=tests),), span=span):
            return UnaryTests(tests, negated=True, span=span)
        case In(tests=tests, span=span):
            return UnaryTests(tests, negated=False, span=span)
    return UnaryTests((), negated=False, span=condition.span)
