"""What to say of each way in which a value isn't as the dictionary has it.

"is not of type 'number', 'null'" helps nobody; the remedy depends on what was written: a number in
quotes, a percentage, a day in another notation, a label instead of its word.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from engine.diagnostics import did_you_mean
from engine.profile import written
from engine.profile.facts import Dictionary, Fact
from engine.profile.faults import Fault
from engine.profile.json_faults import cut
from engine.profile.json_paths import Path, shown
from engine.profile.json_text import MOST_DIGITS, Reason, Unheld

Schema = Mapping[str, Any]
MOST_LISTED = 12  # values of a fixed set that are listed in full

_KINDS = {
    "number": "a number",
    "integer": "a whole number",
    "string": "a text",
    "boolean": "`true` or `false`",
    "array": "a list in `[ ]`",
    "object": "a record in `{ }`",
}


def fault(keyword: str, path: Path, given: object, schema: Schema, dictionary: Dictionary) -> Fault:
    """The fault that a keyword of JSON Schema has found in a value."""
    if keyword == "type":
        return _wrong_kind(path, given, schema)
    if keyword == "enum":
        return _not_in_set(path, given, schema, _fact(path, dictionary))
    if keyword == "not" and not path:
        return _both(dictionary)
    return _BY_KEYWORD[keyword](path, given, schema)


def unknown_fact(path: Path, known: Iterable[str], dictionary: Dictionary) -> Fault:
    """P308: a name that the dictionary doesn't have there."""
    look_up = partial(_meant, str(path[-1]), known, dictionary)
    label = "not in the dictionary of facts"
    return Fault("P308", f"unknown fact `{_name(path)}`", path, label, at_key=True, look_up=look_up)


def _meant(name: str, known: Iterable[str], dictionary: Dictionary) -> str:
    """The name that was meant, or where this one belongs."""
    homes = [fact.name.rpartition(".")[0] for fact in dictionary.facts if fact.name.endswith(f".{name}")]
    return did_you_mean(name, known) or (f"`{name}` belongs in `{homes[0]}`" if homes else "")


def _name(path: Path) -> str:
    return cut(shown(path).removeprefix("$."))


def _fact(path: Path, dictionary: Dictionary) -> Fact:
    """The fact whose value stands at a path."""
    names = [step for step in path if isinstance(step, str)]
    if dictionary.each is not None and names[0] == dictionary.each.many:
        names[0] = dictionary.each.one
    return dictionary.fact(".".join(names))


def _wrong_kind(path: Path, given: object, schema: Schema) -> Fault:
    """P305, P309 to P312, P314: another kind of value was expected."""
    if isinstance(given, Unheld):
        return _unheld(path, given)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    kind = next(kind for kind in kinds if kind != "null")
    if not path:
        return Fault("P305", "a profile must be a record in `{ }`", path, f"this is {written.kind(given)}")
    if kind == "integer" and isinstance(given, Decimal):
        return Fault("P314", f"`{_name(path)}` must be a whole number", path, "this has decimals")
    if kind in {"number", "integer"} and isinstance(given, str) and (number := written.as_number(given)):
        help_ = f"write `{number}` without quotes"
        return Fault("P310", f"`{_name(path)}` is a number written as text", path, "this is a text", help_)
    wanted = "a day" if schema.get("format") == "date" else _KINDS[kind]
    label = f"this is {written.kind(given)}"
    help_ = written.remedy(kind, given, is_day=schema.get("format") == "date")
    return Fault("P309", f"`{_name(path)}` must be {wanted}", path, label, help_)


def _unheld(path: Path, given: Unheld) -> Fault:
    text = cut(given.text)
    if given.reason is Reason.NO_NUMBER:
        help_ = "write `null`, or leave it out, if it isn't known"
        return Fault("P311", f"`{text}` isn't a number", path, "no number of JSON", help_)
    if given.reason is Reason.BINARY:
        help_ = "give a decimal or a whole number instead of a binary fraction"
        return Fault("P311", f"`{text}` isn't an exact number", path, help=help_)
    if given.reason is Reason.SIZE:
        label = f"no number may have more than {MOST_DIGITS} digits before or after the point"
        return Fault("P312", f"`{text}` is too long or too large for a number", path, label)
    return Fault("P309", f"`{_name(path)}` is of a kind that JSON doesn't have", path)


