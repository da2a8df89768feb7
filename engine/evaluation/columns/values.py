"""What an expression comes to as columns: how its values are held, and on which rows that can't be trusted.

A column that is only almost right is wrong for somebody. So each number is either exact, a whole number of
its last digit, or it carries a bound on its error; and each value carries its doubt: rows on which it isn't
decided here. There it is null, and the reference decides.
"""

from dataclasses import dataclass
from decimal import Decimal

from engine.evaluation.columns.plan import Column, Table
from engine.feel.core import ArithmeticSign
from engine.feel.types import RecordType

LARGEST = 2**63 - 1
FITS_FLOAT = 2**53  # whole numbers up to here are exact in binary floating point


class Unlowered(Exception):  # noqa: N818  (it says what happened)
    """An expression that columns can't hold; the reference decides the rows on which it matters."""


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """A number as a whole number of units of 10 to the minus `scale`; durations as seconds or months.

    Attributes:
        bound: the largest magnitude of the whole number.
        constant: its value where it is the same everywhere.
    """

    column: Column
    scale: int
    bound: int
    doubt: Column | None = None
    constant: Decimal | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """How an inexact number comes about, down to exact ones: what the reference would compute."""

    sign: ArithmeticSign
    left: "Recipe"
    right: "Recipe"
    size: int  # how many exact numbers are in it


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """One of two, by a truth; the one of them where that isn't known and both are the same."""

    condition: Column
    yes: "Recipe"
    no: "Recipe"
    size: int


Recipe = Exact | Operation | Either
LARGEST_RECIPE = 40


@dataclass(frozen=True, slots=True, eq=False)
class Inexact:
    """A number in binary floating point, apart from the reference's by at most relative x |it| + absolute.

    Attributes:
        relative: bound on the relative error.
        absolute: further bound, a column; None for 0.
        least: no value but 0 is smaller in magnitude.
        most: no value is larger.
        recipe: how it comes about; None where that is too long a story.
    """

    column: Column
    relative: float
    absolute: Column | None
    least: float
    most: float
    doubt: Column | None = None
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Truthful:
    """True, false or null."""

    column: Column
    doubt: Column | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Text; with `values`, an enumeration of these."""

    column: Column
    values: tuple[str, ...] | None = None
    doubt: Column | None = None
    constant: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Dates."""

    column: Column
    doubt: Column | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """Records as structs. Null where a list has none at a place."""

    column: Column
    type: RecordType
    path: str
    doubt: Column | None = None


Element = Exact | Truthful | Texts | Days | Records
Single = Element | Inexact
Lowered = Single  # what a form of the tree comes to; a list comes to `Many`, which needs a table


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """A list as a table of its elements.

    Attributes:
        table: of the elements.
        element: what each is; in no doubt of its own, that of one is the list's.
        known: true where the list is known, else null.
        chosen: which elements belong to it; None for all.
        longest: most elements that a row has.
        doubt: rows above of which it isn't known here which elements belong.
        length: how many elements the list column has; null where it isn't known.
    """

    table: Table
    element: Element
    known: Column
    chosen: Column | None
    longest: int
    doubt: Column | None = None
    length: Column | None = None

    def __post_init__(self) -> None:
        """Hold the promise: whoever takes an element looks at the doubt of the list only."""
        assert self.element.doubt is None, "the doubt of an element is the list's"  # noqa: S101


def size_of(recipe: Recipe) -> int:
    """How many exact numbers are in a recipe."""
    return 1 if isinstance(recipe, Exact) else recipe.size


def recipe_of(number: Exact | Inexact) -> Recipe | None:
    """How a number comes about."""
    return number if isinstance(number, Exact) else number.recipe


def combined(sign: ArithmeticSign, left: Exact | Inexact, right: Exact | Inexact) -> Recipe | None:
    """How the result of an operation comes about."""
    one, other = recipe_of(left), recipe_of(right)
    if one is None or other is None or size_of(one) + size_of(other) > LARGEST_RECIPE:
        return None
    return Operation(sign, one, other, size_of(one) + size_of(other))
