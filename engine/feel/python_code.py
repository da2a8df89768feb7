"""Pieces of generated Python, what may be unknown in each, and how they are put together.

An unknown value is `None`. Most expressions are unknown exactly if one of a few variables is; such a
piece keeps plain code and the set of those variables, so that they are tested once around the
whole piece instead of at every operator.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

MOST_DEEP = 80  # brackets within each other; Python's own limit is 200
LONGEST = 20_000  # characters of one expression; what is longer takes Python too long to compile

_SETTLING = {"and": ("False", "True"), "or": ("True", "False")}


class Unwritten(Exception):  # noqa: N818  (not an error: the walk takes over)
    """A form that generated code doesn't have, or more of it than Python can take."""


class Code(Struct, frozen=True):
    """Python text of an expression.

    Attributes:
        text: right as long as no variable in `needs` is None.
        needs: variables; the value is unknown if one of them is None.
        maybe: whether the text itself may come to None even so.
    """

    text: str
    needs: frozenset[str] = frozenset()
    maybe: bool = False

    @property
    def whole(self) -> str:
        """Text that comes to None where the value is unknown."""
        if self.needs <= {self.text}:  # nothing is needed, or it is the variable itself
            return self.text
        return f"(None if {any_none(self.needs)} else {self.text})"

    @property
    def certain(self) -> bool:
        """Whether the value is always known."""
        return not self.needs and not self.maybe


def any_none(variables: Iterable[str]) -> str:
    """The test whether one of some variables isn't known."""
    return " or ".join(f"{name} is None" for name in sorted(variables))


def strict(operands: Iterable[Code], form: str, names: Iterator[str], *, maybe: bool = False) -> Code:
    """An operation that is unknown if one of its operands is.

    Args:
        operands: one for each `{}` of the form.
        form: text of the operation on known values.
        names: of variables that nothing else uses.
        maybe: whether the operation may come to None on known values.
    """
    held = [(one, next(names) if one.maybe else one.text) for one in operands]
    needs: frozenset[str] = frozenset().union(*(one.needs for one, _ in held))
    inner = form.format(*(name for _, name in held))
    tests = [f"({name} := {one.text}) is None" for one, name in held if one.maybe]
    if not tests:
        return Code(inner, needs, maybe)
    return Code(f"(None if {' or '.join(tests)} else {inner})", needs, maybe=True)


def kleene(items: Sequence[Code], word: Literal["and", "or"], names: Iterator[str]) -> Code:
    """The conjunction or disjunction, in which one operand may settle what others leave open."""
    settling, other = _SETTLING[word]
    if not items:
        return Code(other)
    if all(not one.maybe and one.needs == items[0].needs for one in items):
        return Code(f"({f' {word} '.join(one.text for one in items)})", items[0].needs)
    held = [(one, next(names)) for one in items]
    settles = " or ".join(f"({name} := {one.whole}) is {settling}" for one, name in held)
    unknown = " or ".join(f"{name} is None" for one, name in held if not one.certain)
    return Code(f"({settling} if {settles} else None if {unknown} else {other})", maybe=True)


def within_limits(code: Code) -> Code:
    """The code, if Python can compile it.

    Raises:
        Unwritten: it is too long, or its brackets are too deep.
    """
    if len(code.text) > LONGEST or _depth(code.text) > MOST_DEEP:
        raise Unwritten("too large")
    return code


def _depth(text: str) -> int:
    """How many brackets stand within each other; no quoted text of generated code holds one."""
    depth = deepest = 0
    for char in text:
        if char in "([":
            depth += 1
            deepest = max(deepest, depth)
        elif char in ")]":
            depth -= 1
    return deepest
