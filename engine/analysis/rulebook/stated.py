"""A140: a property that the pack's author demands doesn't hold. A141: nobody could settle whether it does."""

from collections.abc import Iterator
from typing import Final

from engine.analysis.model import Answer, NotSettled, Refuted
from engine.analysis.properties.resolved import Stated
from engine.analysis.rulebook.model import Asked, Found, Pack
from engine.diagnostics import Diagnostic

_PROPERTY: Final = "property "
REASONS: Final = {
    "time": "it takes more steps than allowed",
    "approximation": "the solver can't read all of it exactly",
    "size": "the lists in question are too long",
}


def asked(pack: Pack) -> Iterator[Asked]:
    """Whether each property holds."""
    return map(_asked, pack.demands.properties)


def is_property(question: str) -> bool:
    """Whether the id of a question is that of one about a property."""
    return question.startswith(_PROPERTY)


def _asked(stated: Stated) -> Asked:
    question, words = f"{_PROPERTY}{stated.id} holds", next(iter(stated.words.values()))

    def told(answer: Answer) -> Found | None:
        if isinstance(answer, Refuted):
            message = f"property `{stated.id}` doesn't hold"
            help_ = "mend the rules that let the witness through, or say of whom the property speaks"
            return Found(question, Diagnostic("A140", message, stated.span, words, help_), answer.witnesses)
        if isinstance(answer, NotSettled):
            about = f": {', '.join(answer.about)}" if answer.about else ""
            message = f"property `{stated.id}` couldn't be settled"
            label = f"{REASONS.get(answer.reason, answer.reason)}{about}"
            return Found(
                question,
                Diagnostic(
                    "A141", message, stated.span, label, "say it more simply, or narrow it with `given`"
                ),
            )
        return None

    return Asked(question, stated.demand, told, shown=True)
