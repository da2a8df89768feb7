"""What is written, and the tree that it means."""

import pytest

from engine.feel.parser import parse, parse_unary_tests
from engine.source import fragment
from tests.feel.syntax_trees import shape

LITERALS = {
    "1": "1",
    "007": "7",
    ".872": "0.872",
    "1.5": "1.5",
    "1.23e+4": "1.23E+4",
    "1e-3": "0.001",
    "1E3": "1E+3",
    "1234567890123456789012345678901234": "1234567890123456789012345678901234",
    "0.000000": "0.000000",
    "1.50": "1.50",
    '"illness"': "'illness'",
    '""': "''",
    '"横綱"': "'横綱'",
    r'"a\n\t\r\"\\\'b"': repr("a\n\t\r\"\\'b"),
    r'"\u4e2d\u0041"': "'中A'",
    r'"\U01F40E"': "'🐎'",
    r'"\ud83d\udc0e\uD83D\uDE00"': "'🐎😀'",
    r'"\\u0009"': repr("\\u0009"),
    "true": "True",
    "false": "False",
    "null": "null",
    '@"2026-11-25"': "2026-11-25",
    '@"P30D"': "DaysDuration(seconds=Decimal('2592000'))",
    '@"-P2M"': "MonthsDuration(months=-2)",
}

NAMES = {
    "capacity": "capacity",
    "loan.balance": "(. loan balance)",
    "a.b.c": "(. (. a b) c)",
    "贷款.余额": "(. 贷款 余额)",
    "_x1": "_x1",
    "día.née": "(. día née)",
    "e\u0301t\u00e9": "e\u0301t\u00e9",  # a letter and its accent in two characters
    "android": "android",
    "not_due": "not_due",
    "function": "function",
    "a . b": "(. a b)",
}

OPERATORS = {
    "1 + 2 * 3": "(+ 1 (* 2 3))",
    "(1 + 2) * 3": "(* (+ 1 2) 3)",
    "1 - 2 - 3": "(- (- 1 2) 3)",
    "8 / 4 / 2": "(/ (/ 8 4) 2)",
    "3 ** 4 ** 5": "(** (** 3 4) 5)",
    "2 * 3 ** 4": "(* 2 (** 3 4))",
    "-5 ** 2": "(** (- 5) 2)",
    "10**-5": "(** 10 (- 5))",
    "10 - -5": "(- 10 (- 5))",
    "--5": "(- (- 5))",
    "-x.y": "(- (. x y))",
    "-x[1]": "(- (at x 1))",
    "-f(1)": "(- (f! 1))",
    "1--1": "(- 1 (- 1))",
    "a or b and c": "(or a (and b c))",
    "a and b or c": "(or (and a b) c)",
    "a or b or c": "(or (or a b) c)",
    "a = 1 and b != 2": "(and (= a 1) (!= b 2))",
    "a + 1 <= b * 2": "(<= (+ a 1) (* b 2))",
    "a<b": "(< a b)",
    "a>=-1": "(>= a (- 1))",
    "(a = b) = c": "(= (= a b) c)",
    "((((1))))": "1",
}

