"""A summary for a terminal."""

from collections.abc import Iterator

from engine.diagnostics import columns
from engine.program.model import Program
from engine.screening.page import share
from engine.screening.summary import Summary
from engine.screening.summary_layout import Bar, Section, sections
from engine.screening.summary_words import Words

_CELLS = 24  # of a full bar


def to_text(summary: Summary, program: Program, language: str) -> str:
    """The summary as plain text with a line end.

    Args:
        summary: of a run.
        program: the pack, for titles.
        language: one that the pack speaks.
    """
    words = Words(program, language)
    lines = [words.said("title", pack=program.head.title[language]), "═" * 60, *_counts(summary, words)]
    for section in sections(summary, program, words):
        lines += ["", words.said(section.name), "─" * 60]
        lines += _statuses(section, words) if section.name == "statuses" else _bars(section, words)
    return "\n".join(lines) + "\n"


def _counts(summary: Summary, words: Words) -> Iterator[str]:
    yield words.said("rows", rows=f"{summary.rows:,}")
    if summary.by_reference:
        part = share(summary.by_reference, summary.rows)
        yield words.said("by_reference", count=f"{summary.by_reference:,}", share=part)
    if summary.left_out:
        yield words.said("left_out", count=f"{summary.left_out:,}")


def _bars(section: Section, words: Words) -> Iterator[str]:
    if not section.bars:
        yield words.said("none")
    wide = max((columns(one.label) for one in section.bars), default=0)
    number = max((len(f"{one.count:,}") for one in section.bars), default=0)
    for one in section.bars:
        drawn = "█" * round(_CELLS * one.count / section.of) if section.of else ""
        counts = f"{one.count:>{number},}  {share(one.count, section.of):>6}"
        yield f"{_padded(one.label, wide)}  {counts}  {drawn}".rstrip()


def _statuses(section: Section, words: Words) -> Iterator[str]:
    """A table: an option a line, a status a column."""
    if not section.bars:
        yield words.said("none")
        return
    heads = ["", *map(words.status, section.bars[0].parts), words.said("unsettled")]
    table = [heads, *(_cells(one) for one in section.bars)]
    widths = [max(columns(row[place]) for row in table) for place in range(len(heads))]
    for row in table:
        first, *others = (_padded(cell, widths[place], right=place > 0) for place, cell in enumerate(row))
        yield "  ".join([first, *others]).rstrip()


def _cells(bar: Bar) -> list[str]:
    return [bar.label, *(f"{count:,}" for count in bar.parts.values()), f"{bar.more or 0:,}"]


def _padded(text: str, wide: int, *, right: bool = False) -> str:
    space = " " * (wide - columns(text))
    return space + text if right else text + space
