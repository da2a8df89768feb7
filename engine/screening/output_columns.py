"""Which columns a screened portfolio has, and of what type each is.

They follow from the pack and the day alone, never from the rows. Were they read off the first batch, a file
of many pieces would have columns that don't fit together.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Final

import polars as pl
from msgspec import Struct

from engine.evaluation.columnar import Columnar, Wanted
from engine.evaluation.outcome import Status
from engine.feel.types import (
    DateType,
    NumberType,
    TextType,
    TruthType,
    Type,
)
from engine.program.model import Program

ID, LOAN, AS_OF, RECOMMENDED = "id", "loan", "as_of", "recommended"
STATUS, FIGURE = "status.", "figure."  # in front of an option's or a figure's name
UNSETTLED, ALERTS, DECIDING = "unsettled", "alerts", "deciding"
BY_REFERENCE, PACK = "by_reference", "pack_sha256"

STATUSES: Final = pl.Enum([one.value for one in Status])
IDS: Final = pl.List(pl.String)
MOST_DIGITS: Final = 38


class FigureColumn(Struct, frozen=True):
    """A figure that options show.

    Attributes:
        name: of the measure, fact or parameter.
        kind: its type in the language.
        scale: of a number: digits after the point.
    """

    name: str
    kind: Type
    scale: int

    @property
    def dtype(self) -> pl.DataType:
        """How Polars holds it."""
        match self.kind:
            case NumberType():
                return pl.Decimal(MOST_DIGITS, self.scale)
            case DateType():
                return pl.Date()
            case TruthType():
                return pl.Boolean()
        return pl.String()

    @property
    def unit(self) -> str:
        """`yuan/month`, `1` for a ratio, `date`, `truth` or `text`."""
        match self.kind:
            case NumberType(unit):
                return str(unit or "1")
            case DateType():
                return "date"
            case TruthType():
                return "truth"
        return "text"


class Columns(Struct, frozen=True, dict=True):
    """The columns of an output, in their order.

    Attributes:
        options: ids, in order of preference.
        alerts: ids, in the order in which they are said.
    """

    options: tuple[str, ...]
    alerts: tuple[str, ...]
    figures: tuple[FigureColumn, ...]

    @cached_property
    def schema(self) -> Mapping[str, pl.DataType]:
        """The type of each column."""
        return dict(self._typed())

    def _typed(self) -> Iterator[tuple[str, pl.DataType]]:
        yield from ((ID, pl.String()), (LOAN, pl.String()), (AS_OF, pl.Date()))
        yield RECOMMENDED, pl.Enum(list(self.options))
        yield from ((f"{STATUS}{one}", STATUSES) for one in self.options)
        yield from ((UNSETTLED, IDS), (ALERTS, IDS), (DECIDING, pl.String()))
        yield from ((f"{FIGURE}{one.name}", one.dtype) for one in self.figures)
        yield from ((BY_REFERENCE, pl.Boolean()), (PACK, pl.String()))


def columnar_for(program: Program) -> Columnar:
    """The columnar evaluator that gives what an output needs.

    Args:
        program: the checked pack.

    Raises:
        NotInstalled: Polars isn't here.
    """
    return Columnar(program, wanted=Wanted(criteria=True, figures=figures_shown(program)))


def columns_of(columnar: Columnar, as_of: date | None) -> Columns:
    """The columns of an output.

    Args:
        columnar: from `columnar_for`.
        as_of: the day for all rows; None: each row's own.

    Raises:
        Faulty: nothing of the pack is in force on the day (R242).
    """
    program = columnar.program
    figures = tuple(
        FigureColumn(one.name.removeprefix(FIGURE), one.kind, one.scale)
        for one in columnar.columns(as_of or program.head.since)
        if one.kind is not None
    )
    options, alerts = (tuple(one.id for one in some) for some in (program.options, program.alerts))
    return Columns(options, alerts, figures)


def figures_shown(program: Program) -> tuple[str, ...]:
    """The figures that options show and that are single values, in the order in which they come up."""
    shown = dict.fromkeys(name for option in program.options for name in option.figures)
    return tuple(
        name
        for name in shown
        if isinstance(program.types[name], NumberType | DateType | TruthType | TextType)
    )
