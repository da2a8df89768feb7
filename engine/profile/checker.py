"""Checking and converting a profile's values in one quick pass.

A screening checks thousands of profiles a second; walking a JSON Schema for each takes a hundred
times as long as this. Each form of the dictionary becomes one function that takes a raw
value and returns it as the engine holds it, or refuses it without saying why. The JSON
Schema then says why (`structure.py`), and tests hold the two against each other.
"""

from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal
from functools import partial

from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.profile.facts import Form, ListForm, RecordForm, ScalarForm
from engine.profile.model import Value

Check = Callable[[object], Value]

# Enough digits for the remainder of the largest number by the smallest step.
EXACT = Context(prec=120)


class RefusedError(Exception):
    """A value isn't of its form."""


def check_of(form: Form) -> Check:
    """The function that checks and converts a value that is told (not null) of this form."""
    if isinstance(form, RecordForm):
        return record_check(form)
    if isinstance(form, ListForm):
        return _list_check(form)
    return _scalar_check(form)


def record_check(form: RecordForm) -> Callable[[object], dict[str, Value]]:
    """The function for a record: unknown facts and records in which nothing is told are left out."""
    checks = {name: check_of(field) for name, field in form.fields.items()}
    never_null = frozenset(name for name, field in form.fields.items() if not field.nullable)

    def check(given: object) -> dict[str, Value]:
        if not isinstance(given, dict):
            raise RefusedError
        told: dict[str, Value] = {}
        for name, value in given.items():
            field = checks.get(name)
            if field is None or (value is None and name in never_null):
                raise RefusedError
            if value is not None:
                checked = field(value)
                if checked or not isinstance(checked, dict):
                    told[name] = checked
        return told

    return check


def _list_check(form: ListForm) -> Check:
    element, least, most = check_of(form.element), form.least, form.most

    def check(given: object) -> Value:
        if not isinstance(given, list) or len(given) < least or (most is not None and len(given) > most):
            raise RefusedError
        return tuple(map(element, given))

    return check


def _scalar_check(form: ScalarForm) -> Check:
    match form.type:
        case NumberType():
            return _number_check(form)
        case DateType():
            return _day
        case TruthType():
            return _truth
        case TextType(values=values) if values is not None:
            return partial(_one_of, frozenset(values))
        case _:
            return _text_check(form)


def _number_check(form: ScalarForm) -> Check:
    least = Decimal("-Infinity") if form.least is None else form.least
    most = Decimal("Infinity") if form.most is None else form.most
    step, remainder = form.step, EXACT.remainder

    def check(given: object) -> Value:
        if not isinstance(given, Decimal) or not least <= given <= most:
            raise RefusedError
        if step is not None and remainder(given, step):
            raise RefusedError
        return given

    return check


def _day(given: object) -> Value:
    """The day, written `2026-11-25` and in no other way of ISO 8601."""
    if not isinstance(given, str) or len(given) != len("2026-11-25") or given[4] != "-" or given[7] != "-":
        raise RefusedError
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise RefusedError from None


def _truth(given: object) -> Value:
    if not isinstance(given, bool):
        raise RefusedError
    return given


def _one_of(values: frozenset[str], given: object) -> Value:
    if not isinstance(given, str) or given not in values:
        raise RefusedError
    return given


def _text_check(form: ScalarForm) -> Check:
    least, most, pattern, forbidden = form.shortest, form.longest, form.pattern, form.forbidden

    def check(given: object) -> Value:
        if not isinstance(given, str) or len(given) < least or (most is not None and len(given) > most):
            raise RefusedError
        if (pattern is not None and not pattern.search(given)) or (forbidden and forbidden.search(given)):
            raise RefusedError
        return given

    return check
