"""The product's own pack against the articles it was made from, where somebody has them at hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bundle import rules_folder
from engine.sourcing.report import Report, report

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT.parent / "shared" / "guidance"
OURS = (
    *("README.md", "CHANGELOG.md", "cli.py", "commands", "engine"),
    *("rules", "schemas", "docs", "examples", "tests"),
)
LONGEST_IN_COMMON = 11  # Chinese characters in a row; a sentence is longer, the name of a law may not be

pytestmark = pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles aren't here")


@pytest.fixture(scope="module")
def held() -> Report:
    found, _ = report(rules_folder() / "weilidai", ARTICLES)
    assert found is not None
    assert found.verification is not None
    return found


def test_the_articles_still_say_what_the_rules_were_made_from(held: Report) -> None:
    assert [one for one in held.faults if one.code.startswith("V")] == []


def test_each_of_the_105_statements_stands_where_the_pack_says(held: Report) -> None:
    assert held.verification is not None
    states = [trace.state for one in held.verification.documents for trace in one.statements]
    assert states == ["there"] * 105


def test_every_statement_has_a_rule_or_a_reason(held: Report) -> None:
    assert held.coverage.uncovered == ()


def chinese(text: str) -> str:
    return re.sub(r"[^\u3400-\u9fff]", "", text)


def lines() -> Iterator[tuple[str, str]]:
    """Every line of every text of the repository, with its place."""
    paths = [path for name in OURS for path in ((ROOT / name), *(ROOT / name).rglob("*")) if path.is_file()]
    for path in paths:
        if path.suffix in {".py", ".md", ".yaml", ".json", ".txt", ".csv"}:
            for number, line in enumerate(path.read_bytes().decode(errors="ignore").splitlines(), start=1):
                yield f"{path.relative_to(ROOT)}:{number}", line


def test_no_sentence_of_the_articles_stands_in_the_repository() -> None:
    size = LONGEST_IN_COMMON + 1
    articles = [chinese(path.read_text(encoding="utf-8")) for path in ARTICLES.glob("*.txt")]
    theirs = {text[start : start + size] for text in articles for start in range(len(text) - size + 1)}
    copied = [
        place
        for place, line in lines()
        if (ours := chinese(line))
        and any(ours[start : start + size] in theirs for start in range(len(ours) - size + 1))
    ]
    assert copied == []
