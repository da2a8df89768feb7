"""What follows from what in a program, as a network of gates that a rule engine can chain through.

`outcome.py` says in plain Python how findings and statuses follow from criteria. A second opinion that
called the same functions would repeat their faults, so the meaning is stated here once more, as data:
which token of which proposition calls for which conclusion, and which conclusion goes first.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from engine.program.model import Alert, Criterion, Finding, Option, Program, Requirement

MOST_INPUTS = 32  # of a gate; what listens to more is drawn in parts

# What each token calls for; a token that isn't named calls for nothing.
Calls = Mapping[str, str]

_ALL: Calls = {"unmet": "unmet", "unknown": "unknown"}
_ANY: Calls = {"met": "met", "unknown": "unknown"}
_NOT_NEEDED: Calls = {"unmet": "met", "unknown": "unknown"}
_PRESUMED: Calls = {"presumed": "presumed"}
_OWN: Calls = {"shut": "not_available", "open": "needs_information", "to_cure": "needs_action"}
_SUSPENDED: Calls = {"met": "available"}
_PREFERRED: Calls = {"clear": "available"}
_FIRM: Calls = {"shut": "shut", "open": "open", "to_cure": "to_cure"}
_OWN_MAY_CHANGE: Calls = {"shut": "is_shut", "open": "may_open", "presumed": "may_open", "to_cure": "to_cure"}
_SUSPENSION_MAY_CHANGE: Calls = {"met": "is_behind", "unknown": "may_be_behind"}
_PREFERRED_MAY_CHANGE: Calls = {"clear": "is_behind", "open": "may_be_behind", "presumed": "may_be_behind"}

_FIRST_UNMET = ("unmet", "unknown", "met")
_FIRST_MET = ("met", "unknown", "unmet")
_STANDINGS = ("shut", "open", "to_cure", "clear")
_FIRM_STANDINGS = ("shut", "open", "presumed", "to_cure", "clear")
_STATUSES = ("not_available", "needs_information", "needs_action", "available", "recommended")
CHANGES = ("is_shut", "may_open", "to_cure", "is_behind", "may_be_behind", "is_first")
MAY_CHANGE = frozenset({"may_open", "may_be_behind"})


class Input(Struct, frozen=True):
    """A proposition that a gate listens to, and what its tokens call for."""

    proposition: str
    calls: Calls


class Gate(Struct, frozen=True):
    """Draws the first of its conclusions that an input calls for; the last if none calls.

    Attributes:
        proposition: what the conclusion is about; unique in the network.
        conclusions: tokens, in the order in which they go first.
    """

    proposition: str
    conclusions: tuple[str, ...]
    inputs: tuple[Input, ...]


class Network(Struct, frozen=True):
    """A program's inference.

    Attributes:
        given: proposition of each criterion whose truth comes from outside: those with a test.
        criteria: proposition of every criterion, by key.
        strata: gates; each listens to what is given and to earlier strata only.
    """

    given: tuple[tuple[str, Criterion], ...]
    criteria: Mapping[str, str]
    strata: tuple[tuple[Gate, ...], ...]


def network_of(program: Program) -> Network:
    """The network of a program.

    What is given are `criterion <key>`, `needed <requirement>` and `held <requirement>`, each `met`,
    `unmet` or `unknown`, or `presumed` for a criterion that is unknown and counts as met. What comes out are
    `criterion <key>` and `finding <id>` and `alert <id>`, with the same tokens, `option <id>` with a status,
    and `change <id>` with why that may change yet, or can't.
    """
    criteria = {one.key: one for one in _criteria(program)}
    gates = [
        *map(_proof, program.required),
        *(_documents(one) for one in criteria.values() if _rests_on_documents(one)),
        *map(_finding, program.findings),
        *map(_alert, program.alerts),
        _suspension(program.alerts),
        *map(_standing, program.options),
        *(_firm_standing(one) for one in program.options if _presumes(one)),
        *(_status(option, program.options) for option in program.options),
        *(_change(option, program.options) for option in program.options),
    ]
    return Network(
        tuple((proposition(one), one) for one in criteria.values() if one.test is not None),
        {key: proposition(one) for key, one in criteria.items()},
        layered(part for gate in gates for part in parts(gate, MOST_INPUTS)),
    )


def proposition(criterion: Criterion) -> str:
    """What decides a criterion: a finding, or its own test or documents."""
    return f"criterion {criterion.key}" if criterion.finding is None else f"finding {criterion.finding}"


def parts(gate: Gate, most: int) -> Iterator[Gate]:
    """The gate itself, or smaller ones that come to the same: one for each share of the inputs, one over all.

    Args:
        gate: any gate.
        most: of inputs that a gate may have, 2 or more.
    """
    if len(gate.inputs) <= most:
        yield gate
        return
    passed_on = {token: token for token in gate.conclusions[:-1]}
    shares = range(0, len(gate.inputs), most)
    names = [f"{gate.proposition} from {first}" for first in shares]
    for name, first in zip(names, shares, strict=True):
        yield Gate(name, gate.conclusions, gate.inputs[first : first + most])
    over = Gate(gate.proposition, gate.conclusions, tuple(Input(name, passed_on) for name in names))
    yield from parts(over, most)


def layered(gates: Iterable[Gate]) -> tuple[tuple[Gate, ...], ...]:
    """The gates in as few strata as can be.

    Args:
        gates: each after those that it listens to.
    """
    depths: dict[str, int] = {}
    strata: list[list[Gate]] = []
    for gate in gates:
        depth = max((depths.get(one.proposition, 0) for one in gate.inputs), default=0)
        depths[gate.proposition] = depth + 1
        strata += [[] for _ in range(depth + 1 - len(strata))]
        strata[depth].append(gate)
    return tuple(tuple(stratum) for stratum in strata)


def _criteria(program: Program) -> Iterator[Criterion]:
    owners: tuple[Finding | Option | Alert, ...] = (*program.findings, *program.options, *program.alerts)
    for owner in owners:
        yield from owner.criteria


def _rests_on_documents(criterion: Criterion) -> bool:
    return criterion.test is None and criterion.finding is None


def _proof(requirement: Requirement) -> Gate:
    """Not needed, or at hand."""
    needed = Input(f"needed {requirement.id}", _NOT_NEEDED)
    held = Input(f"held {requirement.id}", _ANY)
    return Gate(f"proof {requirement.id}", _FIRST_MET, (needed, held))


def _documents(criterion: Criterion) -> Gate:
    inputs = tuple(Input(f"proof {name}", _ALL) for name in criterion.evidence)
    return Gate(proposition(criterion), _FIRST_UNMET, inputs)


def _finding(finding: Finding) -> Gate:
    order, calls = (_FIRST_UNMET, _ALL) if finding.needs_all else (_FIRST_MET, _ANY)
    inputs = tuple(Input(proposition(one), calls) for one in finding.criteria)
    return Gate(f"finding {finding.id}", order, inputs)


def _alert(alert: Alert) -> Gate:
    inputs = tuple(Input(proposition(one), _ALL) for one in alert.criteria)
    return Gate(f"alert {alert.id}", _FIRST_UNMET, inputs)


def _suspension(alerts: Iterable[Alert]) -> Gate:
    """Whether some alert lets nothing be recommended."""
    inputs = tuple(Input(f"alert {one.id}", _ANY) for one in alerts if one.suspends)
    return Gate("suspension", _FIRST_MET, inputs)


def _standing(option: Option) -> Gate:
    """What the option's own criteria say of it; what is presumed counts as met while it is unknown."""
    inputs = tuple(Input(proposition(one), _claim(one)) for one in option.criteria)
    return Gate(f"standing {option.id}", _STANDINGS, inputs)


