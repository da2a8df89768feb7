"""Why something came out as it did, in one line: the criteria behind it and the values they looked at.

"Came out as `not_available`" sends an analyst searching through five files; the name of the criterion and the two
dates that it compared mostly show the mistake at once.
"""

from collections.abc import Iterable, Iterator

from engine.cases.claims import Claims
from engine.cases.model import Answer
from engine.evaluation.outcome import Status
from engine.explanation.format import canonical
from engine.feel.unknown import Unknown
from engine.feel.walk import Value
from engine.program.model import Criterion
from engine.values import Truth


def why_status(option: str, answer: Answer, claims: Claims) -> str:
    """What gives an option its status."""
    own = next(one for one in answer.program.options if one.id == option)
    status = answer.outcome.options[option].status
    wanted = _BEHIND[status]
    if wanted:
        found = (one for one in own.criteria if answer.outcome.criteria[one.key] is wanted)
        return "; ".join(why_claim(one.key, answer, claims) for one in found)
    ahead = _ahead(option, answer) if status is Status.AVAILABLE else []
    return "every criterion is met" + (", and " + " and ".join(ahead) if ahead else "")


_BEHIND = {
    Status.NOT_AVAILABLE: Truth.UNMET,
    Status.NEEDS_ACTION: Truth.UNMET,
    Status.NEEDS_INFORMATION: Truth.UNKNOWN,
    Status.RECOMMENDED: None,
    Status.AVAILABLE: None,
}


def _ahead(option: str, answer: Answer) -> list[str]:
    """What keeps an available option from being recommended."""
    program, outcome = answer.program, answer.outcome
    preferred = [
        f"`{one.id}` is preferred over it"
        for one in program.options
        if option in one.preferred_over
        and outcome.options[one.id].status in {Status.RECOMMENDED, Status.AVAILABLE}
    ]
    alerts = [
        f"`{one.id}` suspends it"
        for one in program.alerts
        if one.suspends and outcome.alerts[one.id] is Truth.MET
    ]
    return [*preferred, *alerts]


def why_claim(key: str, answer: Answer, claims: Claims) -> str:
    """The truth of a criterion (by key) or finding (by id), and what it rests on."""
