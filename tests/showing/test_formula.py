"""An expression over several lines is still the same expression."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics import columns
from engine.feel.parser import parse
from engine.feel.to_text import to_text
from engine.feel.tree import Tree
from engine.feel.types import (
    DAYS,
    MONTHS,
    NUMBER,
    TEXT,
    TRUTH,
    ListType,
    NumberType,
    RecordType,
    TextType,
    Type,
)
from engine.rulebook.expressions import Role, expressions
from engine.showing.formula import formula_lines
from engine.showing.speaker import value_kind
from engine.source import fragment
from engine.values import RATIO, Unit
from tests.showing.packs import FOLDERS, pack


def tree_of(text: str) -> Tree:
    tree, faults = parse(fragment(text), functions=pack("weilidai").program.functions)
    assert tree is not None, faults
    return tree


WRITTEN = [
    one.fragment.text
    for name in FOLDERS
    for one in expressions(pack(name).rulebook)
    if one.role is not Role.TABLE
]
HARD = [
    "(a or b) and (c or d) and not(e or f)",
    "a - (b - c) - d * (e + f) / (g / h)",
    "(if a then b else c) + d",
    "if a > 1 then (if b then 1 else 2) else some x in y satisfies x.z and every q in r satisfies q > x",
    "-(a + b) ** 2 < (c < d)",
    "x between long_name_number_one and long_name_number_two",
    'f in ("aaaaaaaaaaaaa", "bbbbbbbbbbbbbbb", "cccccccccccc")',
    "max([aaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbb])[item > 1]",
    "substring(string: aaaaaaaaaaaaaaaaaaa, start position: 2)",
]


@given(st.sampled_from(WRITTEN + HARD), st.integers(1, 100))
def test_its_lines_joined_are_the_expression_again(text: str, width: int) -> None:
    tree = tree_of(text)
    lines = formula_lines(tree, width)
    assert to_text(tree_of(" ".join(lines))) == to_text(tree)
    assert lines == [to_text(tree)] or columns(to_text(tree)) > width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a + b", ["a + b"]),
        (
            "one_fact - another_fact - a_third_fact",
            ["one_fact", "- another_fact", "- a_third_fact"],
        ),
        (
            "(one_fact or another_fact) and a_third_fact",
            ["(one_fact", " or another_fact)", "and a_third_fact"],
        ),
        (
            "if one_fact then another_fact else a_third_fact",
            ["if one_fact", "then another_fact", "else a_third_fact"],
        ),
        (
            "one_fact between another_fact and a_third_fact",
            ["one_fact between another_fact", "  and a_third_fact"],
        ),
        (
            "floor(one_fact, another_fact)",
            ["floor(", "  one_fact,", "  another_fact", ")"],
        ),
        ("not(one_fact and another_fact)", ["not(one_fact", "    and another_fact)"]),
        (
            "some one in loans satisfies one.x > a_third_fact",
            ["some one in loans satisfies", "  one.x", "  > a_third_fact"],
        ),
    ],
)
def test_it_is_broken_where_its_parts_meet(text: str, lines: list[str]) -> None:
    assert formula_lines(tree_of(text), 20) == lines


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (None, []),
        (NUMBER, ["ratio"]),
        (NumberType(RATIO), ["ratio"]),
        (NumberType(Unit.of({"yuan": 1, "month": -1})), ["yuan/month"]),
        (NumberType(Unit.of({"parsec": 1})), ["parsec"]),
        (TEXT, ["text"]),
        (TextType(("a", "b")), ["one of a fixed set"]),
        (TRUTH, ["yes or no"]),
        (ListType(TEXT), ["list: text"]),
        (ListType(RecordType("loan", {})), ["list"]),
        (DAYS, ["duration"]),
        (MONTHS, ["duration"]),
    ],
)
def test_what_values_look_like_is_said_in_words(kind: Type | None, said: list[str]) -> None:
    assert value_kind(kind, "en") == said
