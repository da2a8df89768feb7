"""Links between the pages lead somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

FOLDERS = ("docs", "rules", "examples", "benchmarks", "tests")
PAGES = sorted([*ROOT.glob("*.md"), *(page for name in FOLDERS for page in (ROOT / name).rglob("*.md"))])
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
ELSEWHERE = ("https://", "http://", "mailto:")


def links(page: Path) -> list[str]:
    """Where a page links to, but for other sites."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    return [link for link in LINK.findall(text) if not link.startswith(ELSEWHERE)]


def anchors(page: Path) -> set[str]:
    """The places within a page, named after its headings as on GitHub."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_to_a_file_and_a_heading_in_it(page: Path) -> None:
    for link in links(page):
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not anchor or anchor in anchors(target), link


def test_links_are_found() -> None:
    assert len([link for page in PAGES for link in links(page)]) > 50


def test_the_index_of_docs_names_every_page_and_every_folder_of_the_engine() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert [page for page in sorted(pages) if f"]({page})" not in index] == []
    folders = {init.parent.name for init in (ROOT / "engine").glob("*/__init__.py")}
    assert [name for name in sorted(folders) if f"`engine/{name}/`" not in index] == []


def test_the_index_of_decisions_names_every_page() -> None:
    folder = ROOT / "docs" / "decisions"
    assert {*links(folder / "README.md")} == {page.name for page in folder.glob("*.md")} - {"README.md"}
