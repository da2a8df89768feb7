"""The small changes that are made to sources: each citation left out, and exchanged for its neighbour.

A source changes no evaluation, only what an answer says that it rests on. Of a pack without a catalogue of
statements there are none: what authorities say stands nowhere in it that a citation could be held against.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from engine.cases.citing import FIGURES, JOINT, Sources, said_by, sayable
from engine.cases.mutation import resourcing
from engine.cases.mutation.model import Kind, Mutant, Resourced
from engine.evaluation.globals import PARAMETER
from engine.program.model import Program
from engine.rulebook import model as written
from engine.rulebook.model import Word
from engine.rulebook.table_model import Table

Citing = Callable[[Sources, Program], Program]  # a program in which a rule cites something else


class _Cited(Struct, frozen=True):
    """What one rule rests on.

    Attributes:
        owner: as `mutants.yaml` calls the rule.
        names: by which cases speak of what rests on it.
        where: of which sources of the rule this is the list.
    """

    owner: str
    names: frozenset[str]
    words: tuple[Word, ...]
    citing: Citing
    where: str = "its sources"


def of_sources(program: Program, rulebook: written.Rulebook) -> Iterator[Mutant]:
    """Each citation left out where it isn't the only one, and exchanged for the next of the catalogue."""
    if not rulebook.statements:
        return
    catalogue = tuple(sorted(program.sources, key=_in_order))
    for one in _cited(program, rulebook):
        cited = tuple(word.text for word in one.words)
        for place, word in enumerate(one.words):
            before, after = cited[:place], cited[place + 1 :]
            if before or after:
                yield _mutant(one, word, f"`{word.text}` left out of {one.where}", (*before, *after))
            other = _next(word.text, cited, catalogue)
            if other is not None:
                change = f"`{word.text}` read as `{other}` in {one.where}"
                yield _mutant(one, word, change, (*before, other, *after))


def _in_order(source: str) -> list[str | int]:
    """`A9` before `A10`."""
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", source)]


def _next(source: str, cited: Sources, catalogue: Sources) -> str | None:
    """The one that follows in the catalogue and isn't cited yet; after the last comes the first."""
    place = catalogue.index(source)
    around = (*catalogue[place:], *catalogue[:place])
    return next((one for one in around if one not in cited), None)


def _mutant(one: _Cited, word: Word, change: str, sources: Sources) -> Mutant:
    made = Resourced(one.names, partial(one.citing, sources))
    return Mutant(Kind.SOURCES, one.owner, change, word.span, made)


def _cited(program: Program, rulebook: written.Rulebook) -> Iterator[_Cited]:
    for finding in rulebook.findings:
        yield from _of_criteria(finding.id, finding.criteria)
    for option in rulebook.options:
        yield from _of_criteria(option.id, option.eligible_when)
    for alert in rulebook.alerts:
        yield from _of_criteria(alert.id, alert.raised_when)
    said = _said(program)
    for advice in (*rulebook.steps, *rulebook.cautions):
        yield _of_one(advice, _saying(said, advice.id.text), resourcing.of_advice)
    for document in rulebook.requirements:
        yield _of_one(document, _saying(said, document.id.text), resourcing.of_requirement)
    for measure in rulebook.measures:
        yield _of_one(measure, frozenset({said_by(FIGURES, measure.id.text)}), resourcing.of_measure)
    for parameter in rulebook.parameters:
        yield from _of_parameter(parameter)
    for table in rulebook.tables:
        collected = [_saying(said, name) for name in resourcing.documents(table.id.text, program)]
        yield from _of_table(table, collected)
    if rulebook.head.joint is not None:
        yield _Cited(JOINT, frozenset({JOINT}), rulebook.head.joint.source, resourcing.of_joint)


def _said(program: Program) -> Mapping[str, frozenset[str]]:
    """What options and alerts may say."""
    said = sayable(program)
    return {one.id: said[one.id] for one in program.judged}


def _saying(said: Mapping[str, frozenset[str]], name: str) -> frozenset[str]:
    """A step, caution or document, as each option and alert says it that may."""
    return frozenset(said_by(owner, name) for owner, names in said.items() if name in names)


def _of_criteria(owner: Word, criteria: Iterable[written.Criterion]) -> Iterator[_Cited]:
    for one in criteria:
        key = f"{owner.text}.{one.id.text}"
        yield _Cited(key, frozenset({key}), one.source, partial(resourcing.of_criterion, key))


def _of_one(
    rule: written.Advice | written.Requirement | written.Measure,
    names: frozenset[str],
    citing: Callable[[str, Sources, Program], Program],
) -> _Cited:
    return _Cited(rule.id.text, names, rule.source, partial(citing, rule.id.text))


def _of_parameter(one: written.Parameter) -> Iterator[_Cited]:
    name = one.id.text
    for place, value in enumerate(one.values):
        where = "its sources" if len(one.values) == 1 else f"the sources of the value from {value.since}"
        citing = partial(resourcing.of_parameter, name, place)
        yield _Cited(name, frozenset({said_by(FIGURES, PARAMETER + name)}), value.source, citing, where)


def _of_table(table: Table, collected: Sequence[frozenset[str]]) -> Iterator[_Cited]:
    """What a table cites for the rows that cite nothing themselves, and what each other row cites."""
    figures = frozenset(said_by(FIGURES, name) for name in table.names)
    sharing = [place for place, row in enumerate(table.every_row) if not row.source]
    if sharing:
        names = figures.union(*(collected[place] for place in sharing))
        yield _of_rows(table, names, table.source, sharing, "its sources")
    for place, row in enumerate(table.every_row):
        if row.source:
            where = f"the sources of {_called(table, place)}"
            yield _of_rows(table, figures | collected[place], row.source, [place], where)


def _of_rows(
    table: Table, names: frozenset[str], words: tuple[Word, ...], places: Sequence[int], where: str
) -> _Cited:
    return _Cited(table.id.text, names, words, partial(resourcing.of_rows, table.id.text, places), where)


def _called(table: Table, place: int) -> str:
    if place == len(table.rows):
        return "the default"
    name = table.rows[place].id
    return f"row {place + 1}" if name is None else f"row `{name.text}`"
