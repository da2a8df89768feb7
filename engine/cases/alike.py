"""Which profiles are all one to an expression, as they give it the same values.

Hundreds of cases start from a dozen borrowers, and each expression looks at a few facts. To work it out anew
for each case would be nine times out of ten to work out the same again.
"""

from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeVar

from engine.evaluation.globals import Globals
from engine.feel.core import Node, globals_of
from engine.feel.unknown import Value

_Values = TypeVar("_Values", bound=Globals)
_Told = TypeVar("_Told", bound="Told[Any]")


class Told(Generic[_Values]):
    """The values of one loan, and each of them as something that can be compared.

    Attributes:
        values: facts, parameters and measures.
    """

    def __init__(self, values: _Values) -> None:
        """Take the values."""
        self.values = values
        self._marks: dict[str, Hashable] = {}

    def mark(self, name: str) -> Hashable:
        """The same for the same value of a name, causes included where it is unknown."""
        if name not in self._marks:
            self._marks[name] = _mark(self.values[name])
        return self._marks[name]


def _mark(value: Value) -> Hashable:
    """Lists and records can't be compared by hash; their text can."""
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return type(value), value


class Operands:
    """The names of which an expression takes the values."""

    def __init__(self, node: Node) -> None:
        """Take a whole expression."""
        self._names = tuple(one.name for one in globals_of(node))

    def mark(self, told: "Told[Any]") -> Hashable:
        """The same for all to whom the expression comes out the same."""
        return tuple([told.mark(name) for name in self._names])

    def groups(self, all_told: Iterable[_Told]) -> tuple[tuple[_Told, ...], ...]:
        """Those to whom the expression comes out the same, together, in order of their first."""
        found: dict[Hashable, list[_Told]] = {}
        for told in all_told:
            found.setdefault(self.mark(told), []).append(told)
        return tuple(map(tuple, found.values()))
