"""A summary as a page with charts: one file, which opens offline, prints, and can be read aloud.

Each chart is a table whose rows have a bar beside their number. A picture alone would say nothing to who
can't see it, and nothing exact to who can.
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from engine.program.model import Program
from engine.screening.summary import Summary
from engine.screening.summary_layout import Bar, Section, sections, share
from engine.screening.summary_words import Words

# Dark to light in the order in which parts stand, so that they can be told apart without colour.
_COLOURS: Final[Mapping[str, str]] = {
    "recommended": "#14427f",
    "available": "#5b8fd6",
    "needs_action": "#e0a100",
    "needs_information": "#f3d48a",
    "not_available": "#d9d9d9",
}
_STYLE: Final = """
body{font:16px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1a1a1a;
background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin-bottom:.25rem}h2{font-size:1.15rem;margin:2rem 0 0}
p{margin:.25rem 0}table{border-collapse:collapse;width:100%;margin-top:.5rem}
caption{text-align:left;color:#555;padding-bottom:.25rem}
th,td{padding:.3rem .5rem;border-bottom:1px solid #e3e3e3;text-align:right;font-variant-numeric:tabular-nums;
font-weight:400;vertical-align:middle}
th:first-child{text-align:left}thead th{color:#555;border-bottom:1px solid #999}
td.chart{width:40%;text-align:left}svg{display:block;width:100%;height:16px}
.key{display:inline-block;width:.8em;height:.8em;border:1px solid #888;margin-right:.3em}
footer{margin-top:2rem;color:#555;font-size:.8rem;overflow-wrap:anywhere}
@media(max-width:40rem){td.chart{width:20%}th,td{padding:.3rem .25rem}body{font-size:14px}}
@media print{body{margin:0;max-width:none}svg,.key{-webkit-print-color-adjust:exact;print-color-adjust:exact}
section{break-inside:avoid}}
"""


def to_html(summary: Summary, program: Program, language: str) -> str:
    """The summary as a page.

    Args:
        summary: of a run.
        program: the pack, for titles.
        language: one that the pack speaks.
    """
    words = Words(program, language)
    title = escape(words.said("title", pack=program.head.title[language]))
    body = "\n".join(_section(one, words) for one in sections(summary, program, words))
    counts = "\n".join(f"<p>{escape(one)}</p>" for one in _counts(summary, words))
    made = words.said("made", pack=program.head.id.text, version=program.head.version, sha256=program.sha256)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{counts}\n{body}\n</main>\n<footer>{escape(made)}</footer>\n</body>\n</html>\n"
    )


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
    first, chart = (_head(escape(words.said(name))) for name in (section.head, "chart"))
    if section.name != "statuses":
        return f"{first}{_head(escape(words.said('count')))}{_head(escape(words.said('share')))}{chart}"
    keys = (
        _head(f'<span class="key" style="background:{_COLOURS[one]}"></span>{escape(words.status(one))}')
        for one in section.bars[0].parts
    )
    return f"{first}{''.join(keys)}{_head(escape(words.said('unsettled')))}{chart}"


def _head(inner: str) -> str:
    return f'<th scope="col">{inner}</th>'


def _row(bar: Bar, section: Section, words: Words) -> str:
    label = escape(bar.label)
    if bar.parts:
        numbers = [f"{count:,}" for count in (*bar.parts.values(), bar.more or 0)]
        said = ", ".join(
            f"{words.status(one)} {share(count, section.of)}" for one, count in bar.parts.items()
        )
        drawn = _svg(
            bar.label, said, [(_COLOURS[one], count) for one, count in bar.parts.items()], section.of
        )
    else:
        part = share(bar.count, section.of)
        numbers = [f"{bar.count:,}", part]
        said = words.said("of_rows", label=bar.label, count=f"{bar.count:,}", share=part)
        drawn = _svg(bar.label, said, [(_COLOURS["recommended"], bar.count)], section.of)
    cells = "".join(f"<td>{one}</td>" for one in numbers)
    return f'<tr><th scope="row">{label}</th>{cells}<td class="chart">{drawn}</td></tr>'


def _svg(title: str, said: str, parts: list[tuple[str, int]], of: int) -> str:
    """A bar of parts, each as wide as its share."""
    drawn, left = [], 0.0
    for colour, count in parts:
        wide = 1000 * count / of if of else 0.0
        if count:
            drawn.append(f'<rect x="{left:.2f}" y="1" width="{wide:.2f}" height="14" fill="{colour}"/>')
        left += wide
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 16" preserveAspectRatio="none" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>"
        '<rect x="0" y="1" width="1000" height="14" fill="#f5f5f5"/>'
        f"{''.join(drawn)}</svg>"
    )
