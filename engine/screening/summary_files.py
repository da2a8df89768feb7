"""A summary as a file: JSON for machines, a page for people."""

from pathlib import Path
from typing import Any, Final

import msgspec

from engine.diagnostics import WrongUsage
from engine.program.model import Program
from engine.screening.summary import Summary
from engine.screening.summary_html import to_html
from engine.writing import write_whole

FORMAT: Final = "xieshang.summary/1"
_ENDINGS: Final = (".html", ".json")


def check_ending(path: Path) -> None:
    """Refuse a name before a long run whose summary could then not be written.

    Raises:
        WrongUsage: it says no form.
    """
    if path.suffix.lower() not in _ENDINGS:
        raise WrongUsage(f"`{path.name}` doesn't say its form: end it in {' or '.join(_ENDINGS)}")


def write_summary(path: Path, summary: Summary, program: Program, language: str) -> None:
    """Write a summary in the form that the name ends in.

    Raises:
        Faulty: it can't be written (F108).
    """
    html = path.suffix.lower() == ".html"
    write_whole(path, to_html(summary, program, language) if html else to_json(summary, program))


def to_json(summary: Summary, program: Program) -> str:
    """The summary as JSON with a line end; what each count means is said of `Summary`."""
    head = program.head
    data: dict[str, Any] = {
        "format": FORMAT,
        "pack": {"id": head.id.text, "version": head.version, "sha256": program.sha256},
        **msgspec.to_builtins(summary),
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"
