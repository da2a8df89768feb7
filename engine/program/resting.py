"""On which names expressions rest, through every measure in between.

Whoever makes a function, columns or a question of a program needs what its decisions rest on, and nothing
else. Each of them following formulas by itself, one would sooner or later forget a kind of expression.
"""

from collections.abc import Iterable

from engine.feel.core import Node, globals_of
from engine.program.model import Program


def names_behind(program: Program, nodes: Iterable[Node | None], names: Iterable[str] = ()) -> frozenset[str]:
    """Facts, parameters and measures on which expressions, and the given names, rest."""
    waiting = [*names, *(one.name for node in nodes if node is not None for one in globals_of(node))]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            formula = program.formulas.get(name)
            waiting += [] if formula is None else [one.name for one in globals_of(formula)]
    return frozenset(found)


def names_behind_decisions(program: Program, names: Iterable[str] = ()) -> frozenset[str]:
    """Those on which criteria, requirements and contradictions of tables rest, and the given names."""
    nodes = [one.test for one in program.criteria]
    nodes += [one.formulas[0] for one in program.tables if one.forbids_overlap]
    nodes += [node for one in program.required for node in (one.needed, one.held)]
    presumed = [one.presumed_until_told for one in program.criteria if one.presumed_until_told]
    return names_behind(program, nodes, (*names, *presumed))
