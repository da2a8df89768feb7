"""The report on a pack's sources, from its folder and, where one is given, a folder with its documents.

It reads the pack as written and not as a checked program: what is uncovered has to be shown, and nothing
can be uncovered in a program.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from engine.diagnostics import Diagnostic
from engine.languages import spoken
from engine.reading import shown
from engine.rulebook.checks import Context, unknown_document, unknown_source, unused_source, used_waiver
from engine.rulebook.from_yaml import read_rulebook
from engine.rulebook.model import Rulebook
from engine.sourcing.coverage import coverage
from engine.sourcing.documents import read_folder
from engine.sourcing.faults import faults
from engine.sourcing.layout import Block, coverage_blocks, verification_blocks
from engine.sourcing.model import Coverage, Verification
from engine.sourcing.to_json import to_json
from engine.sourcing.to_text import to_markdown, to_text
from engine.sourcing.verify import verify

Form = Literal["text", "markdown", "json"]


class Report(Struct, frozen=True):
    """The sources of one pack.

    Attributes:
        verification: None where no folder was given.
        faults: what is uncovered or named wrongly, and where documents and pack no longer agree.
    """

    coverage: Coverage
    verification: Verification | None
    faults: tuple[Diagnostic, ...]


def reports(packs: Iterable[Path], documents: Path | None = None) -> tuple[list[Report], list[Diagnostic]]:
    """The report of each pack that can be read, and the faults of all of them.

    Args:
        packs: their folders.
        documents: as for `report`.
    """
    each = [report(pack, documents) for pack in packs]
    return [one for one, _ in each if one], [fault for _, found in each for fault in found]


def report(pack: Path, documents: Path | None = None) -> tuple[Report | None, tuple[Diagnostic, ...]]:
    """What rests on each source of a pack, and whether the documents still say it.

    Args:
        pack: the pack's folder.
        documents: a folder with copies of its documents; None: they aren't looked at.

    Returns:
        The report with its faults; or None and why the pack or the folder can't be read.
    """
    rulebook, unreadable = read_rulebook(pack)
    if rulebook is None:
        return None, unreadable
    uncovered = _uncovered(rulebook)
    if documents is None:
        return Report(coverage(rulebook), None, uncovered), uncovered
    texts, refused = read_folder(documents)
    if any(one.code == "F115" for one in refused):
        return None, refused
    verification = verify(rulebook, shown(documents), texts, (one.file for one in refused))
    found = (*uncovered, *faults(verification), *_reasons(verification, refused))
    return Report(verification.coverage, verification, found), found


def _uncovered(rulebook: Rulebook) -> tuple[Diagnostic, ...]:
    """R214, R230, R232, R234: whatever leads from a rule to nothing, or from a sentence to no rule."""
    context = Context(rulebook, {}, {})
    checks = (unknown_source, unused_source, unknown_document, used_waiver)
    return tuple(fault for one in checks for fault in one.check(context))


def _reasons(verification: Verification, refused: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Why files can't be read, where a document is missing: one of them may be it."""
    return tuple(refused) if any(one.text is None for one in verification.documents) else ()


def render_reports(reports: Sequence[Report], form: Form, language: str | None) -> str:
    """Some packs' reports, one below the other; as JSON an object each, on one line where there are several.

    Args:
        reports: of the packs.
        form: how to write them.
        language: of the words; None: each pack's first. JSON holds the words of all.

    Raises:
        WrongUsage: a pack doesn't speak the language.
    """
    if form == "json":
        indent = 2 if len(reports) == 1 else None
        return "".join(to_json(one.coverage, one.verification, indent=indent) for one in reports)
    write = to_markdown if form == "markdown" else to_text
    return "\n".join(write(_blocks(one, language)) for one in reports)


def _blocks(one: Report, asked: str | None) -> Iterable[Block]:
    language = spoken(asked, one.coverage.rulebook.head.languages)
    if one.verification is None:
        return coverage_blocks(one.coverage, language)
    return verification_blocks(one.verification, language)
