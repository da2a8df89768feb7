"""R221: an option shows a figure that is neither a measure, a fact nor a parameter.

Where the borrower should read an amount or a date there would be nothing.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, did_you_mean
from engine.rulebook.checks.context import Context, global_name
from engine.rulebook.model import Word


def check(context: Context) -> Iterator[Diagnostic]:
    """Each id in `figures` that has no value which can be shown."""
    for option in context.rulebook.options:
        for word in option.figures:
            if word.text not in context.values and global_name(word.text) not in context.left_out.computed:
                yield _unknown(word, context)


def _unknown(word: Word, context: Context) -> Diagnostic:
    if word.text in context.facts:
        label, help_ = (
            "holds several values",
            f"name a measure of it, with a formula such as `count({word.text})`",
        )
    else:
        label = "neither a measure, a fact nor a parameter"
        help_ = did_you_mean(word.text, sorted(context.values)) or "name a parameter as `parameter.…`"
    return Diagnostic("R221", f"`{word.text}` can't be shown as a figure", word.span, label, help_)
