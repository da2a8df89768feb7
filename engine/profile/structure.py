"""P305, P308 to P320: what in a profile isn't as the dictionary of facts has it.

The JSON Schema is the authority, and `jsonschema` reads it; here its findings become
sentences for the person who wrote the profile. Imported only when something is at fault, since
nobody whose profile is sound should wait for it.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from engine.profile import structure_faults as told
from engine.profile.checker import EXACT
from engine.profile.facts import Dictionary
from engine.profile.faults import Fault
from engine.profile.json_paths import Path


def structural_faults(data: object, dictionary: Dictionary) -> list[Fault]:
    """Everything in raw values that the dictionary doesn't allow; empty if there is nothing."""
    errors: list[ValidationError] = list(validator(dictionary).iter_errors(data))
    wrong_kind = {_path(error) for error in errors if error.validator == "type"}
    return [
        fault
        for error in errors
        if error.validator == "type" or _path(error) not in wrong_kind
        for fault in _faults(error, dictionary)
    ]


def validator(dictionary: Dictionary) -> Any:  # noqa: ANN401  (the types of jsonschema know no decimals)
    """The dictionary's JSON Schema, its numbers decimals and their multiples exact."""
    return _EXACT_VALIDATOR(dictionary.schema, format_checker=FormatChecker(["date"]))


def _multiple_of(_: object, step: Decimal, instance: object, __: object) -> Iterator[ValidationError]:
    if isinstance(instance, Decimal) and EXACT.remainder(instance, step):
        yield ValidationError(f"not a multiple of {step}")


def _is_number(_: object, instance: object) -> bool:
    return isinstance(instance, Decimal)


def _is_whole(_: object, instance: object) -> bool:
    return isinstance(instance, Decimal) and not EXACT.remainder(instance, Decimal(1))


_KINDS: Final = {"number": _is_number, "integer": _is_whole}
_EXACT_VALIDATOR: Any = extend(  # type: ignore[no-untyped-call]  # its stub has no types
    Draft202012Validator,
    {"multipleOf": _multiple_of},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many(_KINDS),
)


def _path(error: ValidationError) -> Path:
    return tuple(error.absolute_path)


def _faults(error: ValidationError, dictionary: Dictionary) -> Iterable[Fault]:
    schema: Any = error.schema
    if error.validator == "additionalProperties":
        given: Any = error.instance
        known = schema["properties"]
        names = [name for name in given if name not in known]
        return (told.unknown_fact((*_path(error), name), known, dictionary) for name in names)
    return (told.fault(str(error.validator), _path(error), error.instance, schema, dictionary),)
