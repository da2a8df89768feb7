"""What an interview is made of: a question with its reason, and everything that was said so far.

Both are plain values, so that a terminal, a page or a program can hold an interview, keep it, and take it
up again where it stopped.
"""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from engine.explanation.model import SourceNote
from engine.interview.places import Raw, naming_field, put, told_in
from engine.profile.facts import Dictionary, ListForm


class Kind(Enum):
    """What an answer looks like.

    `entries` are the entries of a list: each is named by one of the choices, or only counted where the
    question has none. `values` are those of a list without records.
    """

    TRUTH = "truth"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    TEXT = "text"
    ENTRIES = "entries"
    VALUES = "values"


class Choice(Struct, frozen=True):
    """One of the answers to choose from.

    Attributes:
        value: as a profile holds it.
        label: in words.
        counts: whether it could still settle something; what doesn't may be shown last.
    """

    value: str | bool
    label: str
    counts: bool = True


class Progress(Struct, frozen=True):
    """How far an interview is.

    Attributes:
        settled: options of which no further fact can change the status.
        options: how many there are, those of each loan counted.
        at_most: questions that may still come, this one included. Never fewer than do come, but that each
            entry told of a list in `lists` may bring some of its own.
        lists: lists of records that may still be asked for.
    """

    settled: int
    options: int
    at_most: int
    lists: tuple[str, ...] = ()


class Waiting(Struct, frozen=True):
    """What waits for a fact: an option, an alert, the order of several loans, or a figure; with its title."""

    kind: str
    id: str
    title: str


class Question(Struct, frozen=True):
    """The next thing to ask.

    Attributes:
        fact: where the answer goes: `borrower.monthly_income`, `evidence[1].issued_on`.
        about: the entry of a list that it is about, in words; "" if it isn't about one.
        text: the question.
        kind: what the answer looks like; `expects` says it in words, with unit and bounds.
        choices: for a truth, a fixed set, and entries that are told apart by one.
        field: of entries: the field that the choices are values of; "" where they are only counted.
        element: of values: what each of them looks like.
        reason: why it is asked: what can't be told yet.
        waiting: what waits for it, the most important first.
        sources: of the rules that wait.
        may_be_none: of entries and values: whether the list may be empty.
        is_optional: whether only figures and advice can change, and no status, order or alert.
    """

    fact: str
    title: str
    about: str
    text: str
    kind: Kind
    expects: str
    choices: tuple[Choice, ...]
    field: str
    element: Kind | None
    sensitive: bool
    reason: str
    waiting: tuple[Waiting, ...]
    sources: tuple[SourceNote, ...]
    is_optional: bool
    may_be_none: bool
    progress: Progress


class Step(Struct, frozen=True):
    """One answer: the raw value told of a fact; None for "don't know"."""

    fact: str
    value: object


class Interview(Struct, frozen=True):
    """Everything that was said so far. Nothing changes it: each answer makes another one.

    Attributes:
        dictionary: the facts that can be told.
        start: what was told before the first question, in raw values.
        history: the answers, oldest first.
    """

    dictionary: Dictionary
    start: Raw
    history: tuple[Step, ...] = ()

    def answered(self, fact: str, value: object) -> "Interview":
        """With one more answer.

        Args:
            fact: that of the question.
            value: as `profile_from_data` takes it; for entries a list of records, which needn't be complete.
        """
        return Interview(self.dictionary, self.start, (*self.history, Step(fact, value)))

    def refused(self, fact: str) -> "Interview":
        """With "don't know": it stays unknown, and isn't asked again."""
        return self.answered(fact, None)

    def back(self) -> "Interview":
        """Without the last answer; the same where there is none."""
        return Interview(self.dictionary, self.start, self.history[:-1])

    @property
    def told(self) -> Mapping[str, object]:
        """All that was told, as raw values for `profile_from_data`."""
        told: Raw = self.start
        for step in self.history:
            if step.value is not None:
                told = put(told, self.dictionary, step.fact, step.value)
            elif self._is_one_of_nobody_knows_how_many(told, step.fact):
                told = put(told, self.dictionary, step.fact, [{}])
        return told

    def _is_one_of_nobody_knows_how_many(self, told: Raw, fact: str) -> bool:
        """Whether the loans themselves aren't known, so that the interview speaks of one only."""
        each = self.dictionary.each
        return each is not None and fact == each.many and not {each.one, each.many} & told_in(told)

    @property
    def not_known(self) -> frozenset[str]:
        """Where nothing is asked any more, since the answer was "don't know"."""
        return frozenset(place for step in self.history for place in self._left_open(step))

    def _left_open(self, step: Step) -> tuple[str, ...]:
        """What an answer says isn't known: itself, or what its entries are called by."""
        if step.value is None or not isinstance(step.value, list | tuple):
            return (step.fact,) if step.value is None else ()
        field = self._naming(step.fact)
        lacking = (
            place
            for place, one in enumerate(step.value, 1)
            if field and isinstance(one, Mapping) and one.get(field) is None
        )
        each = self.dictionary.each
        alone = each is not None and step.fact == each.many and len(step.value) == 1
        name = each.one if alone and each is not None else ""
        return tuple(f"{name or f'{step.fact}[{place}]'}.{field}" for place in lacking)

    def _naming(self, fact: str) -> str:
        form: object = self.dictionary.form
        for name in fact.split("."):
            form = getattr(form, "fields", {}).get(name)
        return naming_field(form) if isinstance(form, ListForm) else ""
