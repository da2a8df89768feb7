"""The columns of a table as those of the layout: one expression for each fact, and one for "that is certain".

What the reader of profiles fills in is filled in here, too: the loan's id, the list of the one loan, whose
agreements they are. What it refuses because two facts can't both be true isn't certain here.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

import polars as pl

from engine.evaluation.columns.layout import Layout
from engine.feel.types import DateType, NumberType
from engine.profile.facts import ListForm, RecordForm
from engine.profile.from_told import key_of
from engine.screening.mapping import Constant, Element, Mapping, Told
from engine.screening.portfolio_cells import Cells, taken

CERTAIN: Final = "certain?"  # no fact is called like this
LOAN: Final = "loan?"

Schema = Map[str, pl.DataType]
_YES: Final = pl.lit(value=True)


class Steps:
    """What is computed of a table, step by step, each result kept under a name: nothing is computed twice."""

    def __init__(self) -> None:
        self._levels: list[list[pl.Expr]] = []
        self._level: dict[str, int] = {}
        self._held: list[pl.Expr] = []

    def keep(self, one: pl.Expr) -> pl.Expr:
        """The column in which a result is kept."""
        level = max(
            (self._level[name] + 1 for name in one.meta.root_names() if name in self._level), default=0
        )
        name = f"{len(self._level)}?"  # no column of a table that is read is called so
        if level == len(self._levels):
            self._levels.append([])
        self._levels[level].append(one.alias(name))
        self._level[name] = level
        return pl.col(name)

    def hold(self, names: Sequence[str], held: Sequence[pl.Expr]) -> None:
        """What comes out in the end, under which names."""
        self._held = [one.alias(name) for name, one in zip(names, held, strict=True)]

    def frame(self, table: pl.DataFrame) -> pl.DataFrame:
        """A table as the layout has it, with `CERTAIN` and `LOAN` beside the facts."""
        for level in self._levels:
            table = table.with_columns(level)
        return table.with_columns(self._held).select(one.meta.output_name() for one in self._held)


def plan_of(mapping: Mapping, schema: Schema, layout: Layout, names: Sequence[str] | None) -> Steps:
    """The steps from a table to a frame.

    Args:
        mapping: that fits the table.
        schema: of the table.
        layout: of the frame.
        names: of the facts that get a column; None for all.
    """
    steps = Steps()
    plan = _Plan(mapping, schema, layout, steps)
    kept = tuple(layout.schema) if names is None else tuple(names)
    held = [plan.held(name) for name in kept]
    steps.hold((*kept, CERTAIN, LOAN), [*held, plan.certain, plan.loan_id.fill_null("")])
    return steps


@dataclass(frozen=True)
class _Plan:
    mapping: Mapping
    schema: Schema
    layout: Layout
    steps: Steps
    _certain: list[pl.Expr] = field(default_factory=list)

    @cached_property
    def facts(self) -> Map[str, pl.Expr]:
        """What is told of each fact, before anything is filled in."""
        found = {one.fact: self._told(one, one.fact) for one in self.mapping.told}
        found |= {one.fact: self._constant(one, one.fact) for one in self.mapping.constants}
        found |= {name: self._listed(name, some) for name, some in self.mapping.lists.items()}
        return found

    @property
    def certain(self) -> pl.Expr:
        """Whether a row is read here as it would be one by one."""
        facts = self.facts
        impossible = self._impossible(self.layout.dictionary.form, facts, "")
        parts = [*self._certain, *(~one for one in impossible), *self._referring()]
        return pl.all_horizontal(parts).fill_null(value=False) if parts else _YES

    def held(self, name: str) -> pl.Expr:
        """The column of a fact."""
        each = self.layout.dictionary.each
        nothing = pl.lit(None, dtype=self.layout.schema[name])
        if each is not None and name == each.many:
            return self._loans
        if each is not None and name == f"{each.one}.{self._key}":
            return pl.when(self._has_loan).then(self.loan_id).otherwise(None)
        told = self.facts.get(name)
        if told is None:
            return nothing
        for reference in self.layout.dictionary.references:
            if reference.many == name and self._key:
                return self._with_loan(told, reference.name)
        return told

    def _told(self, one: Told, name: str) -> pl.Expr:
        column = one.cell.column
        cells = Cells(pl.col(column), self.schema[column], one.cell, self.steps.keep)
        found = taken(cells, one.form, name, self.layout)
        self._certain.append(found.certain)
        each = self.layout.dictionary.each
        if each is not None and name == each.many:  # rows of one loan each are made there, not here
            self._certain.append(found.held.is_null())
        return found.held

    def _constant(self, one: Constant, name: str) -> pl.Expr:
        kept, value = self.layout.dtype(name, one.form.type), one.value
        if isinstance(value, Decimal) and isinstance(one.form.type, NumberType):
            scaled = value.scaleb(self.layout.digits(name).scale)
            whole = int(scaled) if scaled == int(scaled) else None
            if whole is None or abs(whole) > self.layout.digits(name).bound:
                self._certain.append(pl.lit(value=False))
                whole = None
            return pl.lit(whole, dtype=kept)
        if isinstance(one.form.type, DateType):
            return pl.lit(date.fromisoformat(str(value)), dtype=kept)
        return pl.lit(value, dtype=kept)

    def _listed(self, name: str, elements: Sequence[Element]) -> pl.Expr:
        """A list from columns; null where it isn't known of an element whether it is there."""
        form = self.layout.forms[name]
        assert isinstance(form, ListForm)  # noqa: S101  (INVARIANT: mapping_faults.py)
        assert isinstance(form.element, RecordForm)  # noqa: S101  (as above)
        records, unknown = [], []
        for one in elements:
            record, is_there = self._element(name, one, form.element)
            records.append(pl.when(is_there).then(record).otherwise(None))
            unknown.append(is_there.is_null())
        whole = _told(pl.concat_list(records)).cast(self.layout.dtype(name, form.type))
        if form.least:
            self._certain.append(whole.list.len() >= form.least)
        if form.element.key:  # whether two have one name
            self._certain.append(whole.list.len() <= 1)
        return pl.when(pl.any_horizontal(unknown)).then(None).otherwise(whole)

    def _element(self, name: str, one: Element, form: RecordForm) -> tuple[pl.Expr, pl.Expr]:
        told = {each.fact: self._told(each, f"{name}.{each.fact}") for each in one.told}
        constants = {each.fact: self._constant(each, f"{name}.{each.fact}") for each in one.constants}
        is_there = pl.any_horizontal([each.is_not_null() for each in told.values()]) if told else _YES
        if one.when is not None:
            is_there = self._told(one.when, one.when.fact)
        fields = {**told, **constants}
        self._certain.extend(~(is_there & clash) for clash in self._impossible(form, fields, f"{name}."))
        return self._record(form, name, fields), is_there

    def _record(self, form: RecordForm, name: str, told: Map[str, pl.Expr]) -> pl.Expr:
        """A record from its fields by dotted name; one within it in which nothing is told is null."""
        fields: dict[str, pl.Expr] = {}
        for key, inner in form.fields.items():
            if isinstance(inner, RecordForm):
                within = {
                    one.removeprefix(f"{key}."): value
                    for one, value in told.items()
                    if one.startswith(f"{key}.")
                }
                record = self._record(inner, f"{name}.{key}", within)
                some = pl.any_horizontal([one.is_not_null() for one in within.values()]) if within else ~_YES
                fields[key] = pl.when(some).then(record).otherwise(None)
            else:
                fields[key] = told.get(
                    key, pl.lit(None, dtype=self.layout.dtype(f"{name}.{key}", inner.type))
                )
        return pl.struct([one.alias(key) for key, one in fields.items()])

    @cached_property
    def _key(self) -> str:
        return key_of(self.layout.dictionary)

    @cached_property
    def _of_loan(self) -> Map[str, pl.Expr]:
        """What is told of the one loan, by the name of its field."""
        each = self.layout.dictionary.each
        prefix = f"{each.one}." if each else ""
        return {
            name.removeprefix(prefix): one
            for name, one in self.facts.items()
            if each and name.startswith(prefix)
        }

    @cached_property
    def _has_loan(self) -> pl.Expr:
        told = [one.is_not_null() for one in self._of_loan.values()]
        return self.steps.keep(pl.any_horizontal(told)) if told else ~_YES

    @cached_property
    def loan_id(self) -> pl.Expr:
        """The id of the loan in a row; null where there is none."""
        told = self._of_loan.get(self._key, pl.lit(None, dtype=pl.String))
        named = told.fill_null("1") if self._key else pl.lit("")
        return self.steps.keep(pl.when(self._has_loan).then(named).otherwise(None))

    @property
    def _loans(self) -> pl.Expr:
        each = self.layout.dictionary.each
        assert each is not None  # noqa: S101  (`held` has asked)
        form = self.layout.dictionary.form.fields[each.one]
        assert isinstance(form, RecordForm)  # noqa: S101  (INVARIANT: dictionary.py)
        told = {**self._of_loan, **({self._key: self.loan_id} if self._key else {})}
        kept = self.layout.schema[each.many]
        one = pl.concat_list([self._record(form, each.one, told)]).cast(kept)
        return pl.when(self._has_loan).then(one).otherwise(None)

    def _with_loan(self, listed: pl.Expr, name: str) -> pl.Expr:
        """A list whose elements name the loan `1` where they name none; else that isn't certain."""
        element = pl.element()
        filled = listed.list.eval(element.struct.with_fields(pl.field(name).fill_null("1")))
        return pl.when(self._has_loan).then(filled).otherwise(listed)

    def _referring(self) -> Iterator[pl.Expr]:
        """Where elements name the loan in the row, or none; one not called `1` isn't filled in here."""
        for reference in self.layout.dictionary.references:
            listed = self.facts.get(reference.many)
            if listed is not None and self._key:
                names = self.steps.keep(listed.list.eval(pl.element().struct.field(reference.name)))
                told = self.steps.keep(_told(names))
                fits = (told.list.n_unique() == 1) & (told.list.first() == self.loan_id)
                whole = (told.list.len() == names.list.len()) | (self.loan_id == "1")
                no_loan = self.loan_id.is_null()
                yield (no_loan | ((told.list.len() == 0) | fits) & whole).fill_null(value=True)

    def _impossible(self, form: RecordForm, told: Map[str, pl.Expr], above: str) -> Iterator[pl.Expr]:
        """Where a fact of a record, or of one within it, may exceed what it can't exceed.

        Args:
            form: of the record.
            told: what is told of it, by dotted name.
            above: what stands before such a name in the layout.
        """
        for prefix, record in _records(form, ""):
            for pair in record.at_most:
                small, large = (f"{prefix}{one}" for one in pair)
                if small in told and large in told:
                    scales = {self.layout.digits(f"{above}{one}").scale for one in (small, large)}
                    kinds = {type(record.fields[one].type) for one in pair}
                    are_alike = len(scales) == 1 and kinds in ({NumberType}, {DateType})
                    yield _exceeds(told[small], told[large], are_alike=are_alike)


def _records(form: RecordForm, prefix: str) -> Iterator[tuple[str, RecordForm]]:
    yield prefix, form
    for name, field_ in form.fields.items():
        if isinstance(field_, RecordForm):
            yield from _records(field_, f"{prefix}{name}.")


def _exceeds(small: pl.Expr, large: pl.Expr, *, are_alike: bool) -> pl.Expr:
    """Whether one exceeds the other; of what isn't numbers of one scale or days, whether that could be."""
    if not are_alike:
        return small.is_not_null() & large.is_not_null()
    return (small > large).fill_null(value=False)


def _told(lists: pl.Expr) -> pl.Expr:
    """Lists without what is null in them; `list.drop_nulls` takes fifty times as long."""
    return lists.list.eval(pl.element().filter(pl.element().is_not_null()))
