"""Mutants: a rule with one small change, as a slip of the pen or of the mind might make it.

If every case of a pack still passes with such a change, then nobody would notice if somebody made it. Either
a case is missing, or the change means the same, and somebody has to say why.
"""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct

from engine.feel.core import Node
from engine.program.model import Parameter, Program
from engine.rulebook.model import Word
from engine.source import Span


class Kind(Enum):
    """What a mutant changes; the order is that of the summary."""

    COMPARISONS = "comparisons"
    CONDITIONS = "conditions"
    VALUES = "values"
    ARITHMETIC = "arithmetic"
    PARAMETERS = "parameters"
    TABLES = "tables"
    CRITERIA = "criteria"
    PREFERENCES = "preferences"
    SOURCES = "sources"


class Swap(Struct, frozen=True):
    """One node of an expression stands for another, wherever the same one is used."""

    old: Node
    new: Node


class Dated(Struct, frozen=True):
    """A parameter has another value, or from another day on."""

    parameter: Parameter


class Rebuilt(Struct, frozen=True):
    """The program is another in something that isn't an expression."""

    build: Callable[[Program], Program]


class Resourced(Struct, frozen=True):
    """The program is another in the sources of a rule, which change no evaluation.

    Attributes:
        names: by which cases speak of what rests on them.
    """

    names: frozenset[str]
    build: Callable[[Program], Program]


Change = Swap | Dated | Rebuilt | Resourced


class Mutant(Struct, frozen=True):
    """One small change of a pack.

    Attributes:
        owner: id of the rule, as authors call it; of a criterion its key.
        change: what is another, on one line; with the owner it is how `mutants.yaml` calls it.
        span: where that stands.
        made: the change itself.
    """

    kind: Kind
    owner: str
    change: str
    span: Span
    made: Change


class Survivor(Struct, frozen=True):
    """A mutant with which every case still passes.

    Attributes:
        differs: cases in which something comes out otherwise that they don't look at.
        why: the explanation, or "".
    """

    mutant: Mutant
    differs: tuple[Word, ...] = ()
    why: str = ""
