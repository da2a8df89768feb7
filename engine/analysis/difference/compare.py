"""From the names of two versions to what is said of their difference."""

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TextIO

from engine.analysis.difference.found import difference
from engine.analysis.difference.load import programs
from engine.analysis.difference.model import Difference
from engine.analysis.difference.report import Report
from engine.analysis.difference.to_html import to_html
from engine.analysis.difference.to_json import to_json
from engine.analysis.difference.to_text import to_text
from engine.analysis.difference.versions import Version, versions
from engine.analysis.pool import pool_of
from engine.analysis.progress import Progress
from engine.languages import spoken
from engine.program.model import Program

if TYPE_CHECKING:  # needs Polars
    from engine.analysis.difference.portfolio import Count, On

Form = Literal["text", "json", "html"]
_FORMS: Final[Mapping[str, Callable[[Report], str]]] = {"text": to_text, "json": to_json, "html": to_html}


def compare(
    old: str,
    new: str,
    pack: Path,
    *,
    language: str | None = None,
    form: Form = "text",
    on: "On | None" = None,
    terminal: TextIO | None = None,
) -> tuple[str, bool]:
    """The comparison of two versions in words, and whether they are proved the same.

    Args:
        old: a folder, or a git revision.
        new: the same.
        pack: where the pack lies in a revision that comes without a path.
        language: one that both versions speak; None: the first of them.
        form: of the text.
        on: a portfolio that both versions decide; None: none.
        terminal: where to tell how far it is; nothing is told where it is none.

    Raises:
        Faulty: a version isn't there or has faults, or the two don't go together (D101 to D104).
        WrongUsage: they don't speak the language.
    """
    with versions(old, new, pack) as both:
        report = _report(both, language, on, terminal)
        return _FORMS[form](report), report.found.is_proved_the_same


def _report(
    both: tuple[Version, Version], language: str | None, on: "On | None", terminal: TextIO | None
) -> Report:
    before, after = programs(*both)
    shared = [one for one in after.head.languages if one in before.head.languages]
    said = spoken(language, shared or after.head.languages)
    counted = None if on is None else _counted(before, after, on)
    found = _found(both, before, after, terminal)
    return Report(found, both, said, counted, "" if on is None else ", ".join(on.inputs))


def _counted(before: Program, after: Program, on: "On") -> "Count":
    from engine.analysis.difference.portfolio import count  # noqa: PLC0415  (needs Polars)

    return count(before, after, on)


def _found(
    both: tuple[Version, Version], before: Program, after: Program, terminal: TextIO | None
) -> Difference:
    pool = {
        (one.profile.sha256, one.as_of): one
        for version, program in zip(both, (before, after), strict=True)
        for one in pool_of(version.folder, program)
    }
    progress, asked = Progress(terminal), count(1)
    try:
        return difference(
            before,
            after,
            tuple(pool.values()),
            told=lambda _: progress(next(asked), len(after.options)),
        )
    finally:
        progress.end()
