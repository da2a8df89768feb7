"""The glossary speaks of what there is, with the words that the code, the rules and the answers use."""

import re
from pathlib import Path

import pytest

from engine import Program, load_pack
from engine.evaluation.outcome import Status
from engine.explanation.phrases import phrase
from engine.values import Truth
from tests.docs.pages import ROOT

ROWS = re.findall(
    r"^\| ([a-z][^|]*?) \| ([^|]*?) ?\| (.*) \|$",
    (ROOT / "docs" / "glossary.md").read_text("utf-8"),
    re.MULTILINE,
)
TERMS = [
    (term, chinese)
    for terms, several, _ in ROWS
    if terms != "word"
    for term, chinese in (
        zip(terms.split(", "), several.split("、"), strict=True) if "、" in several else [(terms, several)]
    )
]
MEANING = {terms: meaning for terms, _, meaning in ROWS}


def texts(*patterns: str) -> str:
    """The files that fit the patterns, as one text in small letters."""
    files = sorted(path for pattern in patterns for path in ROOT.glob(pattern))
    return "\n".join(path.read_text(encoding="utf-8") for path in files).lower().replace("_", " ")


USED = texts("engine/**/*.py", "schemas/*.json", "rules/*.md", "docs/[!g]*.md")
TITLES = re.findall(
    r'"title": "([^"/]+) / ([^"]+)"',
    "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "schemas").glob("*.json"))),
)


@pytest.mark.parametrize(("term", "chinese"), TERMS)
def test_a_word_of_the_glossary_is_used(term: str, chinese: str) -> None:
    assert len(re.findall(rf"\b{term}", USED)) >= 2
    titles = {title for title, english in TITLES if english in {term, f"{term}s"}}
    assert not chinese or not titles or any(chinese in one or one in chinese for one in titles), titles


def test_the_glossary_has_a_row_a_word() -> None:
    assert len(TERMS) > 30
    assert len({term for term, _ in TERMS}) == len(TERMS)


def test_the_statuses_are_those_of_an_outcome_in_the_order_in_which_they_are_tried() -> None:
    assert re.findall(r"`(\w+)`", MEANING["status"]) == [one.value for one in Status]


def test_the_truths_are_those_of_a_claim_with_the_words_of_an_answer() -> None:
    told = dict(re.findall(r"`(\w+)` (\w+)", MEANING["truth"]))
    assert told == {one.value: phrase("zh", one.value) for one in Truth}


@pytest.fixture(scope="module")
def program() -> Program:
    return load_pack()


def test_the_examples_of_the_glossary_exist(program: Program) -> None:
    names = {*program.types, *program.sources, *(one.id for one in program.options)}
    engine = {one.value for one in (*Status, *Truth)} | {"ask_for", "cure", "durable"}
    for meaning in MEANING.values():
        for example in re.findall(r"`([^`]+)`", meaning):
            assert example in names | engine or Path(ROOT / example).exists(), example
