"""Filling a pack's texts from the values of one assessment.

Placeholders were cut out when the pack was loaded. What fills them is formatted by type and unit,
and free text of the profile is cleaned, so that a profile can put nothing but a value into a sentence.
"""

from collections.abc import Mapping

from engine.evaluation.globals import PARAMETER, Globals
from engine.explanation.format import canonical, forms, shown
from engine.explanation.model import Figure
from engine.feel.types import DateType, NumberType, Type
from engine.program.model import Program, Text
from engine.program.requirements import EVIDENCE, KIND
from engine.rulebook.sentences import Placeholder


class Vocabulary:
    """The words of a program in one language, the same for every profile."""

    def __init__(self, program: Program, language: str) -> None:
        """Take the words of `language`, which the pack must speak."""
        self.program = program
        self.language = language
        self.book = program.words[language]
        self.labels = {one.name: one.labels(language) for one in program.dictionary.facts}
        self.units = {name: unit(kind) for name, kind in program.types.items()}
        self.titles = {name: self._title(name) for name in program.types}

    def _title(self, name: str) -> str:
        """What people call a fact, measure, output of a table or parameter."""
        if name in self.labels:
            return self.program.dictionary.fact(name).title(self.language)
        bare = name.removeprefix(PARAMETER)
        sections = ("measures", "tables", "outputs") if bare == name else ("parameters",)
        texts = (self.book.get(("", section, bare, "title")) for section in sections)
        return "".join(map(str, next(filter(None, texts), (name,))))

    def kind(self, kind: str) -> str:
        """A kind of evidence in words."""
        return self.labels.get(f"{EVIDENCE}.{KIND}", {}).get(kind, kind)

    def kinds(self, kinds: tuple[str, ...]) -> str:
        """Kinds of evidence as a list in words."""
        return forms(self.language)["list"].join(self.kind(one) for one in kinds)


class Wording:
    """The texts of a program in one language, filled from one loan's values."""

    def __init__(self, vocabulary: Vocabulary, values: Globals) -> None:
        """Fill from these values."""
        self.vocabulary = vocabulary
        self.language = vocabulary.language
        self._values = values
        self._shown: dict[str, str] = {}
        self._figures: dict[str, Figure] = {}

    def text(
        self, owner: str, section: str, name: str, key: str, extra: Mapping[str, str] | None = None
    ) -> str:
        """The text of a thing, or "" where the pack has none for it."""
        return self.fill(self.vocabulary.book.get((owner, section, name, key), ()), extra or {})

    def fill(self, text: Text, extra: Mapping[str, str]) -> str:
        """A text with its placeholders filled, from `extra` first."""
        return "".join([part if isinstance(part, str) else self._filled(part, extra) for part in text])

    def _filled(self, part: Placeholder, extra: Mapping[str, str]) -> str:
        return extra[part.name] if part.name in extra else self.value(part.name)

    def value(self, name: str) -> str:
        """The value of a fact, measure or parameter in words."""
        if name not in self._shown:
            kind, labels = self.vocabulary.program.types.get(name), self.vocabulary.labels.get(name, {})
            self._shown[name] = shown(self._values.known(name), kind, self.language, labels)
        return self._shown[name]

    def figure(self, name: str) -> Figure:
        """A named value with its title."""
        if name not in self._figures:
            value, words = self._values.known(name), self.vocabulary
            known = None if value is None else canonical(value)
            self._figures[name] = Figure(name, words.titles[name], known, words.units[name], self.value(name))
        return self._figures[name]


def unit(kind: Type | None) -> str:
    """The unit of a type as text; `date` for dates, "" for text and truth."""
    if isinstance(kind, NumberType):
        return str(kind.unit or "1")
    return "date" if isinstance(kind, DateType) else ""
