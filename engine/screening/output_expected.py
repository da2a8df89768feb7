"""The row of the output that the reference comes to for one loan: what a stored row is held against.

It is derived here from an outcome on its own, in plain Python. Were it made by the columns that made the
stored row, nothing could ever come out as different.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, Final

from engine.evaluation.outcome import Outcome, Status, presumed
from engine.feel.unknown import Unknown, Value
from engine.program.model import Criterion, Option, Program
from engine.screening.output_columns import (
    ALERTS,
    AS_OF,
    DECIDING,
    FIGURE,
    PACK,
    RECOMMENDED,
    STATUS,
    UNSETTLED,
    Columns,
    FigureColumn,
)
from engine.screening.output_deciding import MOST, spelled
from engine.values import Truth

LARGEST: Final = 2**63 - 1  # of a figure, in its last digit; beyond it the output has none
_EXACTLY: Final = Context(prec=7_000, Emin=-999_999, Emax=999_999)


def expected(program: Program, outcome: Outcome, columns: Columns) -> Mapping[str, Any]:
    """What an output says of a loan, by column, but for whose it is and how it was decided.

    Numbers are decimals with the digits of their column, ids are tuples, the rest is as Python has it.
    """
    statuses = {name: one.status for name, one in outcome.options.items()}
    recommended = (name for name, one in statuses.items() if one is Status.RECOMMENDED)
    return {
        AS_OF: outcome.as_of,
        RECOMMENDED: next(recommended, None),
        **{f"{STATUS}{name}": one.value for name, one in statuses.items()},
        UNSETTLED: tuple(name for name, one in outcome.options.items() if not one.settled),
        ALERTS: tuple(name for name, one in outcome.alerts.items() if one is Truth.MET),
        DECIDING: "; ".join(_spelled(program, outcome)),
        **{f"{FIGURE}{one.name}": _figure(one, outcome.values[one.name]) for one in columns.figures},
        PACK: program.sha256,
    }


def _spelled(program: Program, outcome: Outcome) -> Iterator[str]:
    for option in program.options:
        for begin in range(0, len(option.criteria), MOST):
            some = option.criteria[begin : begin + MOST]
            decided = [one.id for one in some if _decides(option, one, outcome)]
            if decided:
                yield spelled(option.id, outcome.options[option.id].status, decided)


def _decides(option: Option, criterion: Criterion, outcome: Outcome) -> bool:
    """Whether a criterion is one for which its option isn't open."""
    truth, status = outcome.criteria[criterion.key], outcome.options[option.id].status
    match status:
        case Status.NOT_AVAILABLE:
            return truth is Truth.UNMET and not criterion.curable
        case Status.NEEDS_INFORMATION:
            return truth is Truth.UNKNOWN and not presumed(criterion, outcome.values)
        case Status.NEEDS_ACTION:
            return truth is Truth.UNMET
    return False


def _figure(one: FigureColumn, value: Value) -> Decimal | date | bool | str | None:
    match value:
        case Unknown():
            return None
        case Decimal():
            return _rounded(value, one.scale)
    assert isinstance(value, bool | date | str), "figures_shown takes no others"  # noqa: S101  (a promise of the columns)
    return value


def _rounded(value: Decimal, scale: int) -> Decimal | None:
    """A number with so many digits after the point; None for one that is too large."""
    rounded = value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_EVEN, _EXACTLY)
    return None if abs(rounded.scaleb(scale, _EXACTLY)) > LARGEST else rounded