COMPARISONS = {
    "x between 1 and 3": "(between x 1 3)",
    "x between a and b and c": "(and (between x a b) c)",
    "x between a and max(b)": "(between x a (max! b))",
    "x between 1 + 1 and 2 * 3": "(between x (+ 1 1) (* 2 3))",
    "x + 1 between 1 and 3 or y": "(or (between (+ x 1) 1 3) y)",
    "x in 1": "(in x 1)",
    "x in xs": "(in x xs)",
    "x in [1, 2]": "(in x [1 2])",
    "x in [1..3]": "(in x <[1..3]>)",
    "x in (1..3)": "(in x <(1..3)>)",
    "x in ]1..3[": "(in x <(1..3)>)",
    "x in <= 10": "(in x <(?..10]>)",
    "x in !=10": "(in x <!= 10>)",
    'x in ="b"': "(in x <= 'b'>)",
    "x in (=10)": "(in x <= 10>)",
    "x in (1, < 5, >=10)": "(in x 1 <(?..5)> <[10..?)>)",
    "x in ((1..3), 5)": "(in x <(1..3)> 5)",
    "x in [ [2..4], [1..3] ]": "(in x [<[2..4]> <[1..3]>])",
    "x in (1)": "(in x 1)",
    "x in (a + b) * c and d": "(and (in x (* (+ a b) c)) d)",
    "x in (a).b[1]": "(in x (at (. a b) 1))",
    "x in (a or b)": "(in x (or a b))",
    "x in > 5 and y": "(and (in x <(5..?)>) y)",
    "not(x in [1, 2])": "(not! (in x [1 2]))",
}

RANGES = {
    "[1..3]": "<[1..3]>",
    "(1..3)": "<(1..3)>",
    "[1..3)": "<[1..3)>",
    "[1..3[": "<[1..3)>",
    "]1..3]": "<(1..3]>",
    "]-1..(2)[": "<((- 1)..2)>",
    "[.5...7]": "<[0.5..0.7]>",
    "[a.b..c.d]": "<[(. a b)..(. c d)]>",
    "[1 + 1 .. 2 * 3]": "<[(+ 1 1)..(* 2 3)]>",
    "[1..xs[1]]": "<[1..(at xs 1)]>",
    "[1..xs[-1]]": "<[1..(at xs (- 1))]>",
    "[1..3[ = x": "(= <[1..3)> x)",
    "[[1..3[]": "[<[1..3)>]",
    "[]1..2], ]3..4]]": "[<(1..2]> <(3..4]>]",
    "[ ]a..b] ]": "[<(a..b]>]",
    '["a".."c"]': "<['a'..'c']>",
    "(< 10)": "<(?..10)>",
    "(>=5)": "<[5..?)>",
    "(=10)": "<= 10>",
    "(!=10)": "<!= 10>",
    "(=[1, 2])": "<= [1 2]>",
    "(< 10) = (< 10)": "(= <(?..10)> <(?..10)>)",
    "[1..3].start": "(. <[1..3]> start)",
}

LISTS = {
    "[]": "[]",
    "[ ]": "[]",
    "[] = []": "(= [] [])",
    "[] - 1": "(- [] 1)",
    "[][1]": "(at [] 1)",
    "[1]": "[1]",
    "[1, [2, 3], []]": "[1 [2 3] []]",
    "[1,2,3][-3]": "(at [1 2 3] (- 3))",
    "[1, 2][item >= 2]": "(at [1 2] (>= item 2))",
    "true[1]": "(at True 1)",
    '"foo"[1]': "(at 'foo' 1)",
    'duration("P1Y")[1]': "(at (duration! 'P1Y') 1)",
    "xs[a = 1][2].b": "(. (at (at xs (= a 1)) 2) b)",
    "(a - b).days": "(. (- a b) days)",
    'date("2018-12-10").day': "(. (date! '2018-12-10') day)",
    "1.day": "(. 1 day)",
}

WORDS = {
    "if a then b else c": "(if a b c)",
    "if a then b else c + 1": "(if a b (+ c 1))",
    "1 + if a then b else c": "(+ 1 (if a b c))",
    "if a then b(1) else c(2)": "(if a (b! 1) (c! 2))",
    "if if a then b else c then d else if e then f else g": "(if (if a b c) d (if e f g))",
    "some x in xs satisfies x > 1": "(some x:xs (> x 1))",
    "every x in xs satisfies x > 1 and y": "(every x:xs (and (> x 1) y))",
    "some x in xs, y in x.ys satisfies x = y": "(some x:xs y:(. x ys) (= x y))",
    "some x in xs satisfies f(x)": "(some x:xs (f! x))",
    "a and some x in xs satisfies x": "(and a (some x:xs x))",
    "not(a)": "(not! a)",
    "a and not(b)": "(and a (not! b))",
}

