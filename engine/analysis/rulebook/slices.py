"""What a question depends on, and a hash of it: the part of the program that can change its answer.

An analyst who changes one measure waits for the questions about it, and not for the four hundred others.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from hashlib import sha256

from msgspec import Struct

from engine.analysis.properties.questions import spoken_of
from engine.analysis.properties.resolved import Demand
from engine.feel.core import Node, globals_of
from engine.program.model import Alert, Criterion, Finding, Option, Program

_NO_MATTER = frozenset(  # to a truth
    {"span", "at", "source", "confidence", "note", "type"}
    | {"steps", "cautions", "figures", "discretionary", "accepts", "holds_back"}
)


def canonical(value: object) -> str:
    """A value as text, the same wherever it stands in the files."""
    match value:
        case Enum():
            return value.name
        case Struct():
            fields = (
                f"{name}={canonical(getattr(value, name))}"
                for name in value.__struct_fields__
                if name not in _NO_MATTER
            )
            return f"{type(value).__name__}({','.join(fields)})"
        case tuple():
            return f"[{','.join(map(canonical, value))}]"
        case bool() | Decimal() | date() | str() | None:
            return repr(value)
    return str(value)


class Slices:
    """The parts of a program on which names depend."""

    def __init__(self, program: Program) -> None:
        """Take the program."""
        self._program = program
        self._criteria = {one.key: one for one in program.criteria}
        self._options = {one.id: one for one in program.options}
        self._alerts = {one.id: one for one in program.alerts}
        self._parameters = {f"parameter.{one.id}": one for one in program.parameters}
        self._definitions: dict[str, str] = {}
        self._used: dict[str, tuple[str, ...]] = {}

    def key(self, demand: Demand, more: str) -> str:
        """A hash of a demand, of all that its truth depends on, and of something more."""
        parts = [self._all, more, canonical(demand)]
        parts += [f"{name}: {self._definition(name)}" for name in sorted(self._reached(spoken_of(demand)))]
        return sha256("\n".join(parts).encode()).hexdigest()

    def facts(self, names: Iterable[str]) -> frozenset[str]:
        """The facts on which names rest."""
        known = self._program.dictionary.globals()
        return frozenset(name for name in self._reached(names) if name in known)

    @cached_property
    def _all(self) -> str:
        """What every answer depends on: which facts there are, and on which days the pack speaks."""
        program = self._program
        schema = json.dumps(program.dictionary.schema, sort_keys=True, default=str)
        tables = ",".join(canonical(one.formulas) for one in program.tables if one.forbids_overlap)
        return f"{schema}\n{program.head.since} {program.head.until}\n{tables}"

    def _reached(self, names: Iterable[str]) -> frozenset[str]:
        reached: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(self._uses_of(name))
        return frozenset(reached)

    def _thing(self, name: str) -> object:
        """What a name stands for; a fact is none of the program's things."""
        program = self._program
        for things in (program.formulas, self._parameters, self._criteria, self._options, self._alerts):
            if name in things:
                return things[name]
        return program.findings_by_id.get(name) or program.requirements_by_id.get(name)

    def _definition(self, name: str) -> str:
        if name not in self._definitions:
            thing = self._thing(name)
            before = tuple(one.id for one in self._before(thing)) if isinstance(thing, Option) else None
            self._definitions[name] = canonical(thing if before is None else before)
        return self._definitions[name]

    def _before(self, option: Option) -> Iterator[Option]:
        return (one for one in self._program.options if option.id in one.preferred_over)

    def _uses_of(self, name: str) -> tuple[str, ...]:
        if name not in self._used:
            self._used[name] = tuple(self._uses(name))
        return self._used[name]

    def _uses(self, name: str) -> Iterator[str]:
        thing = self._thing(name)
        if isinstance(thing, Node):
            yield from (one.name for one in globals_of(thing))
        if isinstance(thing, Option | Alert | Finding):
            yield from (one.key for one in thing.criteria)
        if isinstance(thing, Option):
            yield from (one.id for one in self._before(thing))
            yield from (one.id for one in self._program.alerts if one.suspends)
        if isinstance(thing, Criterion):
            yield from _of_criterion(thing)
        requirement = self._program.requirements_by_id.get(name)
        if requirement is not None:
            nodes = [one for one in (requirement.needed, requirement.held) if one is not None]
            yield from (one.name for node in nodes for one in globals_of(node))


def _of_criterion(one: Criterion) -> Iterator[str]:
    yield from () if one.test is None else (used.name for used in globals_of(one.test))
    yield from () if one.finding is None else (one.finding,)
    yield from () if one.presumed_until_told is None else (one.presumed_until_told,)
    yield from one.evidence
