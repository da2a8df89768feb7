"""The forms that stand in brackets: groups, lists, ranges, tests, filters, arguments.

An opening bracket doesn't say what it opens: `(` may begin a group, a range or a list of
tests, `[` a list or a range, and `]` and `[` open and close ranges as well. One token of looking
ahead decides; nothing is ever parsed twice, so that no text takes more than linear time.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

from msgspec.structs import replace

from engine.feel import grammar_faults as faults
from engine.feel.cursor import COMPARISONS, Cursor
from engine.feel.lexer import Token
from engine.feel.tree import Application, Bracket, Interval, Listing, Name, Tree
from engine.feel.words import CONNECTIVES, KEYWORDS

MOST_ITEMS = 1_000  # of a list, of tests, of arguments

ANY = 1  # an expression whose operators may bind as weakly as `or`
VALUE = 4  # one of arithmetic only


class Brackets(Cursor, ABC):
    """The part of the parser that reads what stands in brackets."""

    __slots__ = ()

    @abstractmethod
    def expression(self, weakest: int) -> Tree:
        """An expression of operators that bind at least so strongly."""

    def items(self, opening: Token, item: Callable[[], Tree]) -> tuple[Tree, ...]:
        """`item, item, …` up to the closing bracket, which is left."""
        found = [item()]
        while self.sees(","):
            self.take()
            if len(found) == MOST_ITEMS:
                self.fail(faults.too_many_items(MOST_ITEMS, self.here(), self.place(opening)))
            found.append(item())
        return tuple(found)

    def whole(self) -> Tree:
        """An expression of any operators."""
        return self.expression(ANY)

    def group(self) -> Tree:
        """`(value)`, `(1..3)` or `(< 10)`, from its `(`."""
        opening = self.token
        inside = self.in_brackets()
        if len(inside) > 1:
            return self.fail(faults.list_in_round_brackets(self.since(opening)))
        return inside[0]

    def in_brackets(self) -> tuple[Tree, ...]:
        """`(…)` with one value, one range, or several tests; a single tree's place holds its brackets."""
        opening = self.take()
        one_sided = self.sees(*COMPARISONS)
        items = self.items(opening, self.test)
        if self.sees("..") and len(items) == 1 and not one_sided:
            return (self.interval(opening, items[0]),)
        self.close(opening, ")")
        return items if len(items) > 1 else (replace(items[0], span=self.since(opening)),)

    def test(self) -> Tree:
        """`< 10`, `>= x`, `= x`, `!= x`, or a value."""
        if not self.sees(*COMPARISONS):
            return self.expression(ANY)
        sign = self.take()
        bound = self.expression(VALUE)
        return Interval(
            low=None if sign.text[0] == "<" else bound,
            high=None if sign.text[0] == ">" else bound,
            low_closed=sign.text in {">=", "=", "!="},
            high_closed=sign.text in {"<=", "=", "!="},
            sign="!=" if sign.text == "!=" else "",
            span=self.since(sign),
        )

    def listing(self) -> Tree:
        """`[a, b]` or `[a..b]`, from its `[`."""
        opening = self.take()
        behind = self.ahead(1)
        if self.sees("]") and (behind.text == "-" or not self.begins_bound(behind)):
            self.take()
            return Listing((), self.since(opening))
        items = self.items(opening, self.whole)
        if self.sees("..") and len(items) == 1:
            return self.interval(opening, items[0])
        self.close(opening, "]")
        return Listing(items, self.since(opening))

    def open_range(self) -> Tree:
        """`]a..b]`, from its first `]`."""
        if not self.begins_bound(self.ahead(1)):
            return self.fail(faults.value_missing("]", self.here()))
        opening = self.take()
        low = self.expression(VALUE)
        if not self.sees(".."):
            return self.unexpected()
        return self.interval(opening, low)

    def interval(self, opening: Token, low: Tree) -> Tree:
        """A range, from its `..`."""
        self.take()
        high = self.expression(VALUE)
        closing = self.token
        if self.sees(")", "["):
            self.take()
        else:
            self.close(opening, "]")
        return Interval(low, high, opening.text == "[", closing.text == "]", "", self.since(opening))

    def begins_bound(self, token: Token) -> bool:
        """Whether a bound of a range may begin so; a list, a condition and a quantifier are none."""
        if token.kind == "word":
            return token.text not in KEYWORDS
        return token.kind == "literal" or token.text in {"-", "("}

    def begins_value(self, token: Token) -> bool:
        """Whether a value may begin so; after `[1..3` it tells the filter `[x]` from the end of a range."""
        if token.kind == "word":
            return token.text not in CONNECTIVES
        return token.kind == "literal" or token.text in {"-", "(", "["}

    def bracket(self, subject: Tree, first: Token) -> Tree:
        """A filter or a place in a list, from its `[`."""
        opening = self.take()
        inside = self.expression(ANY)
        self.close(opening, "]")
        return Bracket(subject, inside, self.since(first))

    def application(self, function: Name, first: Token) -> Tree:
        """The arguments of a function, from their `(`."""
        opening = self.take()
        names: list[Name] = []
        places: list[Token] = []

        def argument() -> Tree:
            places.append(self.token)
            if name := self.parameter():
                names.append(name)
            if len(names) not in {0, len(places)}:
                return self.fail(faults.mixed_arguments(self.place(places[-1]), self.place(places[0])))
            return self.expression(ANY)

        arguments = () if self.sees(")") else self.items(opening, argument)
        self.close(opening, ")")
        return Application(function, arguments, tuple(names), self.since(first))

    def parameter(self) -> Name | None:
        """`words:` before an argument."""
        first = self.token
        count = 0
        while self.ahead(count).kind == "word":
            count += 1
        if not count or self.ahead(count).text != ":":
            return None
        words = [self.take().text for _ in range(count)]
        span = self.since(first)
        self.take()
        return Name(" ".join(words), span)
