"""R235: a value of a parameter doesn't fit the parameter's unit.

A date that is written in quotes is a text, and no comparison with it would ever hold.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.checks.context import Context
from engine.rulebook.model import DatedValue, Parameter, Word

_WANTED: dict[str, type[Decimal | date | str]] = {"date": date, "text": str}  # else a number
_NEVER = frozenset({"truth", "days_duration", "months_duration"})
_KINDS = {Decimal: "a number", date: "a date", str: "a text"}
_HELP = {
    Decimal: "write plain digits, without quotes, separators or units; 50 percent is `0.5`",
    date: "write it as yyyy-mm-dd, without quotes",
    str: "put it in quotes",
}


def check(context: Context) -> Iterator[Diagnostic]:
    """Each value that isn't what its unit asks for, and each unit that no value can have."""
    for parameter in context.rulebook.parameters:
        if parameter.unit.text in _NEVER:
            yield _never(parameter.unit)
            continue
        wanted = _WANTED.get(parameter.unit.text, Decimal)
        for value in parameter.values:
            if not isinstance(value.value, wanted):
                yield _misfit(parameter, value, _HELP[wanted])


def _never(unit: Word) -> Diagnostic:
    return Diagnostic(
        "R235",
        f"a parameter can't have the unit `{unit.text}`",
        unit.span,
        "no value can be written for it",
        "take a number in `day` or `month`, a `date` or a `text`",
    )


def _misfit(parameter: Parameter, value: DatedValue, help_: str) -> Diagnostic:
    return Diagnostic(
        "R235",
        f"`{value.value}` doesn't fit the unit `{parameter.unit.text}`",
        value.at,
        f"the value is {_KINDS[type(value.value)]}",
        help_,
        (Note(parameter.unit.span, "the unit"),),
    )
