"""R227, R228: a sentence for people is taken apart into text and placeholders.

`{loan.next_instalment}` is filled in by whoever says the sentence. If a brace without its other half
went through, a borrower would read `{loan.next_instalment` where the amount should stand.
"""

import re

from msgspec import Struct

from engine.diagnostics import Diagnostic
from engine.rulebook.model import Sentence
from engine.source import Span

_PIECE = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|[{}]|[^{}]+")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


class Placeholder(Struct, frozen=True):
    """`{name}`; the span holds the braces, too."""

    name: str
    span: Span


Part = str | Placeholder


def parts(sentence: Sentence) -> tuple[tuple[Part, ...], tuple[Diagnostic, ...]]:
    """The parts of a sentence in order, texts that touch joined, and what is wrong with its braces.

    Returns:
        The parts, without those at fault (no part at all for an empty text); R227 for a brace without its
        other half, R228 for a placeholder whose name isn't one.
    """
    if "{" not in sentence.text and "}" not in sentence.text:  # most sentences
        return ((sentence.text,) if sentence.text else ()), ()
    found: list[Part] = []
    faults: list[Diagnostic] = []
    for piece in _PIECE.finditer(sentence.text):
        part = _part(piece, sentence.fragment.span(piece.start(), piece.end()))
        if isinstance(part, Diagnostic):
            faults.append(part)
        elif isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found), tuple(faults)


def _part(piece: re.Match[str], span: Span) -> Part | Diagnostic:
    text, name = piece[0], piece["name"]
    if name is not None:
        return Placeholder(name, span) if _NAME.fullmatch(name) else _bad_name(name, span)
    if text in {"{", "}"}:
        return _lone_brace(text, span)
    return text[0] if text in {"{{", "}}"} else text


def _lone_brace(brace: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "R227",
        f"a brace `{brace}` without its other half",
        span,
        "opens a placeholder that isn't closed" if brace == "{" else "closes nothing",
        f"write `{{name}}` for a placeholder, `{brace}{brace}` for the brace itself",
    )


def _bad_name(name: str, span: Span) -> Diagnostic:
    tidy = name.strip().lower()
    help_ = (
        f"write `{{{tidy}}}`" if _NAME.fullmatch(tidy) else "write `{{` and `}}` for the braces themselves"
    )
    return Diagnostic(
        "R228",
        f"`{name}` can't be the name of a placeholder" if name else "a placeholder has no name",
        span,
        "expected the name of a fact, a measure or a parameter",
        help_,
    )
