"""A summary as a page with charts: one file, which opens offline, prints, and can be read aloud.

Each chart is a table whose rows have a bar beside their number. A picture alone would say nothing to who
can't see it, and nothing exact to who can.
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from engine.program.model import Program
from engine.screening.page import drawn_bar, head, page, share
from engine.screening.summary import Summary
from engine.screening.summary_layout import Bar, Section, sections
from engine.screening.summary_words import Words

# Dark to light in the order in which parts stand, so that they can be told apart without colour.
_COLOURS: Final[Mapping[str, str]] = {
    "recommended": "#14427f",
    "available": "#5b8fd6",
    "needs_action": "#e0a100",
    "needs_information": "#f3d48a",
    "not_available": "#d9d9d9",
}


def to_html(summary: Summary, program: Program, language: str) -> str:
    """The summary as a page.

    Args:
        summary: of a run.
        program: the pack, for titles.
        language: one that the pack speaks.
    """
    words = Words(program, language)
    title = words.said("title", pack=program.head.title[language])
    body = "\n".join(_section(one, words) for one in sections(summary, program, words))
    counts = "\n".join(f"<p>{escape(one)}</p>" for one in _counts(summary, words))
    made = words.said("made", pack=program.head.id.text, version=program.head.version, sha256=program.sha256)
    return page(title, f"{counts}\n{body}", made, language)


def _counts(summary: Summary, words: Words) -> Iterator[str]:
    yield words.said("rows", rows=f"{summary.rows:,}")
    part = share(summary.by_reference, summary.rows)
    yield words.said("by_reference", count=f"{summary.by_reference:,}", share=part)
    if summary.left_out:
        yield words.said("left_out", count=f"{summary.left_out:,}")


def _section(section: Section, words: Words) -> str:
    title = f"<h2>{escape(words.said(section.name))}</h2>"
    note = escape(words.said(f"{section.name}_note"))
    if not section.bars:
        return f"<section>\n{title}\n<p>{note} {escape(words.said('none'))}</p>\n</section>"
    heads = _heads(section, words)
    rows = "\n".join(_row(one, section, words) for one in section.bars)
    return (
        f"<section>\n{title}\n<table>\n<caption>{note}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</section>"
    )


def _heads(section: Section, words: Words) -> str:
    first, chart = (head(escape(words.said(name))) for name in (section.head, "chart"))
    if section.name != "statuses":
        return f"{first}{head(escape(words.said('count')))}{head(escape(words.said('share')))}{chart}"
    keys = (
        head(f'<span class="key" style="background:{_COLOURS[one]}"></span>{escape(words.status(one))}')
        for one in section.bars[0].parts
    )
    return f"{first}{''.join(keys)}{head(escape(words.said('unsettled')))}{chart}"


def _row(bar: Bar, section: Section, words: Words) -> str:
    label = escape(bar.label)
    if bar.parts:
        numbers = [f"{count:,}" for count in (*bar.parts.values(), bar.more or 0)]
        said = ", ".join(
            f"{words.status(one)} {share(count, section.of)}" for one, count in bar.parts.items()
        )
        drawn = drawn_bar(
            bar.label, said, [(_COLOURS[one], count) for one, count in bar.parts.items()], section.of
        )
    else:
        part = share(bar.count, section.of)
        numbers = [f"{bar.count:,}", part]
        said = words.said("of_rows", label=bar.label, count=f"{bar.count:,}", share=part)
        drawn = drawn_bar(bar.label, said, [(_COLOURS["recommended"], bar.count)], section.of)
    cells = "".join(f"<td>{one}</td>" for one in numbers)
    return f'<tr><th scope="row">{label}</th>{cells}<td class="chart">{drawn}</td></tr>'
