"""What the solver's model says that a symbol stands for, as a value of the language.

A model speaks of fractions, codes and ordinals. Read wrongly, a witness would be another borrower than the
one whom the solver has found.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import z3

from engine.analysis.symbolic.symbols import Claim, Listed, Recorded, Symbol, Symbolic, UnreadableError
from engine.analysis.symbolic.terms import Bool, Term, both, equals, negated, number
from engine.analysis.symbolic.texts import Texts
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.operations import SECONDS_A_DAY
from engine.feel.types import DateType, DaysType, ListType, MonthsType, NumberType, RangeType, TextType, Type
from engine.feel.unknown import Range, Unknown, Value
from engine.values import DECIMAL128

MOST_BITS = 400  # of a number that the solver is given, above or below the line


class Valuation:
    """One model of the solver."""

    def __init__(self, model: Any, texts: Texts) -> None:  # noqa: ANN401  (of the solver's library)
        """Take a model, and the texts by their codes."""
        self._model = model
        self._context = model.ctx
        self._texts = texts
        self._variables = {decl.name(): decl for decl in model.decls() if decl.arity() == 0}
        self.named: Mapping[str, Fraction | bool] = {
            name: plain(model[decl]) for name, decl in self._variables.items()
        }

    def differently(self) -> Iterator[tuple[str, Bool]]:
        """For each variable, the formula in the model's own context that its value is another one."""
        for name, decl in self._variables.items():
            yield name, decl() != self._model[decl]

    def term(self, term: Term) -> Fraction | bool:
        """The value of a term."""
        mine = term.translate(self._context) if term.ctx != self._context else term
        return plain(self._model.eval(mine, model_completion=True))

    def value(self, value: Symbolic, kind: Type) -> Value:
        """What a symbol stands for; `Unknown` without causes where it isn't known."""
        match value:
            case Symbol(known, term):
                return scalar(self.term(term), kind, self._texts) if self.term(known) else Unknown()
            case Claim(met, unmet):
                return bool(self.term(met)) if self.term(met) or self.term(unmet) else Unknown()
            case Listed(known, slots):
                element = kind.element if isinstance(kind, ListType) and kind.element else kind
                held = tuple(self.value(one, element) for there, one in slots if self.term(there))
                return held if self.term(known) else Unknown()
            case Recorded():
                if not self.term(value.known):
                    return Unknown()
                return {name: self.value(value.field(name), of) for name, of in value.kind.fields.items()}
        assert isinstance(kind, RangeType), "there is no other form"  # noqa: S101  (held by the types)
        low, high = (
            None if one is None else self.value(one, kind.element) for one in (value.low, value.high)
        )
        return Range(low, high, value.low_closed, value.high_closed, value.sign)


def plain(value: Any) -> Fraction | bool:  # noqa: ANN401  (of the solver's library)
    """A value of the solver as one of Python."""
    if z3.is_bool(value):
        return bool(z3.is_true(value))
    if z3.is_int_value(value):
        return Fraction(value.as_long())
    return Fraction(value.numerator_as_long(), value.denominator_as_long())


def scalar(value: Fraction | bool, kind: Type, texts: Texts) -> Value:
    """A value of a type, from the solver's way of writing it."""
    exact = Fraction(value)
    match kind:
        case NumberType():
            return decimal(exact)
        case DateType():
            return date.fromordinal(min(max(int(exact), 1), date.max.toordinal()))
        case TextType():
            return texts.text(int(exact))
        case DaysType():
            return DaysDuration(decimal(exact * SECONDS_A_DAY))
    assert isinstance(kind, MonthsType), "truths are claims, lists and records have parts"  # noqa: S101
    return MonthsDuration(int(exact))


def decimal(value: Fraction) -> Decimal:
    """The decimal of a fraction, to 34 digits where it has no end."""
    return DECIMAL128.divide(Decimal(value.numerator), Decimal(value.denominator))


def written(value: Value, texts: Texts) -> Term:
    """A scalar value as the solver writes it.

    Raises:
        UnreadableError: a number of so many digits that the solver couldn't do with it.
    """
    return handy(_written(value, texts))


def handy(exact: Fraction) -> Term:
    """A number for the solver.

    Raises:
        UnreadableError: it has so many digits that the solver couldn't do with it.
    """
    if max(abs(exact.numerator), exact.denominator).bit_length() > MOST_BITS:
        raise UnreadableError
    return number(exact)


def _written(value: Value, texts: Texts) -> Fraction:
    match value:
        case Decimal():
            if value and abs(value.adjusted()) > MOST_BITS:
                raise UnreadableError
            return Fraction(value)
        case date():
            return Fraction(value.toordinal())
        case str():
            return Fraction(texts.code(value))
        case DaysDuration(seconds):
            return Fraction(seconds) / SECONDS_A_DAY
    assert isinstance(value, MonthsDuration), "lists, records and ranges have symbols of their own"  # noqa: S101
    return Fraction(value.months)


def means(value: Symbolic, told: Value, texts: Texts) -> Bool:
    """The formula that a single value, or a truth, is just this.

    Raises:
        UnreadableError: a number of so many digits that the solver couldn't do with it.
    """
    if isinstance(told, Unknown):
        return negated(value.known)
    if isinstance(value, Claim):
        return value.met if told is True else value.unmet
    assert isinstance(value, Symbol), "lists and records have no result of their own"  # noqa: S101
    return both(value.known, equals(value.value, written(told, texts)))
