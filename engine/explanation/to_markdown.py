"""A recommendation as Markdown, to be put into a letter, a ticket or a page.

What people told stands in the answer. Unless every text is made literal, a name in a profile could become a
link, an image or HTML wherever the answer is pasted.
"""

import re
from collections.abc import Iterable

from engine.explanation.layout import Block, Heading, Item, Paragraph, blocks
from engine.explanation.model import Recommendation


def to_markdown(answer: Recommendation) -> str:
    """The answer as CommonMark. Every text is escaped: no value can become a link, an image or HTML."""
    return marked_down(blocks(answer))


def marked_down(parts: Iterable[Block]) -> str:
    """Blocks as CommonMark with a line end."""
    lines: list[str] = []
    for block in parts:
        apart = isinstance(block, Paragraph) and lines and lines[-1]  # else the list would swallow it
        lines += [*([""] if apart else []), *_lines(block)]
    return "\n".join(lines).strip("\n") + "\n"


def _lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return ["", f"{'#' * block.level} {escape(block.text)}", ""]
    if isinstance(block, Paragraph):
        return [escape(block.text), ""]
    return [_item(block)]


def _item(item: Item) -> str:
    """An entry of a list. Below a number what belongs to it stands four spaces in, else a new list begins."""
    sources = f" `{', '.join(item.sources)}`" if item.sources else ""
    return f"{'    ' * item.depth}{_mark(item.mark)} {escape(item.text)}{sources}"


def _mark(mark: str) -> str:
    """How an entry begins: numbers and bullets are Markdown's own, a mark that says more stands beside."""
    if mark in _BULLETS:
        return "-"
    return mark if mark.endswith(".") else f"- {escape(mark)}"


def escape(text: str) -> str:
    """The text with everything that Markdown or HTML would read as markup made literal."""
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", text)).replace("&", "&amp;")


_BULLETS = {"·", "!"}  # under a heading that warns every entry does

# What is markup anywhere, and what trackers and wikis make a link of: `https://…`, `www.…`, `name@…`.
_MARKUP = re.compile(r"[\\`*_\[\]<>|#~!@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LIST = re.compile(r"^(\s*\d{0,9})([-+=.)])(?=\s|$|[-+=])")  # what makes a line an entry of a list, or a rule
