"""Lines that fit a terminal, in scripts with and without spaces.

A Chinese character takes two columns and may end a line wherever it stands, but no line may begin with a full
stop. What counts characters and looks for spaces would cut one sentence in two and let another run over.
"""

import re
from collections.abc import Iterator
from typing import Final

from engine.diagnostics import columns

_OPENING: Final = "（《〈“「『【〔"
_CLOSING: Final = "，。、；：？！）》〉”」』】〕…—"
_JOINTS: Final = "._/"  # after which a long name may be cut
_WIDE: Final = "⺀-鿿ꀀ-꓏가-힣豈-﫿\U00020000-\U0003fffd"
# What stays together: spaces; a word or a wide character, with the marks around it.
_PIECE: Final = re.compile(
    rf"\s+|[{_OPENING}(\[]*(?:[^\s{_WIDE}{_OPENING}{_CLOSING}]+|[{_WIDE}][),.;:\]]*)?[{_CLOSING}]*"
)


def wrapped(text: str, width: int, hang: str = "") -> list[str]:
    """A text as lines of at most `width` columns; at least one, without spaces at their ends.

    Args:
        text: on one line.
        width: columns; what is too wide to stand on a line by itself is cut.
        hang: what each line but the first begins with.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, max(2, width - columns(hang))):
        if columns(line) + columns(piece.rstrip()) > width:
            lines += [line.rstrip()] if line.strip() else []  # spaces alone make no line
            line = (hang if lines else "") + piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, widest: int) -> Iterator[str]:
    for found in _PIECE.finditer(text):
        rest = found[0]
        while columns(rest) > widest:
            cut = _fitting(rest, widest)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _fitting(text: str, width: int) -> int:
    """How many characters of a text that is too wide fit, one at least; fewer, if it has a joint there."""
    fitting = next(place for place in range(len(text)) if columns(text[: place + 1]) > width)
    joint = max(text.rfind(mark, 0, fitting) for mark in _JOINTS) + 1
    return joint or max(1, fitting)


def padded(text: str, width: int) -> str:
    """The text with spaces behind it, as many as are missing to a width in columns."""
    return text + " " * (width - columns(text))
