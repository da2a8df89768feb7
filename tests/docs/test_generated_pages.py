"""Pages that are made from the code and the rules. `XIESHANG_ACCEPT=1` writes them anew."""

from tests.docs import pages
from tests.docs.pages import CODES, ROOT
from tests.expected import kept


def test_the_page_of_options_is_up_to_date() -> None:
    said = pages.options()
    assert said == kept(ROOT / "docs" / "options.md", said)


def test_the_index_of_diagnostics_is_up_to_date() -> None:
    said = pages.index_of_codes()
    assert said == kept(CODES / "README.md", said)


def test_the_example_of_the_readme_is_what_the_command_answers() -> None:
    readme = ROOT / "README.md"
    said = pages.with_example(readme.read_text(encoding="utf-8"))
    assert said == kept(readme, said)
    assert pages.EXAMPLE in readme.read_text(encoding="utf-8")
