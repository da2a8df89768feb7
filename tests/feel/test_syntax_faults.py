"""Each file `syntax_faults/E1xx/*.feel` (`*.cell` for a table's cell) is at fault; beside it, what is said.

`XIESHANG_ACCEPT=1` writes the texts anew; the difference is then to be read.
"""

import re
from pathlib import Path

import pytest

from engine.diagnostics import render
from engine.feel.parser import parse, parse_unary_tests
from engine.source import fragment
from tests.expected import kept

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "diagnostics"
FAULTS = Path(__file__).parent / "syntax_faults"
CASES = sorted(path for path in FAULTS.glob("E1*/*") if path.suffix in {".feel", ".cell"})
CODES = sorted(path.stem for path in PAGES.glob("E1*.md"))


@pytest.mark.parametrize("case", CASES, ids=[case.relative_to(FAULTS).as_posix() for case in CASES])
def test_a_fault_is_told_in_the_words_of_its_fixture(case: Path) -> None:
    text = fragment(case.read_text(encoding="utf-8").removesuffix("\n"), case.name)
    tree, diagnostics = parse(text) if case.suffix == ".feel" else parse_unary_tests(text)
    said = "\n\n".join(map(render, diagnostics)) + "\n"
    expected = case.with_name(f"{case.name}.txt")
    assert tree is None
    assert said == kept(expected, said)
    assert {one.code for one in diagnostics} == {case.parent.name}


def test_each_code_of_the_syntax_has_a_page_and_a_fixture() -> None:
    assert sorted({case.parent.name for case in CASES}) == CODES


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_a_code_shows_what_is_wrong_and_what_is_right(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    wrong, right = re.findall(r"^```\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)
    for line in wrong.splitlines():
        if "…" not in line:  # shortened, because it is at fault for its length
            assert {one.code for one in parse(fragment(line))[1]} == {code}, line
    for line in right.splitlines():
        assert parse(fragment(line))[1] == (), line
