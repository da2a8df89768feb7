"""A120: a borrower to whom every option is shut, and no alert says what to do.

Whoever asks for help and gets ten refusals with no word after them won't ask again.
"""

from collections.abc import Iterator

from engine.analysis.model import Answer, Refuted
from engine.analysis.properties.claims import NoneOf, Stands, every_option
from engine.analysis.properties.resolved import nobody
from engine.analysis.rulebook.model import Asked, Found, Pack
from engine.diagnostics import Diagnostic
from engine.evaluation.outcome import Status
from engine.values import Truth

QUESTION = "somebody says what to do to each borrower"


def asked(pack: Pack) -> Iterator[Asked]:
    """Whether there is such a borrower among those for whom the pack is written."""
    silent = (NoneOf(Stands("alert", one.id, (Truth.MET,))) for one in pack.program.alerts)
    shut = every_option(pack.program, (Status.NOT_AVAILABLE,))

    def told(answer: Answer) -> Found | None:
        if not isinstance(answer, Refuted):
            return None
        message = "a borrower is left with every option shut, and no alert says what to do"
        help_ = "write an option or an alert for them, or say in `properties.yaml` whom the pack `speaks_for`"
        place = pack.program.head.span
        return Found(QUESTION, Diagnostic("A120", message, place, "in this pack", help_), answer.witnesses)

    yield Asked(QUESTION, nobody(pack.demands.speaks_for, shut, *silent), told, shown=True)
