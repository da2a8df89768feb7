"""M201 to M206: one row of a table as a profile, cell by cell: the exact way, to which columns are held.

Columns decide most rows at once. What they aren't certain of comes here, where each cell becomes the
value that JSON would have, and the reader of profiles says what it is worth.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as Map
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from engine.diagnostics import Diagnostic
from engine.evaluation.columns.layout import Layout
from engine.feel.types import DateType, NumberType, TruthType
from engine.profile.facts import Form, ListForm, RecordForm
from engine.profile.json_faults import cut
from engine.profile.json_text import Unheld, number, values
from engine.profile.model import Profile
from engine.profile.written import as_number
from engine.screening.mapping import Cell, Element, Mapping, Told
from engine.screening.portfolio_blame import judged
from engine.values import DECIMAL128

BLANKS = " \t"
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_TRUTHS = {"true": True, "false": False}
_PARTS = {"%Y": "([0-9]{4})", "%m": "([0-9]{2})", "%d": "([0-9]{2})"}
NOISE = Decimal("0.0001")  # of the last digit: what a binary fraction may be off


class UnreadableError(Exception):
    """A cell can't be read."""

    def __init__(self, code: str, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help_


class RowReader:
    """Reads rows of a table by a mapping."""

    def __init__(self, mapping: Mapping, layout: Layout) -> None:
        """Take the mapping, and the layout, which says how many digits a number may have."""
        self._mapping = mapping
        self._layout = layout

    def profile(self, row: Map[str, object], name: str) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
        """The profile that a row tells, or None and everything that is wrong with it.

        Args:
            row: cell by the name of the column.
            name: how messages call the row.
        """
        raw, faults = self.told(row)
        return (None, faults) if faults else judged(raw, self._layout.dictionary, name)

    def told(self, row: Map[str, object]) -> tuple[dict[str, object], tuple[Diagnostic, ...]]:
        """What a row tells as JSON would have it, before anybody has judged it; and the cells at fault."""
        faults: list[Diagnostic] = []
        raw: dict[str, object] = {}
        for one in self._mapping.told:
            _put(raw, one.fact, self._read(one, one.fact, row, faults))
        for constant in self._mapping.constants:
            _put(raw, constant.fact, constant.value)
        for fact, elements in self._mapping.lists.items():
            _put(raw, fact, self._listed(fact, elements, row, faults))
        return raw, tuple(faults)

    def _read(self, told: Told, name: str, row: Map[str, object], faults: list[Diagnostic]) -> object:
        try:
            return self.value(row.get(told.cell.column), told.cell, told.form, name)
        except UnreadableError as error:
            path = told.cell.column
            faults.append(Diagnostic(error.code, error.message, help=error.help, path=path))
            return None

    def _listed(
        self, fact: str, elements: tuple[Element, ...], row: Map[str, object], faults: list[Diagnostic]
    ) -> list[object] | None:
        """The list of the elements that there are; None if that isn't known of one of them."""
        found: list[object] = []
        for one in elements:
            fields: dict[str, object] = {}
            for told in one.told:
                _put(fields, told.fact, self._read(told, f"{fact}.{told.fact}", row, faults))
            is_there: object = any(value is not None for value in fields.values())
            if one.when is not None:
                is_there = self._read(one.when, one.when.fact, row, faults)
            if is_there is None:
                return None
            if is_there:
                for constant in one.constants:
                    _put(fields, constant.fact, constant.value)
                found.append(fields)
        return found

    def value(self, cell: object, how: Cell, form: Form, name: str) -> object:
        """A cell as JSON would have it: decimals, days as text; None for what isn't known.

        Raises:
            UnreadableError: it says nothing that such a fact could be.
        """
        if cell is None or (isinstance(cell, str) and cell.strip(BLANKS) in how.nulls):
            return None
        if how.values is not None:
            return _meant(how.values, cell)
        if isinstance(form, RecordForm):
            return self._record(cell, how, form, name)
        if isinstance(form, ListForm):
            return self._list(cell, how, form, name)
        if isinstance(form.type, NumberType):
            return self._number(cell, how, name)
        if isinstance(form.type, DateType):
            return _day(cell, how.format)
        return _truth(cell) if isinstance(form.type, TruthType) else str(cell)

    def _list(self, cell: object, how: Cell, form: ListForm, name: str) -> object:
        if isinstance(cell, str):
            return _json(cell)
        assert isinstance(cell, list)  # noqa: S101  (INVARIANT: portfolio_types.py)
        below = name if isinstance(form.element, RecordForm) else f"{name}[]"
        return [self.value(one, how, form.element, below) for one in cell]

    def _record(self, cell: object, how: Cell, form: RecordForm, name: str) -> object:
        assert isinstance(cell, dict)  # noqa: S101  (INVARIANT: portfolio_types.py)
        return {
            key: self.value(one, how, form.fields[key], f"{name}.{key}")
            for key, one in cell.items()
            if one is not None
        }

    def _number(self, cell: object, how: Cell, name: str) -> object:
        if isinstance(cell, str):
            found = _plain_number(cell.strip(BLANKS))
        elif isinstance(cell, float):
            return self._rounded(cell, how.shift, name)
        else:
            assert isinstance(cell, int | Decimal)  # noqa: S101  (INVARIANT: portfolio_types.py)
            found = Decimal(cell)
        return found if not how.shift else DECIMAL128.scaleb(found, how.shift)

    def _rounded(self, cell: float, shift: int, name: str) -> Decimal:
        """M204: the number of so many digits that a binary fraction stands for."""
        if not isfinite(cell):
            raise UnreadableError(
                "M204", f"`{cell}` isn't a number", "leave the cell empty if it isn't known"
            )
        scale = self._layout.digits(name).scale
        written = Decimal(repr(cell)).scaleb(shift)
        last = Decimal(1).scaleb(-scale)
        rounded = DECIMAL128.quantize(written, last) if written.adjusted() + scale < 34 else written
        if abs(written - rounded) > NOISE * last:
            message = f"`{cell!r}` has more than {scale + shift} decimals"
            raise UnreadableError("M204", message, "round it, or write the column as decimals")
        return rounded.normalize(DECIMAL128)


def _put(raw: dict[str, object], name: str, value: object) -> None:
    """Tell a value by its dotted name; what isn't known isn't told."""
    if value is None:
        return
    *above, last = name.split(".")
    for key in above:
        raw = raw.setdefault(key, {})  # type: ignore[assignment]  # INVARIANT: no fact is part of another
    raw[last] = value


def _meant(words: Map[str, object], cell: object) -> object:
    """M203: what a word stands for."""
    text = ("true" if cell else "false") if isinstance(cell, bool) else str(cell).strip(BLANKS)
    if text not in words:
        known = ", ".join(f"`{one}`" for one in list(words)[:12])
        raise UnreadableError("M203", f"`{cut(text)}` isn't one of `values`", f"it has {known}")
    return words[text]


def _plain_number(text: str) -> Decimal:
    """M201."""
    if not _PLAIN.fullmatch(text):
        meant = as_number(text)
        help_ = f"write `{meant}`" if meant else "write plain digits, such as `1234.5`"
        raise UnreadableError("M201", f"`{cut(text)}` isn't a plain number", help_)
    found = number(text)
    if isinstance(found, Unheld):
        raise UnreadableError("M201", f"`{cut(text)}` is too long or too large for a number")
    return found


def _truth(cell: object) -> bool:
    """M203."""
    if isinstance(cell, bool):
        return cell
    text = str(cell).strip(BLANKS)
    if text.lower() not in _TRUTHS:
        help_ = "write `true` or `false`, or say in a mapping which `values` stand for them"
        raise UnreadableError("M203", f"`{cut(text)}` is neither `true` nor `false`", help_)
    return _TRUTHS[text.lower()]


def _day(cell: object, form: str) -> str:
    """M202."""
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise UnreadableError("M202", f"`{cell}` has a time of day", "write the day alone")
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).strip(BLANKS)
    found = day_pattern(form)(text)
    try:
        day = None if found is None else date(found["year"], found["month"], found["day"])
    except ValueError:
        day = None
    if day is None:
        message = f"`{cut(text)}` isn't a day written as `{form}`"
        raise UnreadableError("M202", message, "say in a mapping in which `format` the column has its days")
    return day.isoformat()


@lru_cache(maxsize=64)
def day_pattern(form: str) -> Callable[[str], Map[str, int] | None]:
    """The function that takes a day apart that is written in this format; None for what isn't."""
    names = {"%Y": "year", "%m": "month", "%d": "day"}
    parts = re.split("(%[Ymd])", form)
    order = [names[part] for part in parts if part in names]
    pattern = re.compile("".join(_PARTS.get(part, re.escape(part)) for part in parts))

    def taken_apart(text: str) -> Map[str, int] | None:
        found = pattern.fullmatch(text)
        return None if found is None else dict(zip(order, map(int, found.groups()), strict=True))

    return taken_apart


def _json(text: str) -> object:
    """M205."""
    try:
        found = values(text)
    except (ValueError, RecursionError):
        help_ = 'write it as in a profile: `[{"kind": "payslip"}]`'
        raise UnreadableError("M205", f"`{cut(text)}` isn't a list as JSON", help_) from None
    return found
