"""Texts as whole numbers, since the solver can tell numbers apart sooner than letters.

Two expressions that name one text have to get one number, and a text that no expression names has to become
one that a profile may hold.
"""

from collections.abc import Iterator
from itertools import count

from engine.analysis.symbolic.symbols import UnreadableError
from engine.profile.facts import ScalarForm

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Texts:
    """The number of each text."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._texts: dict[int, str] = {}
        self._next = count(1)

    def code(self, text: str) -> int:
        """The number of a text."""
        if text not in self._codes:
            self._add(next(code for code in self._next if code not in self._texts), text)
        return self._codes[text]

    def text(self, code: int, form: ScalarForm | None = None) -> str:
        """The text of a number; one that has none yet gets a text that the form allows.

        Raises:
            UnreadableError: no such text is found.
        """
        if code not in self._texts:
            fitting = (one for one in _invented() if one not in self._codes and fits(one, form))
            text = next(fitting, None)
            if text is None:
                raise UnreadableError
            self._add(code, text)
        return self._texts[code]

    def _add(self, code: int, text: str) -> None:
        self._codes[text] = code
        self._texts[code] = text


def _invented() -> Iterator[str]:
    """Plain texts, short ones first."""
    yield from _LETTERS
    yield from (letter * length for length in range(2, 81) for letter in _LETTERS)
    yield from (str(one) for one in range(1, 1000))


def fits(text: str, form: ScalarForm | None) -> bool:
    """Whether a fact of this form may hold a text."""
    if form is None:
        return True
    if len(text) < form.shortest or (form.longest is not None and len(text) > form.longest):
        return False
    refused = form.forbidden is not None and form.forbidden.search(text)
    return not refused and (form.pattern is None or form.pattern.search(text) is not None)
