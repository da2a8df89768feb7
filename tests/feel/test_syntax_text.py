"""The canonical text of an expression."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.parser import parse, parse_unary_tests
from engine.feel.to_text import cell_to_text, to_text
from engine.feel.tree import (
    Application,
    Between,
    Bracket,
    Condition,
    In,
    Infix,
    Interval,
    Listing,
    Minus,
    Name,
    Null,
    Path,
    Quantifier,
    Tree,
    Value,
)
from engine.feel.words import MULTI_WORD_NAMES
from engine.source import fragment
from tests.feel.syntax_trees import bare

CANONICAL = {
    "((a)+b*(c))": "a + b * c",
    "(a + b) * c": "(a + b) * c",
    "a-(b-c)-(d*e)": "a - (b - c) - d * e",
    "(2**3)**4 ** -x.y": "2 ** 3 ** 4 ** -x.y",
    "2 ** (3 ** 4)": "2 ** (3 ** 4)",
    "-(a+b)": "-(a + b)",
    "(-a)[1]": "(-a)[1]",
    "(a or b) and (c and d)": "(a or b) and (c and d)",
    "(a = b) = (c < d)": "(a = b) = (c < d)",
    "(a=1)and(b!=2)": "a = 1 and b != 2",
    "x between(1)and 2+1": "x between 1 and 2 + 1",
    "x between (if a then b else c) and 2": "x between (if a then b else c) and 2",
    "x in <5": "x in (< 5)",
    "x in =5": "x in (= 5)",
    "x in (!=5)": "x in (!= 5)",
    "x in (1,(<5),>=c,]1..2])": "x in (1, < 5, >= c, (1..2])",
    "x in ([1..3])": "x in [1..3]",
    "x in (a or b)": "x in (a or b)",
    "(> 5)": "(> 5)",
    "(<=5)": "(<= 5)",
    "[1 .. 3[": "[1..3)",
    "(if a then b else c) + 1": "(if a then b else c) + 1",
    "1 + if a then b else c": "1 + (if a then b else c)",
    "if (if a then b else c) then (d) else (e)": "if if a then b else c then d else e",
    "not(every x in xs,y in ys satisfies x>y)": "not(every x in xs, y in ys satisfies x > y)",
    "[ ]": "[]",
    "[1,[2]]": "[1, [2]]",
    "[1,2][ item>1 ]": "[1, 2][item > 1]",
    "(a.b).c": "a.b.c",
    "(a+b).days": "(a + b).days",
    "string   length ( string :s )": "string length(string: s)",
    "f( 1,2 )": "f(1, 2)",
    "1.50": "1.50",
    "1e3": "1000",
    "1e100": "1E+100",
    ".5": "0.5",
    r'"\u0041\"\\\n\r\t\u0007中\'"': r'"A\"\\\n\r\t\u0007中' + "'\"",
    '@"PT240H"': '@"P10D"',
    '@"-P14M"': '@"-P1Y2M"',
    '@"2026-11-25"': '@"2026-11-25"',
    "true": "true",
    "false": "false",
    "null": "null",
}
CELLS = {
    " - ": "-",
    "<5,[1..2]": "< 5, [1..2]",
    'not( "a",!="b" )': 'not("a", != "b")',
    "(not(a))": "(not(a))",
    "not(not(a))": "not(not(a))",
    "- 5": "-5",
}


@pytest.mark.parametrize(("text", "canonical"), CANONICAL.items())
def test_an_expression_is_shown_in_one_way(text: str, canonical: str) -> None:
    tree, _ = parse(fragment(text))
    assert tree is not None
    assert to_text(tree) == canonical


@pytest.mark.parametrize(("text", "canonical"), CELLS.items())
def test_a_cell_is_shown_in_one_way(text: str, canonical: str) -> None:
    tests, _ = parse_unary_tests(fragment(text))
    assert tests is not None
    assert cell_to_text(tests) == canonical


def test_a_negative_number_that_a_program_put_into_a_tree_is_shown_as_one_value() -> None:
    value = Value(Decimal(-5), HERE)
    assert to_text(Infix("**", value, value, HERE, HERE)) == "-5 ** -5"
    assert to_text(Bracket(value, Value(Decimal(1), HERE), HERE)) == "(-5)[1]"


HERE = fragment("x").whole
NAMES = st.sampled_from(["a", "b1", "loan", "_c", "余额", "item", "day", "known"]).map(
    lambda text: Name(text, HERE)
)
FUNCTIONS = st.sampled_from(["f", "max", "not", "贷款", *MULTI_WORD_NAMES]).map(lambda text: Name(text, HERE))
PARAMETERS = st.sampled_from(["n", "start position", "from", "if"]).map(lambda text: Name(text, HERE))
NUMBERS = st.decimals(0, Decimal("1e30"), places=3) | st.integers(0, 999).map(Decimal)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
DAYS = st.integers(-(10**12), 10**12).map(lambda number: DaysDuration(Decimal(number).scaleb(-3)))
MONTHS = st.integers(-999, 999).map(MonthsDuration)
SCALARS = NUMBERS | TEXTS | st.booleans() | st.dates() | DAYS | MONTHS
LEAVES = SCALARS.map(lambda value: Value(value, HERE)) | NAMES | st.just(Null(HERE))


def quantifier(kind: str, names: list[Name], trees: list[Tree]) -> Tree:
    variables = tuple(zip(names, trees[1:], strict=False))
    return Quantifier("some" if kind == "some" else "every", variables, trees[0], HERE)


def interval(low: Tree, high: Tree, low_closed: bool, high_closed: bool) -> Tree:
    return Interval(low, high, low_closed, high_closed, "", HERE)


def half_interval(bound: Tree, form: int) -> Tree:
    closed = form % 2 == 1
    match form // 2:
        case 0:
            return Interval(None, bound, low_closed=False, high_closed=closed, sign="", span=HERE)
        case 1:
            return Interval(bound, None, low_closed=closed, high_closed=False, sign="", span=HERE)
    return Interval(bound, bound, low_closed=True, high_closed=True, sign="!=" if closed else "", span=HERE)


def named(function: Name, pairs: list[tuple[Name, Tree]]) -> Tree:
    names = tuple(name for name, _ in pairs)
    return Application(function, tuple(tree for _, tree in pairs), names, HERE)


def grown(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    signs = st.sampled_from(["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "**"])
    rows = st.lists(trees, max_size=3)
    truth = st.booleans()
    return st.one_of(
        st.builds(Infix, signs, trees, trees, st.just(HERE), st.just(HERE)),
        st.builds(Minus, trees, st.just(HERE)),
        st.builds(Path, trees, NAMES, st.just(HERE)),
        st.builds(Between, trees, trees, trees, st.just(HERE)),
        st.builds(In, trees, st.lists(trees, min_size=1, max_size=3).map(tuple), st.just(HERE)),
        st.builds(Condition, trees, trees, trees, st.just(HERE)),
        st.builds(
            quantifier,
            st.sampled_from(["some", "every"]),
            st.lists(NAMES, min_size=1, max_size=2),
            st.lists(trees, min_size=3, max_size=3),
        ),
        st.builds(Listing, rows.map(tuple), st.just(HERE)),
        st.builds(interval, trees, trees, truth, truth),
        st.builds(half_interval, trees, st.integers(0, 5)),
        st.builds(Bracket, trees, trees, st.just(HERE)),
        st.builds(Application, FUNCTIONS, rows.map(tuple), st.just(()), st.just(HERE)),
        st.builds(named, FUNCTIONS, st.lists(st.tuples(PARAMETERS, trees), max_size=2)),
    )


TREES = st.recursive(LEAVES, grown, max_leaves=12)


@given(TREES)
def test_a_tree_that_is_written_and_parsed_again_is_the_same(tree: Tree) -> None:
    text = to_text(tree)
    again, faults = parse(fragment(text))
    assert faults == (), text
    assert bare(again) == bare(tree), text


def test_a_date_is_shown_as_a_date() -> None:
    assert to_text(Value(date(2026, 11, 25), HERE)) == '@"2026-11-25"'
