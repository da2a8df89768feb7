"""A shown rule as Markdown, for a page, a ticket or a letter.

Words of a pack are free text. One that wasn't escaped here could put a link or an image into a page that
people take for the rules.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from engine.explanation.to_markdown import escape
from engine.program.table_to_text import piped
from engine.showing.blocks import Block, Formula, Heading, Item, Paragraph
from engine.showing.formula import formula_lines
from engine.showing.parts import BULLET

_WIDTH: Final = 100  # of an expression's lines
_DEEPER: Final = "   "  # within an entry of a list, also of one with a number
_NEXT: Final = "<br>"  # between languages within an entry


def to_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as CommonMark with a line end. Every text is escaped: none can become a link or HTML."""
    lines = [line for block in blocks for line in _lines(block)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text):
            yield from ("", f"{'#' * level} {escape(text)}", "")
        case Paragraph(texts=texts):
            yield from ("", _NEXT.join(map(escape, texts)), "") if texts else ()
        case Item():
            yield from _item(block)
        case Formula(tree=tree, depth=depth):
            yield from _fenced(formula_lines(tree, _WIDTH), _DEEPER * depth)
        case _:
            notes = _NEXT.join(map(escape, block.sheet.notes))
            yield from ("", notes, "", *piped(block.sheet), "")


def _item(item: Item) -> Iterator[str]:
    is_number = re.fullmatch(r"\d+\.", item.mark)
    bullet = f"{item.mark} " if is_number else "- "
    mark = "" if is_number or item.mark in {"", BULLET} else f"{escape(item.mark)} "
    parts = [_code(item.name)] if item.name else []
    parts += [_NEXT.join(escape(text) for text in item.texts if text)] if any(item.texts) else []
    parts += [f"\\[{', '.join(f'`{one}`' for one in item.sources)}\\]"] if item.sources else []
    text = f"{mark}{' '.join(parts)}"
    yield from [f"{_DEEPER * item.depth}{bullet}{text}"] if item.mark else ["", text, ""]


def _code(text: str) -> str:
    """A text as code; one with a backtick in it has two around it."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _fenced(lines: Iterable[str], indent: str) -> Iterator[str]:
    """An expression as code; its fence is longer than any row of backticks in it."""
    lines = list(lines)
    longest = max((len(row) for line in lines for row in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from ([] if indent else [""])
    yield from (f"{indent}{line}" for line in (f"{fence}feel", *lines, fence))
    yield from ([] if indent else [""])
