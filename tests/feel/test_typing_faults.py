"""Each page of a T1xx code, and of R204 to R206, shows expressions with that fault, and ones with none.

Each file `faults/T1xx/*.feel` is at fault; beside it, what is said.
`XIESHANG_ACCEPT=1` writes the texts anew; the difference is then to be read.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.diagnostics import render
from engine.feel.types import TRUTH
from tests.expected import kept
from tests.feel.world import checked, codes

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "diagnostics"
FAULTS = ROOT / "tests" / "faults"
CODES = [*sorted(path.stem for path in PAGES.glob("T1*.md")), "R204", "R205", "R206"]
CASES = sorted(FAULTS.glob("T1*/*.feel"))


def lines(code: str) -> Iterator[tuple[str, str]]:
    """Each expression of a page, with the heading under which it stands."""
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    wrong, right = re.findall(r"^```\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)
    yield from (("Wrong", line) for line in wrong.splitlines())
    yield from (("Right", line) for line in right.splitlines())


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_a_code_shows_what_is_wrong_and_what_is_right(code: str) -> None:
    for heading, line in lines(code):
        expected = TRUTH if code == "T116" else None
        assert set(codes(line, expected)) == ({code} if heading == "Wrong" else set()), line


@pytest.mark.parametrize("case", CASES, ids=[case.relative_to(FAULTS).as_posix() for case in CASES])
def test_a_fault_is_told_in_the_words_of_its_fixture(case: Path) -> None:
    text = case.read_text(encoding="utf-8").removesuffix("\n")
    node, faults = checked(text, TRUTH if case.parent.name == "T116" else None)
    said = "\n\n".join(map(render, faults)) + "\n"
    expected = case.with_name(f"{case.name}.txt")
    assert node is None
    assert said == kept(expected, said)
    assert {fault.code for fault in faults} == {case.parent.name}


def test_each_code_of_the_typing_has_a_page_and_a_fixture() -> None:
    assert sorted({case.parent.name for case in CASES}) == CODES[:-3]
