"""Filling a pack's texts from the values of one assessment.

Placeholders were cut out when the pack was loaded. What fills them is formatted by type and unit,
and free text of the profile is cleaned, so that a profile can put nothing but a value into a sentence.
"""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from engine.evaluation.globals import PARAMETER, Globals
from engine.explanation.format import Writing, forms, writing, writing_plainly
from engine.explanation.model import Advice, Figure, Question
from engine.explanation.once import Once, row
from engine.explanation.operands import operands_of
from engine.explanation.phrases import phrase
from engine.explanation.scripts import (
    AdviceScript,
    AlertScript,
    Claim,
    OptionScript,
    Template,
    advice_script,
    alert_script,
    option_script,
    reasons,
    template,
)
from engine.feel.types import DateType, ListType, NumberType, TextType, Type
from engine.feel.unknown import Value
from engine.program import model
from engine.program.model import Criterion, Program
from engine.program.requirements import EVIDENCE, KIND
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


class Vocabulary:
    """The words of a program in one language, the same for every profile. What is looked up is kept.

    Attributes:
        term: gives what a fact, measure or parameter is called, and how its value is written.
        kinds: gives kinds of evidence as a list in words.
        template: gives a text made ready to be filled, by its owner, section, name and key.
        claims: what is said of each criterion, by its key.
        findings: what gives the reasons behind each, by id.
        options, alerts, advice: by id; `advice` holds steps and cautions.
        for_everybody: the advice that has neither a condition nor a gap, as it is said.
    """

    def __init__(self, program: Program, language: str) -> None:
        """Take the words of `language`, which the pack must speak."""
        self.program = program
        self.language = language
        self._book = program.words[language]
        self._facts = {one.name: one for one in program.dictionary.facts}
        evidence = self._facts.get(f"{EVIDENCE}.{KIND}")
        self._kind = evidence.labels(language) if evidence else NOTHING
        self.term = cache(self._term)
        self._asked = cache(self._question)
        self.template = cache(self._template)
        self.kinds = lru_cache(maxsize=256)(self._listed)
        self.claims = {one.key: self._claim(owner, one) for owner, one in _claims(program)}
        self.findings = {one.id: reasons(one.criteria) for one in program.findings}
        self.options = {one.id: self._option(one) for one in program.options}
        self.alerts = {one.id: self._alert(one) for one in program.alerts}
        self.advice = {one.id: self._advice(section, one) for section, one in _advice(program)}
        self.for_everybody = _unconditional(self.advice)

    def citing(self, program: Program) -> "Vocabulary":
        """The same words for a program that differs from this one in nothing but sources."""
        other = copy(self)
        other.program = program
        criteria = {one.key: one for one in program.criteria}
        other.claims = {key: replace(claim, criterion=criteria[key]) for key, claim in self.claims.items()}
        advice = {one.id: one for _, one in _advice(program)}
        other.advice = {name: script.citing(advice[name]) for name, script in self.advice.items()}
        other.for_everybody = _unconditional(other.advice)
        return other

    def _claim(self, owner: str, one: Criterion) -> Claim:
        said = {truth: self.template(owner, "criteria", one.id, truth.value) for truth in Truth}
        cure = self.template(owner, "criteria", one.id, "cure")
        mended = cure if one.curable and cure.text else None
        return Claim(one, said, mended, row(operands_of(one, self.program)))

    def _option(self, one: model.Option) -> OptionScript:
        title, summary = (self.template(one.id, "option", one.id, key) for key in ("title", "summary"))
        return option_script(one, title, summary)

    def _alert(self, one: model.Alert) -> AlertScript:
        title, text = (self.template(one.id, "alert", one.id, key) for key in ("title", "text"))
        return alert_script(one, title, text)

    def _advice(self, section: str, one: model.Advice) -> AdviceScript:
        return advice_script(one, self.template("", section, one.id, "text"))

    def _template(self, owner: str, section: str, name: str, key: str) -> Template:
        """The text of a thing; an empty one where the pack has none for it."""
        return template(self._book.get((owner, section, name, key), ()))

    def _term(self, name: str) -> Term:
        kind, fact = self.program.types.get(name), self._facts.get(name)
        labels = fact.labels(self.language) if fact else self._labels(name)
        title = fact.title(self.language) if fact else self._title(name)
        write = writing(kind, self.language, labels)
        unknown = forms(self.language)["unknown"] if fact else phrase(self.language, "not_worked_out")
        return Term(name, title, unit(kind), write, writing_plainly(kind), unknown)

    def _labels(self, name: str) -> Mapping[str, str]:
        """What the texts are called that may come out of a table, by an output's name."""
        kind = self.program.types.get(name)
        values = _values(kind.element if isinstance(kind, ListType) else kind)
        table = name.partition(".")[0]
        said = ((value, self.template("", "values", f"{table}.{value}", "title").text) for value in values)
        return {value: text for value, text in said if text}

    def _title(self, name: str) -> str:
        bare = name.removeprefix(PARAMETER)
        sections = _TITLED if bare == name else ("parameters",)
        titles = (self.template("", section, bare, "title").text for section in sections)
        return next(filter(None, titles), name)

    def question(self, path: str) -> Question:
        """A missing fact as a question; of an element of a list (`evidence[2].issued_on`), with its place."""
        dictionary, name = self.program.dictionary, re.sub(r"\[\d+\]", "", path)
        if dictionary.each is not None and path.startswith(f"{dictionary.each.many}["):
            name = dictionary.each.one + name.removeprefix(dictionary.each.many)
        asked = self._asked(name)
        return asked if path == name else replace(asked, fact=path)

    def _question(self, name: str) -> Question:
        fact, language = self.program.dictionary.fact(name), self.language
        return Question(name, fact.title(language), fact.question(language), fact.sensitive)

    def _listed(self, kinds: tuple[str, ...]) -> str:
        """Kinds of evidence as a list in words."""
        return forms(self.language)["list"].join([self._kind.get(one, one) for one in kinds])


