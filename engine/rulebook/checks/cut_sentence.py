"""R238: a comment begins within a sentence for people.

YAML takes a blank and `#` for the begin of a comment. The text that is left is a text like any other, so
that a borrower would read half a sentence and nobody would know.
"""

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, sentences
from engine.source import Span

_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_QUOTES = ('"', "'", "|", ">")


def check(context: Context) -> Iterator[Diagnostic]:
    """Each sentence without quotes that has a comment behind it on its line."""
    for sentence in sentences(context.rulebook):
        whole = sentence.fragment.whole
        text = whole.source.text
        comment = None if text.startswith(_QUOTES, whole.start) else _COMMENT.match(text, whole.end)
        if comment:
            yield Diagnostic(
                "R238",
                "a comment cuts a text short",
                Span(whole.source, comment.start(1), comment.end(1)),
                "nobody who gets the answer reads this",
                'put the text in quotes: `"…"`, or the comment on a line of its own',
            )
