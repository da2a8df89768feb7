"""Text that is fitted to a terminal stays the same text, and fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.diagnostics import columns
from engine.wrapping import padded, wrapped

TEXTS = st.text(st.sampled_from("ab_.(),;“” 借款人（《》）。，、—x"), max_size=60)


@settings(max_examples=1000)
@given(TEXTS, st.integers(4, 40), st.sampled_from(["", "  "]))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int, hang: str) -> None:
    lines = wrapped(text, width, hang)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width and line == line.rstrip() for line in lines)
    assert all(line.startswith(hang) for line in lines[1:])


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("借款人可以申请。", 14, ["借款人可以申", "请。"]),
        ("先谈（再签）", 6, ["先谈", "（再", "签）"]),
        ("ask (then sign)", 5, ["ask", "(then", "sign)"]),
        ("loan.days_overdue", 10, ["loan.days_", "overdue"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        (" 、、", 4, ["、、"]),
    ],
)
def test_lines_end_where_a_reader_expects_it(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_a_wide_character_counts_as_two_columns() -> None:
    assert padded("借款", 6) == "借款  "
