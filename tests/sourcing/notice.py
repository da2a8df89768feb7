"""What tests of sources share: the small pack made from an invented notice, and copies of both to change."""

import shutil
from pathlib import Path

from engine.sourcing.model import Held
from engine.sourcing.report import Report, report

TESTS = Path(__file__).parent.parent
NOTICE = TESTS / "sourcing" / "notice"
SMALL = TESTS / "packs" / "small"
TEXT = (NOTICE / "guidance" / "notice.txt").read_text(encoding="utf-8")


def pack_in(folder: Path, overlay: Path | None = None) -> Path:
    """The small pack as made from the notice, with a folder laid over it."""
    pack = folder / "pack"
    shutil.copytree(SMALL, pack)
    shutil.copytree(NOTICE / "pack", pack, dirs_exist_ok=True)
    if overlay is not None and overlay.is_dir():
        shutil.copytree(overlay, pack, dirs_exist_ok=True)
    return pack


def guidance_in(folder: Path, text: str | bytes = TEXT, name: str = "notice.txt") -> Path:
    """A folder with one text, the notice unless told otherwise."""
    guidance = folder / "guidance"
    guidance.mkdir(exist_ok=True)
    (guidance / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return guidance


def replaced(old: str, new: str) -> str:
    """The notice with the first occurrence of a piece replaced."""
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def verified(pack: Path, guidance: Path) -> Report:
    """The report on a pack held against a folder."""
    found, _ = report(pack, guidance)
    assert found is not None
    return found


def held_of(found: Report) -> Held:
    """The one document of the pack."""
    assert found.verification is not None
    (held,) = found.verification.documents
    return held


def states(held: Held) -> dict[str, str]:
    """The state of each statement that isn't where it was."""
    return {one.of.id.text: one.state for one in held.statements if one.state != "there"}


def codes(found: Report) -> list[str]:
    """The codes of its faults."""
    return [one.code for one in found.faults]
