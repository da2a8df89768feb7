"""From text to tokens, each with its place.

What can't be a token is told here, and told all at once: an analyst who typed full-width
commas typed many of them. A text with such a fault isn't parsed, since what the
parser would say of it would only be a consequence.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from engine.diagnostics import Diagnostic
from engine.feel import faults, literals
from engine.feel.core import Scalar
from engine.feel.lookalikes import CLOSING_QUOTES, OPENING_QUOTES, ascii_for, plain, power
from engine.source import Fragment, Span

MOST_FAULTS = 20  # of one expression; a text that isn't FEEL at all would have thousands

# FEEL's white space, which isn't Python's.
_SPACE = r"[\t-\r \x85\xa0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"
_PIECE = re.compile(
    rf"(?P<space>{_SPACE}+|//[^\n\r]*|/\*.*?\*/)"
    r"|(?P<open_comment>/\*.*)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r'|(?P<text>@?"(?:[^"\\\n\v\f\r]|\\[^\n\v\f\r])*")'
    r'|(?P<open_text>@?".*)'
    r"|(?P<quoted>'[^'\n\v\f\r]*'?)"
    rf'|(?P<curly>[{OPENING_QUOTES}][^{CLOSING_QUOTES}"\n\v\f\r]*[{CLOSING_QUOTES}"]?)'
    r"|(?P<foreign>!?==+|&+|\|+|<>|=<|=>|!(?!=)|[%^?;])"
    r"|(?P<sign>\*\*|\.\.|[<>!]=|[-+*/=<>()\[\],.:{}])",
    re.DOTALL,
)


class Token(Struct, frozen=True):
    """A literal, word or sign; the empty one of kind `end` closes every row of tokens.

    Attributes:
        text: as written.
        start: offset within the fragment.
        end: offset behind its last character.
        value: what a literal stands for; "" for anything else.
    """

    kind: Literal["literal", "word", "sign", "end"]
    text: str
    start: int
    end: int
    value: Scalar = ""


@dataclass(slots=True)
class _Lexer:
    fragment: Fragment
    tokens: list[Token]
    faults: list[Diagnostic]

    def run(self) -> None:
        text, at = self.fragment.text, 0
        while at < len(text) and len(self.faults) < MOST_FAULTS:
            match = _PIECE.match(text, at)
            at = self.piece(match) if match else self.word(at) or self.strange(at)
        end = self.tokens[-1].end if self.tokens else 0
        self.tokens.append(Token("end", "", end, end))

    def piece(self, match: re.Match[str]) -> int:
        """Take one piece; where the next begins."""
        kind = str(match.lastgroup)
        if kind == "sign":
            self.tokens.append(Token("sign", match[0], *match.span()))
        elif kind != "space":
            _PIECES[kind](self, match)
        return match.end()

    def number(self, match: re.Match[str]) -> None:
        value = literals.number(match[0])
        if value is None:
            self.faults.append(faults.number_too_large(self.fragment.span(*match.span())))
        else:
            self.tokens.append(Token("literal", match[0], *match.span(), value))

    def text(self, match: re.Match[str]) -> None:
        start, end = match.span()
        body = start + match[0].index('"') + 1
        inside = literals.unescaped(self.fragment.text[body : end - 1])
        if isinstance(inside, str):
            self.text_or_at(inside, match)
            return
        for one in inside:
            first, last = body + one.start, body + one.end
            wrong = self.fragment.text[first:last]
            self.faults.append(faults.wrong_escape(wrong, self.fragment.span(first, last)))

    def text_or_at(self, inside: str, match: re.Match[str]) -> None:
        value = literals.at_value(inside) if match[0][0] == "@" else inside
        if value is None:
            self.faults.append(faults.wrong_at_literal(inside, self.fragment.span(*match.span())))
        else:
            self.tokens.append(Token("literal", match[0], *match.span(), value))

    def fault(self, match: re.Match[str]) -> None:
        """A piece that can't be a token; what is wrong with it, its group tells."""
        kind, (start, end) = str(match.lastgroup), match.span()
        if kind.startswith("open"):  # all the rest of the text; what opened it is at fault
            end = start + (1 if match[0][0] == '"' else 2)
        self.faults.append(_FAULTS[kind](match[0], self.fragment.span(start, end)))

    def word(self, start: int) -> int:
        """Take a word; where the next piece begins, 0 if none stands here."""
        text = self.fragment.text
        end = start + 1
        while end < len(text) and ("_" + text[end]).isidentifier():
            end += 1
        word = text[start:end]
        if not word.isidentifier():
            return 0
        if plain(word) != word:
            self.faults.append(faults.lookalike(word, plain(word), self.fragment.span(start, end)))
        self.tokens.append(Token("word", word, start, end))
        return end

    def strange(self, start: int) -> int:
        """Characters in a row that can't begin anything; where the next piece begins."""
        text = self.fragment.text
        known, end = bool(ascii_for(text[start])), start + 1
        while end < len(text) and self.is_strange(text[end], end) and bool(ascii_for(text[end])) is known:
            end += 1
        found, span = text[start:end], self.fragment.span(start, end)
        self.faults.append(
            faults.lookalike(found, power(found) or plain(found), span)
            if known
            else faults.strange(found, span)
        )
        return end

    def is_strange(self, char: str, at: int) -> bool:
        return not char.isidentifier() and _PIECE.match(self.fragment.text, at) is None


_FAULTS: dict[str, Callable[[str, Span], Diagnostic]] = {
    "open_comment": faults.open_comment,
    "open_text": faults.open_text,
    "quoted": faults.quoted,
    "curly": faults.curly,
    "foreign": faults.foreign,
}
_PIECES: dict[str, Callable[[_Lexer, re.Match[str]], None]] = {
    "number": _Lexer.number,
    "text": _Lexer.text,
    **dict.fromkeys(_FAULTS, _Lexer.fault),
}


def tokens(fragment: Fragment) -> tuple[tuple[Token, ...], tuple[Diagnostic, ...]]:
    """The tokens of an expression, closed by one of kind `end`, and every fault of a character."""
    lexer = _Lexer(fragment, [], [])
    lexer.run()
    return tuple(lexer.tokens), tuple(lexer.faults)
