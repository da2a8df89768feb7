"""Each folder below `faults/` holds what is at fault in one way, and the text that is said about it.

- `overlay/`: files laid over the small pack; `removed.txt` names some of its files to leave out.
- `<name>.feel`: an expression over the facts of the product; its text is `<name>.feel.txt`.

A code has one such thing, or a folder for each of several. `XIESHANG_ACCEPT=1` writes the texts anew; the
difference is then to be read. Profiles have their own test, `profile/test_fault_texts.py`.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.diagnostics import Diagnostic, render
from engine.feel.core import Origin
from engine.feel.functions import BUILTINS
from engine.feel.parser import parse
from engine.feel.typing import Environment, check
from engine.profile.load import product_dictionary
from engine.program.load import check_pack
from engine.source import fragment

TESTS = Path(__file__).parent
FAULTS = TESTS / "faults"
SMALL = TESTS / "packs" / "small"


def check_overlay(case: Path) -> tuple[Diagnostic, ...]:
    """The small pack with the case's files laid over it, and without those in `removed.txt`."""
    pack = Path("pack")
    shutil.copytree(SMALL, pack)
    if (case / "overlay").is_dir():
        shutil.copytree(case / "overlay", pack, dirs_exist_ok=True)
    removed = case / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.is_file() else ():
        (pack / name).unlink()
    return check_pack(pack)[1]


def check_expression(path: Path) -> tuple[Diagnostic, ...]:
    """An expression, parsed and typed; without the line end of its file."""
    tree, faults = parse(fragment(path.read_text(encoding="utf-8").rstrip("\n"), path.name), BUILTINS)
    if tree is None:
        return faults
    facts = {name: (Origin.FACT, kind) for name, kind in product_dictionary().globals().items()}
    return check(tree, Environment(facts, BUILTINS))[1]


def overlays() -> Iterator[Path]:
    """Folders with an overlay, or with files to leave out: those of a code, or those in it."""
    found = {path.parent for name in ("overlay", "removed.txt") for path in FAULTS.rglob(name)}
    yield from sorted(found)


def name_of(path: Path) -> str:
    return path.relative_to(FAULTS).as_posix()


def expect(faults: tuple[Diagnostic, ...], expected: Path) -> None:
    """What is said about the faults is what the fixture says; the folder's code is among them."""
    said = "\n\n".join(map(render, faults)) + "\n"
    if os.environ.get("XIESHANG_ACCEPT") == "1":
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert f"error[{expected.relative_to(FAULTS).parts[0]}]" in said


@pytest.mark.parametrize("case", overlays(), ids=name_of)
def test_a_fault_of_a_pack_is_told_in_the_words_of_its_fixture(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    expect(check_overlay(case), case / "expected.txt")


@pytest.mark.parametrize("path", sorted(FAULTS.rglob("*.feel")), ids=name_of)
def test_a_fault_of_an_expression_is_told_in_the_words_of_its_fixture(path: Path) -> None:
    expect(check_expression(path), path.with_name(f"{path.name}.txt"))


def test_the_small_pack_on_which_the_fixtures_rest_has_no_fault() -> None:
    assert check_pack(SMALL)[1] == ()
