"""Each fixture `V1xx` is a notice that changed, or a pack that lacks something, and what is said about it.

`guidance/` stands in place of the notice, `pack/` is laid over the pack that was made from it.
`XIESHANG_ACCEPT=1` writes the texts anew; the difference is then to be read.
"""

import shutil
from pathlib import Path

import pytest

from engine.diagnostics import by_place, render
from tests.expected import kept
from tests.sourcing.notice import NOTICE, TESTS, pack_in, verified

CASES = sorted((TESTS / "faults").glob("V1*"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_of_sources_is_told_in_the_words_of_its_fixture(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pack = pack_in(Path(), case / "pack")
    own = case / "guidance"
    shutil.copytree(own if own.is_dir() else NOTICE / "guidance", "guidance")
    found = verified(pack, Path("guidance"))
    said = "\n\n".join(map(render, by_place(found.faults))) + "\n"
    expected = case / "expected.txt"
    assert f"error[{case.name}]" in said
    assert said == kept(expected, said)
