"""Which language an answer is in.

A language that nobody has written words for must be refused by name; a fallback would hand a reader
sentences that they can't read.
"""

from collections.abc import Sequence

from engine.diagnostics import WrongUsage


def spoken(asked: str | None, known: Sequence[str]) -> str:
    """The language asked for; with None the first of those that are known.

    Raises:
        WrongUsage: it isn't known.
    """
    if asked is not None and asked not in known:
        raise WrongUsage(f"there are no words in `{asked}`; there are in {', '.join(known)}")
    return asked or known[0]
