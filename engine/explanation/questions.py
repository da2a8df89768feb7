"""Missing facts as questions; those of one loan among several say which loan.

`loans[2].next_instalment` is asked in the words of `loan.next_instalment`. Unless the question named the
loan, somebody with three of them would answer for whichever comes to mind.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from engine.explanation.format import clean
from engine.explanation.model import Question
from engine.explanation.phrases import phrase
from engine.explanation.wording import Vocabulary
from engine.profile.from_told import key_of
from engine.profile.model import FactView


def questions(vocabulary: Vocabulary, paths: Iterable[str], facts: FactView) -> tuple[Question, ...]:
    """Each missing fact as a question, in the order given.

    Args:
        vocabulary: the words of the pack and of the dictionary of facts.
        paths: names of facts; those of an element of a list with its place, from 1: `loans[2].lender`.
        facts: what was told, also of the other loans.
    """
    each = vocabulary.program.dictionary.each
    loans = () if each is None else facts.value(each.many)
    if each is None or not isinstance(loans, tuple) or len(loans) < 2:
        return tuple([vocabulary.question(path) for path in paths])
    keyed = key_of(vocabulary.program.dictionary)
    names = [str(one.get(keyed, place)) for place, one in enumerate(loans, 1) if isinstance(one, Mapping)]
    place = re.compile(rf"{each.many}\[(\d+)\]")
    return tuple([_placed(vocabulary, path, place.match(path), names) for path in paths])


def _placed(vocabulary: Vocabulary, path: str, place: re.Match[str] | None, names: Sequence[str]) -> Question:
    """The question with the name of the loan that it is about, where it speaks of one by its place."""
    asked, language = vocabulary.question(path), vocabulary.language
    if place is None:
        return asked
    name = clean(names[int(place[1]) - 1])
    titled = phrase(language, "of_loan", title=asked.title, loan=name)
    question = phrase(language, "pair", left=phrase(language, "loan", loan=name), right=asked.question)
    return replace(asked, title=titled, question=question)
