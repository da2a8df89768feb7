"""A rule on its way to a reader: headings, sentences, expressions, tables, in reading order.

The terminal and Markdown differ in marks only. With one layout they can't come to say different things.
"""

from msgspec import Struct

from engine.feel.tree import Tree
from engine.program.table_layout import Sheet


class Heading(Struct, frozen=True):
    """A heading; level 1 is a thing, 2 a part of it."""

    level: int
    text: str


class Paragraph(Struct, frozen=True):
    """The same sentence in each language."""

    texts: tuple[str, ...]


class Item(Struct, frozen=True):
    """An entry of a list.

    Attributes:
        mark: `·`, `1.`, `✓`.
        name: an id; "" for none.
        texts: what is said, in each language.
        sources: ids.
    """

    mark: str
    name: str = ""
    texts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    depth: int = 0


class Formula(Struct, frozen=True):
    """An expression of the language, below an entry of a depth; 0: by itself."""

    tree: Tree
    depth: int = 0


class Grid(Struct, frozen=True):
    """A decision table."""

    sheet: Sheet


Block = Heading | Paragraph | Item | Formula | Grid
