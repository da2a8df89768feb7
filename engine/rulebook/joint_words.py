"""Where the words of `joint` stand in a words file, and which texts they are.

Apart from the checks, for an answer needs them and nothing else of these: whoever assesses would have to wait
until every check is imported.
"""

from typing import Final

SECTION: Final = "joint"  # of the words, and the one id in it
TEXTS: Final = ("title", "text", "fits", "exceeds", "nothing")
NOT_KEPT: Final = "not_kept"  # besides, in a pack that says when what is offered carries a loan


def texts_of(*, kept: bool) -> tuple[str, ...]:
    """The texts of a pack's joint part, with or without `kept_when`."""
    return (*TEXTS, NOT_KEPT) if kept else TEXTS
