"""From text to tree: the grammar of the subset, operators by binding strength.

An expression is written by an analyst, so every fault is told with its place and a
way to mend it, and no text, however long or deep, takes more than linear time or the stack.

From weak to strong: `or`; `and`; comparisons, `between`, `in`, which don't chain; `+ -`; `* /`; `**`, which
groups from the left; minus before a value; paths, filters and calls.
`if`, `some` and `every` reach as far to the right as they can.
"""

from collections.abc import Callable, Collection
from typing import Literal, TypeVar, get_args

from engine.diagnostics import Diagnostic
from engine.feel import grammar_faults as faults
from engine.feel.bounds import too_deep
from engine.feel.cursor import COMPARISONS, is_name
from engine.feel.lexer import Token, tokens
from engine.feel.parser_brackets import ANY, VALUE, Brackets
from engine.feel.tree import (
    Between,
    Condition,
    In,
    Infix,
    Minus,
    Name,
    Null,
    Path,
    Quantifier,
    Tree,
    UnaryTests,
    Value,
)
from engine.feel.words import MULTI_WORD_NAMES
from engine.source import Fragment

MOST_CHARACTERS = 10_000
LONGEST_NAME = 8  # words of a function's name
MOST_NESTED = 100  # operands within operands; keeps the parser within Python's stack

