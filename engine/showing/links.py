"""What each thing of a pack is made of, what it rests on, and what uses it.

Whoever changes a measure wants to know which options it decides. The list is made from the checked program:
written by hand, it would miss the first rule that is added.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from engine.feel.core import Node, globals_of
from engine.program.model import COLLECTED, Alert, Criterion, Finding, Option
from engine.rulebook.sentences import Placeholder
from engine.showing.pack import Pack
from engine.showing.things import PARAMETER, Thing, things


def names_in(node: Node | None) -> tuple[str, ...]:
    """The facts, measures, outputs of tables and parameters of an expression, in order of appearance."""
    return () if node is None else tuple(one.name for one in globals_of(node))


def documents(evidence: Iterable[str]) -> tuple[str, ...]:
    """Requirements by their ids, those that a table collects by the table's id."""
    return tuple(dict.fromkeys(name.partition(COLLECTED)[0] for name in evidence))


def thing_of(pack: Pack, name: str) -> str:
    """The id of what defines a name of an expression: `plan.pace` is an output of `plan`."""
    if name.startswith(PARAMETER):
        return name.removeprefix(PARAMETER)
    whole = name.partition(".")[0]
    return whole if any(one.id == whole for one in pack.program.tables) else name


def criteria_of(pack: Pack, thing: Thing) -> tuple[Criterion, ...]:
    """The criteria of an option, an alert or a finding; of a criterion, itself."""
    if thing.kind == "criterion":
        return (pack.criteria[thing.id],)
    owners: Iterable[Option | Alert | Finding] = (*pack.program.judged, *pack.program.findings)
    return next((one.criteria for one in owners if one.id == thing.id), ())


def names_of(pack: Pack, thing: Thing) -> tuple[str, ...]:
    """Every name of an expression that a thing uses: in expressions, figures and placeholders, each once."""
    return tuple(dict.fromkeys((*_expressed(pack, thing), *_said(pack, thing))))


def _expressed(pack: Pack, thing: Thing) -> Iterator[str]:
    program = pack.program
    for one in criteria_of(pack, thing):
        yield from one.operands
    match thing.kind:
        case "option":
            yield from next(one.figures for one in program.options if one.id == thing.id)
        case "measure":
            yield from names_in(program.formulas[thing.id])
        case "table":
            (table,) = (one for one in program.tables if one.id == thing.id)
            yield from (name for formula in table.formulas for name in names_in(formula))
        case "requirement":
            requirement = program.requirements_by_id[thing.id]
            yield from names_in(requirement.needed)
            yield from ([f"{PARAMETER}{requirement.fresh_within}"] if requirement.fresh_within else [])
            yield from ([requirement.back_to] if requirement.back_to else [])
        case "step" | "caution":
            yield from names_in(pack.advice[thing.id].when)
        case "joint" if program.joint:
            yield from (program.joint.budget, program.joint.offer, *program.joint.first)
            yield from ([program.joint.kept_when] if program.joint.kept_when else [])


_SECTIONS: Mapping[str, str] = {
    "requirement": "evidence",
    "table": "tables",
    "measure": "measures",
    "parameter": "parameters",
    "joint": "joint",
    "step": "steps",
    "caution": "cautions",
    "finding": "findings",
}


def _said(pack: Pack, thing: Thing) -> Iterator[str]:
    """The placeholders in the words of a thing that the program has a type for."""
    claims = {one.id for one in criteria_of(pack, thing)}
    owner = pack.owner(pack.criteria[thing.id]) if thing.kind == "criterion" else thing.id
    owner = owner if any(one.id == owner for one in pack.program.judged) else ""
    for book in pack.program.words.values():
        for (whose, section, name, _), text in book.items():
            of_claim = section == "criteria" and whose == owner and name in claims
            of_option = bool(owner) and whose == owner and thing.kind != "criterion"
            if (
                of_claim
                or of_option
                or (whose == "" and (section, name) == (_SECTIONS.get(thing.kind), thing.id))
            ):
                placed = (part.name for part in text if isinstance(part, Placeholder))
                yield from (one for one in placed if one in pack.program.types)


def parts_of(pack: Pack, thing: Thing) -> tuple[str, ...]:
    """The ids of what a thing is put together from: findings, documents, steps, cautions."""
    found = [
        part for one in criteria_of(pack, thing) for part in (one.finding, *documents(one.evidence)) if part
    ]
    for option in pack.program.options:
        if thing == Thing("option", option.id):
            found += [*documents(option.evidence), *option.steps, *option.cautions]
    for alert in pack.program.alerts:
        found += alert.steps if thing == Thing("alert", alert.id) else ()
    return tuple(dict.fromkeys(found))


def own_sources(pack: Pack, thing: Thing) -> tuple[str, ...]:
    """The statements and authorities that a thing itself names, in order, each once."""
    return tuple(dict.fromkeys(_sources(pack, thing)))


def _sources(pack: Pack, thing: Thing) -> Iterator[str]:
    program = pack.program
    for claim in criteria_of(pack, thing):
        yield from claim.source
    match thing.kind:
        case "measure":
            yield from next(one.source for one in program.measures if one.id == thing.id)
        case "requirement":
            yield from program.requirements_by_id[thing.id].source
        case "step" | "caution":
            yield from pack.advice[thing.id].source
        case "joint" if program.joint:
            yield from program.joint.source
        case "parameter":
            (parameter,) = (one for one in program.parameters if one.id == thing.id)
            yield from (word.text for value in parameter.values for word in value.source)
        case "table":
            (table,) = (one for one in program.tables if one.id == thing.id)
            for row in (*table.rows, *([table.default] if table.default else ())):
                yield from row.source
        case "statement" | "authority":
            yield thing.id


def all_sources(pack: Pack, thing: Thing) -> tuple[str, ...]:
    """Its own sources, then those of the parts that are shown with it."""
    parts = [one for one in things(pack) if one.id in parts_of(pack, thing)]
    return tuple(
        dict.fromkeys(
            (*own_sources(pack, thing), *(name for one in parts for name in own_sources(pack, one)))
        )
    )


def users_of(pack: Pack, thing: Thing) -> tuple[Thing, ...]:
    """What uses a thing, or rests on it as its source."""
    return tuple(one for one in things(pack) if one != thing and thing.id in _index(pack)[one])


@lru_cache(maxsize=4)  # packs are told apart by identity
def _index(pack: Pack) -> Mapping[Thing, frozenset[str]]:
    """Of each thing, the ids of everything that it uses."""
    return {one: frozenset(_used(pack, one)) for one in things(pack)}


def _used(pack: Pack, thing: Thing) -> Iterator[str]:
    yield from (thing_of(pack, name) for name in names_of(pack, thing))
    yield from parts_of(pack, thing)
    yield from own_sources(pack, thing)
    if thing.kind == "table":
        collected = (one.id.partition(COLLECTED) for one in pack.program.collected)
        yield from (requirement for table, _, requirement in collected if table == thing.id)
    if thing.kind == "statement":
        yield pack.statements[thing.id].document.text
