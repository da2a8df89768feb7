"""A recommendation for a terminal.

It only lays out the blocks that `layout` made. A printer that chose what to say could leave out a warning
that Markdown shows.
"""

from collections.abc import Iterable

from engine.explanation.layout import Block, Heading, Item, Paragraph, blocks
from engine.explanation.model import Recommendation

INDENT = {1: 0, 2: 0, 3: 0, 4: 3}


def to_text(answer: Recommendation, *, sources: bool = False) -> str:
    """The answer as plain text with a line end; marks instead of colours, so that it survives a pipe.

    Args:
        answer: what to print.
        sources: whether to say at the end, in words, what the ids in brackets stand for.
    """
    return printed(blocks(answer, sources=sources))


def printed(parts: Iterable[Block]) -> str:
    """Blocks as plain text with a line end."""
    lines: list[str] = []
    for block in parts:
        lines += _lines(block)
    return "\n".join(lines).strip("\n") + "\n"


def _lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return _heading(block)
    if isinstance(block, Paragraph):
        return [f"   {block.text}"]
    return [_item(block)]


def _heading(heading: Heading) -> list[str]:
    text = " " * INDENT[heading.level] + heading.text
    if heading.level == 1:
        return [text, "═" * 60]
    if heading.level == 2:
        return ["", text, "─" * 60]
    return ["", text] if heading.level == 3 else [text]


def _item(item: Item) -> str:
    sources = f"  [{', '.join(item.sources)}]" if item.sources else ""
    return f"     {'  ' * item.depth}{item.mark} {item.text}{sources}"
