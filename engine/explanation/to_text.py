"""A recommendation for a terminal."""

from engine.explanation.layout import Block, Heading, Item, Paragraph, blocks
from engine.explanation.model import Recommendation

INDENT = {1: 0, 2: 0, 3: 0, 4: 3}


def to_text(answer: Recommendation, *, sources: bool = False) -> str:
    """The answer as plain text with a line end; marks instead of colours, so that it survives a pipe.

    Args:
        answer: what to print.
        sources: whether to say at the end, in words, what the ids in brackets stand for.
    """
    lines: list[str] = []
    for block in blocks(answer, sources=sources):
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
