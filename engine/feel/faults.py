"""What can be wrong with the characters of an expression, in words.

An analyst comes from spreadsheets and other languages, and types on a Chinese keyboard. What
they mean is usually plain, so the help says what to type, not only that something is wrong.
"""

from engine.diagnostics import Diagnostic
from engine.feel.literals import LARGEST_EXPONENT, MOST_DIGITS, has_time_of_day
from engine.feel.lookalikes import CLOSING_QUOTES
from engine.feel.words import brief
from engine.source import Span

_FOREIGN = {
    "=": "a single `=` compares: `a = b`",
    "!": "write `not(…)`: `not(a)`",
    "!==": "write `!=`: `a != b`",
    "&": "write `and` between conditions, `+` between texts: `a and b`, `a + b`",
    "&&": "write `and`: `a and b`",
    "|": "write `or`: `a or b`",
    "<>": "write `!=`: `a != b`",
    "=<": "write `<=`: `a <= b`",
    "=>": "write `>=`: `a >= b`",
    "%": "write a percentage as a number, `0.05`, and a remainder as `modulo(a, b)`",
    "^": "write `**`: `a ** b`",
    ";": "write `,` between values",
}
_ESCAPES = r"write `\\` for a backslash; known are `\n`, `\t`, `\r`, `\"`, `\'`, `\u4e2d` and `\U01F40E`"


def strange(text: str, span: Span) -> Diagnostic:
    """E101: characters that mean nothing in the language."""
    help_ = 'a date is written `@"2026-11-25"`' if text == "@" else 'it may stand only in a text: `"…"`'
    return Diagnostic(
        "E101", f"unexpected character `{brief(text)}`", span, "isn't part of the language", help_
    )


def lookalike(text: str, plain: str, span: Span) -> Diagnostic:
    """E102: full-width, typographic or raised characters."""
    raised = plain.startswith("** ")
    label = "raised digits are no power" if raised else "looks like it but is another character"
    return Diagnostic(
        "E102", f"`{brief(text)}` isn't `{brief(plain)}`", span, label, f"type `{brief(plain)}`"
    )


def open_text(text: str, span: Span) -> Diagnostic:
    """E103: a text that has no closing quote on its line."""
    line = text.splitlines()[0]
    curly = next((char for char in line if char in CLOSING_QUOTES), "")
    help_ = f'close it with `"`, not with `{curly}`' if curly else 'close it with `"` on the same line'
    return Diagnostic("E103", "text without an end", span, "begins here and is never closed", help_)


def wrong_escape(text: str, span: Span) -> Diagnostic:
    """E104: an escape, or half of a character, that stands for no character."""
    return Diagnostic("E104", f"unknown escape `{text}`", span, "stands for no character", _ESCAPES)


def quoted(text: str, span: Span) -> Diagnostic:
    """E105: a text in single quotes."""
    return _other_quotes(text, text.strip("'"), span)


def curly(text: str, span: Span) -> Diagnostic:
    """E105: a text in typographic quotes."""
    return _other_quotes(text, text[1:].rstrip(CLOSING_QUOTES + '"'), span)


def _other_quotes(text: str, inside: str, span: Span) -> Diagnostic:
    label = 'a text stands in `"`'
    return Diagnostic(
        "E105", f"text in other quotes: `{brief(text)}`", span, label, f'write `"{brief(inside)}"`'
    )


def open_comment(_: str, span: Span) -> Diagnostic:
    """E106: a comment that is never closed."""
    return Diagnostic(
        "E106", "comment without an end", span, "begins here and is never closed", "close it with `*/`"
    )


def number_too_large(span: Span) -> Diagnostic:
    """E107: a number that 34 digits can't hold."""
    label = f"at most {MOST_DIGITS} digits, and an exponent below {LARGEST_EXPONENT}"
    return Diagnostic("E107", "number too large or too precise", span, label)


def foreign(text: str, span: Span) -> Diagnostic:
    """E118: a sign of another language; E135: `?`."""
    if text == "?":
        help_ = "write `if … then … else …`; in a table leave it out: `< 10`"
        return Diagnostic("E135", "`?` isn't part of the subset", span, "outside the subset", help_)
    help_ = _FOREIGN[text if text in _FOREIGN else text[0]]
    return Diagnostic("E118", f"`{brief(text)}` belongs to another language", span, "isn't FEEL", help_)


def wrong_at_literal(text: str, span: Span) -> Diagnostic:
    """E122: an at-literal that is no date and no duration; E134: a time of day."""
    written = f'`@"{brief(text)}"`'
    if has_time_of_day(text):
        help_ = 'a date alone is written `@"2026-11-25"`'
        return Diagnostic("E134", f"{written} has a time of day", span, "outside the subset", help_)
    label = "not a day of the calendar from 0001 to 9999, nor a duration"
    help_ = 'a date is written `@"2026-11-25"`, a duration `@"P30D"` or `@"P1Y2M"`'
    return Diagnostic("E122", f"{written} is no date and no duration", span, label, help_)
