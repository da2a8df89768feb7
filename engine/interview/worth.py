"""What a question is worth: how many statuses are settled once it is answered.

Each value that may be answered is tried, and the settled statuses are counted: what comes out on average
counts, then what comes out at worst. Where that is the same, as at the beginning, when no single answer
settles anything, the question goes first that most criteria wait for; one that waits for little else
counts for more.
"""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from engine.evaluation.outcome import Outcome
from engine.interview.places import put
from engine.interview.state import Core, State
from engine.interview.tries import Try
from engine.interview.waiting import Waiters


class Worth(Struct, frozen=True, order=True):
    """What a question is worth; the larger is asked first.

    Attributes:
        expected: statuses settled once it is answered, on average over what may be answered.
        worst: the same after the answer that settles least.
        share: criteria that wait for it, each divided by how many facts it waits for.
    """

    expected: Decimal
    worst: int
    share: Decimal


def worth(core: Core, state: State, waiting: Waiters, path: str, tries: Iterable[Try]) -> Worth:
    """What the question for a place is worth.

    Args:
        core: the program.
        state: where the interview stands.
        waiting: what isn't settled.
        path: the place.
        tries: what may be answered.
    """
    counts = []
    for one in tries:
        outcomes = core.tried(put(state.told, core.program.dictionary, path, one.value))
        if outcomes:
            counts.append((settled_in(outcomes), one.weight))
    total = sum((weight for _, weight in counts), Decimal(0)) or Decimal(1)
    return Worth(
        sum((weight * settled for settled, weight in counts), Decimal(0)) / total,
        min((settled for settled, _ in counts), default=0),
        _share(waiting, path),
    )


def settled_in(outcomes: Iterable[Outcome]) -> int:
    """How many statuses are settled, of all loans."""
    return sum(one.settled for outcome in outcomes for one in outcome.options.values())


def _share(waiting: Waiters, path: str) -> Decimal:
    claims = (one for one in waiting.claims if path in one.facts)
    return sum((Decimal(1) / len(one.facts) for one in claims), Decimal(0))
