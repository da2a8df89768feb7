"""Where the parser stands among its tokens, and the first fault it met.

After a fault every further token reads as the end, so that each loop of the parser ends by
itself and nothing that follows from the fault is told as another. That takes the place
of an exception.
"""

from dataclasses import dataclass
from decimal import Decimal

from engine.diagnostics import Diagnostic
from engine.feel import grammar_faults as faults
from engine.feel.lexer import Token
from engine.feel.tree import Name, Null, Tree
from engine.feel.words import KEYWORDS, meant
from engine.source import Fragment, Span

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


def is_name(token: Token) -> bool:
    """Whether a token is a word that isn't one of the language."""
    return token.kind == "word" and token.text not in KEYWORDS


@dataclass(slots=True)
class Cursor:
    """The tokens of one expression, read from the left.

    Attributes:
        functions: names of several words.
        at: index of the token that comes next.
        nested: operands within operands at this place.
        fault: the first one.
    """

    fragment: Fragment
    tokens: tuple[Token, ...]
    functions: frozenset[str]
    at: int = 0
    nested: int = 0
    fault: Diagnostic | None = None

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.at]

    @property
    def behind(self) -> Token:
        """The token taken last; before the first, the first."""
        return self.tokens[max(self.at - 1, 0)]

    def ahead(self, count: int) -> Token:
        """A token further on; the end beyond the end."""
        return self.tokens[min(self.at + count, len(self.tokens) - 1)]

    def sees(self, *texts: str) -> bool:
        """Whether one of these signs or words comes next."""
        return self.token.kind in {"sign", "word"} and self.token.text in texts

    def take(self) -> Token:
        """The next token, which is then behind."""
        token = self.token
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def place(self, token: Token) -> Span:
        """Where a token stands."""
        return self.fragment.span(token.start, token.end)

    def here(self) -> Span:
        """Where the next token stands."""
        return self.place(self.token)

    def since(self, first: Token) -> Span:
        """From the begin of a token to the end of the one taken last."""
        return self.fragment.span(first.start, self.behind.end)

    def fail(self, diagnostic: Diagnostic) -> Tree:
        """Keep the first fault and go to the end; a tree to return, which nobody sees."""
        self.fault = self.fault or diagnostic
        self.at = len(self.tokens) - 1
        return Null(self.fragment.whole)

    def name(self, after: str) -> Name:
        """Take a single name."""
        if not is_name(self.token):
            self.fail(faults.name_missing(self.token.text, after, self.here()))
        token = self.take()
        return Name(token.text, self.place(token))

    def word(self, word: str, opening: Token, form: str) -> None:
        """Take a word that has to come now."""
        if self.sees(word):
            self.take()
        elif self.says_nothing():
            self.fail(faults.word_missing(word, form, self.here(), self.place(opening)))
        else:
            self.unexpected()

    def says_nothing(self) -> bool:
        """Whether the next token gives no hint of why it stands where another is expected."""
        token = self.token
        if is_name(token):
            misspelt_function = self.why_no_word(token).help.startswith("did you mean")
            return not misspelt_function and not meant(token.text)
        return token.kind in {"literal", "end"} or self.sees(*")]},", "then", "else", "satisfies")

    def close(self, opening: Token, closer: str) -> None:
        """Take the bracket that has to come now."""
        token = self.token
        if self.sees(closer):
            self.take()
        elif token.kind == "end":
            self.fail(faults.never_closed(opening.text, closer, self.here(), self.place(opening)))
        elif self.sees(")", "]", "}"):
            self.fail(faults.wrong_closer(token.text, opening.text, closer, self.here(), self.place(opening)))
        else:
            self.unexpected()

    def unexpected(self) -> Tree:
        """Say why the next token can't stand where it does."""
        token = self.token
        if token.kind == "word":
            return self.fail(self.why_no_word(token))
        if self.sees(")", "]", "}"):
            return self.fail(faults.never_opened(token.text, self.here()))
        if self.sees(".."):
            return self.fail(faults.bare_range(self.here()))
        if self.sees("("):
            return self.fail(faults.call_of_value(self.here()))
        if self.sees("["):  # a filter would have been taken, if anything stood in it
            self.take()
            return self.fail(faults.value_missing(self.token.text, self.here()))
        return self.fail(faults.left_over(token.text, self.here()))

    def why_no_word(self, token: Token) -> Diagnostic:
        """Why a word can't stand behind a value."""
        if token.text == "not":
            return faults.not_without_brackets(self.here())
        if token.text == "instance" and self.ahead(1).text == "of":
            return faults.outside("instance", self.here())
        for word in (token, self.behind):
            if word.kind == "word" and meant(word.text):
                return faults.other_word(word.text, self.place(word))
        if is_name(token) and is_name(self.behind):
            return self.why_no_name()
        if is_name(token) and isinstance(self.behind.value, Decimal):
            return faults.unit_after_number(token.text, self.here())
        return faults.left_over(token.text, self.here())

    def why_no_name(self) -> Diagnostic:
        """Why the word behind and the ones that follow aren't one name."""
        first = last = self.at - 1
        while is_name(self.tokens[last + 1]):
            last += 1
        name = " ".join(token.text for token in self.tokens[first : last + 1])
        span = self.fragment.span(self.tokens[first].start, self.tokens[last].end)
        if self.tokens[last + 1].text == "(":
            return faults.unknown_function(name, span, self.functions)
        return faults.several_words(name, span)
