"""R227, R228: the braces of a sentence don't make placeholders.

`sentences.py` takes sentences apart and says what is wrong; here every sentence of the pack gets asked.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, sentences
from engine.rulebook.sentences import parts


def check(context: Context) -> Iterator[Diagnostic]:
    """What is wrong with the braces of every sentence."""
    for sentence in sentences(context.rulebook):
        yield from parts(sentence)[1]
