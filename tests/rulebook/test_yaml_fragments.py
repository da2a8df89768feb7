"""Every character of a text knows where it stands in the file, however the text is written."""

from textwrap import dedent

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.rulebook.yaml_fragments import fragment_of
from engine.rulebook.yaml_nodes import YamlMapping, YamlScalar
from engine.rulebook.yaml_reader import nodes_of
from engine.source import Fragment, Source, Span


def read(text: str) -> Fragment:
    """The fragment of the value under `a`."""
    root, faults = nodes_of(Source("x.yaml", text))
    assert faults == ()
    assert isinstance(root, YamlMapping)
    value = root.values["a"]
    assert isinstance(value, YamlScalar)
    return fragment_of(value)


def written(fragment: Fragment) -> list[str]:
    """The character of the file at the place of each character of the text."""
    whole = fragment.whole.source.text
    spans = [fragment.span(at, at + 1) for at in range(len(fragment.text))]
    return [whole[span.start] for span in spans]


def place(fragment: Fragment, piece: str) -> tuple[int, int]:
    """Line and column at which a piece of the text stands in the file."""
    at = fragment.text.index(piece)
    span = fragment.span(at, at + len(piece))
    return span.source.position(span.start)


def test_a_plain_text_on_one_line_needs_no_table_of_places() -> None:
    fragment = read("b: 1\na: x + 1\n")
    assert (fragment.text, fragment.places) == ("x + 1", None)
    assert place(fragment, "+") == (2, 6)


@pytest.mark.parametrize(
    ("text", "piece", "where"),
    [
        ("a: 'x = 1'\n", "=", (1, 7)),
        ("a: 'it''s x'\n", "x", (1, 11)),
        ('a: "x = 1"\n', "1", (1, 9)),
        ('a: "\\u4e2d x"\n', "x", (1, 12)),
        ('a: "\\x41\\U0001F600 x"\n', "x", (1, 20)),
        ('a: "\\"q\\" x"\n', "x", (1, 11)),
        ("a: first\n  second\n\n  third\n", "third", (4, 3)),
        ("a: 'first\n  second'\n", "second", (2, 3)),
        ('a: "first\n  second \\\n  third"\n', "third", (3, 3)),
        ('a: "first \\\n\n  third"\n', "third", (3, 3)),
        ("a: |\n  first\n  second\n", "second", (3, 3)),
        ("a: |\r\n  first\r\n  second\r\n", "second", (3, 3)),
        ("a: |\n\n\n  first\n    second\n", "second", (5, 5)),
        ("a: >-\n  first\n  second\n", "second", (3, 3)),
        ("a: >-\n  first\n\n\n  second\n", "second", (5, 3)),
        ("a: >-\n  first\n    more\n  second\n", "second", (4, 3)),
        ("a: >2\n    first\n  second\n", "second", (3, 3)),
        ("a: |1-\n   first\n second\n", "second", (3, 2)),
        ("a: >+ # words\n  first\n\n", "first", (2, 3)),
        ("a: 中文 😀 x\n", "x", (1, 9)),
    ],
)
def test_a_piece_is_found_where_it_stands(text: str, piece: str, where: tuple[int, int]) -> None:
    assert place(read(text), piece) == where


def test_a_blank_made_of_a_line_end_points_at_the_end_of_its_line() -> None:
    fragment = read("a: first\n  second\n")
    span = fragment.span(5, 6)
    assert (fragment.text, span.source.position(span.start)) == ("first second", (1, 9))


def test_a_block_ends_with_its_last_word() -> None:
    whole = read("a: |\n  first\n\n\nb: 1\n").whole
    assert whole.source.text[whole.start : whole.end] == "|\n  first"


def test_an_empty_text_has_the_place_of_its_quotes() -> None:
    fragment = read("a: ''\n")
    assert (fragment.span(0, 0).start, fragment.span(0, 0).end) == (3, 5)


@pytest.mark.parametrize("style", ["'", '"', "|", ">", ""])
def test_where_a_place_cannot_be_told_the_begin_of_the_text_is_given(style: str) -> None:
    source = Source("x.yaml", "what is written")
    scalar = YamlScalar("what is meant", "what is meant", style, Span(source, 0, 15))
    assert fragment_of(scalar).places == (0,) * 13


@pytest.mark.parametrize("written", ["'x'", '"x"', "|\n  x\n", "x"])
def test_a_text_that_is_longer_than_what_is_written_has_the_begin_as_its_place(written: str) -> None:
    style = written[0] if written != "x" else ""
    scalar = YamlScalar("x and more", "x and more", style, Span(Source("x.yaml", written), 0, len(written)))
    assert fragment_of(scalar).places == (0,) * 10


PIECES = ["x", "<=", "loan.balance", "中文", "😀", "'q'", '"q"', "#", ":", "\\", "-"]
WORDS = st.lists(st.sampled_from(PIECES), min_size=1)
GAPS = st.sampled_from([" ", "  ", "\n", "\n\n", " \n", "\n  "])


@given(
    words=WORDS,
    gap=GAPS,
    tail=st.sampled_from(["", "\n", "\n\n"]),
    style=st.sampled_from(["'", '"', "|", ">", None]),
    width=st.sampled_from([8, 20, 200]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_however_a_text_is_printed_each_character_points_at_itself(
    words: list[str], gap: str, tail: str, style: str | None, width: int, line_end: str
) -> None:
    text = gap.join(words) + tail
    printed = yaml.safe_dump({"a": text}, default_style=style, width=width, allow_unicode=True)
    fragment = read(printed.replace("\n", line_end))
    assert fragment.text == text
    for meant, found in zip(text, written(fragment), strict=True):
        assert found in same_as(meant)


def same_as(char: str) -> str:
    """What may stand in a file for a character: itself, an escape, and a line end or the blanks before it."""
    return {" ": " \r\n\\", "\n": "\r\n\\ ", "'": "'", '"': '"\\', "😀": "😀\\", "\\": "\\"}.get(char, char)


@given(words=WORDS, gap=GAPS, style=st.sampled_from(["'", '"', "|", ">"]), width=st.sampled_from([8, 200]))
def test_places_never_run_backwards(words: list[str], gap: str, style: str, width: int) -> None:
    text = gap.join(words)
    fragment = read(yaml.safe_dump({"a": text}, default_style=style, width=width, allow_unicode=True))
    assume(fragment.places is not None)
    places = list(fragment.places or ())
    assert places == sorted(set(places))


def test_a_condition_folded_in_a_block_is_read_as_one_line() -> None:
    fragment = read(
        dedent(
            """\
            a: >-
              borrower.monthly_income
              - borrower.monthly_essential_expenses
            """
        )
    )
    assert fragment.text == "borrower.monthly_income - borrower.monthly_essential_expenses"
    assert place(fragment, "borrower.monthly_essential") == (3, 5)
