"""What would change the answer, for a terminal, a page, or a program."""

from typing import Literal

from engine.analysis.what_if.layout import blocks
from engine.analysis.what_if.model import WhatIf
from engine.analysis.what_if.to_json import to_json
from engine.diagnostics import printable
from engine.explanation.to_markdown import escape, marked_down
from engine.explanation.to_text import printed

Form = Literal["text", "markdown", "json"]


def to_form(answer: WhatIf, form: Form, *, sources: bool = False, name: str | None = None) -> str:
    """The answer as text, as Markdown or as JSON, with a line end.

    Args:
        answer: what to print.
        form: of the three; Markdown always says what its sources are.
        sources: of text, whether to say at the end, in words, what the ids in brackets stand for.
        name: of its profile, where it is one of several; it is then said.
    """
    if form == "json":
        return to_json(answer, name)
    heading = "" if name is None else f"{_heading(printable(name), form)}\n\n"
    if form == "markdown":
        return heading + marked_down(blocks(answer))
    return heading + printed(blocks(answer, sources=sources))


def _heading(name: str, form: Form) -> str:
    return f"*{escape(name)}*" if form == "markdown" else f"▶ {name}"
