"""What a pack's passages may say, checked without the documents."""

from pathlib import Path

import pytest

from engine.program.load import check_pack
from tests.sourcing.notice import pack_in


@pytest.fixture
def passages(tmp_path: Path) -> Path:
    return pack_in(tmp_path) / "passages.yaml"


def codes(passages: Path, old: str, new: str) -> list[str]:
    """The faults of the pack after a piece of its passages was replaced."""
    text = passages.read_text(encoding="utf-8")
    assert old in text
    passages.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [one.code for one in check_pack(passages.parent)[1]]


def test_passages_as_they_should_be_have_no_faults(passages: Path) -> None:
    assert check_pack(passages.parent)[1] == ()


def test_a_passage_is_of_a_document_of_the_pack(passages: Path) -> None:
    assert codes(passages, "document: X", "document: W") == ["R232"]


def test_a_passage_says_why_in_every_language_of_the_pack(passages: Path) -> None:
    assert codes(passages, "{zh: 标题。, en: The title.}", "{zh: 标题。}") == ["R211"]


BESIDE = "at: {line: 4, start: 1, length: 11}"
OVERLAPS = [
    ("at: {line: 4, start: 1, length: 12}", []),
    ("at: {line: 4, start: 1, length: 13}", ["R281", "R281"]),
    ("at: {line: 4, start: 28, length: 1}", ["R281"]),
    ("at: {line: 4, start: 29, length: 1}", []),
    ("at: {line: 3, start: 1, length: 1}", ["R281"]),
    ("at: {line: 5, start: 1, length: 11}", []),
]


@pytest.mark.parametrize(("at", "expected"), OVERLAPS, ids=[at for at, _ in OVERLAPS])
def test_a_passage_shares_no_character_with_anything_else(
    at: str, expected: list[str], passages: Path
) -> None:
    assert codes(passages, BESIDE, at) == expected


def test_what_stands_at_one_place_of_two_documents_does_not_overlap(passages: Path) -> None:
    text = passages.read_text(encoding="utf-8")
    first = text[text.index("  - document: X") : text.index("  - document: X", 90)]
    more = first.replace("document: X", "document: W")
    passages.write_text(text + more, encoding="utf-8")
    assert [one.code for one in check_pack(passages.parent)[1]] == ["R232"]
