"""Filling a pack's texts from the values of one assessment.

Placeholders were cut out when the pack was loaded. What fills them is formatted by type and unit,
and free text of the profile is cleaned, so that a profile can put nothing but a value into a sentence.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from engine.evaluation.globals import PARAMETER, Globals
from engine.explanation.format import Writing, forms, writing, writing_plainly
from engine.explanation.model import Advice, Figure, Question
from engine.feel.types import DateType, ListType, NumberType, TextType, Type
from engine.feel.unknown import Value
from engine.program import model
from engine.program.model import Criterion, Program, Text
from engine.program.requirements import EVIDENCE, KIND
from engine.rulebook.sentences import Placeholder
from engine.values import Truth

NOTHING: Final[Mapping[str, str]] = {}
_TITLED: Final = ("measures", "tables", "outputs")  # sections of the pack's words that name what it computes


class Term(Struct, frozen=True):
    """What people call a fact, measure or parameter, and how its value is written.

    Attributes:
        unit: `yuan/month`, `date`, …; None for text and truth.
        write: a known value in words.
        plainly: the same for machines.
        unknown: what is said where the value isn't known.
    """

    name: str
    title: str
    unit: str | None
    write: Writing
    plainly: Writing
    unknown: str

    def figure(self, value: Value | None) -> Figure:
        """The value with its title; None where it isn't known."""
        if value is None:
            return Figure(self.name, self.title, None, self.unit, self.unknown)
        return Figure(self.name, self.title, self.plainly(value), self.unit, self.write(value))


class Claim(Struct, frozen=True):
    """What is said of a criterion, by its truth."""

    met: Text
    unmet: Text
    unknown: Text
    cure: Text

    def of(self, truth: Truth) -> Text:
        """What is said where this is its truth."""
        return self.met if truth is Truth.MET else self.unmet if truth is Truth.UNMET else self.unknown


class Vocabulary:
    """The words of a program in one language, the same for every profile. What is looked up is kept."""

    def __init__(self, program: Program, language: str) -> None:
        """Take the words of `language`, which the pack must speak."""
        self.program = program
        self.language = language
        self._book = program.words[language]
        self._facts = {one.name: one for one in program.dictionary.facts}
        evidence = self._facts.get(f"{EVIDENCE}.{KIND}")
        self._kinds = evidence.labels(language) if evidence else NOTHING
        self._terms: dict[str, Term] = {}
        self._claims: dict[str, Claim] = {}
        self.advice = dict(self._advice(program))
        self.for_everybody = {
            name: self.advice[name] for name in self.advice if name not in _conditional(program)
        }
        self._questions: dict[str, Question] = {}

    def _advice(self, program: Program) -> Iterator[tuple[str, Advice]]:
        """The steps and cautions without a placeholder, by id."""
        for section, among in (("steps", program.steps), ("cautions", program.cautions)):
            for one in among.values():
                text = self.text("", section, one.id, "text")
                if not any(isinstance(part, Placeholder) for part in text):
                    yield one.id, Advice(one.id, "".join(map(str, text)), one.source)

    def text(self, owner: str, section: str, name: str, key: str) -> Text:
        """The text of a thing; an empty one where the pack has none for it."""
        return self._book.get((owner, section, name, key), ())

    def term(self, name: str) -> Term:
        """A fact, measure or parameter."""
        return self._terms.get(name) or self._terms.setdefault(name, self._term(name))

    def _term(self, name: str) -> Term:
        kind, fact = self.program.types.get(name), self._facts.get(name)
        labels = fact.labels(self.language) if fact else self._labels(name)
        title = fact.title(self.language) if fact else self._title(name)
        write, unknown = writing(kind, self.language, labels), forms(self.language)["unknown"]
        return Term(name, title, unit(kind), write, writing_plainly(kind), unknown)

    def _labels(self, name: str) -> Mapping[str, str]:
        """What the texts are called that may come out of a table, by an output's name."""
        kind = self.program.types.get(name)
        values = _values(kind.element if isinstance(kind, ListType) else kind)
        table = name.partition(".")[0]
        said = ((value, self.text("", "values", f"{table}.{value}", "title")) for value in values)
        return {value: "".join(map(str, text)) for value, text in said if text}

    def _title(self, name: str) -> str:
        bare = name.removeprefix(PARAMETER)
        sections = _TITLED if bare == name else ("parameters",)
        texts = (self.text("", section, bare, "title") for section in sections)
        return "".join(map(str, next(filter(None, texts), (name,))))

    def claim(self, owner: str, one: Criterion) -> Claim:
        """A criterion of an option, a finding or an alert."""
        return self._claims.get(one.key) or self._claims.setdefault(one.key, self._claim(owner, one))

    def _claim(self, owner: str, one: Criterion) -> Claim:
        words_of = "" if owner in self.program.findings_by_id else owner
        met, unmet, unknown, cure = (
            self.text(words_of, "criteria", one.id, key) for key in ("met", "unmet", "unknown", "cure")
        )
        return Claim(met, unmet, unknown, cure if one.curable else ())

    def question(self, path: str) -> Question:
        """A missing fact as a question; of an element of a list (`evidence[2].issued_on`), with its place."""
        dictionary, name = self.program.dictionary, re.sub(r"\[\d+\]", "", path)
        if dictionary.each is not None and path.startswith(f"{dictionary.each.many}["):
            name = dictionary.each.one + name.removeprefix(dictionary.each.many)
        asked = self._questions.get(name) or self._questions.setdefault(name, self._question(name))
        return asked if path == name else replace(asked, fact=path)

    def _question(self, name: str) -> Question:
        fact, language = self.program.dictionary.fact(name), self.language
        return Question(name, fact.title(language), fact.question(language), fact.sensitive)

    def kinds(self, kinds: tuple[str, ...]) -> str:
        """Kinds of evidence as a list in words."""
        return forms(self.language)["list"].join([self._kinds.get(one, one) for one in kinds])


