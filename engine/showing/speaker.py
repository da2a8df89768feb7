"""The words of a pack and of the product in the languages that a reader asked for, side by side.

An analyst compares two languages sentence by sentence. Two pages, one after the other, would hide a
sentence that one of them lacks.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from engine.diagnostics import printable
from engine.feel.types import DateType, ListType, NumberType, TextType, TruthType, Type
from engine.profile.facts import Fact
from engine.profile.value_in_words import unit_in_words
from engine.program.requirements import EVIDENCE, KIND
from engine.rulebook.model import DatedValue
from engine.showing.links import thing_of
from engine.showing.pack import Pack
from engine.showing.phrases import phrase
from engine.showing.things import PARAMETER, Kind, Thing

_BETWEEN: Final = " / "  # languages on one line
_TITLES: Final[Mapping[Kind, tuple[str, str]]] = {  # section of the words, and key of what a thing is called
    "finding": ("findings", "title"),
    "requirement": ("evidence", "title"),
    "table": ("tables", "title"),
    "measure": ("measures", "title"),
    "parameter": ("parameters", "title"),
    "joint": ("joint", "title"),
    "step": ("steps", "text"),
    "caution": ("cautions", "text"),
}


class Speaker:
    """Says things in some languages; each text is one line without control characters."""

    def __init__(self, pack: Pack, languages: tuple[str, ...]) -> None:
        """Take the words of languages that the pack speaks."""
        self.pack = pack
        self.languages = languages

    @cached_property
    def _facts(self) -> Mapping[str, Fact]:
        return {one.name: one for one in self.pack.program.dictionary.facts}

    def phrases(self, name: str, **values: object) -> tuple[str, ...]:
        """A phrase of the product in each language."""
        return tuple(phrase(language, name, **values) for language in self.languages)

    def phrase(self, name: str, **values: object) -> str:
        """A phrase of the product in all languages, on one line."""
        return joined(self.phrases(name, **values))

    def texts(self, by_language: Mapping[str, str]) -> tuple[str, ...]:
        """A text that the pack gives in several languages."""
        found = (by_language.get(language, "") for language in self.languages)
        return tuple(clean(text) for text in found if text)

    def said(self, owner: str, section: str, name: str, key: str) -> tuple[str, ...]:
        """A text of the words files in each language, its placeholders in braces; those that there are."""
        return self.texts(self.written(owner, section, name, key))

    def written(self, owner: str, section: str, name: str, key: str) -> Mapping[str, str]:
        """The same by language."""
        books = {language: self.pack.program.words[language] for language in self.languages}
        texts = {language: book.get((owner, section, name, key), ()) for language, book in books.items()}
        return {
            language: "".join(part if isinstance(part, str) else f"{{{part.name}}}" for part in text)
            for language, text in texts.items()
            if text
        }

    def titles(self, thing: Thing) -> tuple[str, ...]:
        """What a thing is called, or what it says, in each language."""
        return self.texts(self.titled(thing))

    def titled(self, thing: Thing) -> Mapping[str, str]:
        """The same by language, as it was written."""
        if thing.kind in {"option", "alert"}:
            return self.written(thing.id, thing.kind, thing.id, "title")
        if thing.kind == "criterion":
            claim = self.pack.criteria[thing.id]
            return self.written(self.words_owner(self.pack.owner(claim)), "criteria", claim.id, "met")
        if thing.kind in _TITLES:
            section, key = _TITLES[thing.kind]
            return self.written("", section, thing.id, key)
        return self.mine(self._given(thing))

    def _given(self, thing: Thing) -> Mapping[str, str]:
        match thing.kind:
            case "statement" | "authority":
                return self.pack.program.sources[thing.id].words
            case "document":
                return self.pack.documents[thing.id].title
        return self.pack.program.head.title

    def mine(self, by_language: Mapping[str, str]) -> Mapping[str, str]:
        """Of a text in several languages, those that were asked for."""
        return {one: by_language[one] for one in self.languages if one in by_language}

    def words_owner(self, owner: str) -> str:
        """Beside whom the words of a criterion stand: those of findings in the pack's own file."""
        return "" if owner in self.pack.program.findings_by_id else owner

    def called(self, name: str) -> str:
        """What people call a name of an expression, in all languages on one line; "" where nobody says."""
        return joined(self.texts(self.name_titles(name)))

    def name_titles(self, name: str) -> Mapping[str, str]:
        """The same by language, as it was written."""
        if name in self._facts:
            return {
                one: words.title for one, words in self._facts[name].words.items() if one in self.languages
            }
        bare = name.removeprefix(PARAMETER)
        sections = ("parameters",) if name.startswith(PARAMETER) else ("measures", "outputs", "tables")
        found = (self.written("", section, bare, "title") for section in sections)
        return next(filter(None, found), {})

    def sort_of(self, name: str) -> str:
        """What kind of name it is, and what its values look like: `派生量，元/月 / measure, yuan/month`."""
        kind = self.pack.program.types.get(name)
        defined = thing_of(self.pack, name)
        sort = "parameter" if name.startswith(PARAMETER) else "fact" if name in self._facts else "measure"
        sort = "table" if any(one.id == defined for one in self.pack.program.tables) else sort
        return joined(
            phrase(one, "comma").join(
                [phrase(one, sort), *value_kind(kind, one), *self._latest(defined, one)]
            )
            for one in self.languages
        )

    def _latest(self, name: str, language: str) -> list[str]:
        """The latest value of a parameter; nothing for what isn't one."""
        parameter = next((one for one in self.pack.program.parameters if one.id == name), None)
        values = () if parameter is None else parameter.values[-1:]
        return [phrase(language, "latest", value=value_text(one), since=one.since) for one in values]

    def kinds(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Kinds of evidence as a list, in each language."""
        names = self._facts.get(f"{EVIDENCE}.{KIND}")
        labels = {} if names is None else names.names
        return tuple(
            phrase(one, "list").join(clean(labels.get(kind, {}).get(one, kind)) for kind in kinds)
            for one in self.languages
        )


def joined(texts: Iterable[str]) -> str:
    """Texts in several languages on one line; what is the same in two of them once."""
    return _BETWEEN.join(dict.fromkeys(texts))


def clean(text: str) -> str:
    """A text on one line, with control characters made visible."""
    return printable(" ".join(text.split()))


def value_kind(kind: Type | None, language: str) -> list[str]:
    """What values look like, by type and unit: `元/月`; nothing where there is no type."""
    match kind:
        case None:
            return []
        case NumberType(unit=unit):
            return [unit_in_words(unit, language) if unit and unit.powers else phrase(language, "ratio")]
        case TextType(values=values):
            return [phrase(language, "text" if values is None else "set")]
        case TruthType() | DateType():
            return [phrase(language, str(kind))]
        case ListType(element=element) if isinstance(element, NumberType | TextType | TruthType | DateType):
            return [phrase(language, "list_of", kind=value_kind(element, language)[0])]
    return [phrase(language, "duration" if "duration" in str(kind) else "other")]


def texts_of(kind: Type) -> tuple[str, ...]:
    """The texts of a fixed set, or of a list of them; none of another type."""
    inner = kind.element if isinstance(kind, ListType) else kind
    return (inner.values or ()) if isinstance(inner, TextType) else ()


def value_text(value: DatedValue) -> str:
    """The value of a parameter as its author wrote it."""
    if isinstance(value.value, Decimal):
        return f"{value.value:f}"
    return value.value.isoformat() if isinstance(value.value, date) else clean(value.value)
