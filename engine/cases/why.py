"""Why something came out as it did, in one line: the criteria behind it and the values they looked at.

"Came out as `not_available`" sends an analyst searching through five files; the name of the criterion and
the two dates that it compared mostly show the mistake at once.
"""

from collections.abc import Iterator

from engine.cases.claims import Claims
from engine.cases.model import Answer
from engine.evaluation.outcome import Status
from engine.explanation.format import canonical, clean
from engine.feel.core import globals_of
from engine.feel.unknown import Unknown, Value
from engine.program.model import Criterion
from engine.values import Truth


def why_status(option: str, answer: Answer, claims: Claims) -> str:
    """What gives an option its status."""
    own = next(one for one in answer.program.options if one.id == option)
    status = answer.outcome.options[option].status
    wanted = _BEHIND[status]
    if wanted is not None:
        found = (one for one in own.criteria if answer.outcome.criteria[one.key] is wanted)
        return "; ".join(why_claim(one.key, answer, claims) for one in found)
    return "; ".join(["every criterion is met", *_ahead(option, answer)])


_BEHIND = {
    Status.NOT_AVAILABLE: Truth.UNMET,
    Status.NEEDS_ACTION: Truth.UNMET,
    Status.NEEDS_INFORMATION: Truth.UNKNOWN,
    Status.RECOMMENDED: None,
    Status.AVAILABLE: None,
}


def _ahead(option: str, answer: Answer) -> Iterator[str]:
    """What keeps an available option from being recommended."""
    program, outcome = answer.program, answer.outcome
    for one in program.alerts:
        if one.suspends and outcome.alerts[one.id] is Truth.MET:
            yield f"`{one.id}` suspends it"
    for other in program.options:
        if option in other.preferred_over and _BEHIND[outcome.options[other.id].status] is None:
            yield f"`{other.id}` is preferred over it"


def why_figure(name: str, answer: Answer) -> str:
    """What a measure was reckoned from; "" for what isn't reckoned."""
    measure = next((one for one in answer.program.computed if one.id == name), None)
    used = () if measure is None else globals_of(measure.formula)
    return ", ".join(told(one.name, answer.outcome.values[one.name]) for one in used)


def why_claim(key: str, answer: Answer, claims: Claims) -> str:
    """The truth of a criterion (by key) or finding (by id), and what it rests on."""
    truth = truth_of(key, answer)
    criterion = claims.criteria.get(key)
    if criterion is not None:
        reasons = list(_behind(criterion, truth, answer, claims))
        name = criterion.id
    else:
        own = (one.key for one in claims.findings[key].criteria)
        reasons = [why_claim(one, answer, claims) for one in own if truth_of(one, answer) is truth]
        name = key
    return f"`{name}` is {truth.value}" + (f" ({', '.join(reasons)})" if reasons else "")


def truth_of(key: str, answer: Answer) -> Truth:
    """The truth of a criterion (by key) or finding (by id)."""
    return answer.outcome.criteria[key] if key in answer.outcome.criteria else answer.outcome.findings[key]


def _behind(criterion: Criterion, truth: Truth, answer: Answer, claims: Claims) -> Iterator[str]:
    if criterion.finding is not None:
        yield why_claim(criterion.finding, answer, claims)
    for name in criterion.operands:
        yield told(name, answer.outcome.values[name])
    for name in criterion.evidence:
        if answer.outcome.proofs[name].satisfied is truth:
            document = answer.program.requirements_by_id[name].document
            yield f"`{document}` {_PROOFS[truth]}"


_PROOFS = {Truth.MET: "is at hand or not needed", Truth.UNMET: "is missing", Truth.UNKNOWN: "isn't known"}


def told(name: str, value: Value) -> str:
    """What a name stands for, as a clause."""
    return f"`{name}` isn't known" if isinstance(value, Unknown) else f"`{name}` is `{shown(value)}`"


def shown(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, Unknown):
        return "null"
    return f"a list of {len(value)}" if isinstance(value, tuple) else clean(canonical(value))
