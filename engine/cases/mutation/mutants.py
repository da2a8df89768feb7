"""Every mutant of a pack, in the order of the places that they change."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from engine.cases.expressions import Steps, expressions
from engine.cases.mutation.model import Dated, Kind, Mutant
from engine.cases.mutation.operators import Slip, neighbours, slips
from engine.cases.mutation.sources import of_sources
from engine.cases.mutation.structure import of_criteria, of_preferences, of_tables
from engine.feel.core import Constant, Node, children
from engine.program.model import Parameter, Program
from engine.rulebook.model import DatedValue, Rulebook
from engine.source import Span


def mutants_of(program: Program, rulebook: Rulebook) -> tuple[Mutant, ...]:
    """Every mutant of a pack, sorted by place.

    Args:
        program: the checked pack.
        rulebook: the same as written, which knows where preferences stand.
    """
    found = (
        *_of_expressions(program),
        *_of_parameters(program),
        *of_tables(program),
        *of_criteria(program),
        *of_preferences(rulebook),
        *of_sources(program, rulebook),
    )
    return tuple(sorted(found, key=lambda one: (one.span.source.name, one.span.start, one.change)))


def _of_expressions(program: Program) -> Iterator[Mutant]:
    """The slips of every node, once for each node, however many trees use it."""
    steps, seen = Steps(program), set[int]()
    for one in expressions(program):
        for node, parent in _with_parents(one.root, None):
            if id(node) not in seen:
                seen.add(id(node))
                for slip in slips(node, parent, steps):
                    yield _mutant(one.owner, slip, node.span)


def _mutant(owner: str, slip: Slip, span: Span) -> Mutant:
    return Mutant(slip.kind, owner, slip.change, span, slip.swap)


def _with_parents(node: Node, parent: Node | None) -> Iterator[tuple[Node, Node | None]]:
    yield node, parent
    for one in children(node):
        yield from _with_parents(one, node)


def _of_parameters(program: Program) -> Iterator[Mutant]:
    """Each dated value a step less and more; each day on which one follows another, a day moved."""
    steps = Steps(program)
    for one in program.parameters:
        for place, dated in enumerate(one.values):
            yield from _of_value(one, place, dated, steps)
        for place, (before, after) in enumerate(pairwise(one.values)):
            yield from _of_day(one, place, before, after)


def _of_value(one: Parameter, place: int, dated: DatedValue, steps: Steps) -> Iterator[Mutant]:
    if isinstance(dated.value, str):
        return  # it is only said, and cases don't look at words
    step = steps.of(Constant(dated.value, one.type, dated.at)) or Decimal(1)
    for value in neighbours(dated.value, step, one.type):
        changed = replace(dated, value=value)
        change = f"`{dated.value}` read as `{value}`"
        yield Mutant(Kind.PARAMETERS, one.id, change, dated.at, Dated(_with_value(one, place, changed)))


def _of_day(one: Parameter, place: int, before: DatedValue, after: DatedValue) -> Iterator[Mutant]:
    """The day on which a value takes the place of another, moved where both still have a day."""
    for days in (-1, 1):
        moved = after.since + timedelta(days)
        if before.since < moved and (after.until is None or moved <= after.until):
            made = _with_value(one, place, replace(before, until=moved - timedelta(1)))
            made = _with_value(made, place + 1, replace(after, since=moved))
            change = f"in force from `{moved}` instead of `{after.since}`"
            yield Mutant(Kind.PARAMETERS, one.id, change, after.span, Dated(made))


def _with_value(one: Parameter, place: int, dated: DatedValue) -> Parameter:
    return replace(one, values=(*one.values[:place], dated, *one.values[place + 1 :]))
