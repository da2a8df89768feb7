"""A question as it is put to a person, and an answer as it is said back, line by line.

What was understood of `1.2万` or `03` is said in full, so that a slip is seen when it is made and not in
the answer.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from engine.diagnostics import columns
from engine.explanation.format import clean, plain, writing
from engine.feel.types import DateType, NumberType
from engine.interview.model import Choice, Kind, Question
from engine.interview.phrases import phrase
from engine.interview.places import fact_at
from engine.interview.state import Core
from engine.spelling import ROUNDING, day
from engine.values import RATIO
from engine.wrapping import padded, wrapped

WIDTH = 80
TITLES = 3  # of what waits for a fact


class Speaker:
    """Says things in one language."""

    def __init__(self, core: Core) -> None:
        """Take the words."""
        self._core = core
        self.language = core.vocabulary.language

    def phrase(self, name: str, **values: str) -> str:
        """A phrase of the interview's own."""
        return phrase(self.language, name, **values)

    def listed(self, titles: Sequence[str], most: int = TITLES) -> str:
        """Some titles, and how many there are in all."""
        joined = self.phrase("comma").join(titles[:most])
        return (
            self.phrase("and_more", titles=joined, count=str(len(titles))) if len(titles) > most else joined
        )

    def welcome(self, known: int) -> Iterator[str]:
        """What is said first."""
        yield self.phrase("welcome", date=day(self._core.as_of, self.language))
        yield self.phrase("keys")
        if known:
            yield self.phrase("known", count=str(known))

    def question(self, asked: Question, number: int, before: str = "") -> Iterator[str]:
        """A question with its place in the interview, its reason and what to choose from.

        Args:
            asked: the question.
            number: its place, from 1.
            before: the reason of the question before, which isn't said again.
        """
        yield ""
        yield from wrapped(f"── {self._where(asked, number)}", WIDTH, "   ")
        text = asked.text
        yield from wrapped(self.phrase("pair", left=asked.about, right=text) if asked.about else text, WIDTH)
        yield from (f"   {line}" for line in self._choices(asked))
        if asked.reason == before:
            yield from self._small(self.phrase("why_again"))
            return
        yield from self._small(self.phrase("why", reason=asked.reason))
        titles = [one.title for one in asked.waiting]
        yield from self._small(self.phrase("for", titles=self.listed(titles)))
        for source in asked.sources[:1]:
            yield from self._small(self.phrase("source", words=source.words, id=source.id))

    def warning(self, text: str) -> str:
        """An alert, set apart from everything else."""
        return "\n".join(wrapped(f"!! {text}", WIDTH, "   "))

    def _small(self, text: str) -> list[str]:
        return [f"   {line}" for line in wrapped(text, WIDTH - 3, "  ")]

    def _where(self, asked: Question, number: int) -> str:
        at_most = str(asked.progress.at_most)
        if asked.is_optional:
            return self.phrase("where_detail", at_most=at_most)
        return self.phrase(
            "where_lists" if asked.progress.lists else "where",
            number=str(number),
            options=str(asked.progress.options),
            settled=str(asked.progress.settled),
            at_most=at_most,
        )

    def _choices(self, asked: Question) -> Iterator[str]:
        numbered = list(enumerate(asked.choices, 1))
        yield from _columns([f"{at}  {one.label}" for at, one in numbered if one.counts])
        rest = [f"{at}  {one.label}" for at, one in numbered if not one.counts]
        if rest:
            yield self.phrase("others")
            yield from _columns(rest)
        hint = self._hint(asked)
        if hint:
            yield from wrapped(self.phrase(hint), WIDTH - 3)

    def _hint(self, asked: Question) -> str:
        """How to write an answer, where that isn't plain."""
        if asked.kind is Kind.ENTRIES and asked.choices:
            return "several" if asked.may_be_none else "several_some"
        return {Kind.ENTRIES: "count", Kind.VALUES: "values", Kind.DAY: "day_like"}.get(asked.kind, "")

    def noted(self, asked: Question, value: object) -> str:
        """What was understood."""
        return self.phrase("noted", title=asked.title, value=self.value(asked, value))

    def value(self, asked: Question, value: object) -> str:
        """A raw answer in words."""
        if isinstance(value, list):
            return self._entries(asked, value)
        return _label(asked.choices, value) or self._written(asked.fact, value)

    def _entries(self, asked: Question, value: Sequence[object]) -> str:
        if not value:
            return self.phrase("noted_none")
        if asked.kind is Kind.ENTRIES and not asked.choices:
            return self.phrase("noted_entries", count=str(len(value)))
        names = (one.get(asked.field) if isinstance(one, dict) else one for one in value)
        return self.phrase("comma").join(
            "?" if one is None else _label(asked.choices, one) or clean(str(one)) for one in names
        )

    def _written(self, place: str, value: object) -> str:
        fact = fact_at(self._core.program.dictionary, place)
        assert fact is not None, "only what can be told is asked"  # noqa: S101  (as in `asking.py`)
        typed = date.fromisoformat(str(value)) if isinstance(fact.type, DateType) else value
        text = writing(fact.type, self.language, {})(typed)
        unit = fact.type.unit if isinstance(fact.type, NumberType) else None
        if unit == RATIO and isinstance(typed, Decimal):  # 14.4 is soon typed for 14.4 %
            return self.phrase("aside", text=text, more=f"{plain(typed.scaleb(2, ROUNDING))}%")
        return text


def _label(choices: Sequence[Choice], value: object) -> str:
    return next((one.label for one in choices if one.value == value), "")


def _columns(items: Sequence[str]) -> Iterator[str]:
    """Short choices side by side, long ones each on its line."""
    widest = max(map(columns, items), default=0) + 3
    across = max(1, (WIDTH - 3) // widest) if len(items) > 4 else 1
    for start in range(0, len(items), across):
        yield "".join(padded(one, widest) for one in items[start : start + across]).rstrip()
