"""A decision table as people read it: aligned for a terminal, or as Markdown.

Chinese characters take two columns of a terminal, so that text padded by its length would stand in zigzag,
and a row would be read with the result of another.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from engine.diagnostics import columns
from engine.program.model import Program
from engine.program.table_layout import Sheet, sheet_of
from engine.wrapping import padded, wrapped

_GAP: Final = "  "
_NARROWEST: Final = 8  # columns of a terminal into which a column of a table is squeezed
_WORD: Final = 15  # columns of the longest word of a row that isn't cut


def table_to_text(program: Program, name: str, language: str, width: int | None = None) -> str:
    """A table with its rows and sources for a terminal, with a line end.

    Args:
        program: the checked pack.
        name: id of one of its tables.
        language: one that the pack speaks.
        width: of the terminal, to which wide columns give way; None: each is as wide as its widest cell.

    Raises:
        KeyError: the pack has no such table.
    """
    sheet = sheet_of(program, name, language)
    lines = [sheet.title, *sheet.notes, "", *aligned(sheet, width), ""]
    room = max((columns(source) for source, _ in sheet.sources), default=0)
    lines += [f"{padded(source, room)}{_GAP}{words}".rstrip() for source, words in sheet.sources]
    return "\n".join(lines).rstrip() + "\n"


def table_to_markdown(program: Program, name: str, language: str) -> str:
    """The same as Markdown, its title as a heading of the third level."""
    sheet = sheet_of(program, name, language)
    parts = [f"### {_escaped(sheet.title)}", *map(_escaped, sheet.notes), "\n".join(piped(sheet))]
    sources = "\n".join(f"- `{source}` {_escaped(words)}".rstrip() for source, words in sheet.sources)
    return "\n\n".join([*parts, *([sources] if sources else [])]) + "\n"


def aligned(sheet: Sheet, width: int | None = None) -> list[str]:
    """The rows below their headings, column by column; cell below cell where a line has no room."""
    heads = [sheet.heading, sheet.names] if any(sheet.names) else [sheet.heading]
    widths = [max(map(columns, column)) for column in zip(*heads, *sheet.rows, strict=True)]
    if width is not None:
        for rows in ((sheet.heading, *sheet.rows), sheet.rows):
            widths = _squeezed(widths, _floors(rows), width)
        if _total(widths) > width:
            return [*_stacked(sheet, width)]
    ruled = _GAP.join("-" * one for one in widths)
    heading = [line for row in heads for line in _lines(row, widths)]
    body = [_lines(row, widths) for row in sheet.rows]
    apart = [""] if any(len(lines) > 1 for lines in body) else []
    return [
        *heading,
        ruled,
        *(line for number, row in enumerate(body) for line in (*(apart if number else ()), *row)),
    ]


def _floors(rows: Sequence[Sequence[str]]) -> list[int]:
    """How narrow each column can be without cutting a short word of these rows."""
    longest = (max(map(_longest_word, column)) for column in zip(*rows, strict=True))
    return [max(_NARROWEST, min(word, _WORD)) for word in longest]


def _squeezed(widths: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
    """The widths, the widest narrowed by turns until all have room or none can be narrowed any more."""
    narrowed = [*widths]
    while _total(narrowed) > room:
        wide = [(width, place) for place, width in enumerate(narrowed) if width > floors[place]]
        if not wide:
            break
        narrowed[max(wide)[1]] -= 1
    return narrowed


def _longest_word(cell: str) -> int:
    return max(map(columns, cell.split()), default=0)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _lines(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row as the lines that it takes."""
    columns_ = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return [_joined(line, widths) for line in zip_longest(*columns_, fillvalue="")]


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(padded(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _stacked(sheet: Sheet, width: int) -> Iterator[str]:
    """Each row as a list of its cells, each with the heading of its column."""
    for number, row in enumerate(sheet.rows):
        yield from ([""] if number else [])
        yield from wrapped(row[0], width, "  ")
        for heading, name, cell in list(zip(sheet.heading, sheet.names, row, strict=True))[1:]:
            called = f"{heading} ({name})" if name else heading
            yield from (wrapped(f"  {called}: {cell}", width, "    ") if cell else ())


def piped(sheet: Sheet) -> Iterator[str]:
    """The rows with bars between the cells; what is in the language of expressions as code."""
    heads = [
        f"{heading}<br>{_code(name)}" if name else _escaped(heading)
        for heading, name in zip(map(_escaped, sheet.heading), sheet.names, strict=True)
    ]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in sheet.rows:
        cells = [_code(cell) if code else _escaped(cell) for cell, code in zip(row, sheet.codes, strict=True)]
        yield f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    """A text as code within a cell; one with a backtick in it has two around it."""
    if not text:
        return ""
    quoted = f"`` {text} ``" if "`" in text else f"`{text}`"
    return quoted.replace("|", r"\|")


def _escaped(text: str) -> str:
    """A text in which Markdown finds nothing to do; `_` within a word and `>` within a line mean nothing."""
    return "".join(f"\\{char}" if char in r"\`*[]<|" else char for char in text)
