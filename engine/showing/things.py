"""What can be shown of a pack, and what somebody means by a name.

People name a rule as they met it: by its id, as `parameter.grace_days` in an expression, as `plan.pace`, or
as `deferral.cause_is_given` in a report. Each of these has to lead to the rule; a name that leads nowhere
gets the nearest one, since an empty page would read as "there is no such rule".
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from engine.diagnostics import WrongUsage, did_you_mean, printable
from engine.showing.pack import Pack

Kind = Literal[
    "pack",
    "option",
    "alert",
    "finding",
    "criterion",
    "requirement",
    "table",
    "measure",
    "parameter",
    "joint",
    "step",
    "caution",
    "statement",
    "authority",
    "document",
]
PARAMETER: Final = "parameter."


class Thing(Struct, frozen=True):
    """Something of a pack that can be shown; a criterion by its key, `owner.criterion`."""

    kind: Kind
    id: str


@lru_cache(maxsize=4)  # packs are told apart by identity
def things(pack: Pack) -> tuple[Thing, ...]:
    """Everything in a pack that has an id of its own, in reading order; no criteria, and not the pack."""
    program = pack.program
    by_kind: Mapping[Kind, Iterable[str]] = {
        "option": [one.id for one in program.options],
        "alert": [one.id for one in program.alerts],
        "finding": sorted(one.id for one in program.findings),
        "requirement": [one.id for one in program.requirements],
        "table": [one.id for one in program.tables],
        "measure": sorted(one.id for one in program.measures),
        "parameter": [one.id for one in program.parameters],
        "joint": ["joint"] if program.joint else [],
        "step": program.steps,
        "caution": program.cautions,
        "statement": [one.id.text for one in pack.rulebook.statements],
        "authority": pack.authorities,
        "document": pack.documents,
    }
    return tuple(Thing(kind, name) for kind, names in by_kind.items() for name in names)


def named(pack: Pack, name: str | None) -> tuple[Thing, ...]:
    """What a name stands for: all of it where there are several; with None the pack.

    Raises:
        WrongUsage: nothing has the name; the nearest is named.
    """
    if name is None:
        return (Thing("pack", pack.id),)
    found = tuple(_named(pack, name)) or tuple(_within(pack, name))
    if not found:
        raise WrongUsage(f"there is no rule `{printable(name)}` in {pack.id}{_hint(pack, name)}")
    return found


def _named(pack: Pack, name: str) -> Iterator[Thing]:
    """What has this very name; criteria last."""
    if name == pack.id:
        yield Thing("pack", name)
    yield from (one for one in things(pack) if one.id == name)
    yield from (Thing("criterion", one.key) for one in pack.criteria.values() if name in {one.id, one.key})


def _within(pack: Pack, name: str) -> Iterator[Thing]:
    """The parameter of `parameter.x`; the table of a row or an output; the parameter of a dated value."""
    whole, _, part = name.partition(".")
    wanted = {part} if name.startswith(PARAMETER) else {whole}
    yield from (
        one for one in things(pack) if part and one.kind in {"parameter", "table"} and one.id in wanted
    )


def _hint(pack: Pack, name: str) -> str:
    if name in pack.program.dictionary.globals():
        return f"; it is a fact: `xieshang facts {name}`"
    known = [pack.id, *(one.id for one in things(pack)), *(one.id for one in pack.criteria.values())]
    near = did_you_mean(name, [*known, *pack.criteria])
    return f"{near and '; '}{near}"
