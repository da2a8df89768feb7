"""What the typing knows and collects while it goes through an expression.

Faults are collected instead of raised: an analyst wants all of them at once. A part at fault
has no node; whatever is built on it stays silent, so that one slip isn't told five times.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct

from engine.diagnostics import Diagnostic
from engine.feel.core import Local, Node, Origin
from engine.feel.functions import Function
from engine.feel.tree import Tree
from engine.feel.types import Type
from engine.source import Span

NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})
NO_PLACES: Final[Mapping[str, Span]] = MappingProxyType({})


class Environment(Struct, frozen=True):
    """What names stand for.

    Attributes:
        globals: origin and type of each fact, measure and parameter, by its name with dots (`loan.balance`,
            `parameter.grace_days`). A record is a name too; the longest name that fits is taken.
        functions: what may be called, by name.
        describe: what a global name stands for, in words; said where its type surprises.
        dictionary: the file that holds the facts.
        elsewhere: what else the pack calls by an id, and how it is used instead, by that id.
        declared: where the type of a measure, parameter or output of a table is written, by its name.
        left_out: names of measures, tables and parameters whose file is at fault: nothing is told of them.
    """

    globals: Mapping[str, tuple[Origin, Type]]
    functions: Mapping[str, Function]
    describe: Mapping[str, str] = NO_WORDS
    dictionary: str = "schemas/profile.schema.json"
    elsewhere: Mapping[str, str] = NO_WORDS
    declared: Mapping[str, Span] = NO_PLACES
    left_out: frozenset[str] = frozenset()


def complete(nodes: Sequence[Node | None]) -> tuple[Node, ...] | None:
    """The nodes; None if one of them is at fault."""
    found = tuple(node for node in nodes if node is not None)
    return found if len(found) == len(nodes) else None


# Variables in reach, each by what it stands for; None where its own list was at fault or empty.
Variables = Mapping[str, Node | None]
NO_VARIABLES: Final[Variables] = MappingProxyType({})
Rule = Callable[["Work", Any, Variables], Node | None]


@dataclass(slots=True)
class Work:
    """One run of the typing: the rules by form of the tree, and the faults so far."""

    environment: Environment
    rules: Mapping[type, Rule]
    faults: list[Diagnostic] = field(default_factory=list)
    slots: Iterator[int] = field(default_factory=count)

    def infer(self, tree: Tree, variables: Variables) -> Node | None:
        """The typed form of a tree; None if it is at fault, which is then told."""
        return self.rules[type(tree)](self, tree, variables)

    def all(self, trees: tuple[Tree, ...], variables: Variables) -> tuple[Node, ...] | None:
        """The typed forms of several trees; None if one is at fault."""
        return complete([self.infer(tree, variables) for tree in trees])

    def refuse(self, diagnostic: Diagnostic) -> Node | None:
        """Keep a fault. What it is told of has no node, so None comes back for it."""
        self.faults.append(diagnostic)
        return None

    def variable(self, name: str, kind: Type, span: Span) -> Local:
        """A new variable, told apart by its slot from others of the name."""
        return Local(name, next(self.slots), kind, span)
