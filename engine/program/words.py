"""The words of a pack by what they speak of, placeholders already cut out.

A text is parsed once, at load, and later only filled from named values. Text that came with a
profile is never parsed, so that nothing a borrower writes can act as a placeholder.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.program.model import Text, WordBook
from engine.rulebook.model import Rulebook, Words
from engine.rulebook.sentences import parts


def word_books(rulebook: Rulebook) -> tuple[dict[str, WordBook], tuple[Diagnostic, ...]]:
    """The words of each language of the pack, and the sentences that can't be read."""
    books: dict[str, dict[tuple[str, str, str, str], Text]] = {
        language: {} for language in rulebook.head.languages
    }
    faults: list[Diagnostic] = []
    for words in rulebook.words:
        for key, text, wrong in _texts(words):
            faults += wrong
            books.setdefault(words.language, {})[key] = text
    return dict(books), tuple(faults)


def _texts(
    words: Words,
) -> Iterator[tuple[tuple[str, str, str, str], Text, tuple[Diagnostic, ...]]]:
    for (section, name), entry in words.entries.items():
        for key, sentence in entry.sentences.items():
            text, wrong = parts(sentence)
            yield (words.owner, section, name, key), text, wrong
