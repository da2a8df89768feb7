"""The dictionary of facts: what a profile can hold, of what type, in which words.

It is made from a JSON Schema (`dictionary.py`), so that one file serves the editor that
completes a profile, the checker of rules and the sentences for people. A second list of facts
kept anywhere else would soon name things that no profile can say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from engine.feel.types import ListType, RecordType, Type

AS_OF = "as_of"  # the day for which an answer is given; the one fact that the engine itself knows


class Wording(Struct, frozen=True):
    """What a fact is called, and how to ask for it, in one language."""

    title: str
    question: str


class ScalarForm(Struct, frozen=True):
    """What a number, text, date or truth value may look like.

    Attributes:
        least: smallest number.
        most: largest number.
        step: what a number is a multiple of; 1 for whole numbers.
        longest: most characters of a text.
        shortest: fewest characters of a text.
        pattern: what a text has to match somewhere.
        forbidden: what a text may match nowhere.
    """

    type: Type
    nullable: bool = True
    least: Decimal | None = None
    most: Decimal | None = None
    step: Decimal | None = None
    longest: int | None = None
    shortest: int = 0
    pattern: re.Pattern[str] | None = None
    forbidden: re.Pattern[str] | None = None


class ListForm(Struct, frozen=True):
    """A list whose elements all look alike, with the fewest and most of them."""

    element: "Form"
    type: ListType
    nullable: bool = True
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class RecordForm:
    """A record and its fields, in the order of the schema.

    Attributes:
        at_most: pairs of fields of which the first can't exceed the second, whether dates or numbers.
        key: the text field that tells one record from another; "" if there is none.
    """

    type: RecordType
    fields: Mapping[str, "Form"]
    nullable: bool = True
    at_most: tuple[tuple[str, str], ...] = ()
    key: str = ""


Form = ScalarForm | ListForm | RecordForm


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a profile can tell.

    Attributes:
        name: as in expressions, `loan.next_due_date`; of a list's elements, `evidence.kind`.
        type: what the language knows of it.
        form: what its value may look like, bounds included.
        words: by language.
        description: for who writes a profile.
        sensitive: whether it is sensitive personal information.
        names: for a fixed set, what each value is called, by value and language.
        list: name of the list to whose elements it belongs; "" for a global name of the language.
    """

    name: str
    type: Type
    form: ScalarForm | ListForm
    words: Mapping[str, Wording] = field(hash=False)
    description: str = ""
    sensitive: bool = False
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    list: str = ""

    def title(self, language: str) -> str:
        """What the fact is called."""
        return self.words[language].title

    def question(self, language: str) -> str:
        """How to ask for it."""
        return self.words[language].question

    def labels(self, language: str) -> Mapping[str, str]:
        """What each value of a fixed set is called; empty where there is no set."""
        return {value: names[language] for value, names in self.names.items()}


@dataclass(frozen=True, slots=True)
class Group:
    """A record of facts, such as `borrower`, with its title by language."""

    name: str
    titles: Mapping[str, str] = field(hash=False)
    description: str = ""


class Each(Struct, frozen=True):
    """That a profile holds several of something and is assessed once for each: `loan`, of `loans`."""

    one: str
    many: str


class Reference(Struct, frozen=True):
    """A field of a list's elements that names one of the things assessed: `agreements`, `loan_id`."""

    many: str
    name: str


@dataclass(frozen=True, eq=False)
class Dictionary:
    """All facts that a profile can hold. Compared by identity, so that what is made from one can be kept.

    Attributes:
        name: the file it was read from.
        title: what the profile is called.
        description: what a profile is, for who writes one.
        languages: in which every fact has words.
        form: of a whole profile.
        facts: in the order of the schema, those of a list's elements after the list.
        groups: the records at the top, in the order of the schema.
        each: what is assessed one by one, if anything is.
        references: fields that name one of them.
        schema: the JSON Schema itself, its numbers exact.
    """

    name: str
    title: str
    description: str
    languages: tuple[str, ...]
    form: RecordForm = field(repr=False)
    facts: tuple[Fact, ...] = field(repr=False)
    groups: tuple[Group, ...] = field(repr=False)
    each: Each | None
    references: tuple[Reference, ...]
    schema: Mapping[str, object] = field(repr=False)

    def globals(self) -> Mapping[str, Type]:
        """Type of each dotted name that an expression may use: `borrower.savings`, `evidence`, `loans`."""
        return {fact.name: fact.type for fact in self.facts if not fact.list}

    def fact(self, name: str) -> Fact:
        """The fact of this name, also one of a list's elements: `evidence.kind`.

        Raises:
            KeyError: no profile can hold such a fact.
        """
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Fact]:
        return {fact.name: fact for fact in self.facts}
