"""Each node knows where it was written, brackets included."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.parser import parse, parse_unary_tests
from engine.feel.tree import Application, Infix, Path, Tree, children
from engine.source import Fragment, Source, Span, fragment

PLACES = {
    "(a + b) * c": ["(a + b) * c", "(a + b)", "a", "b", "c"],
    "-(a).b[ 1 ]": ["-(a).b[ 1 ]", "(a).b[ 1 ]", "(a).b", "(a)", "1"],
    "x  in ( 1 , < 5 )": ["x  in ( 1 , < 5 )", "x", "1", "< 5", "5"],
    "x in (a) + 1": ["x in (a) + 1", "x", "(a) + 1", "(a)", "1"],
    "x in ( < 5 )": ["x in ( < 5 )", "x", "( < 5 )", "5"],
    "]1 .. 3[": ["]1 .. 3[", "1", "3"],
    "(1..3)": ["(1..3)", "1", "3"],
    "( = 3 )": ["( = 3 )", "3"],
    "a between 1 and 2": ["a between 1 and 2", "a", "1", "2"],
    "if a then b else c": ["if a then b else c", "a", "b", "c"],
    "some x in xs satisfies  x": ["some x in xs satisfies  x", "xs", "x"],
    "[ 1, [] ]": ["[ 1, [] ]", "1", "[]"],
    "string  length( string: s )": ["string  length( string: s )", "s"],
    " not( true ) ": ["not( true )", "true"],
}


def walk(tree: Tree) -> Iterator[Tree]:
    yield tree
    for child in children(tree):
        yield from walk(child)


def written(span: Span) -> str:
    return span.source.text[span.start : span.end]


def parsed(text: Fragment) -> Tree:
    tree, diagnostics = parse(text)
    assert tree is not None, diagnostics
    return tree


@pytest.mark.parametrize(("text", "expected"), PLACES.items())
def test_each_part_of_an_expression_knows_its_characters(text: str, expected: list[str]) -> None:
    assert [written(node.span) for node in walk(parsed(fragment(text)))] == expected


def test_signs_names_and_parameters_know_their_characters() -> None:
    tree = parsed(fragment("loan.balance  >= string length ( start position : 2 )"))
    assert isinstance(tree, Infix)
    assert written(tree.sign_span) == ">="
    assert isinstance(tree.left, Path)
    assert written(tree.left.name.span) == "balance"
    assert isinstance(tree.right, Application)
    assert written(tree.right.function.span) == "string length"
    assert [written(name.span) for name in tree.right.names] == ["start position"]


def test_a_cell_knows_its_characters() -> None:
    for text in (" - ", " < 5, 6 ", " not( 5 ) "):
        tests, _ = parse_unary_tests(fragment(text))
        assert tests is not None
        assert written(tests.span) == text.strip()


@given(st.lists(st.integers(1, 4), min_size=5, max_size=5))
def test_an_expression_that_a_file_folds_or_escapes_keeps_the_places_of_the_file(gaps: list[int]) -> None:
    # a + b: its characters stand apart in the file, each behind some dots
    places = [sum(gaps[: index + 1]) + index for index in range(5)]
    text = "".join("." * gap + char for gap, char in zip(gaps, "a + b", strict=True))
    source = Source("rule.yaml", text)
    tree = parsed(Fragment("a + b", Span(source, 0, len(text)), tuple(places)))
    assert isinstance(tree, Infix)
    assert [written(part.span) for part in (tree.left, tree.right)] == ["a", "b"]
    assert written(tree.sign_span) == "+"
    assert tree.span == Span(source, places[0], places[4] + 1)