Sign = Literal["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "**"]
_SIGNS: dict[str, Sign] = {sign: sign for sign in get_args(Sign)}
OR, AND, COMPARE, ADD, MULTIPLY, POWER = range(ANY, ANY + 6)
_STRENGTH = {
    "or": OR,
    "and": AND,
    **dict.fromkeys((*COMPARISONS, "between", "in"), COMPARE),
    **dict.fromkeys("+-", ADD),
    **dict.fromkeys("*/", MULTIPLY),
    "**": POWER,
}


class _Parser(Brackets):
    """The part of the parser that reads operators, words and literals."""

    __slots__ = ()

    def expression(self, weakest: int) -> Tree:
        """An expression of operators that bind at least so strongly."""
        self.nested += 1
        if self.nested > MOST_NESTED:
            self.fail(faults.too_nested(MOST_NESTED, self.here()))
        first = self.token
        tree = self.operators(self.operand(), first, weakest)
        self.nested -= 1
        return tree

    def operators(self, left: Tree, first: Token, weakest: int) -> Tree:
        """Operators and their right operands, as long as they bind at least so strongly."""
        compared: Token | None = None
        while (strength := self.strength()) >= weakest:
            sign = self.token
            if strength == COMPARE and compared:
                return self.fail(faults.chained_comparison(sign.text, self.here(), self.place(compared)))
            compared = sign if strength == COMPARE else None
            left = _INFIX.get(sign.text, _Parser.infix)(self, left, first)
        return left

    def strength(self) -> int:
        """How strongly the operator that comes next binds; 0 if none comes."""
        return _STRENGTH.get(self.token.text, 0) if self.token.kind in {"sign", "word"} else 0

    def infix(self, left: Tree, first: Token) -> Tree:
        """An operator and its right operand."""
        sign = self.take()
        right = self.expression(_STRENGTH[sign.text] + 1)
        return Infix(_SIGNS[sign.text], left, right, self.place(sign), self.since(first))

    def between(self, left: Tree, first: Token) -> Tree:
        """`between a and b`."""
        opening = self.take()
        low = self.expression(VALUE)
        self.word("and", opening, "x between 1 and 3")
        high = self.expression(VALUE)
        return Between(left, low, high, self.since(first))

    def membership(self, left: Tree, first: Token) -> Tree:
        """`in < 10`, `in value`, `in (test, test)`; brackets around one value are a group that may go on."""
        self.take()
        opening = self.token
        tests: tuple[Tree, ...]
        if self.sees(*COMPARISONS):
            tests = (self.test(),)
        elif not self.sees("("):
            tests = (self.expression(VALUE),)
        elif len(tests := self.in_brackets()) == 1:
            tests = (self.operators(self.after(tests[0], opening), opening, VALUE),)
        return In(left, tests, self.since(first))

    def operand(self) -> Tree:
        """A value with its minus, path, filters."""
        first = self.token
        if first.kind == "literal":
            return self.after(self.literal(), first)
        read = _OPERANDS.get(first.text)
        if read is None and is_name(first):
            read = _Parser.named
        return self.after(read(self), first) if read else self.no_operand()

    def no_operand(self) -> Tree:
        """Say why no value begins here."""
        token = self.token
        if token.text in {"{", "for"}:
            return self.fail(faults.outside(token.text, self.here()))
        if token.text in COMPARISONS:
            return self.fail(faults.nothing_to_compare(self.behind.text, token.text, self.here()))
        return self.fail(faults.value_missing(token.text, self.here()))

    def after(self, subject: Tree, first: Token) -> Tree:
        """The path and the filters after a value."""
        while True:
            if self.sees("."):
                self.take()
                subject = Path(subject, self.name("."), self.since(first))
            elif self.sees("[") and self.begins_value(self.ahead(1)):
                subject = self.bracket(subject, first)
            else:
                return subject

    def literal(self) -> Tree:
        """A number, text, date or duration."""
        token = self.take()
        return Value(token.value, self.place(token))

    def constant(self) -> Tree:
        """`true`, `false`, `null`."""
        token = self.take()
        if token.text == "null":
            return Null(self.place(token))
        return Value(token.text == "true", self.place(token))

    def minus(self) -> Tree:
        """`-value`, with the value's path and filters."""
        first = self.take()
        operand = self.expression(POWER + 1)
        return Minus(operand, self.since(first))

    def condition(self) -> Tree:
        """`if a then b else c`."""
        opening = self.take()
        condition = self.expression(ANY)
        self.word("then", opening, "if … then … else …")
        yes = self.expression(ANY)
        self.word("else", opening, "if … then … else …")
        no = self.expression(ANY)
        return Condition(condition, yes, no, self.since(opening))

    def quantifier(self) -> Tree:
        """`some x in list, y in list satisfies body`."""
        opening = self.take()
        form = f"{opening.text} x in list satisfies …"
        variables: list[tuple[Name, Tree]] = []
        while not variables or self.sees(","):
            name = self.name((self.take() if variables else opening).text)
            self.word("in", opening, form)
            variables.append((name, self.expression(ANY)))
            if self.sees(".."):
                self.fail(faults.loop_over_range(opening.text, self.here()))
        self.word("satisfies", opening, form)
        body = self.expression(ANY)
        kind: Literal["some", "every"] = "some" if opening.text == "some" else "every"
        return Quantifier(kind, tuple(variables), body, self.since(opening))

    def named(self) -> Tree:
        """A name, or a function with its arguments."""
        first = self.token
        count = self.function_words()
        words = [self.take().text for _ in range(count)]
        name = Name(" ".join(words), self.since(first))
        return self.application(name, first) if self.sees("(") else name

    def negation(self) -> Tree:
        """`not(a)`."""
        if self.ahead(1).text != "(":
            return self.fail(faults.not_without_brackets(self.here()))
        first = self.take()
        return self.application(Name("not", self.place(first)), first)

    def definition(self) -> Tree:
        """`function(…)`, which is outside the subset; without brackets a name like any other."""
        if self.ahead(1).text == "(":
            return self.fail(faults.outside("function", self.here()))
        return self.named()

    def cell(self) -> UnaryTests:
        """The tests of a cell."""
        first = self.token
        if first.text == "-" and self.ahead(1).kind == "end":
            return UnaryTests((), negated=False, span=self.place(self.take()))
        if first.text != "not" or self.ahead(1).text != "(":
            tests = self.items(first, self.test)
            return UnaryTests(tests, negated=False, span=self.since(first))
        self.take()
        opening = self.take()
        tests = self.items(opening, self.test)
        self.close(opening, ")")
        return UnaryTests(tests, negated=True, span=self.since(first))

    def function_words(self) -> int:
        """How many words the name has that begins here: several only for a function's, before its `(`."""
        words: list[str] = []
        while len(words) < LONGEST_NAME and self.ahead(len(words)).kind == "word":
            words.append(self.ahead(len(words)).text)
            if self.ahead(len(words)).text == "(" and " ".join(words) in self.functions:
                return len(words)
        return 1


_INFIX: dict[str, Callable[[_Parser, Tree, Token], Tree]] = {
    "between": _Parser.between,
    "in": _Parser.membership,
}
_OPERANDS: dict[str, Callable[[_Parser], Tree]] = {
    "(": _Parser.group,
    "[": _Parser.listing,
    "]": _Parser.open_range,
    "-": _Parser.minus,
    "if": _Parser.condition,
    "some": _Parser.quantifier,
    "every": _Parser.quantifier,
    "not": _Parser.negation,
    "function": _Parser.definition,
    **dict.fromkeys(("true", "false", "null"), _Parser.constant),
}


_T = TypeVar("_T", Tree, UnaryTests)


def parse(fragment: Fragment, functions: Collection[str] = ()) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """The tree of an expression, or what is wrong with it.

    Args:
        fragment: the text, at most 10,000 characters.
        functions: names of several words beyond those of DMN, such as `largest payment`; without them
            such a name isn't read as one.

    Returns:
        The tree, at most `MOST_DEEP` levels deep, and nothing; or None and at least one diagnostic.
    """
    return _read(fragment, functions, _Parser.whole)


def parse_unary_tests(
    fragment: Fragment, functions: Collection[str] = ()
) -> tuple[UnaryTests | None, tuple[Diagnostic, ...]]:
    """The tests of a cell of a decision table: `-`, `< 10, [20..30]`, `not("a", "b")`.

    Arguments and faults are those of `parse`.
    """
    return _read(fragment, functions, _Parser.cell)


def _read(
    fragment: Fragment, functions: Collection[str], form: Callable[[_Parser], _T]
) -> tuple[_T | None, tuple[Diagnostic, ...]]:
    length = len(fragment.text)
    if length > MOST_CHARACTERS:
        beyond = fragment.span(MOST_CHARACTERS, MOST_CHARACTERS + 1)
        return None, (faults.too_long(length, MOST_CHARACTERS, beyond),)
    found, wrong = tokens(fragment)
    if wrong:
        return None, wrong
    if len(found) == 1:
        return None, (faults.empty(fragment.whole),)
    parser = _Parser(fragment, found, frozenset((*MULTI_WORD_NAMES, *functions)))
    read = form(parser)
    if parser.token.kind != "end":
        parser.unexpected()
    fault = parser.fault or too_deep(read)
    return (None, (fault,)) if fault else (read, ())
