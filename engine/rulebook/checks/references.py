"""A word that should name something of the pack, and names nothing: how every check says so.

With words of its own in each check, some would suggest the right name and others leave the author to search
the pack.
"""

from collections.abc import Collection

from engine.diagnostics import Diagnostic, did_you_mean
from engine.rulebook.model import Word


def unknown(code: str, kind: str, word: Word, known: Collection[str], home: str) -> Diagnostic:
    """The fault of a word that names nothing.

    Args:
        code: of the check that found it.
        kind: what the word should name: `finding`.
        word: what was written.
        known: what it could have been.
        home: the file in which such a thing is written, with `{}` for its id.
    """
    file = home.format(word.text)
    help_ = did_you_mean(word.text, sorted(known)) or f"write it in `{file}`, or take one that is there"
    return Diagnostic(code, f"unknown {kind} `{word.text}`", word.span, f"no {kind} has this id", help_)
