"""The report on sources for a terminal, or as Markdown for a page or a ticket.

Both are made from the same blocks. Two reports put together on their own would not long list the same
rules.
"""

import re
from collections.abc import Iterable

from engine.diagnostics import printable
from engine.sourcing.layout import BULLET, Block, Heading, Paragraph


def to_text(blocks: Iterable[Block]) -> str:
    """The report as plain text with a line end; marks instead of colours, so that it survives a pipe."""
    lines = [line for block in blocks for line in _text_lines(block)]
    return "\n".join(lines).strip("\n") + "\n"


def _text_lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        text = printable(block.text)
        rule = {1: ["═" * 60], 2: ["─" * 60]}.get(block.level, [])
        return [*([""] if block.level > 1 else []), text, *rule]
    if isinstance(block, Paragraph):
        return [printable(block.text)]
    aside = f"  [{printable(block.aside)}]" if block.aside else ""
    return [f"{'    ' * block.depth}{block.mark} {printable(block.text)}{aside}"]


def to_markdown(blocks: Iterable[Block]) -> str:
    """The report as CommonMark. Every text is escaped: none can become a link, an image or HTML."""
    lines = [line for block in blocks for line in _markdown_lines(block)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _markdown_lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return ["", f"{'#' * block.level} {_escaped(block.text)}", ""]
    if isinstance(block, Paragraph):
        return [_escaped(block.text), ""]
    aside = f" ({_escaped(block.aside)})" if block.aside else ""
    mark = "" if block.mark == BULLET else f"{_escaped(block.mark)} "
    return [f"{'  ' * block.depth}- {mark}{_escaped(block.text)}{aside}"]


def _escaped(text: str) -> str:
    """The text with everything that Markdown or HTML would read as markup made literal."""
    return re.sub(r"([\\`*_\[\]<>|#~!])", r"\\\1", printable(text)).replace("&", "&amp;")