def _claim(criterion: Criterion) -> Calls:
    return {"unmet": "to_cure" if criterion.curable else "shut", "unknown": "open"}


def _presumes(option: Option) -> bool:
    return any(one.presumed_until_told for one in option.criteria)


def _firm(option: Option) -> str:
    """The proposition that tells a standing that rests on a presumption from one that doesn't."""
    return f"firm standing {option.id}" if _presumes(option) else f"standing {option.id}"


def _firm_standing(option: Option) -> Gate:
    presumed = (Input(proposition(one), _PRESUMED) for one in option.criteria if one.presumed_until_told)
    return Gate(_firm(option), _FIRM_STANDINGS, (Input(f"standing {option.id}", _FIRM), *presumed))


def _status(option: Option, options: Iterable[Option]) -> Gate:
    """The option's standing in the light of suspension and of the options preferred over it."""
    inputs = (
        Input(f"standing {option.id}", _OWN),
        Input("suspension", _SUSPENDED),
        *(Input(f"standing {one.id}", _PREFERRED) for one in _before(option, options)),
    )
    return Gate(f"option {option.id}", _STATUSES, inputs)


def _change(option: Option, options: Iterable[Option]) -> Gate:
    """Whether a fact that comes in can change that status."""
    inputs = (
        Input(_firm(option), _OWN_MAY_CHANGE),
        Input("suspension", _SUSPENSION_MAY_CHANGE),
        *(Input(_firm(one), _PREFERRED_MAY_CHANGE) for one in _before(option, options)),
    )
    return Gate(f"change {option.id}", CHANGES, inputs)


def _before(option: Option, options: Iterable[Option]) -> list[Option]:
    return [one for one in options if option.id in one.preferred_over]
