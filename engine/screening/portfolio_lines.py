"""M116, F105, F106: the lines of a text file, in blocks, from any line on.

A file of ten million lines can't be read at once, and a file without line ends must not be either. So it is
read in blocks that end with a line, and a line that doesn't end is cut, to be refused by whoever reads it.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from msgspec import Struct

from engine.diagnostics import Diagnostic, Faulty
from engine.reading import decoded, unreadable
from engine.screening.portfolio_files import Part

BLOCK: Final = 8 * 1024 * 1024  # bytes read at once
LONGEST_LINE: Final = 4 * 1024 * 1024  # bytes of a line; as many as a profile may have
MARK: Final = b"\xef\xbb\xbf"


class Lines(Struct, frozen=True):
    """Lines of a file, one after another, without their ends.

    Attributes:
        first: number of the first of them, from 0.
        texts: each as text; None for one that isn't UTF-8 or is longer than `LONGEST_LINE`.
    """

    first: int
    texts: list[str | None]


def lines_of(part: Part, begin: int = 0) -> Iterator[Lines]:
    """The lines of a file from one on, in blocks.

    Raises:
        Faulty: it can't be read, or is no text in UTF-8 from its first line on (F103, F105, F106).
    """
    first = 0
    try:
        with part.path.open("rb") as file:
            for data in _whole_lines(file):
                block = _checked(data, part) if first == 0 else data
                lines = block.split(b"\n")
                if lines[-1] == b"":
                    lines.pop()
                count = len(lines)
                if first + count > begin:
                    skipped = max(0, begin - first)
                    yield Lines(first + skipped, texts_of(lines[skipped:]))
                first += count
    except OSError as error:
        raise Faulty([unreadable(error, part.name)]) from None


def _whole_lines(file: BinaryIO) -> Iterator[bytes]:
    """Blocks that end where a line ends; of a line that is too long, its begin."""
    held, is_cut = b"", False
    while data := file.read(BLOCK):
        if is_cut:  # the rest of a line whose begin has been given out
            _, end, data = data.partition(b"\n")
            is_cut = not end
        held += data
        end_of_line = held.rfind(b"\n") + 1
        if end_of_line:
            yield held[:end_of_line]
            held = held[end_of_line:]
        elif len(held) > LONGEST_LINE:
            yield held[: LONGEST_LINE + 1]
            held, is_cut = b"", True
    if held:
        yield held


def _checked(data: bytes, part: Part) -> bytes:
    """The first block without its byte order mark, if it is text at all."""
    head = data.split(b"\n", 1)[0]
    found = decoded(head, part.name)
    if isinstance(found, Diagnostic) and found.code != "F107":  # nothing in its first line is no fault here
        raise Faulty([found])
    return data.removeprefix(MARK)


def texts_of(lines: list[bytes]) -> list[str | None]:
    """Lines as text; None for each that isn't UTF-8 or is too long."""
    if max(map(len, lines)) <= LONGEST_LINE:
        try:
            return [*b"\n".join(lines).decode("utf-8").split("\n")]
        except UnicodeDecodeError:
            pass
    return [_text(line) for line in lines]


def _text(line: bytes) -> str | None:
    try:
        return line.decode("utf-8") if len(line) <= LONGEST_LINE else None
    except UnicodeDecodeError:
        return None


def unread(name: str) -> Diagnostic:
    """F105: why there is no text of a line."""
    message = f"the line isn't UTF-8, or is longer than {LONGEST_LINE:,} bytes"
    return Diagnostic("F105", message, file=name, help="write the file again, in UTF-8")
