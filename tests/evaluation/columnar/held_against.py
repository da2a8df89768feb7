"""The columnar evaluator on one program and many loans, and where it doesn't say what the reference says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import polars as pl

from engine.diagnostics import Faulty
from engine.evaluation.columnar import BY_REFERENCE, Columnar, Screened
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.unknown import Unknown, Value
from engine.profile.model import FactView
from engine.program.model import Program
from engine.values import Truth

Expected = Callable[[Program, FactView, date], Outcome]
STATUSES = ("not_available", "needs_information", "needs_action", "recommended", "available")
TRUTHS = {Truth.MET: True, Truth.UNMET: False, Truth.UNKNOWN: None}


@dataclass(frozen=True)
class Comparison:
    """Where the two differ, by row and column: what the reference says, and what the columns say."""

    apart: Mapping[tuple[int, str], tuple[Any, Any]]
    screened: Screened
    rows: int


def compared(
    columnar: Columnar,
    views: Sequence[FactView],
    as_of: date | Sequence[date],
    expected: Expected = evaluate,
) -> Comparison:
    """Every answer on some loans, on one day or each on its own, held against the reference's."""
    layout, program = columnar.layout, columnar.program
    table = layout.table(views)
    if not isinstance(as_of, date):
        table = table.with_columns(pl.Series("as_of", as_of, dtype=pl.Date))
    days = [as_of] * len(views) if isinstance(as_of, date) else as_of
    unfit = [row for row, view in enumerate(views) if not layout.fits(view)]
    day = as_of if isinstance(as_of, date) else None
    screened = columnar.screen(table, day, lambda row: views[row], unfit)
    scales = {one.name: one.scale for one in columnar.columns(days[0])}
    apart: dict[tuple[int, str], tuple[Any, Any]] = {}
    for row, found in enumerate(screened.frame.iter_rows(named=True)):
        try:
            outcome = expected(program, views[row], days[row])
        except Faulty as faulty:
            if [one.code for one in faulty.diagnostics] != [one.code for one in screened.faults.get(row, ())]:
                apart[row, "faults"] = faulty.diagnostics, screened.faults.get(row)
            continue
        told = dict(_told(outcome, scales))
        names = [name for name in found if name != BY_REFERENCE]
        for name in names:
            mine = Decimal(found[name]).scaleb(-scales[name]) if _is_number(told[name]) else found[name]
            if found[name] is None:
                mine = None
            if mine != told[name] or type(mine) is not type(told[name]):
                apart[row, name] = told[name], mine
    return Comparison(apart, screened, len(views))


@dataclass
class Sure:
    """What the plan alone says, without the reference's help, of cells in which it isn't in doubt.

    Attributes:
        cells: how many there are.
        sure: in how many of them the plan is sure.
        known: how many of those have a value.
        wrong: where it is sure and wrong: row, column, what the reference says, and what the plan says.
    """

    cells: int = 0
    sure: int = 0
    known: int = 0
    wrong: list[tuple[int, str, Any, Any]] = field(default_factory=list)


def alone(columnar: Columnar, views: Sequence[FactView], as_of: date, *, day_as_fact: bool = False) -> Sure:
    """Held against the reference, cell by cell, what the plan says without its help."""
    layout, found = columnar.layout, Sure()
    regime = columnar._for_day(as_of, fixed=not day_as_fact)
    values, doubts = regime.alone(layout.table(views).with_columns(as_of=as_of))
    scales = {one.name: one.scale for one in regime.columns}
    unsure = list(doubts.iter_rows(named=True)) or [{} for _ in views]
    rows = zip(views, values.iter_rows(named=True), unsure, strict=True)
    for number, (view, told, doubt) in enumerate(rows):
        if not layout.fits(view):
            continue
        try:
            expected = dict(_told(evaluate(columnar.program, view, as_of), scales))
        except Faulty:
            continue
        for name, value in told.items():
            if name.startswith(("status", "settled")):
                continue  # they rest on all criteria, and have no doubt of their own
            found.cells += 1
            if doubt.get(name):
                continue
            found.sure += 1
            found.known += value is not None
            mine = (
                value
                if value is None or not _is_number(expected[name])
                else Decimal(value).scaleb(-scales[name])
            )
            if mine != expected[name]:
                found.wrong.append((number, name, expected[name], mine))
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal)


def _told(outcome: Outcome, scales: Mapping[str, int]) -> Iterator[tuple[str, Any]]:
    """Each answer of the reference by the name of its column."""
    for name, decision in outcome.options.items():
        yield f"status.{name}", STATUSES.index(decision.status.value)
        yield f"settled.{name}", decision.settled
    for kind, truths in (
        ("alert", outcome.alerts),
        ("criterion", outcome.criteria),
        ("finding", outcome.findings),
    ):
        yield from ((f"{kind}.{name}", TRUTHS[one]) for name, one in truths.items())
    for name, proof in outcome.proofs.items():
        yield f"needed.{name}", TRUTHS[proof.needed]
        yield f"held.{name}", TRUTHS[proof.held]
    for name in scales:
        if name.startswith("figure."):
            yield name, _figure(outcome.values[name.removeprefix("figure.")], scales[name])


def _figure(value: Value, scale: int) -> Any:
    """A figure with as many digits as its column has."""
    match value:
        case Unknown():
            return None
        case DaysDuration(seconds):
            return _figure(seconds, scale)
        case MonthsDuration(months):
            return Decimal(months)
        case Decimal():
            if value.copy_abs() >= Decimal(2**63 - 1).scaleb(-scale):
                return None
            digits = Decimal(1).scaleb(-scale)
            return value if value == value.quantize(digits) else value.quantize(digits, ROUND_HALF_EVEN)
    return value
