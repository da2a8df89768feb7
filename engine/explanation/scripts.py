"""What is said of a pack's options, alerts, criteria and advice, made ready once for a language.

An answer holds hundreds of sentences, and most of what it takes to write them is the same for every borrower:
which text goes with which truth, which figures stand beside it, where its gaps are. Worked out anew for each,
it would take longer than the evaluation.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from engine.explanation.model import Advice, Figure, Reason
from engine.explanation.once import Row, row
from engine.program import model
from engine.program.model import Alert, Criterion, Option, Text
from engine.rulebook.sentences import Placeholder
from engine.values import Truth


class Template(Struct, frozen=True):
    """A text to be filled.

    Attributes:
        text: where it has gaps, as a pattern of Python's `%`; else as it stands.
        has_gaps: whether anything of a borrower goes into it.
    """

    text: str
    has_gaps: bool

    def fill(self, texts: Mapping[str, str]) -> str:
        """The text with the gaps filled."""
        return self.text % texts if self.has_gaps else self.text


def template(text: Text) -> Template:
    """A text of a pack made ready."""
    if not any(isinstance(part, Placeholder) for part in text):
        return Template("".join(map(str, text)), has_gaps=False)
    return Template("".join(map(_pattern, text)), has_gaps=True)


def _pattern(part: str | Placeholder) -> str:
    return part.replace("%", "%%") if isinstance(part, str) else f"%({part.name})s"


class Claim(Struct, frozen=True):
    """What is said of a criterion, by its truth, and the figures that it looks at."""

    criterion: Criterion
    said: Mapping[Truth, Template]
    cure: Template | None
    operands: Row[Figure]


class AdviceScript(Struct, frozen=True):
    """A step or a caution; `fixed` is how it is said where nothing of a borrower goes into it."""

    advice: model.Advice
    text: Template
    fixed: Advice | None

    def fill(self, texts: Mapping[str, str]) -> Advice:
        """The advice with the gaps filled."""
        return Advice(self.advice.id, self.text.fill(texts), self.advice.source)

    def citing(self, advice: model.Advice) -> "AdviceScript":
        """The same words for advice that differs in nothing but sources."""
        return advice_script(advice, self.text)


def advice_script(advice: model.Advice, text: Template) -> AdviceScript:
    """A step or a caution made ready."""
    fixed = None if text.has_gaps else Advice(advice.id, text.text, advice.source)
    return AdviceScript(advice, text, fixed)


class OptionScript(Struct, frozen=True):
    """An option: its texts, and what gives its reasons, advice and figures in their order."""

    title: Template
    summary: Template
    criteria: Row[Reason]
    steps: Row[Advice | None]
    cautions: Row[Advice | None]
    figures: Row[Figure]


def option_script(option: Option, title: Template, summary: Template) -> OptionScript:
    """An option made ready."""
    return OptionScript(
        title,
        summary,
        reasons(option.criteria),
        row(option.steps),
        row(option.cautions),
        row(option.figures),
    )


class AlertScript(Struct, frozen=True):
    """An alert: its texts, and what gives its reasons and steps in their order."""

    title: Template
    text: Template
    criteria: Row[Reason]
    steps: Row[Advice | None]


def alert_script(alert: Alert, title: Template, text: Template) -> AlertScript:
    """An alert made ready."""
    return AlertScript(title, text, reasons(alert.criteria), row(alert.steps))


def reasons(criteria: Iterable[Criterion]) -> Row[Reason]:
    """What gives the reasons of these criteria."""
    return row(tuple(one.key for one in criteria))
