"""The values at which a criterion looks: those of its condition, or those behind the documents that it needs.

A criterion about documents has no condition of its own. Without what stands behind them a reader would be
told that papers lack, and not for which cause, of which kinds, nor at which date.
"""

from collections.abc import Iterator

from engine.feel.core import Node, globals_of
from engine.program.model import COLLECTED, Criterion, Program


def operands_of(criterion: Criterion, program: Program) -> tuple[str, ...]:
    """Names of facts, measures and parameters, each once, in order of appearance.

    Those of a criterion about documents are what decides whether they are needed, and whether they are at
    hand; of documents that a table collects, what the table looks at. A finding has its own criteria instead.
    """
    if not criterion.evidence:
        return criterion.operands
    needed = [program.requirements_by_id[name] for name in criterion.evidence]
    nodes = [node for one in needed for node in (one.needed, one.held) if node is not None]
    return tuple(dict.fromkeys(name for node in nodes for name in _behind(node, program)))


def _behind(node: Node, program: Program) -> Iterator[str]:
    for used in globals_of(node):
        if COLLECTED in used.name:  # whether a table collects a document: nothing that has a title
            yield from _behind(program.formulas[used.name], program)
        else:
            yield used.name
