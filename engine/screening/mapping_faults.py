"""M101 to M107: what is wrong with a mapping, before any table is looked at."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from engine.diagnostics import Diagnostic, did_you_mean
from engine.feel.types import TRUTH, DateType, TextType, TruthType
from engine.profile.checker import RefusedError, check_of
from engine.profile.facts import Form, ScalarForm
from engine.rulebook.model import Word
from engine.rulebook.yaml_nodes import YamlMapping, YamlScalar
from engine.screening.mapping_units import is_money, unit_of_name, units_of

TRUTH_FORM: Final = ScalarForm(TRUTH)
_DIRECTIVE = re.compile(r"%(.)", re.DOTALL)
_MOST_LISTED = 12


def unknown_fact(fact: Word, known: Mapping[str, object]) -> Diagnostic:
    """M101."""
    below = [name for name in known if name.endswith(f".{fact.text}")]
    help_ = did_you_mean(fact.text, known) or (f"did you mean `{below[0]}`?" if below else "")
    message = f"unknown fact `{fact.text}`"
    return Diagnostic("M101", message, fact.span, "not in the dictionary of facts", help_)


def unknown_field(field: Word, known: Mapping[str, object], name: str) -> Diagnostic:
    """M101, of the elements of a list."""
    help_ = did_you_mean(field.text, known) or f"it has {', '.join(f'`{one}`' for one in known)}"
    return Diagnostic(
        "M101", f"unknown fact `{name}.{field.text}`", field.span, "no field of its elements", help_
    )


def all_loans(fact: Word, one: str) -> Diagnostic:
    """M102: a row is of one loan."""
    message = f"`{fact.text}` can't be told by columns"
    return Diagnostic("M102", message, fact.span, "a list of records", f"a row tells one of them: `{one}.…`")


def no_list(name: Word) -> Diagnostic:
    """M102."""
    message = f"`{name.text}` isn't a list of records"
    return Diagnostic("M102", message, name.span, "", f"write it under `columns`, with `fact: {name.text}`")


def always_there(given: YamlMapping, name: str) -> Diagnostic:
    """M102: an element of constants alone."""
    message = f"nothing says whether there is this element of `{name}`"
    return Diagnostic(
        "M102", message, given.span, "", "write `when: column`, the name of a column that says it"
    )


def unit_faults(column: Word, unit: Word | None, form: Form) -> Iterator[Diagnostic]:
    """M103, M104."""
    possible = units_of(form)
    if unit is None:
        if is_money(form) and not unit_of_name(column.text, form):
            message = f"column `{column.text}` holds an amount and doesn't say its unit"
            yield Diagnostic(
                "M103", message, column.span, "yuan or fen?", "write `unit: yuan` or `unit: fen`"
            )
    elif unit.text not in possible:
        message = f"`{unit.text}` can't be the unit of this fact"
        help_ = f"write one of {', '.join(f'`{one}`' for one in possible)}" if possible else "delete the unit"
        yield Diagnostic("M104", message, unit.span, "no number" if not possible else "", help_)


def format_faults(form: Word | None, fact: Form) -> Iterator[Diagnostic]:
    """M105: the format of what is no day, or one that leaves out a part of the day."""
    if form is None:
        return
    if not isinstance(fact.type, DateType):
        message = "only a day has a format"
        yield Diagnostic("M105", message, form.span, "of a fact that is no day", "delete the format")
        return
    parts = _DIRECTIVE.findall(form.text)
    digits = re.search(r"[0-9]", form.text)
    if sorted(parts) != ["Y", "d", "m"] or digits or form.text.endswith("%"):
        help_ = "write `%Y`, `%m` and `%d` once each, such as `%Y%m%d` or `%d.%m.%Y`"
        yield Diagnostic("M105", f"`{form.text}` isn't the format of a day", form.span, "", help_)


def json_value(given: YamlScalar) -> object:
    """A value of YAML as a profile has it: a day as text."""
    return given.value.isoformat() if isinstance(given.value, date) else given.value


def value_faults(given: YamlScalar, value: object, form: Form, name: str) -> Iterator[Diagnostic]:
    """M106: a value that the fact can't have."""
    if not isinstance(form, ScalarForm):
        message = f"`{name}` is a list, which no single value can tell"
        yield Diagnostic("M106", message, given.span, "", "write it under `lists`")
        return
    try:
        check_of(form)(value)
    except RefusedError:
        yield Diagnostic(
            "M106", f"`{given.text}` can't be a value of `{name}`", given.span, "", _help(given, form)
        )


def _help(given: YamlScalar, form: ScalarForm) -> str:
    if isinstance(form.type, TextType) and form.type.values is not None:
        some = form.type.values
        listed = ", ".join(f"`{one}`" for one in some[:_MOST_LISTED])
        return did_you_mean(given.text, some) or f"write one of {listed}"
    if isinstance(form.type, TruthType):
        return "write `true` or `false`, without quotes"
    if isinstance(form.type, DateType):
        return "write a day, such as 2026-11-25"
    bounds = [
        f"{word} {end}" for word, end in (("at least", form.least), ("at most", form.most)) if end is not None
    ]
    return f"it has to be {' and '.join(bounds)}" if bounds else ""


def values_faults(values: YamlMapping, form: Form, column: str) -> Iterator[Diagnostic]:
    """M106: words that stand for something that the fact can't be."""
    if not isinstance(form.type, TextType | TruthType):
        message = f"the words of column `{column}` can't stand for numbers, days or lists"
        yield Diagnostic(
            "M106", message, values.span, "", "delete `values`; `format` and `unit` say how cells are written"
        )
        return
    for node in values.values.values():
        assert isinstance(node, YamlScalar)  # noqa: S101  (INVARIANT: mapping.schema.json)
        yield from value_faults(node, json_value(node), form, column)