CALLS = {
    "f()": "(f!)",
    "f(1, 2)": "(f! 1 2)",
    "decimal(n: 1/3, scale: 2)": "(decimal! n=(/ 1 3) scale=2)",
    'substring(string: "x", start position: 2)': "(substring! string='x' start position=2)",
    "f(if: 1)": "(f! if=1)",
    'string length("x")': "(string length! 'x')",
    "string  \n length (s)": "(string length! s)",
    "years and months duration(a, b)": "(years and months duration! a b)",
    "years and months duration(from: a, to: b)": "(years and months duration! from=a to=b)",
    "a and years and months duration(b, c)": "(and a (years and months duration! b c))",
    "a and date and time(b)": "(and a (date and time! b))",
    "x and count(y)": "(and x (count! y))",
    "string and length(x)": "(and string (length! x))",
    "is known(x)": "(is known! x)",
    "if is known(x) then y else z": "(if (is known! x) y z)",
    "round half up(1.5, 0) + 1": "(+ (round half up! 1.5 0) 1)",
    "insert before(xs, 1, y)[2]": "(at (insert before! xs 1 y) 2)",
    "before([1..3], 5)": "(before! <[1..3]> 5)",
    "f(g(h(1)))": "(f! (g! (h! 1)))",
    "string": "string",
}

SPACE = {
    "1 // and stuff": "1",
    "/* some\n waffle */ 1 + /**/ 1": "(+ 1 1)",
    "1 //": "1",
    "1 // a\r\n + 2": "(+ 1 2)",
    "\u3000a\u00a0+\ufeff1\t": "(+ a 1)",
    "8 / 4 // 2": "(/ 8 4)",
    '"//" = "/*"': "(= '//' '/*')",
}

CELLS = {
    "-": "(any )",
    " - // any": "(any )",
    "-5": "(any (- 5))",
    '"a"': "(any 'a')",
    '"a", "b"': "(any 'a' 'b')",
    "< 10": "(any <(?..10)>)",
    ">= loan.balance, [1..3], 5": "(any <[(. loan balance)..?)> <[1..3]> 5)",
    "!= 4": "(any <!= 4>)",
    'not("a", > "b")': "(none 'a' <('b'..?)>)",
    "not(5)": "(none 5)",
    "(not(a))": "(any (not! a))",
    "null": "(any null)",
    "]1..3[": "(any <(1..3)>)",
}

EXPRESSIONS = LITERALS | NAMES | OPERATORS | COMPARISONS | RANGES | LISTS | WORDS | CALLS | SPACE


@pytest.mark.parametrize(("text", "expected"), EXPRESSIONS.items())
def test_an_expression_means_the_tree_that_the_standard_gives_it(text: str, expected: str) -> None:
    tree, diagnostics = parse(fragment(text))
    assert (shape(tree), diagnostics) == (expected, ())


@pytest.mark.parametrize(("text", "expected"), CELLS.items())
def test_a_cell_of_a_table_means_the_tests_that_the_standard_gives_it(text: str, expected: str) -> None:
    tests, diagnostics = parse_unary_tests(fragment(text))
    assert (shape(tests), diagnostics) == (expected, ())


def test_a_product_may_add_functions_whose_names_have_several_words() -> None:
    text = fragment("a and shortest affordable term(loan) > 3")
    tree, _ = parse(text, {"shortest affordable term"})
    assert shape(tree) == "(and a (> (shortest affordable term! loan) 3))"
    assert parse(text)[1][0].message == "unknown function `shortest affordable term`"


def test_a_misspelt_function_of_the_product_is_recognised() -> None:
    _, (fault,) = parse(fragment("shortest affordabel term(loan)"), {"shortest affordable term"})
    assert fault.help == "did you mean `shortest affordable term`?"
