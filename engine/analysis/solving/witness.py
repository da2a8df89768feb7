"""From the solver's model to a profile that anybody could hand in.

What the model says of facts that don't matter to the question is left out: a witness of sixty facts would
hide the three that make the point.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import z3
from msgspec import Struct, field

from engine.analysis.symbolic.terms import Bool, equals, real, scaled
from engine.analysis.symbolic.told import Told
from engine.analysis.symbolic.valuation import Valuation, decimal
from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.profile.facts import AS_OF, Form, ListForm, RecordForm, ScalarForm

Data = dict[str, object]
MOST_DIGITS = 15  # of a number that has no step, after the point


class Drafted(Struct, frozen=True):
    """What a model tells.

    Attributes:
        data: raw values of a profile.
        uneven: formulas that every profile keeps to, and this model doesn't: numbers are multiples of a step.
        endless: formulas with which its numbers can be written down; other profiles needn't keep to them.
    """

    data: Data
    uneven: list[Bool] = field(default_factory=list)
    endless: list[Bool] = field(default_factory=list)


def drafted(told: Told, valuation: Valuation) -> Drafted:
    """The raw values of the profile that a model tells.

    Raises:
        UnreadableError: a text that no expression names can't be made up.
    """
    draft = _Draft(told, valuation)
    form, each = told.dictionary.form, told.dictionary.each
    data: Data = {}
    for name, inner in form.fields.items():
        if each is not None and name in {each.one, each.many}:
            continue
        value = draft.value(inner, name)
        if value is not None:
            data[name] = value
    if each is not None:
        data |= dict(draft.loans(each.one, each.many))
    return Drafted(data, draft.uneven, draft.endless)


class _Draft:
    """Reads values off a model, by the names of variables."""

    def __init__(self, told: Told, valuation: Valuation) -> None:
        self.told = told
        self.named = valuation.named
        self.uneven: list[Bool] = []
        self.endless: list[Bool] = []

    def value(self, form: Form, name: str) -> object:
        """The raw value of a fact, or None."""
        if isinstance(form, RecordForm):
            fields = {key: self.value(inner, f"{name}.{key}") for key, inner in form.fields.items()}
            return {key: value for key, value in fields.items() if value is not None} or None
        label = self.told.label(name)
        if name == AS_OF:
            return self._scalar(form, label) if label in self.named else None
        if not self.named.get(f"{label}?"):
            return None
        return self._list(form, label) if isinstance(form, ListForm) else self._scalar(form, label)

    def _labelled(self, form: Form, label: str, *, surely: bool = False) -> object:
        """The raw value of something in a list, by the name of its variable."""
        if isinstance(form, RecordForm):
            fields = {key: self._labelled(inner, f"{label}.{key}") for key, inner in form.fields.items()}
            return {key: value for key, value in fields.items() if value is not None}
        if not (surely or self.named.get(f"{label}?")):
            return None
        return self._list(form, label) if isinstance(form, ListForm) else self._scalar(form, label)

    def _list(self, form: ListForm, label: str) -> list[object]:
        return [
            self._labelled(form.element, f"{label}[{at}]", surely=True) for at in self._places(form, label)
        ]

    def _places(self, form: ListForm, label: str) -> Iterator[int]:
        at = 1
        while at <= form.least or self.named.get(f"{label}[{at}]"):
            yield at
            at += 1

    def loans(self, one: str, many: str) -> Iterator[tuple[str, object]]:
        """The loans: one by itself, several as a list; nothing where none is told of."""
        label, form = self.told.label(many), self.told.dictionary.form.fields[many]
        assert isinstance(form, ListForm), "held by the dictionary"  # noqa: S101
        assert isinstance(form.element, RecordForm), "held by the dictionary"  # noqa: S101
        if not self.named.get(f"{label}?"):
            return
        first = self.value(form.element, one) or {}
        assert isinstance(first, dict), "a record"  # noqa: S101  (held by the dictionary)
        first |= self._key(form.element, self.told.label(f"{one}.{form.element.key}"))
        places = (f"{label}[{at}]" for at in self._places(form, label) if at > 1)
        further = [
            {**self._record(form.element, at), **self._key(form.element, f"{at}.{form.element.key}")}
            for at in places
        ]
        there = form.least >= 1 or self.named.get(f"{label}[1]")
        yield (one, first) if there and not further else (many, [first, *further] if there else [])

    def _record(self, form: RecordForm, label: str) -> Data:
        record = self._labelled(form, label)
        assert isinstance(record, dict), "a record"  # noqa: S101  (its form says so)
        return record

    def _key(self, form: RecordForm, label: str) -> Mapping[str, object]:
        """The id of a loan, where it matters."""
        if not form.key or label not in self.named:
            return {}
        return {form.key: self._scalar(form.fields[form.key], label)}

    def _scalar(self, form: Form, label: str) -> object:
        assert isinstance(form, ScalarForm), "lists and records are read elsewhere"  # noqa: S101
        told = self.named.get(label)
        match form.type:
            case TruthType():
                return bool(told)
            case DateType():
                return date.fromordinal(int(told or 1)).isoformat()
            case NumberType():
                return self._number(form, label, Fraction(told or 0))
        return self._text(form, told)

    def _text(self, form: ScalarForm, told: Fraction | bool | None) -> str:
        if told is None:
            values = form.type.values if isinstance(form.type, TextType) else None
            return values[0] if values else "a"
        return self.told.ground.texts.text(int(told), form)

    def _number(self, form: ScalarForm, label: str, told: Fraction) -> Decimal:
        if form.step is not None and form.step != 1 and (told / Fraction(form.step)).denominator != 1:
            self.uneven.append(_multiple(label, Fraction(form.step)))
        elif form.step is None and (10**MOST_DIGITS * told).denominator != 1:
            self.endless.append(_multiple(label, Fraction(1, 10**MOST_DIGITS)))
        return decimal(told)


def _multiple(label: str, step: Fraction) -> Bool:
    """That a number is a multiple of its step."""
    return equals(z3.Real(label), scaled(real(z3.Int(f"{label}/")), step))
