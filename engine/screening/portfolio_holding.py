"""A frame from what is known of single rows, quickly: through lines of JSON, in which every number is whole.

To hand Polars a hundred thousand nested values one by one takes longer than to read the profiles that they
come from. Lines of JSON it reads at once; whole numbers and texts pass through them unchanged.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import msgspec
import polars as pl

from engine.evaluation.columns.layout import Layout, below
from engine.feel.types import DateType, ListType, NumberType, RecordType, Type
from engine.profile.model import FactView
from engine.values import DECIMAL128

Held = Callable[[Any, list[str]], Any]
_EPOCH: Final = date(1970, 1, 1).toordinal()
_JSON: Final = msgspec.json.Encoder()


class Holder:
    """Makes frames of one layout."""

    def __init__(self, layout: Layout, names: Sequence[str] | None) -> None:
        """Take the layout, and the names of the facts that get a column; None for all."""
        facts = layout.dictionary.globals()
        self._held = {name: _held(layout, name, kind) for name, kind in facts.items()}
        kept = tuple(layout.schema) if names is None else tuple(names)
        self._dropped = frozenset(facts) - frozenset(kept)
        self._schema = {name: layout.schema[name] for name in kept}
        self._written = {name: _written(kind) for name, kind in self._schema.items()}

    def frame(self, views: Iterable[FactView]) -> tuple[pl.DataFrame, frozenset[int]]:
        """The frame of some views, as `Layout.table` has it, and the rows that don't fit (`Layout.fits`)."""
        unfit: set[int] = set()
        rows: list[dict[str, Any]] = []
        for place, view in enumerate(views):
            wrong: list[str] = []
            rows.append({name: self._held[name](value, wrong) for name, value in view.facts.items()})
            if wrong:
                unfit.add(place)
        if not rows:
            return pl.DataFrame(schema=self._schema), frozenset()
        return self._read(rows).cast(self._schema), frozenset(unfit)  # type: ignore[arg-type]  # a mapping of types

    def _read(self, rows: list[dict[str, Any]]) -> pl.DataFrame:
        for name in self._dropped:
            for row in rows:
                row.pop(name, None)
        if not self._written:
            return pl.DataFrame(height=len(rows))
        return pl.read_ndjson(BytesIO(_JSON.encode_lines(rows)), schema=self._written)


def _written(dtype: pl.DataType) -> pl.DataType:
    """The type in which a column stands in JSON."""
    if isinstance(dtype, pl.List):
        return pl.List(_written(dtype.inner))  # type: ignore[arg-type]  # a type of Polars
    if isinstance(dtype, pl.Struct):
        return pl.Struct({one.name: _written(one.dtype) for one in dtype.fields})  # type: ignore[arg-type]  # as above
    if isinstance(dtype, pl.Date):
        return pl.Int32()  # days since 1970
    return pl.String() if isinstance(dtype, pl.Enum) else dtype


def _held(layout: Layout, name: str, kind: Type | None) -> Held:
    """What puts a value of a fact into JSON, and names it where it doesn't fit."""
    match kind:
        case NumberType():
            digits = layout.digits(name)
            return _number(name, digits.scale, digits.bound)
        case DateType():
            return _day
        case ListType(element):
            return _list(name, _held(layout, below(name, element), element), layout.longest(name))
        case RecordType():
            return _record({one: _held(layout, f"{name}.{one}", of) for one, of in kind.fields.items()})
    return _as_it_is


def _number(name: str, scale: int, bound: int) -> Held:
    def held(value: Decimal, wrong: list[str]) -> int | None:
        whole = (
            int(scaled) if (scaled := DECIMAL128.scaleb(value, scale)) == scaled.to_integral_value() else None
        )
        if whole is None or abs(whole) > bound:
            wrong.append(name)
            return None
        return whole

    return held


def _day(value: date, _: list[str]) -> int:
    return value.toordinal() - _EPOCH


def _as_it_is(value: Any, _: list[str]) -> Any:  # noqa: ANN401  (text or truth)
    return value


def _list(name: str, element: Held, longest: int) -> Held:
    def held(value: Sequence[Any], wrong: list[str]) -> list[Any]:
        if len(value) > longest:
            wrong.append(name)
        return [element(one, wrong) for one in value]

    return held


def _record(fields: Mapping[str, Held]) -> Held:
    def held(value: Mapping[str, Any], wrong: list[str]) -> dict[str, Any]:
        return {one: fields[one](of, wrong) for one, of in value.items()}

    return held
