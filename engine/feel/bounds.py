"""How deep a tree may be.

Whatever reads a tree walks it, one or more calls a level, and Python's stack is short. Brackets
are counted while parsing; a row such as `1 + 1 + 1 + …` needs none, and makes a tree as
deep as the row is long.
"""

from engine.diagnostics import Diagnostic
from engine.feel import grammar_faults as faults
from engine.feel.tree import Infix, Tree, UnaryTests, children

MOST_DEEP = 150  # levels; comparing two trees takes three calls a level, of Python's thousand


def too_deep(tree: Tree | UnaryTests) -> Diagnostic | None:
    """E110 if a tree, or a test of a cell, has more than `MOST_DEEP` levels."""
    level: tuple[Tree, ...] = tree.tests if isinstance(tree, UnaryTests) else (tree,)
    for _ in range(MOST_DEEP):
        level = tuple(child for parent in level for child in children(parent))
        if not level:
            return None
    first = level[0]
    return faults.too_many_in_a_row(MOST_DEEP, first.sign_span if isinstance(first, Infix) else first.span)
