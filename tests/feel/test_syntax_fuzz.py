"""Whatever is written, there comes a tree or a diagnostic."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.diagnostics import render
from engine.feel.lexer import MOST_FAULTS
from engine.feel.parser import parse, parse_unary_tests
from engine.feel.to_text import cell_to_text, to_text
from engine.source import fragment
from tests.feel.syntax_trees import bare

PIECES = [
    "a", "b", "x", "item", "贷款", "loan.balance", "1", "2.5", ".5", "1e3", '"t"', "'q'", '"open',
    "“c”", "@", "\\", " ",
    '@"2026-11-25"', '@"P1D"', '@"x"', "true", "null", "+", "-", "*", "/", "**", "=", "!=", "<",
    "<=", ">", ">=", "==",
    "&&", "!", "(", ")", "[", "]", "(", ")", "[", "]", "{", "}", ",", ".", "..", ":", "?", "and",
    "or", "not", "between",
    "in", "if", "then", "else", "some", "every", "satisfies", "for", "function", "instance", "of",
    "not(", "max(", "AND",
    "string", "length", "length(", "years and months duration(", "is known(", "（", "）", "，", "≤",
    "#", "//", "/*", "*/", "\n",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)


@given(TEXTS)
@example("")
@example("\ud800")
@example('"\ud800"')
@example("\x00")
def test_any_text_gives_a_tree_or_says_what_is_wrong(text: str) -> None:
    tree, faults = parse(fragment(text))
    assert (tree is None) == bool(faults)
    assert len(faults) <= MOST_FAULTS + 5
    for one in faults:
        assert one.span is not None
        assert 0 <= one.span.start <= one.span.end <= max(len(text), 1)
        assert one.code.startswith("E1")
        assert "\n" not in render(one).splitlines()[0]


@given(TEXTS)
def test_any_cell_gives_tests_or_says_what_is_wrong(text: str) -> None:
    tests, faults = parse_unary_tests(fragment(text))
    assert (tests is None) == bool(faults)
    if tests is not None:
        again, _ = parse_unary_tests(fragment(cell_to_text(tests)))
        assert bare(again) == bare(tests)


@given(TEXTS)
def test_a_text_that_parses_means_the_same_in_its_canonical_form(text: str) -> None:
    tree, _ = parse(fragment(text))
    if tree is not None:
        canonical = to_text(tree)
        again, faults = parse(fragment(canonical))
        assert faults == ()
        assert again is not None
        assert bare(again) == bare(tree)
        assert to_text(again) == canonical


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_on_its_own_and_twice_gives_a_tree_or_says_what_is_wrong(piece: str) -> None:
    for text in (
        piece,
        piece + piece,
        f"{piece} {piece}",
        f"a {piece}",
        f"a {piece} a",
        f"({piece})",
        f"[{piece}]",
    ):
        tree, faults = parse(fragment(text))
        assert (tree is None) == bool(faults)
