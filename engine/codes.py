"""The pages that explain each code of a diagnostic, for who reads them in a terminal.

A code without its page at hand would be a riddle to whoever works without a network.
"""

from collections.abc import Mapping
from pathlib import Path

from engine.bundle import diagnostics_folder
from engine.diagnostics import WrongUsage, did_you_mean


def titles() -> str:
    """All codes with their short names, one on a line."""
    lines = (_read(page).partition("\n")[0].removeprefix("# ") for page in _pages().values())
    return "".join(f"{line}\n" for line in lines)


def known() -> tuple[str, ...]:
    """Every code."""
    return tuple(_pages())


def page(code: str) -> str:
    """The page of a code, in capitals or not.

    Raises:
        WrongUsage: no diagnostic has it; the nearest is named.
    """
    pages = _pages()
    if code.upper() not in pages:
        near = did_you_mean(code.upper(), pages)
        raise WrongUsage(f"there is no code `{code}`{near and '; '}{near}")
    return _read(pages[code.upper()])


def _pages() -> Mapping[str, Path]:
    return {page.stem: page for page in sorted(diagnostics_folder().glob("[A-Z][0-9][0-9][0-9].md"))}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
