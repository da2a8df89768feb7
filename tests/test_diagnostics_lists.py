"""The codes in the engine, the pages about them and the folders that show them are one and the same list."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "diagnostics"
TESTS = ROOT / "tests"

CODE = re.compile(r"[A-Z]\d{3}")
SECTION = r"(?:(?!#+ |```).*\n|```\w*\n(?:(?!```).*\n)+```\n)+"
PAGE = re.compile(rf"# (?P<code>\S+) \S.*\n{SECTION}## Wrong\n{SECTION}## Right\n{SECTION}")


def codes_in(path: Path) -> set[str]:
    """The codes among the texts of a Python file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}


def codes_of_the_engine() -> set[str]:
    return {code for path in (ROOT / "engine").rglob("*.py") for code in codes_in(path)}


def test_each_code_has_a_page_and_each_page_a_code() -> None:
    assert {page.stem for page in PAGES.glob("[A-Z][0-9]*.md")} == codes_of_the_engine()


def test_each_code_is_shown_by_a_folder_of_faults_and_each_folder_shows_a_code() -> None:
    folders = {path.parent for path in TESTS.rglob("*.txt")}
    shown = {name for path in folders for name in path.relative_to(TESTS).parts if CODE.fullmatch(name)}
    assert shown == codes_of_the_engine()


@pytest.mark.parametrize("page", sorted(PAGES.glob("[A-Z][0-9]*.md")), ids=lambda page: page.stem)
def test_a_page_says_what_it_means_what_is_wrong_and_what_is_right(page: Path) -> None:
    found = PAGE.fullmatch(page.read_text(encoding="utf-8"))
    assert found
    assert found["code"] == page.stem
