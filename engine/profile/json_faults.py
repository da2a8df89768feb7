"""P302 to P307: a profile, or a dictionary of facts, that isn't JSON.

Most broken files have one of a few reasons: they end too early, have a comma too many, single
quotes, a comment, or punctuation of a Chinese input method. Each is named with its remedy;
"expecting value" would leave a borrower helpless.
"""

from engine.diagnostics import Diagnostic, Note, did_you_mean
from engine.feel.lookalikes import CLOSING_QUOTES, OPENING_QUOTES, ascii_for
from engine.source import Source, Span

SAID_OTHERWISE = {
    "none": "null",
    "nil": "null",
    "undefined": "null",
    "未知": "null",
    "yes": "true",
    "是": "true",
    "no": "false",
    "否": "false",
}
LONGEST_SHOWN = 40  # characters of what the author wrote


def cut(text: str) -> str:
    """What the author wrote, shortened if it is very long."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def empty(source: Source) -> Diagnostic:
    """F107, as for a file: there is nothing to read."""
    return Diagnostic("F107", f"`{source.name}` is empty", file=source.name)


def unexpected(source: Source, at: int, wanted: str, opening: int) -> Diagnostic:
    """P302, or P303 where the text ends: something else was to come here."""
    if at >= len(source.text):
        return ends_early(source, opening)
    span = Span(source, at, at + 1)
    return Diagnostic(
        "P302",
        f"unexpected `{source.text[at]}`",
        span,
        f"{wanted} was expected here",
        _remedy(source.text, at, wanted),
    )


def ends_early(source: Source, opening: int) -> Diagnostic:
    """P303: the text ends while something is still open."""
    end = len(source.text.rstrip(" \t\n\r"))
    notes = (Note(Span(source, opening, opening + 1), "opened here, and never closed"),)
    return Diagnostic(
        "P303",
        "the text ends too early",
        Span(source, end - 1, end),
        "more was expected after this",
        'close every `{`, `[` and `"`; check that the whole file was copied',
        notes if opening < end - 1 else (),
    )


def broken_string(source: Source, opening: int, at: int) -> Diagnostic:
    """P302 or P303: a text in quotes that isn't closed, or holds what it can't hold."""
    if at == opening:
        return ends_early(source, opening)
    escape = at if source.text[at] == "\\" else at - 1
    if source.text[escape] == "\\":
        help_ = "write `\\\\` for a backslash, and four hexadecimal digits after `\\u`"
        span = Span(source, escape, escape + 1)
        return Diagnostic("P302", "unknown escape in a text", span, "no escape of JSON", help_)
    span = Span(source, at, at + 1)
    if source.text[at] in "\r\n":
        help_ = 'close the text with `"` on its line; write a line break within a text as `\\n`'
        return Diagnostic("P302", "a text isn't closed on its line", span, "the line ends here", help_)
    return Diagnostic("P302", "a control character in a text", span, "not allowed in a text", "delete it")


def unknown_word(span: Span, word: str) -> Diagnostic:
    """P302: a word without quotes that JSON doesn't have."""
    meant = SAID_OTHERWISE.get(word.lower(), word.lower())
    hint = did_you_mean(meant, ("true", "false", "null")) or "put a text in double quotes"
    return Diagnostic("P302", f"unexpected `{cut(word)}`", span, "not a word of JSON", hint)


def text_after_the_end(source: Source, at: int) -> Diagnostic:
    """P304."""
    span = Span(source, at, at + 1)
    help_ = "a file holds one profile; delete what follows it, or put it in a file of its own"
    return Diagnostic("P304", "there is text after the end of the profile", span, "not part of it", help_)


def too_deep(span: Span, deepest: int) -> Diagnostic:
    """P306."""
    return Diagnostic("P306", f"nested more than {deepest} levels deep", span, "one level too many")


def repeated_key(key: str, span: Span, first: Note, path: str) -> Diagnostic:
    """P307."""
    help_ = "keep one of the two"
    return Diagnostic("P307", f"`{cut(key)}` is told twice", span, "again here", help_, (first,), path=path)


def _remedy(text: str, at: int, wanted: str) -> str:
    """What to type instead."""
    char = text[at]
    if "0" <= char <= "9" and text[at - 1 : at] == "0":
        return "write the number without zeros before it"
    if char in OPENING_QUOTES + CLOSING_QUOTES:
        return 'write straight double quotes `"`'
    if meant := ascii_for(char):
        return f"write `{meant}`"
    if char in "}]" and text[:at].rstrip(" \t\n\r").endswith(","):
        return "delete the comma before it"
    if char == '"' and wanted.startswith("a comma"):
        return "write a comma between two values"
    return _REMEDIES.get(char, "")


_REMEDIES = {
    "'": 'write double quotes `"` instead of single ones',
    "/": "JSON has no comments; delete it",
    "#": "JSON has no comments; delete it",
    "+": "write the number without `+`",
    ".": "write a digit before and after the point, as in `0.5`",
    "=": "write a colon between key and value",
    ";": "write a comma",
}
