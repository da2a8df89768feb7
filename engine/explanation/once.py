"""Values by name, each made when it is first asked for and then kept.

Several options share criteria, steps and figures. With this each is explained once for a borrower, and
looking one up costs no more than looking into a dictionary.

INVARIANT: no such dictionary is held by what it holds, or what was said of one borrower would stay in memory
until Python next searches for cycles; tests/explanation/test_said_once.py.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping
from operator import itemgetter
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
Made = TypeVar("Made")
Row = Callable[[Mapping[str, Made]], tuple[Made, ...]]  # the values of certain names, in order


class Once(dict[Name, Made], ABC):
    """A dictionary that makes what it doesn't hold yet."""

    @abstractmethod
    def make(self, name: Name) -> Made:
        """The value of a name that is asked for the first time."""

    def __missing__(self, name: Name) -> Made:
        made = self[name] = self.make(name)
        return made


def row(names: tuple[str, ...]) -> Row[Made]:
    """What gives the values of these names."""
    match names:
        case ():
            return lambda _: ()
        case (name,):
            return lambda values: (values[name],)
    return itemgetter(*names)
