"""The table of profiles that columns are computed from: which column holds which fact, and how.

An amount that came in as 1234.56 in one file and as 123456 in another would be compared as it is. So there is
one layout, made from the dictionary of facts: numbers are whole numbers of their last digit, fixed sets are
enumerations, lists of records are lists of structs, and what isn't known is null.

A number that has more digits than its column holds doesn't fit. Whoever makes the table finds that out
(`fits`) and leaves such a row to the reference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import polars as pl

from engine.evaluation.columns.values import LARGEST
from engine.feel.types import DateType, ListType, NumberType, RecordType, TextType, TruthType, Type
from engine.profile.facts import Dictionary, Form, ListForm, RecordForm, ScalarForm
from engine.profile.model import FactView, Value
from engine.values import DECIMAL128

UNBOUNDED: Final = 10**15  # of a number whose largest value the dictionary doesn't tell, in its last digit
LONGEST_LIST: Final = 1_000  # elements, likewise
_YUAN_DIGITS, _RATIO_DIGITS, _OTHER_DIGITS = 2, 10, 4  # after the point, where the dictionary tells no step


@dataclass(frozen=True, slots=True)
class Digits:
    """How a number is held: as a whole number of units of 10 to the minus `scale`.

    Attributes:
        bound: the largest magnitude of that whole number; a row beyond it is left to the reference.
        positive: whether none is below zero.
    """

    scale: int
    bound: int
    positive: bool


@dataclass(frozen=True)
class Layout:
    """How the facts of a dictionary stand in a table.

    Attributes:
        scales: digits after the point by name (of a field, `offers.fee`), where it should be others than
            those that follow from the dictionary.
    """

    dictionary: Dictionary
    scales: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """What each fact and each field of a list's elements may look like, by name."""
        found: dict[str, Form] = {}
        _collect("", self.dictionary.form, found)
        each = self.dictionary.each
        if each is not None:
            one = self.dictionary.form.fields[each.one]
            _collect(each.one, one, found)
        return found

    def digits(self, name: str) -> Digits:
        """How the number of this name is held."""
        form = self.forms.get(name)
        kind = form.type if isinstance(form, ScalarForm) else None
        least, most, step = (
            (form.least, form.most, form.step) if isinstance(form, ScalarForm) else (None, None, None)
        )
        scale = self.scales.get(name, _scale(step, most, kind))
        ends = [abs(one) for one in (least, most) if one is not None]
        whole = int(max(ends).scaleb(scale)) if len(ends) == 2 else UNBOUNDED
        return Digits(scale, min(whole, LARGEST), least is not None and least >= 0)

    def longest(self, name: str) -> int:
        """Most elements of the list of this name; a row with more is left to the reference."""
        form = self.forms.get(name)
        return form.most if isinstance(form, ListForm) and form.most is not None else LONGEST_LIST

    def dtype(self, name: str, kind: Type) -> pl.DataType:
        """How Polars holds a fact of a type."""
        match kind:
            case TruthType():
                return pl.Boolean()
            case DateType():
                return pl.Date()
            case TextType(values):
                return pl.String() if values is None else pl.Enum(list(values))
            case ListType(element) if element is not None:
                return pl.List(self.dtype(below(name, element), element))
            case RecordType():
                return pl.Struct({one: self.dtype(f"{name}.{one}", of) for one, of in kind.fields.items()})
        return pl.Int64()

    @cached_property
    def schema(self) -> Mapping[str, pl.DataType]:
        """The column of each fact by its dotted name."""
        return {name: self.dtype(name, kind) for name, kind in self.dictionary.globals().items()}

    def fits(self, view: FactView) -> bool:
        """Whether every fact of a view stands in a row as it is."""
        return all(self._fits(name, kind, view.value(name)) for name, kind in self._facts.items())

    @cached_property
    def _facts(self) -> Mapping[str, Type]:
        return self.dictionary.globals()

    def _fits(self, name: str, kind: Type | None, value: Any) -> bool:  # noqa: ANN401  (of any type)
        match kind, value:
            case NumberType(), Decimal():
                return self._whole(name, value) is not None
            case ListType(element), tuple():
                return len(value) <= self.longest(name) and all(
                    self._fits(below(name, element), element, one) for one in value
                )
            case RecordType(), Mapping():
                return all(self._fits(f"{name}.{one}", of, value.get(one)) for one, of in kind.fields.items())
        return True

    def _whole(self, name: str, value: Decimal) -> int | None:
        digits = self.digits(name)
        if value.adjusted() + digits.scale > len(str(LARGEST)):
            return None
        scaled = DECIMAL128.scaleb(value, digits.scale)
        whole = int(scaled)
        return whole if whole == scaled and abs(whole) <= digits.bound else None

    def table(self, views: Iterable[FactView], names: Sequence[str] | None = None) -> pl.DataFrame:
        """Profiles as a table, a row a view, in their order; what doesn't fit is null (see `fits`).

        Args:
            views: what is known while each loan is assessed.
            names: of the facts that get a column; None for all.
        """
        rows = list(views)
        kept = self._facts if names is None else {name: self._facts[name] for name in names}
        return pl.DataFrame(
            {name: [self._held(name, kind, one.value(name)) for one in rows] for name, kind in kept.items()},
            schema={name: self.schema[name] for name in kept},
        )

    def _held(self, name: str, kind: Type | None, value: Any) -> Any:  # noqa: ANN401  (of any type)
        match kind, value:
            case NumberType(), Decimal():
                return self._whole(name, value)
            case ListType(element), tuple():
                return [self._held(below(name, element), element, one) for one in value]
            case RecordType(), Mapping():
                return {
                    one: self._held(f"{name}.{one}", of, value.get(one)) for one, of in kind.fields.items()
                }
        return value

    def view(self, row: Mapping[str, Any]) -> FactView:
        """One row of a table as what is known while a loan is assessed."""
        facts = {
            name: told
            for name, kind in self._facts.items()
            if (told := self._told(name, kind, row.get(name))) is not None
        }
        each = self.dictionary.each
        names = [] if each is None else [facts.get(f"{each.one}.id", "")]
        return FactView(str(names[0]) if names else "", facts)

    def _told(self, name: str, kind: Type | None, value: Any) -> Value | None:  # noqa: ANN401  (of any type)
        match kind, value:
            case NumberType(), int():
                return DECIMAL128.scaleb(Decimal(value), -self.digits(name).scale)
            case ListType(element), list():
                return tuple(self._element(below(name, element), element, one) for one in value)
            case RecordType(), dict():
                told = {
                    one: self._told(f"{name}.{one}", of, value.get(one)) for one, of in kind.fields.items()
                }
                return {one: what for one, what in told.items() if what is not None}
        known: Value | None = value
        return known

    def _element(self, name: str, kind: Type | None, value: Any) -> Any:  # noqa: ANN401  (of any type)
        told = self._told(name, kind, value)
        return {} if told is None and isinstance(kind, RecordType) else told


def below(name: str, element: Type | None) -> str:
    """What the layout calls the elements of a list; the fields of records go by the name of the list."""
    return name if isinstance(element, RecordType) else f"{name}[]"


def _collect(name: str, form: Form, found: dict[str, Form]) -> None:
    """Note the form of each scalar and list below one, by name; elements go by that of their list."""
    match form:
        case RecordForm(fields=fields):
            for one, inner in fields.items():
                _collect(f"{name}.{one}" if name else one, inner, found)
        case ListForm(element=element):
            found[name] = form
            if isinstance(element, RecordForm):
                _collect(name, element, found)
            elif isinstance(element, ScalarForm):
                found[below(name, element.type)] = element
        case _:
            found[name] = form


def _scale(step: Decimal | None, most: Decimal | None, kind: Type | None) -> int:
    """Digits after the point that follow from what the dictionary says of a number."""
    if step is not None:
        return max(0, -int(step.normalize().as_tuple().exponent))
    if isinstance(kind, NumberType) and kind.unit is not None and dict(kind.unit.powers).get("yuan") == 1:
        return _YUAN_DIGITS
    return _RATIO_DIGITS if most is not None and most <= 100 else _OTHER_DIGITS
