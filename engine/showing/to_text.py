"""A shown rule for a terminal.

Chinese characters are two columns wide. Lines cut by their number of characters would run over the edge,
and formulas lose the indentation by which they are read.
"""

from collections.abc import Iterable, Iterator

from engine.program.table_to_text import aligned
from engine.showing.blocks import Block, Formula, Heading, Item, Paragraph
from engine.showing.formula import formula_lines
from engine.wrapping import wrapped

_DEEPER = 3  # columns of each level
_WIDEST = 100  # columns of a sentence that eyes can follow; a table takes what there is
_NARROWEST = 40


def to_text(blocks: Iterable[Block], width: int) -> str:
    """The blocks as plain text with a line end; marks instead of colours, so that it survives a pipe.

    Args:
        blocks: what is shown.
        width: columns of the terminal.
    """
    lines: list[str] = []
    before: Block | None = None
    width = max(_NARROWEST, width)
    for block in blocks:
        apart = isinstance(before, Paragraph) and isinstance(block, Item | Formula)
        lines += [*([""] if apart else []), *_lines(block, width)]
        before = block
    return "\n".join(lines).strip("\n") + "\n"


def _lines(block: Block, room: int) -> Iterator[str]:
    width = min(room, _WIDEST)
    match block:
        case Heading(level=level, text=text):
            yield ""
            yield from wrapped(text, width)
            yield ("═" if level == 1 else "─") * min(60, width)
        case Paragraph(texts=texts):
            yield from ([""] if texts else [])
            for text in texts:
                yield from wrapped(text, width)
        case Item():
            yield from _item(block, width)
        case Formula(tree=tree, depth=depth):
            indent = " " * (depth * _DEEPER + 2)
            for line in formula_lines(tree, width - len(indent)):
                begin = indent + " " * (len(line) - len(line.lstrip()))
                yield from wrapped(indent + line, width, begin + "    ")
        case _:
            notes = (line for note in block.sheet.notes for line in wrapped(note, width))
            yield from ("", *notes, "", *aligned(block.sheet, room))


def _item(item: Item, width: int) -> Iterator[str]:
    """Mark, id and the first language on a line, the others below, the sources at the end."""
    start = " " * (item.depth * _DEEPER) + (f"{item.mark} " if item.mark else "")
    hang = " " * len(start)
    first, *others = item.texts or ("",)
    head = f"{item.name}  {first}".rstrip() if item.name else first
    lines = [head, *others]
    lines[-1] += f"  [{', '.join(item.sources)}]" if item.sources else ""
    for number, line in enumerate(lines):
        yield from wrapped((hang if number else start) + line, width, hang)
