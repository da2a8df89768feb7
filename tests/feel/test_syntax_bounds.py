"""No text, however long or deep, takes the parser beyond its bounds or beyond Python's stack."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.feel.bounds import MOST_DEEP
from engine.feel.lexer import MOST_FAULTS
from engine.feel.parser import MOST_CHARACTERS, MOST_NESTED, parse, parse_unary_tests
from engine.feel.parser_brackets import MOST_ITEMS
from engine.feel.to_text import to_text
from engine.source import fragment

STACK = 700  # calls that may lie upon each other while parsing; Python allows 1000 in all
OPENERS = [
    "(", "[", "-", "not(", "if ", "f(", "f(a: ", "x[", "](", "[1..", "(< ", "(-", "some x in ",
    "every x in x, y in ",
    "x in (", "x in (1, ", "x in < (", "x between (", "if a then ", "if a then b else ", "f(1, [",
    "a or b and c = d + e * f ** (", "string length(", "not(-", "some x in xs satisfies ",
]  # fmt: skip


@contextmanager
def short_stack() -> Iterator[None]:
    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + STACK)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def codes(text: str) -> list[str]:
    return [one.code for one in parse(fragment(text))[1]]


@pytest.mark.parametrize("opener", OPENERS)
def test_an_expression_nested_without_end_is_refused_within_a_short_stack(opener: str) -> None:
    with short_stack():
        assert codes(opener * (MOST_CHARACTERS // len(opener))) == ["E109"]
        assert codes(opener * 50_000) == ["E108"]
        assert parse_unary_tests(fragment(opener * 200))[1] != ()


@pytest.mark.parametrize(("opener", "closer"), [("(", ")"), ("[", "]")])
def test_nesting_is_allowed_up_to_its_bound(opener: str, closer: str) -> None:
    within = MOST_NESTED - 1  # the innermost value is a level, too
    assert codes(opener * within + "1" + closer * within) == []
    assert codes(opener * MOST_NESTED + "1" + closer * MOST_NESTED) == ["E109"]


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "**", " and ", " or "])
def test_a_row_of_operators_is_allowed_up_to_its_bound(sign: str) -> None:
    assert codes(sign.join(["a"] * MOST_DEEP)) == []
    assert codes(sign.join(["a"] * (MOST_DEEP + 1))) == ["E110"]
    assert codes(sign.join("a" * 2000)) == ["E108" if len(sign) > 4 else "E110"]


@pytest.mark.parametrize("step", [".a", "[1]"])
def test_a_row_of_steps_is_allowed_up_to_its_bound(step: str) -> None:
    assert codes("a" + step * (MOST_DEEP - 1)) == []
    assert codes("a" + step * MOST_DEEP) == ["E110"]


def test_the_deepest_tree_can_be_compared_shown_and_written_within_the_stack() -> None:
    half = MOST_DEEP // 2
    text = "(" * half + " + ".join(["a"] * half) + " + b)" * half
    first, second = (parse(fragment(text))[0] for _ in range(2))
    assert first is not None
    with short_stack():
        assert first == second
        assert hash(first) == hash(second)
        assert repr(first)
        assert to_text(first) == " + ".join([*["a"] * half, *["b"] * half])


@pytest.mark.parametrize("form", ["[{}]", "f({})", "a in ({})"])
def test_a_list_is_allowed_up_to_its_bound(form: str) -> None:
    assert codes(form.format(",".join(["1"] * MOST_ITEMS))) == []
    assert codes(form.format(",".join(["1"] * (MOST_ITEMS + 1)))) == ["E111"]


def test_an_expression_is_allowed_up_to_its_longest() -> None:
    assert codes("1" + " " * (MOST_CHARACTERS - 1)) == []
    assert codes("1" + " " * MOST_CHARACTERS) == ["E108"]


@pytest.mark.parametrize("noise", ["# ", "（ ", "'' ", "& ", '"\\d" ', "1e9999 "])
def test_a_text_that_is_not_feel_at_all_is_not_told_without_end(noise: str) -> None:
    _, faults = parse(fragment(noise * 1000))
    assert len(faults) == MOST_FAULTS
    assert max(len(one.message) for one in faults) < 100


def test_a_message_quotes_only_the_begin_of_long_words() -> None:
    for text in (
        "#" * 9000,
        "'" + "a" * 9000,
        "a " * 4000,
        '@"' + "a" * 9000 + '"',
        "1 " + "a" * 9000,
        "=" * 9000,
    ):
        (fault,) = parse(fragment(text))[1]
        assert len(fault.message) < 100
        assert len(fault.help) < 200
