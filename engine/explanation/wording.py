"""Filling a pack's texts from the values of one assessment.

Placeholders were cut out when the pack was loaded. What fills them is formatted by type and unit,
and free text of the profile is cleaned, so that a profile can put nothing but a value into a sentence.
"""

from collections.abc import Mapping

from engine.evaluation.globals import PARAMETER, Globals
from engine.explanation.format import canonical, forms, shown
from engine.explanation.model import Figure
from engine.feel.types import DateType, NumberType, Type
from engine.feel.unknown import Unknown
from engine.program.model import Program, Text
from engine.program.requirements import EVIDENCE, KIND
from engine.rulebook.sentences import Placeholder


class Wording:
    """The texts of a program in one language, filled from one loan's values."""

    def __init__(self, program: Program, values: Globals, language: str) -> None:
        """Take the words of `language`, which the pack must speak."""
        self.program = program
        self.values = values
        self.language = language
        self._book = program.words[language]
        self._labels = {one.name: one.labels(language) for one in program.dictionary.facts}

    def text(
        self, owner: str, section: str, name: str, key: str, extra: Mapping[str, str] | None = None
    ) -> str:
        """The text of a thing, or "" where the pack has none for it."""
        return self.fill(self._book.get((owner, section, name, key), ()), extra or {})

    def fill(self, text: Text, extra: Mapping[str, str]) -> str:
        """A text with its placeholders filled, from `extra` first."""
        return "".join(self._part(part, extra) for part in text)

    def _part(self, part: str | Placeholder, extra: Mapping[str, str]) -> str:
        if isinstance(part, str):
            return part
        return extra[part.name] if part.name in extra else self.value(part.name)

    def value(self, name: str) -> str:
        """The value of a fact, measure or parameter in words."""
        return shown(
            self.values[name], self.program.types.get(name), self.language, self._labels.get(name, {})
        )

    def kind(self, kind: str) -> str:
        """A kind of evidence in words."""
        return self._labels.get(f"{EVIDENCE}.{KIND}", {}).get(kind, kind)

    def kinds(self, kinds: tuple[str, ...]) -> str:
        """Kinds of evidence as a list in words."""
        return forms(self.language)["list"].join(self.kind(one) for one in kinds)

    def figure(self, name: str) -> Figure:
        """A named value with its title."""
        value = self.values[name]
        known = None if isinstance(value, Unknown) else canonical(value)
        return Figure(name, self.title(name), known, unit(self.program.types.get(name)), self.value(name))

    def title(self, name: str) -> str:
        """What people call a fact, measure or parameter."""
        if name in self._labels:
            return self.program.dictionary.fact(name).title(self.language)
        bare = name.removeprefix(PARAMETER)
        section = "measures" if bare == name else "parameters"
        return self.text("", section, bare, "title") or name


def unit(kind: Type | None) -> str:
    """The unit of a type as text; `date` for dates, "" for text and truth."""
    if isinstance(kind, NumberType):
        return str(kind.unit or "1")
    return "date" if isinstance(kind, DateType) else ""
