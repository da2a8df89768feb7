"""A121: options that exclude each other, both recommended. A122: a preference that never matters.

To be told to keep paying and to ask for an extension in one breath helps nobody. And who reads a preference
between options that never meet, believes that somebody has thought of a case that there isn't.
"""

from collections.abc import Iterator

from engine.analysis.model import Answer, Proved, Refuted
from engine.analysis.properties.claims import OPEN, HasStatus
from engine.analysis.properties.resolved import nobody
from engine.analysis.rulebook.model import Asked, Found, Pack
from engine.analysis.rulebook.places import preferences
from engine.diagnostics import Diagnostic, Note
from engine.evaluation.outcome import Status
from engine.rulebook.model import Word


def asked(pack: Pack) -> Iterator[Asked]:
    """Whether two options that exclude each other can both come first; whether two in an order ever meet."""
    for one, other in pack.demands.exclusive:
        yield _exclusive(one, other)
    for name, word in preferences(pack.rulebook):
        yield _preference(name, word)


def _exclusive(one: Word, other: Word) -> Asked:
    question = f"options {one.text} and {other.text} are never both recommended"

    def told(answer: Answer) -> Found | None:
        if not isinstance(answer, Refuted):
            return None
        message = f"`{one.text}` and `{other.text}` exclude each other, and both can be recommended"
        help_ = "let one be preferred over the other, or shut one where the other is open"
        notes = (Note(one.span, "excludes the other"),)
        found = Diagnostic("A121", message, other.span, "recommended together", help_, notes)
        return Found(question, found, answer.witnesses)

    both = HasStatus((one.text, other.text), (Status.RECOMMENDED,))
    return Asked(question, nobody(both), told, shown=True)


def _preference(name: str, behind: Word) -> Asked:
    question = f"the preference of {name} over {behind.text} matters to somebody"

    def told(answer: Answer) -> Found | None:
        if not isinstance(answer, Proved):
            return None
        message = f"`{name}` and `{behind.text}` are never open to one borrower"
        help_ = "delete it, or mend the criteria that keep them apart"
        return Found(question, Diagnostic("A122", message, behind.span, "never matters", help_))

    unless = tuple(f"option {one} can be open" for one in (name, behind.text))
    return Asked(question, nobody(HasStatus((name, behind.text), OPEN)), told, unless=unless)
