"""A101, A102: a criterion that nobody can meet, or that nobody can fail.

The first shuts an option for good; the second asks for facts that change nothing. Both look like a rule.
"""

from collections.abc import Iterator

from engine.analysis.model import Answer, Proved
from engine.analysis.properties.claims import Stands
from engine.analysis.properties.resolved import nobody
from engine.analysis.rulebook.model import Asked, Found, Pack
from engine.diagnostics import Diagnostic
from engine.program.model import Criterion
from engine.values import Truth

_MET, _FAILED = "can be met", "can fail"


def can_be_met(key: str) -> str:
    """The id of the question whether a criterion can be met."""
    return f"criterion {key} {_MET}"


def can_fail(key: str) -> str:
    """The id of the question whether a criterion can fail."""
    return f"criterion {key} {_FAILED}"


def asked(pack: Pack) -> Iterator[Asked]:
    """Whether each criterion can be met, and whether it can fail."""
    for one in pack.program.criteria:
        yield _asked(one, Truth.MET, can_be_met(one.key), "A101", "can never be met")
        yield _asked(one, Truth.UNMET, can_fail(one.key), "A102", "can never fail")


def _asked(one: Criterion, truth: Truth, question: str, code: str, says: str) -> Asked:
    def told(answer: Answer) -> Found | None:
        if not isinstance(answer, Proved):
            return None
        owner = one.key.rpartition(".")[0]
        message = f"criterion `{one.id}` of `{owner}` {says}"
        help_ = "no possible borrower makes it so; mend its condition, or delete it"
        return Found(question, Diagnostic(code, message, one.span, "whatever is told", help_))

    return Asked(question, nobody(Stands("criterion", one.key, (truth,))), told)
