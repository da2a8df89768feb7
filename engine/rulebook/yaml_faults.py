"""Y101 to Y105: a text that isn't YAML, told in words an analyst knows.

The parser speaks of tokens and block ends. What people do wrong is indent with a tab, leave a
quote open, or write a colon in a text without quotes; so those are named, with the place.
"""

import re

import yaml

from engine.diagnostics import Diagnostic, Note
from engine.source import Source, Span

# Control characters, line ends that only some editors know, and marks that reorder what a reader sees.
_NOT_ALLOWED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
    r"|\r(?!\n)"
)


def character_fault(text: str, span: Span) -> Diagnostic | None:
    """Y103: the first character that has no place in a rule file, written as it is or as an escape.

    Args:
        text: what to look at.
        span: where it stands; if `text` is what stands there, the character itself is shown.
    """
    found = _NOT_ALLOWED.search(text)
    if not found:
        return None
    if len(text) == span.end - span.start:
        span = Span(span.source, span.start + found.start(), span.start + found.end())
    message = f"the invisible character U+{ord(found.group()):04X} isn't allowed"
    return Diagnostic("Y103", message, span, help="delete it")


def syntax_fault(error: yaml.YAMLError, source: Source) -> Diagnostic:
    """What is wrong with a text that the parser refused, in our own words."""
    problem = str(getattr(error, "problem", None) or "")
    span = _span(getattr(error, "problem_mark", None), source)
    begin = _span(getattr(error, "context_mark", None), source)
    context = str(getattr(error, "context", None) or "")
    if source.text[span.start : span.end] == "\t":
        return Diagnostic("Y102", "a tab can't be used to indent", span, help="use two spaces a level")
    if "end of stream" in problem and "quoted" in context:
        return _open(begin, span, "a quote is never closed", "close it with the same quote")
    if "',' or" in problem:
        help_ = "put a comma between two values, and close what is opened"
        return _open(begin, span, "a comma or a closing bracket is missing", help_)
    if any(words in problem for words in _UNFIT):
        return _unfit(span)
    return _wide_colon(source, span) or _other(problem, begin, span)


def _unfit(span: Span) -> Diagnostic:
    """Something stands where, after what is above or before it, nothing of the kind can stand."""
    text = span.source.text
    if text[span.start] in "]}":
        return Diagnostic("Y104", "this closes what was never opened", span, help="delete it")
    if text[: span.start].rstrip(" \t").endswith(("}", "]", '"', "'")):  # `{capacity} is left`
        message = "a text that begins with a bracket or a quote goes on here"
        return Diagnostic("Y105", message, span, help="put all of it in quotes: `'…'`")
    return Diagnostic("Y101", "this doesn't fit what stands above it", span, help=_CHECK)


def _wide_colon(source: Source, span: Span) -> Diagnostic | None:
    """A key with the colon of a Chinese keyboard, which to YAML is a letter like any other."""
    found = _WIDE_COLON.search(source.text, 0, span.end)
    if found is None:
        return None
    place = Span(source, found.end() - 1, found.end())
    return Diagnostic("Y105", "`：` isn't a colon to YAML", place, help="write `:` and a blank")


def _other(problem: str, begin: Span, span: Span) -> Diagnostic:
    if "could not find expected ':'" in problem:
        return Diagnostic("Y101", "a colon is missing after this key", begin, help="write `key: value`")
    for words, message, help_ in _QUOTES_MISSING:
        if words in problem:
            return Diagnostic("Y105", message, span, help=help_)
    return Diagnostic("Y101", "this line can't be read as YAML", span, help=_CHECK)


_WIDE_COLON = re.compile(r"^[ \t]*(?:- )?[a-z_]+：", re.MULTILINE)
_CHECK = "check the indentation, the colons, and quotes around texts with special characters"
_QUOTE = 'put the text in quotes: `"…"`; if it is a key, check the lines above it'
_UNFIT = ("expected <block end>", "did not find expected key", "did not find expected '-'")
_QUOTES_MISSING = (
    ("mapping values are not allowed", "a colon stands in a text without quotes", _QUOTE),
    ("cannot start any token", "a text without quotes can't begin with this character", _QUOTE),
    ("unknown escape character", "there is no such escape", "write `\\\\` for a backslash"),
)


def _open(opened: Span, noticed: Span, message: str, help_: str) -> Diagnostic:
    """A bracket or quote without its other half: shown where it is opened, and where that was noticed."""
    return Diagnostic("Y104", message, opened, "opened here", help_, (Note(noticed, "noticed here"),))


def _span(mark: object, source: Source) -> Span:
    """The character at a mark, or the last one of the text."""
    last = len(source.text.rstrip()) - 1
    start = max(0, min(getattr(mark, "index", last), last))
    return Span(source, start, start + 1)
