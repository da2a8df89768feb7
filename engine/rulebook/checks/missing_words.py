"""R211: something that an answer says has no words in a language of the pack.

A borrower who reads that language would get a gap, or an id, in place of a sentence.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context
from engine.rulebook.checks.said import Said, said
from engine.rulebook.left_out import LeftOut
from engine.rulebook.model import Rulebook, Word

# Keys of the texts that there are, by language, owner, section and id.
_Book = Mapping[tuple[str, str], Mapping[tuple[str, str, str], frozenset[str]]]


def check(context: Context) -> Iterator[Diagnostic]:
    """Each text that is missing in a language; once for a words file that is missing altogether."""
    book = _book(context.rulebook)
    by_owner: dict[str, list[Said]] = defaultdict(list)
    for thing in said(context):
        by_owner[thing.owner].append(thing)
    for language in context.rulebook.head.languages:
        for owner, things in by_owner.items():
            if (language, owner) in book:
                yield from _missing(things, language, book[language, owner])
            elif any(thing.must for thing in things) and not _left_out(language, owner, context.left_out):
                yield _no_file(things, language, context.rulebook)
    yield from _localized(context.rulebook)


def _left_out(language: str, owner: str, left_out: LeftOut) -> bool:
    """Whether there may be a file with these words all the same."""
    return (language, owner) in left_out.words or owner in left_out.defined


def _book(rulebook: Rulebook) -> _Book:
    return {
        (words.language, words.owner): {
            (words.owner, *place): frozenset(
                key for key, sentence in entry.sentences.items() if sentence.text.strip()
            )
            for place, entry in words.entries.items()
        }
        for words in rulebook.words
    }


def _missing(
    things: list[Said], language: str, texts: Mapping[tuple[str, str, str], frozenset[str]]
) -> Iterator[Diagnostic]:
    for thing in things:
        for key in thing.must:
            if key not in texts.get(thing.place, ()):
                yield _fault(thing.id, f"the text `{key}`", language, _home(thing.owner, language))


def _no_file(things: list[Said], language: str, rulebook: Rulebook) -> Diagnostic:
    """One fault for a whole file; told at the pack for the pack's own words."""
    first = things[0]
    whose = first.id if first.owner else rulebook.head.id
    return _fault(whose, "words", language, _home(first.owner, language))


def _localized(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """The texts that stand beside the thing itself, one for each language."""
    texts = [(rulebook.head.id, "a title", rulebook.head.title)]
    texts += [(one.id, "a title", one.title) for one in rulebook.head.documents]
    texts += [(one.id, "words", one.words) for one in rulebook.statements]
    texts += [(one.id, "a reason in `unused`", one.unused) for one in rulebook.statements if one.unused]
    texts += [(one.id, "a title", one.title) for one in rulebook.authorities]
    texts += [(Word("passage", one.span), "a reason in `why`", one.why) for one in rulebook.passages]
    for word, what, by_language in texts:
        for language in rulebook.head.languages:
            if not by_language.get(language, "").strip():
                yield _fault(word, what, language, "")


def _home(owner: str, language: str) -> str:
    return f"`words.{language}.yaml` " + (f"beside `{owner}`" if owner else "of the pack")


def _fault(word: Word, what: str, language: str, home: str) -> Diagnostic:
    help_ = f"write it in {home}" if home else f"add `{language}: …`"
    message = f"`{word.text}` lacks {what} in `{language}`"
    return Diagnostic("R211", message, word.span, "can't be put in words", help_)
