"""Where each character of a YAML text stands in its file.

An expression may be quoted, escaped or folded over lines. Without this, a fault in its third
line would be shown under its first, and the carets under a quoted one would be off by a column.

The text is laid beside what the file says, character by character: a line end in the file stands for
the blank or the line end that it became, and for nothing where the reader dropped it.
"""

import re
from collections.abc import Iterator

from engine.rulebook.yaml_nodes import YamlScalar
from engine.source import Fragment, Span

Written = Iterator[tuple[str, int]]  # a character and the offset of what stands for it

_FOLDED = re.compile(r"(?P<line_end>[ \t]*\r?\n[ \t]*)|(?P<char>.)", re.DOTALL)
_SINGLE = re.compile(r"(?P<line_end>[ \t]*\r?\n[ \t]*)|''|(?P<char>.)", re.DOTALL)
_DOUBLE = re.compile(
    r"""(?P<line_end>[ \t]*\r?\n[ \t]*)
      | \\(?P<joined>\r?\n[ \t]*)
      | \\(?:x(?P<two>[0-9a-fA-F]{2}) | u(?P<four>[0-9a-fA-F]{4}) | U(?P<eight>[0-9a-fA-F]{8}) | (?P<one>.))
      | (?P<char>.)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def fragment_of(scalar: YamlScalar) -> Fragment:
    """The text of a scalar with the place of each of its characters.

    Where that can't be told, every character stands at the begin of the scalar.
    """
    span = scalar.span
    raw = span.source.text[span.start : span.end]
    if raw == scalar.text:
        return Fragment(scalar.text, span)
    places = _places(scalar.text, _written(raw, scalar))
    return Fragment(scalar.text, _shown(span, scalar.style), places or (span.start,) * len(scalar.text))


def _shown(span: Span, style: str) -> Span:
    """The span; of a block, without the line ends after it."""
    if style not in {"|", ">"}:
        return span
    raw = span.source.text[span.start : span.end]
    return Span(span.source, span.start, span.start + len(raw.rstrip()))


def _places(text: str, written: Written) -> tuple[int, ...] | None:
    """Offset of each character of a text; None if the text isn't what was written."""
    places = []
    for char in text:
        place = _next_place(char, written)
        if place is None:
            return None
        places.append(place)
    return tuple(places)


def _next_place(char: str, written: Written) -> int | None:
    for found, offset in written:
        if found == char or (found == "\n" and char == " "):
            return offset
        if found != "\n":
            return None
    return None


def _written(raw: str, scalar: YamlScalar) -> Written:
    style, start = scalar.style, scalar.span.start
    if style == '"':
        return _double_quoted(raw, start)
    if style == "'":
        return _single_quoted(raw, start)
    if style in {"|", ">"}:
        return _block(raw, start, scalar.text)
    return _plain(raw, start)


def _plain(raw: str, start: int) -> Written:
    for found in _FOLDED.finditer(raw):
        yield from _characters(found, start)


def _single_quoted(raw: str, start: int) -> Written:
    for found in _SINGLE.finditer(raw, 1, len(raw) - 1):
        if found.group() == "''":
            yield "'", start + found.start()
        else:
            yield from _characters(found, start)


def _double_quoted(raw: str, start: int) -> Written:
    for found in _DOUBLE.finditer(raw, 1, len(raw) - 1):
        code = found["two"] or found["four"] or found["eight"]
        if code:
            yield chr(int(code, 16)), start + found.start()
        elif found["one"]:
            yield _ESCAPES[found["one"]], start + found.start()
        elif not found["joined"]:
            yield from _characters(found, start)


def _characters(found: re.Match[str], start: int) -> Written:
    yield ("\n" if found["line_end"] else found.group()), start + found.start()


def _block(raw: str, start: int, text: str) -> Written:
    """The lines below the header of a `|` or `>` block, without their indentation."""
    lines = raw.splitlines(keepends=True)
    offset = start + len(lines[0])
    indent = _indentation(lines, text)
    for line in lines[1:]:
        content = line.rstrip("\r\n")
        for column, char in enumerate(content[indent:], indent):
            yield char, offset + column
        yield "\n", offset + len(content)
        offset += len(line)


def _indentation(lines: list[str], text: str) -> int:
    """Columns before a block: by how much its first line with text is indented more than that text."""
    written = next((line for line in lines[1:] if line.strip(" \r\n")), "")
    meant = next((line for line in text.split("\n") if line.strip(" ")), "")
    return _blanks(written) - _blanks(meant)


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