class Wording:
    """The texts of a program in one language, filled from one loan's values.

    Attributes:
        figures: the value of each fact, measure or parameter with its title, by its name.
        texts: that value in words.
    """

    def __init__(self, vocabulary: Vocabulary, values: Globals) -> None:
        """Fill from these values."""
        self.vocabulary = vocabulary
        self.figures = _Figures(vocabulary, values)
        self.texts = _Texts(self.figures)

    def text(self, owner: str, section: str, name: str, key: str, extra: Mapping[str, str] = NOTHING) -> str:
        """The text of a thing, or "" where the pack has none; its gaps are filled from `extra` first."""
        return self.vocabulary.template(owner, section, name, key).fill(self.with_(extra))

    def with_(self, extra: Mapping[str, str]) -> Mapping[str, str]:
        """What fills the gaps of a text, `extra` first."""
        return ChainMap(dict(extra), self.texts) if extra else self.texts

    def figure(self, name: str) -> Figure:
        """The value of a fact, measure or parameter with its title."""
        return self.figures[name]


class _Figures(Once[str, Figure]):
    def __init__(self, vocabulary: Vocabulary, values: Globals) -> None:
        super().__init__()
        self._term = vocabulary.term
        self._known = values.known

    def make(self, name: str) -> Figure:
        return self._term(name).figure(self._known(name))


class _Texts(Once[str, str]):
    def __init__(self, figures: Mapping[str, Figure]) -> None:
        super().__init__()
        self._figures = figures

    def make(self, name: str) -> str:
        return self._figures[name].text


def _claims(program: Program) -> Iterator[tuple[str, Criterion]]:
    """Each criterion with the id of the option or alert that has its words; "" for those of findings."""
    yield from (("", claim) for one in program.findings for claim in one.criteria)
    yield from ((one.id, claim) for one in program.judged for claim in one.criteria)


def _advice(program: Program) -> Iterator[tuple[str, model.Advice]]:
    """The steps and cautions, each with the section of its words."""
    yield from (("steps", one) for one in program.steps.values())
    yield from (("cautions", one) for one in program.cautions.values())


def _unconditional(scripts: Mapping[str, AdviceScript]) -> dict[str, Advice]:
    return {name: one.fixed for name, one in scripts.items() if one.fixed and one.advice.when is None}


def _values(kind: Type | None) -> tuple[str, ...]:
    return (kind.values or ()) if isinstance(kind, TextType) else ()


def unit(kind: Type | None) -> str | None:
    """The unit of a type as text; `date` for dates, None for text and truth."""
    if isinstance(kind, NumberType):
        return str(kind.unit or "1")
    return "date" if isinstance(kind, DateType) else None