class Wording:
    """The texts of a program in one language, filled from one loan's values."""

    def __init__(self, vocabulary: Vocabulary, values: Globals) -> None:
        """Fill from these values."""
        self.vocabulary = vocabulary
        self._values = values
        self._figures: dict[str, Figure] = {}

    def text(self, owner: str, section: str, name: str, key: str, extra: Mapping[str, str] = NOTHING) -> str:
        """The text of a thing, or "" where the pack has none for it."""
        return self.fill(self.vocabulary.text(owner, section, name, key), extra)

    def fill(self, text: Text, extra: Mapping[str, str] = NOTHING) -> str:
        """A text with its placeholders filled, from `extra` first."""
        if len(text) == 1 and isinstance(text[0], str):  # most texts
            return text[0]
        return "".join([part if isinstance(part, str) else self._filled(part, extra) for part in text])

    def _filled(self, part: Placeholder, extra: Mapping[str, str]) -> str:
        return extra[part.name] if part.name in extra else self.figure(part.name).text

    def figure(self, name: str) -> Figure:
        """The value of a fact, measure or parameter with its title."""
        found = self._figures.get(name)
        if found is None:
            found = self._figures[name] = self.vocabulary.term(name).figure(self._values.known(name))
        return found

    def advice(self, section: str, one: model.Advice) -> Advice:
        """A step or a caution; one without placeholders is the same for every profile."""
        found = self.vocabulary.advice.get(one.id)
        return found or Advice(one.id, self.text("", section, one.id, "text"), one.source)


def _conditional(program: Program) -> frozenset[str]:
    """Ids of the steps and cautions that aren't said to everybody."""
    among = (*program.steps.values(), *program.cautions.values())
    return frozenset(one.id for one in among if one.when is not None)


def _values(kind: Type | None) -> tuple[str, ...]:
    return (kind.values or ()) if isinstance(kind, TextType) else ()


def unit(kind: Type | None) -> str | None:
    """The unit of a type as text; `date` for dates, None for text and truth."""
    if isinstance(kind, NumberType):
        return str(kind.unit or "1")
    return "date" if isinstance(kind, DateType) else None
