"""What an option's answer rests on, so that nobody is asked about options that an edit can't reach."""

from collections.abc import Iterable, Iterator

from engine.evaluation.globals import PARAMETER
from engine.feel.core import Node
from engine.program.model import COLLECTED, Criterion, Program
from engine.program.resting import names_behind

Thing = tuple[str, str]  # kind and id, as of an `Edit`


def rests_on(program: Program, option: str) -> frozenset[Thing]:
    """Everything on which the status of an option can rest: what goes before it and alerts, too."""
    return frozenset(_things(program, option))


def _things(program: Program, option: str) -> Iterator[Thing]:
    before = [one for one in program.options if one.id == option or option in one.preferred_over]
    alerts = [one for one in program.alerts if one.suspends]
    yield "pack", program.head.id.text
    yield from (("option", one.id) for one in before)
    yield from (("alert", one.id) for one in alerts)
    claims = [claim for one in before for claim in one.criteria]
    yield from _behind(program, [*claims, *(claim for one in alerts for claim in one.criteria)])


def _behind(program: Program, criteria: Iterable[Criterion]) -> Iterator[Thing]:
    for one in criteria:
        yield "criterion", one.key
        nodes: list[Node | None] = [one.test]
        if one.finding is not None:
            yield "finding", one.finding
            yield from _behind(program, program.findings_by_id[one.finding].criteria)
        for name in one.evidence:
            yield "requirement", name
            required = program.requirements_by_id[name]
            nodes += [required.needed, required.held]
        yield from _named(names_behind(program, nodes))


def _named(names: Iterable[str]) -> Iterator[Thing]:
    """Facts decide, too, but no edit is about them: both versions are read over one dictionary."""
    for name in names:
        if name.startswith(PARAMETER):
            yield "parameter", name.removeprefix(PARAMETER)
        else:
            yield "measure", name
            yield "table", name.partition(".")[0].partition(COLLECTED)[0]
