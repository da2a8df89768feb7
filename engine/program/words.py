"""The words of a pack by what they speak of, placeholders already cut out.

A text is parsed once, at load, and later only filled from named values. Text that came with a
profile is never parsed, so that nothing a borrower writes can act as a placeholder.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.profile.facts import Dictionary
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


def speechless(rulebook: Rulebook, dictionary: Dictionary) -> Iterator[Diagnostic]:
    """R239: a pack speaks a language in which its facts have no words, so that nothing could be asked for."""
    for one in rulebook.head.speaks:
        if one.text not in dictionary.languages:
            known = ", ".join(dictionary.languages) or "none"
            help_ = f"give each fact words in `{one.text}` under `x-words`, or take it from `languages`"
            message = f"the facts have no words in `{one.text}`"
            yield Diagnostic(
                "R239", message, one.span, label=f"languages of the dictionary: {known}", help=help_
            )


def _texts(
    words: Words,
) -> Iterator[tuple[tuple[str, str, str, str], Text, tuple[Diagnostic, ...]]]:
    for (section, name), entry in words.entries.items():
        for key, sentence in entry.sentences.items():
            text, wrong = parts(sentence)
            yield (words.owner, section, name, key), text, wrong
