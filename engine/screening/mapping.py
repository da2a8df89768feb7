"""What a mapping says: which column tells which fact, and how its cells are written.

A lender's table isn't made of facts: its columns are called `mth_inc_amt`, hold fen, and write a day as
20261125. All that has to be said is said in one small file, so that nothing is guessed. A table whose columns
are named like facts is read by a mapping, too, one that says that each column is what it is called.
"""

from collections.abc import Mapping as Map
from typing import Final, Literal

from msgspec import Struct

from engine.profile.facts import Form
from engine.rulebook.model import Word

Held = str | bool  # what a word of a column stands for
Unit = Literal["yuan", "fen", "percent", "fraction", "permille", "day", "instalment", "person", ""]

ISO: Final = "%Y-%m-%d"


class Cell(Struct, frozen=True):
    """How the cells of a column are written.

    Attributes:
        column: its name.
        shift: power of ten that makes of a number in it one of the fact: -2 for fen.
        format: of a day, `%Y`, `%m` and `%d` among other characters.
        values: what each word in it stands for; None if words stand for themselves.
        nulls: words that say that nothing is known.
        unit: as the mapping says it, or as it was inferred; "" for what has none.
        said: whether the mapping says the unit, or the name of the column.
        place: of the name of the column in the mapping; None without one.
    """

    column: str
    shift: int = 0
    format: str = ISO
    values: Map[str, Held] | None = None
    nulls: frozenset[str] = frozenset()
    unit: str = ""
    said: bool = True
    place: Word | None = None


class Told(Struct, frozen=True):
    """A fact that a column tells; of a list's element, by the name of its field."""

    fact: str
    form: Form
    cell: Cell


class Constant(Struct, frozen=True):
    """A fact that is the same for all rows: a number, text, day as text, or truth value as JSON has it."""

    fact: str
    form: Form
    value: object


class Element(Struct, frozen=True):
    """A record of a list that columns tell.

    Attributes:
        when: the column that says whether there is one; None: there is one where any of its columns
            tells something.
        told: its fields that columns tell.
        constants: its fields that are always the same.
    """

    when: Told | None
    told: tuple[Told, ...]
    constants: tuple[Constant, ...]


class Mapping(Struct, frozen=True):
    """A checked mapping.

    Attributes:
        name: of its file; "" where columns are named like facts.
        id: the column that holds the id of a row; None if there is none.
        told: facts that columns tell.
        constants: facts that are the same for all rows.
        lists: the elements of lists, by the name of the fact.
    """

    name: str
    id: Word | None = None
    told: tuple[Told, ...] = ()
    constants: tuple[Constant, ...] = ()
    lists: Map[str, tuple[Element, ...]] = {}

    def cells(self) -> tuple[Told, ...]:
        """Everything that a column tells, each column as often as it is used."""
        elements = [one for listed in self.lists.values() for one in listed]
        of_lists = [told for one in elements for told in ([one.when] if one.when else []) + list(one.told)]
        return (*self.told, *of_lists)
