"""Pages that are made from the code and the rules. `XIESHANG_ACCEPT=1` writes them anew."""

import os
from pathlib import Path

from tests.docs import pages
from tests.docs.pages import CODES, ROOT


def is_up_to_date(path: Path, text: str) -> bool:
    if os.environ.get("XIESHANG_ACCEPT") == "1":
        path.write_text(text, encoding="utf-8")
    return path.is_file() and path.read_text(encoding="utf-8") == text


def test_the_page_of_options_is_up_to_date() -> None:
    assert is_up_to_date(ROOT / "docs" / "options.md", pages.options())


def test_the_index_of_diagnostics_is_up_to_date() -> None:
    assert is_up_to_date(CODES / "README.md", pages.index_of_codes())


def test_the_example_of_the_readme_is_what_the_command_answers() -> None:
    readme = ROOT / "README.md"
    assert is_up_to_date(readme, pages.with_example(readme.read_text(encoding="utf-8")))
    assert pages.EXAMPLE in readme.read_text(encoding="utf-8")
