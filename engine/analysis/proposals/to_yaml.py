"""Proposals as a file of cases: what the reference makes of each borrower, for the author to confirm.

A case that was pasted from the output proves nothing. So each of them says at its place that it has yet to
be held against the rule and its source, and is named so that nobody mistakes it for one that has been.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from engine.analysis.model import Witness
from engine.analysis.proposals.propose import Proposal
from engine.analysis.witness_json import to_data
from engine.evaluation.outcome import Outcome
from engine.feel.unknown import Unknown
from engine.profile.facts import AS_OF, Dictionary
from engine.program.model import Program

_HEAD = """\
# Proposed by `xieshang test --coverage --propose`: each of them brings about what no case does. Expected is
# what comes out today. Hold it against the rule and its source; then name the case by what it says.
"""


def to_yaml(proposals: Iterable[Proposal], program: Program) -> str:
    """The borrowers that were found, as cases; "" if there is none."""
    cases = ["\n".join(_case(number, one, program)) for number, one in enumerate(proposals, 1) if one.witness]
    return "\n".join([_HEAD, *(f"{case}\n" for case in cases)]) if cases else ""


def _case(number: int, one: Proposal, program: Program) -> Iterator[str]:
    """One case; its number sets apart two of one place."""
    point, place = one.point, one.point.span
    line, _ = place.source.position(place.start)
    assert one.witness is not None, "asked of a borrower who was found"  # noqa: S101
    assert one.outcome is not None, "the reference has looked at the borrower"  # noqa: S101
    yield f"# {place.source.name}:{line}: {point.missing}"
    yield f"- name: {_text(f'To confirm ({number}): {point.owner}, {point.missing}')}"
    yield f"  as_of: {one.witness.as_of}"
    yield "  profile:"
    yield from (f"    {line}" for line in _told(one.witness, program.dictionary))
    yield f"  expect: {_written(_expected(one, one.outcome, program))}"


def _told(witness: Witness, dictionary: Dictionary) -> Iterator[str]:
    data = {name: value for name, value in to_data(witness, dictionary).items() if name != AS_OF}
    yield from (f"{name}: {_written(value)}" for name, value in data.items())
    if not data:
        yield f"{AS_OF}: {witness.as_of}"  # a profile tells something


def _expected(one: Proposal, outcome: Outcome, program: Program) -> Mapping[str, object]:
    """The truth of the criterion or the value of the measure in question, and every status."""
    statuses = {name: decision.status.value for name, decision in outcome.options.items()}
    owner = one.point.owner
    if owner in outcome.criteria:
        return {**statuses, "criteria": {owner: outcome.criteria[owner].value}}
    value = outcome.values[owner] if owner in program.formulas else ()
    if isinstance(value, Unknown | bool | Decimal | date | str):
        return {**statuses, "figures": {owner: None if isinstance(value, Unknown) else value}}
    return statuses


def _written(value: object) -> str:
    """A value in YAML's flow style, as packs are read."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{name}: {_written(one)}" for name, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_written, value)) + "]"
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return _text(str(value))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
