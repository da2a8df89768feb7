"""A page with charts: one file, which opens offline, prints, and can be read aloud."""

from html import escape
from typing import Final

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


def page(title: str, body: str, footer: str, language: str) -> str:
    """A whole page.

    Args:
        title: as text.
        body: as HTML.
        footer: as text.
        language: of its words.
    """
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</main>\n<footer>{escape(footer)}</footer>\n</body>\n</html>\n"
    )


def head(inner: str) -> str:
    """The head of a column."""
    return f'<th scope="col">{inner}</th>'


def drawn_bar(title: str, said: str, parts: list[tuple[str, int]], of: int) -> str:
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


def share(count: int, of: int) -> str:
    """A share in percent with one digit; of nothing, a dash."""
    return f"{count / of:.1%}" if of else "–"
