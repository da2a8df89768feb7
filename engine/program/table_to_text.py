"""A decision table as people read it: aligned for a terminal, or as Markdown.

Chinese characters take two columns of a terminal, so that text padded by its length would stand in zigzag,
and a row would be read with the result of another.
"""

from collections.abc import Iterator, Sequence

from engine.diagnostics import columns
from engine.program.model import Program
from engine.program.table_layout import Sheet, sheet_of

_GAP = "  "


def table_to_text(program: Program, name: str, language: str) -> str:
    """A table with its rows and sources for a terminal, with a line end.

    Args:
        program: the checked pack.
        name: id of one of its tables.
        language: one that the pack speaks.

    Raises:
        KeyError: the pack has no such table.
    """
    sheet = sheet_of(program, name, language)
    lines = [sheet.title, *sheet.notes, "", *_aligned(sheet), ""]
    width = max((columns(source) for source, _ in sheet.sources), default=0)
    lines += [f"{_padded(source, width)}{_GAP}{words}".rstrip() for source, words in sheet.sources]
    return "\n".join(lines).rstrip() + "\n"


def table_to_markdown(program: Program, name: str, language: str) -> str:
    """The same as Markdown, its title as a heading of the third level."""
    sheet = sheet_of(program, name, language)
    parts = [f"### {_escaped(sheet.title)}", *map(_escaped, sheet.notes), "\n".join(_piped(sheet))]
    sources = "\n".join(f"- `{source}` {_escaped(words)}".rstrip() for source, words in sheet.sources)
    return "\n\n".join([*parts, *([sources] if sources else [])]) + "\n"


def _aligned(sheet: Sheet) -> Iterator[str]:
    """The rows below their headings, each column as wide as its widest cell."""
    heads = [sheet.heading, sheet.names] if any(sheet.names) else [sheet.heading]
    lines = [*heads, *sheet.rows]
    widths = [max(columns(line[place]) for line in lines) for place in range(len(sheet.heading))]
    for number, line in enumerate(lines):
        if number == len(heads):
            yield _GAP.join("-" * width for width in widths)
        yield _joined(line, widths)


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(_padded(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _piped(sheet: Sheet) -> Iterator[str]:
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
