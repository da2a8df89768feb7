"""R233: there are words in a language that the pack doesn't speak.

They would never be shown, and nothing would say when they fall behind the rules.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, did_you_mean
from engine.rulebook.checks.context import Context


def check(context: Context) -> Iterator[Diagnostic]:
    """Each words file whose language isn't among the pack's `languages`."""
    languages = context.rulebook.head.languages
    for words in context.rulebook.words:
        if words.language not in languages:
            yield Diagnostic(
                "R233",
                f"the pack has no language `{words.language}`",
                words.span,
                "words that are never shown",
                did_you_mean(words.language, languages)
                or f"add `{words.language}` to `languages` in `pack.yaml`, or delete the file",
            )
