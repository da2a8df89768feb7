"""R224: a requirement's `fresh_within` doesn't name a number of days.

Whether a document is too old couldn't be told, and every one of its kind would count for ever.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.checks.context import Context
from engine.rulebook.checks.references import unknown
from engine.rulebook.model import Parameter, Word

_UNIT = "day"


def check(context: Context) -> Iterator[Diagnostic]:
    """Each `fresh_within` that names no parameter, or one in another unit."""
    parameters = {parameter.id.text: parameter for parameter in context.rulebook.parameters}
    days = {name for name, parameter in parameters.items() if parameter.unit.text == _UNIT}
    for requirement in context.rulebook.requirements:
        word = requirement.fresh_within
        if word is None:
            continue
        parameter = parameters.get(word.text)
        if parameter is None and word.text in context.left_out.defined:
            continue
        if parameter is None:
            yield unknown("R224", "parameter", word, days, "parameters/{}.yaml")
        elif parameter.unit.text != _UNIT:
            yield _other_unit(word, parameter)


def _other_unit(word: Word, parameter: Parameter) -> Diagnostic:
    return Diagnostic(
        "R224",
        f"`{word.text}` is not a number of days",
        word.span,
        "the most days since the document's date",
        f"name a parameter whose unit is `{_UNIT}`",
        (Note(parameter.unit.span, "its unit"),),
    )