def _not_in_set(path: Path, given: object, schema: Schema, fact: Fact) -> Fault:
    """P316."""
    word = str(given)
    message = f"`{_name(path)}` can't be {f'`{cut(word)}`' if word else 'empty'}"
    look_up = partial(_instead, word, schema, fact)
    return Fault("P316", message, path, "not one of its values", look_up=look_up)


def _instead(word: str, schema: Schema, fact: Fact) -> str:
    """The value of a fixed set that was meant, or which there are."""
    named = [value for value in schema["enum"] if value is not None]
    by_label = {name: value for value, names in fact.names.items() for name in names.values()}
    near = f"did you mean `{by_label[word]}`?" if word in by_label else did_you_mean(word, named)
    more = ", …" if len(named) > MOST_LISTED else ""
    return near or f"write one of {', '.join(f'`{value}`' for value in named[:MOST_LISTED])}{more}"


def _both(dictionary: Dictionary) -> Fault:
    """P320."""
    assert dictionary.each is not None, "the dictionary has been checked"  # noqa: S101  (INVARIANT: dictionary.py)
    one, many = dictionary.each.one, dictionary.each.many
    help_ = f"put all of them into `{many}`"
    message = f"`{one}` and `{many}` can't both be told"
    return Fault("P320", message, (many,), "the list", help_, at_key=True, also=((one,), "the single one"))


def _too_small(path: Path, _: object, schema: Schema) -> Fault:
    message = f"`{_name(path)}` must be at least {_plain(schema['minimum'])}"
    return Fault("P313", message, path, "too small")


def _too_large(path: Path, _: object, schema: Schema) -> Fault:
    message = f"`{_name(path)}` must be at most {_plain(schema['maximum'])}"
    help_ = "write a ratio, not a percentage: 5 % is `0.05`" if schema.get("x-unit") == "1" else ""
    return Fault("P313", message, path, "too large", help_)


def _wrong_step(path: Path, _: object, schema: Schema) -> Fault:
    step: Decimal = schema["multipleOf"]
    decimals = -step.adjusted()
    if decimals >= 0 and step == Decimal(1).scaleb(-decimals):
        message = f"`{_name(path)}` may have at most {decimals} decimals"
        return Fault("P314", message, path, "too many decimals")
    return Fault("P314", f"`{_name(path)}` must be a multiple of {_plain(step)}", path, "between two of them")


def _no_day(path: Path, given: object, _: Schema) -> Fault:
    message = f"`{cut(str(given))}` isn't a day of the calendar"
    return Fault("P315", message, path, "not a day", written.day_remedy(str(given)))


def _too_long(path: Path, _: object, schema: Schema) -> Fault:
    message = f"`{_name(path)}` may have at most {_plain(schema['maxLength'])} characters"
    return Fault("P317", message, path, "too long")


def _too_short(path: Path, _: object, schema: Schema) -> Fault:
    message = f"`{_name(path)}` must have at least {_plain(schema['minLength'])} characters"
    return Fault("P317", message, path, "too short")


def _forbidden(path: Path, given: object, schema: Schema) -> Fault:
    found = written.first_match(schema["not"]["pattern"], str(given))
    return Fault("P318", f"`{_name(path)}` can't hold {found}", path, "not allowed here", "delete it")


def _unlike(path: Path, _: object, schema: Schema) -> Fault:
    message = f"`{_name(path)}` isn't written as it has to be"
    return Fault("P318", message, path, f"has to match `{schema['pattern']}`")


def _too_few(path: Path, _: object, schema: Schema) -> Fault:
    least = schema["minItems"]
    message = f"`{_name(path)}` {'is empty' if least == 1 else f'needs at least {_plain(least)} entries'}"
    return Fault("P319", message, path, "too few", "leave it out if it isn't known")


def _too_many(path: Path, _: object, schema: Schema) -> Fault:
    message = f"`{_name(path)}` may have at most {_plain(schema['maxItems'])} entries"
    return Fault("P319", message, path, "too many")


def _plain(number: Decimal) -> str:
    return f"{number:f}"


_BY_KEYWORD: Mapping[str, Callable[[Path, object, Schema], Fault]] = {
    "minimum": _too_small,
    "maximum": _too_large,
    "multipleOf": _wrong_step,
    "format": _no_day,
    "maxLength": _too_long,
    "minLength": _too_short,
    "not": _forbidden,
    "pattern": _unlike,
    "minItems": _too_few,
    "maxItems": _too_many,
}
