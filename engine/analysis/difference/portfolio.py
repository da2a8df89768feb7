"""How many loans of a portfolio get another answer: both versions decide every row, side by side.

A proof says who can be concerned; how many are, only a portfolio can tell. The rows are those that `screen`
would decide, read in the same way, and the answers those that it would give.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl
from msgspec import Struct

from engine.diagnostics import WrongUsage, did_you_mean
from engine.evaluation.columnar import Columnar
from engine.evaluation.columns.decisions import CODES
from engine.evaluation.outcome import Status
from engine.feel.types import TextType, TruthType, Type
from engine.program.model import Program
from engine.screening.mapping_from_yaml import read_mapping
from engine.screening.model import Batch
from engine.screening.output_columns import AS_OF, columnar_for
from engine.screening.portfolio import open_portfolio

BATCH = 100_000  # rows that are decided at once
_STATUSES = {code: status for status, code in CODES.items()}
Answers = Mapping[tuple[str, Status | None, Status | None], int]


class On(Struct, frozen=True):
    """A portfolio, and how it is read and grouped.

    Attributes:
        inputs: files, folders or globs, as for `screen`.
        mapping: a YAML file that says which column is which fact; None: columns are called like facts.
        today: the day for rows that tell none.
        as_of: the day for all rows; None: each row's own.
        by: facts of a fixed set, or truths, by which to group.
    """

    inputs: tuple[str, ...]
    mapping: Path | None
    today: date
    as_of: date | None = None
    by: tuple[str, ...] = ()


class Group(Struct, frozen=True):
    """The loans that tell one value of a fact; None: that don't tell it."""

    by: str
    value: str | None
    rows: int
    changed: int


class Count(Struct, frozen=True):
    """What the two versions make of a portfolio.

    Attributes:
        rows: loans that both decided.
        changed: those of which an option's status differs.
        left_out: rows that can't be read, or that a version can't decide.
        answers: how many loans have each pair of differing statuses, by option; None: a version lacks it.
    """

    rows: int
    changed: int
    left_out: int
    answers: Answers
    groups: tuple[Group, ...]


def count(old: Program, new: Program, on: On) -> Count:
    """Decide a portfolio by both versions.

    Raises:
        Faulty: the portfolio can't be read, or a version isn't in force on the day.
        WrongUsage: a fact by which to group isn't one that makes groups.
    """
    _check(on.by, new)
    columnars = (columnar_for(old), columnar_for(new))
    names = dict.fromkeys([AS_OF, *on.by, *columnars[0].facts, *columnars[1].facts])
    mapping = None if on.mapping is None else read_mapping(on.mapping, new.dictionary)
    portfolio = open_portfolio(on.inputs, columnars[1].layout, mapping=mapping, names=[*names])
    counter = _Counter(old, new, on.by)
    for batch in portfolio.batches(BATCH):
        counter.add(batch, _answers(columnars, batch, on))
    return counter.count()


def _check(by: Iterable[str], program: Program) -> None:
    """Groups come of a few values: a fixed set, or yes and no."""
    kinds = program.dictionary.globals()
    grouping = [name for name, kind in kinds.items() if _makes_groups(kind)]
    for name in by:
        if name not in grouping:
            help_ = did_you_mean(name, grouping) or "give a fact of a fixed set, or one that is yes or no"
            raise WrongUsage(f"`{name}` makes no groups; {help_}")


def _makes_groups(kind: Type) -> bool:
    return isinstance(kind, TruthType) or (isinstance(kind, TextType) and kind.values is not None)


def _answers(columnars: Sequence[Columnar], batch: Batch, on: On) -> tuple[pl.DataFrame, pl.Series]:
    """The statuses by both versions, and which rows both could decide."""
    days = _days(batch.frame, on)
    frame = batch.frame.with_columns(days)
    made, sound = [], pl.repeat(value=True, n=frame.height, dtype=pl.Boolean, eager=True)
    for side, columnar in zip(("old", "new"), columnars, strict=True):
        screened = columnar.screen(frame, on.as_of, batch.original, batch.unfit)
        named = [pl.col(f"status.{one.id}").alias(f"{side} {one.id}") for one in columnar.program.options]
        made.append(screened.frame.select(named))
        if screened.faults:
            sound = sound & ~pl.Series([row in screened.faults for row in range(frame.height)])
    return pl.concat(made, how="horizontal"), sound


def _days(frame: pl.DataFrame, on: On) -> pl.Series:
    if on.as_of is None and AS_OF in frame.columns:
        return frame.get_column(AS_OF).fill_null(on.today)
    return pl.repeat(on.as_of or on.today, frame.height, dtype=pl.Date, eager=True).alias(AS_OF)


class _Counter:
    """Counts batch by batch."""

    def __init__(self, old: Program, new: Program, by: Sequence[str]) -> None:
        self._sides = [{one.id for one in program.options} for program in (old, new)]
        self._options = list(dict.fromkeys([one.id for program in (new, old) for one in program.options]))
        self._by = by
        self._rows = self._changed = self._left_out = 0
        self._pairs: Counter[tuple[str, Status | None, Status | None]] = Counter()
        self._groups: dict[tuple[str, str | None], tuple[int, int]] = {}

    def add(self, batch: Batch, answers: tuple[pl.DataFrame, pl.Series]) -> None:
        """Count one batch."""
        statuses, sound = answers
        self._left_out += len(batch.rejected) + batch.frame.height - int(sound.sum())
        statuses = statuses.filter(sound)
        grouped = batch.frame.filter(sound).select([pl.col(one).cast(pl.String) for one in self._by])
        changed = statuses.select(self._is_changed()).to_series()
        self._rows += statuses.height
        self._changed += int(changed.sum())
        for option in self._options:
            self._count_pairs(option, statuses)
        for name in self._by:
            self._count_groups(name, grouped.get_column(name), changed)

    def _is_changed(self) -> pl.Expr:
        differing = [
            pl.col(f"old {one}") != pl.col(f"new {one}")
            for one in self._options
            if all(one in side for side in self._sides)
        ]
        return pl.any_horizontal(pl.lit(value=False), *differing).alias("changed")

    def _count_pairs(self, option: str, statuses: pl.DataFrame) -> None:
        has_old, has_new = (option in side for side in self._sides)
        names = [f"old {option}"] * has_old + [f"new {option}"] * has_new
        for *codes, loans in statuses.group_by(names).len().iter_rows():
            found = [_STATUSES[code] for code in codes]
            before = found[0] if has_old else None
            after = found[-1] if has_new else None
            if before != after:
                self._pairs[option, before, after] += loans

    def _count_groups(self, name: str, values: pl.Series, changed: pl.Series) -> None:
        table = pl.DataFrame({"value": values, "changed": changed})
        for value, rows, moved in table.group_by("value").agg(pl.len(), pl.col("changed").sum()).iter_rows():
            before = self._groups.get((name, value), (0, 0))
            self._groups[name, value] = before[0] + rows, before[1] + moved

    def count(self) -> Count:
        """What has been counted; options in the new order, groups by name and value, those untold last."""
        order = {one: place for place, one in enumerate(self._options)}
        pairs = sorted(self._pairs.items(), key=lambda one: (order[one[0][0]], -one[1], str(one[0])))
        return Count(self._rows, self._changed, self._left_out, dict(pairs), tuple(self._in_order()))

    def _in_order(self) -> Iterator[Group]:
        for name in self._by:
            of_name = {value: counts for (by, value), counts in self._groups.items() if by == name}
            for value in sorted(of_name, key=lambda one: (one is None, one or "")):
                yield Group(name, value, *of_name[value])
