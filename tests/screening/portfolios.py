"""Portfolios that are made for tests: profiles as JSON, and the same as rows of a table."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import polars as pl

from engine.evaluation.columns.layout import Layout
from engine.feel.types import DateType, ListType, NumberType, RecordType, Type
from engine.profile.facts import Dictionary, Form, ListForm, RecordForm, ScalarForm
from engine.profile.from_json import profile_from_data
from engine.profile.model import FactView
from engine.screening.model import Batch, Place, Portfolio

Raw = dict[str, Any]
JSON = msgspec.json.Encoder(decimal_format="number")


def profile(random: Random, dictionary: Dictionary, share: float = 0.6) -> Raw:
    """A profile of one loan that a dictionary allows: each fact told or not, loans left out."""
    each = dictionary.each
    many = each.many if each else ""
    made: Raw = {
        name: _value(random, form, share)
        for name, form in dictionary.form.fields.items()
        if name not in {many, "$schema"} and random.random() < share + 0.3
    }
    made = {name: value for name, value in made.items() if value not in ({}, None)}
    made |= {large: made[small] for small, large in dictionary.form.at_most if {small, large} <= made.keys()}
    for reference in dictionary.references:
        for element in made.get(reference.many, []):
            if reference.name in element and each and each.one in made:
                element[reference.name] = made[each.one].get("id", "1")
    return made


def _value(random: Random, form: Form, share: float) -> Any:
    match form:
        case RecordForm():
            told = {
                name: _value(random, one, share)
                for name, one in form.fields.items()
                if random.random() < share
            }
            for small, large in form.at_most:
                if small in told and large in told:
                    told[large] = told[small]
            return {name: value for name, value in told.items() if value != {}}
        case ListForm():
            most = min(3, form.most or 3)
            made = [_value(random, form.element, share) for _ in range(random.randint(form.least, most))]
            for at, one in enumerate(made):
                if isinstance(form.element, RecordForm) and form.element.key in one:
                    one[form.element.key] = f"n{at}"  # each name once
            return made
        case ScalarForm():
            return _scalar(random, form)


def _scalar(random: Random, form: ScalarForm) -> Any:
    match form.type:
        case NumberType():
            least = form.least if form.least is not None else Decimal(0)
            most = min(form.most if form.most is not None else Decimal(10**9), Decimal(10**9))
            step = form.step or Decimal("0.0001")
            return random.choice(
                (least, most, least + step * random.randrange(int((most - least) / step) + 1))
            )
        case DateType():
            return f"20{random.randrange(100):02}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
    values = getattr(form.type, "values", None)
    if values:
        return random.choice(values)
    if hasattr(form.type, "values"):
        known = [
            one
            for one in ("微粒贷", "a_b", "x1", "L-7", "Ωmega")
            if not (form.forbidden and form.forbidden.search(one))
            and (form.pattern is None or form.pattern.search(one))
        ]
        return random.choice(known)
    return random.choice((True, False))


def line(raw: Raw) -> str:
    """A profile as a line of NDJSON."""
    return JSON.encode(raw).decode()


def views(raws: Sequence[Raw], dictionary: Dictionary) -> list[FactView]:
    """What the reader of profiles makes of them."""
    found: list[FactView] = []
    for raw in raws:
        read, faults = profile_from_data(raw, dictionary)
        assert read is not None, faults
        found += read.views()
    return found


def flat(raw: Raw, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """A profile as cells by the name of the fact."""
    for name, value in raw.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def raw_type(kind: Type | None, *, numbers: Any = None) -> Any:
    """A type of Polars in which a table that isn't ours may hold a fact."""
    match kind:
        case NumberType():
            return pl.Decimal(38, 10) if numbers is None else numbers
        case ListType(element):
            return pl.List(raw_type(element, numbers=numbers))
        case RecordType():
            return pl.Struct({name: raw_type(one, numbers=numbers) for name, one in kind.fields.items()})
        case DateType():
            return pl.String
    return pl.Boolean if str(kind) == "truth" else pl.String


def table(raws: Sequence[Raw], layout: Layout) -> pl.DataFrame:
    """Profiles as a table whose columns are called like facts, with an `id`."""
    rows = [dict(flat(raw)) for raw in raws]
    kinds = {
        name: kind
        for name, kind in layout.dictionary.globals().items()
        if name in {k for row in rows for k in row}
    }
    columns = {
        name: pl.Series(name, [row.get(name) for row in rows], dtype=raw_type(kind))
        for name, kind in kinds.items()
    }
    return pl.DataFrame({"id": [f"b{at}" for at in range(len(rows))], **columns})


def write_csv(raws: Sequence[Raw], path: Path) -> None:
    """Profiles as CSV, lists as JSON text."""
    rows = [dict(flat(raw)) for raw in raws]
    names = sorted({name for row in rows for name in row})
    cells = {name: [_cell(row.get(name)) for row in rows] for name in names}
    held = pl.DataFrame(
        {"id": [f"b{at}" for at in range(len(rows))], **cells},
        schema=dict.fromkeys(["id", *names], pl.String),
    )
    held.write_csv(path)


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return JSON.encode(value).decode()


def whole(portfolio: Portfolio, size: int, begin: Place | None = None) -> list[Batch]:
    """All batches."""
    return [*(portfolio.batches(size) if begin is None else portfolio.batches(size, begin))]


def facts_of(batches: Sequence[Batch]) -> list[Any]:
    """Everything that batches say, whatever their size: rows, and what was rejected."""
    found: list[Any] = []
    for batch in batches:
        assert batch.frame.height == len(batch.ids) == len(batch.loans) == len(batch.places)
        for row in range(batch.frame.height):
            view = batch.original(row)
            cells = batch.frame.row(row)
            found.append(
                (
                    batch.places[row],
                    batch.ids[row],
                    batch.loans[row],
                    view.id,
                    view.facts,
                    cells,
                    row in batch.unfit,
                )
            )
        found += [(one.file, one.row, one) for one in batch.rejected]
    return found


def dumped(raws: Sequence[Raw], path: Path) -> Path:
    """A file of NDJSON."""
    path.write_text("".join(line(raw) + "\n" for raw in raws), encoding="utf-8")
    return path
