"""What is wrong with something a person wrote, where, and how to mend it.

A diagnostic is a value: steps return it and carry on, so that all faults of a
pack or a profile are told at once. Raising at the first would make mending a
guessing game.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import groupby
from unicodedata import category, east_asian_width

from msgspec import Struct

from engine.source import Span

LONGEST_LINE = 160  # characters of a source line that are shown around a fault
MOST_SHOWN = 100  # faults of one file


class Note(Struct, frozen=True):
    """A second place that belongs to a fault: the other half of a duplicate, a step of a cycle."""

    span: Span
    label: str


class Diagnostic(Struct, frozen=True):
    """One fault.

    Attributes:
        code: a letter and three digits; never reused; explained in `docs/diagnostics/<code>.md`.
        message: one clause in lower case, the author's words in backticks.
        span: where; None for a fault of a whole file, which `file` then names.
        label: what to say under the carets.
        help: how to mend it, or "".
        notes: further places.
        file: name of the file, where there is no span.
        path: JSON path of the value (`$.loans[0].balance`), or "".
    """

    code: str
    message: str
    span: Span | None = None
    label: str = ""
    help: str = ""
    notes: tuple[Note, ...] = ()
    file: str = ""
    path: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        """File name, line and column; line and column are 0 for a whole file."""
        if self.span is None:
            return self.file, 0, 0
        line, column = self.span.source.position(self.span.start)
        return self.span.source.name, line, column


class Faulty(Exception):  # noqa: N818  (it says that what was given is at fault)
    """What a person gave can't be used; carries every diagnostic, sorted by place."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(by_place(diagnostics))
        super().__init__("\n\n".join(map(render, shown(self.diagnostics))))

    def __reduce__(self) -> tuple[type["Faulty"], tuple[tuple[Diagnostic, ...]]]:
        """From the diagnostics again, on its way from another process."""
        return type(self), (self.diagnostics,)


class WrongUsage(ValueError):  # noqa: N818  (it says what is the matter)
    """What was asked for isn't there or can't be; the message says what is, or what can."""


class NotInstalled(Exception):  # noqa: N818  (it says what is the matter)
    """A part that was asked for can't be used here; the message says why and which command installs it."""


class Difference(Struct, frozen=True):
    """Something of which two evaluators think differently, and what each of them thinks."""

    about: str
    reference: str
    durable: str


class Disagreement(Exception):  # noqa: N818  (it names what happened)
    """Two evaluators come to different outcomes, or one of them to none, so there is no answer."""

    def __init__(self, differences: Iterable[Difference], why: str = "the two engines disagree") -> None:
        """Keep what they differ in."""
        self.differences = tuple(differences)
        super().__init__(
            "\n".join(
                [
                    f"error: {why}, so there is no answer; please report this",
                    *(
                        f"  {one.about}: reference says {one.reference}, durable says {one.durable}"
                        for one in self.differences
                    ),
                ]
            )
        )


def by_place(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each fault once, sorted by file, line, column and code."""
    return sorted(dict.fromkeys(diagnostics), key=lambda one: (*one.place, one.code, one.message))


def shown(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is printed of faults, sorted by place: the first of each file, and how many more it has (F117).

    The rest of a file's faults mostly comes from the first of them, and would bury those of the other files.
    """
    told: list[Diagnostic] = []
    for name, found in groupby(by_place(diagnostics), key=lambda one: one.place[0]):
        of_file = tuple(found)
        told += of_file[:MOST_SHOWN]
        more = len(of_file) - MOST_SHOWN
        if more > 0:
            message = f"{more:,} more fault{' is' if more == 1 else 's are'} left out here"
            told.append(Diagnostic("F117", message, file=name, help="mend those above, then check again"))
    return told


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean `x`?` for the nearest known word, be it in small letters or capitals, or ""."""
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f"did you mean `{folded[near[0]]}`?" if near else ""


def render(diagnostic: Diagnostic) -> str:
    """The fault as text for a terminal: code and message, place, line with carets, help."""
    lines = [f"error[{diagnostic.code}] {printable(diagnostic.message)}"]
    if diagnostic.span is None:
        if diagnostic.file:
            lines.append(f"  --> {printable(diagnostic.file)}")
    else:
        lines += _excerpt(diagnostic.span, diagnostic.label, "-->")
        for note in diagnostic.notes:
            lines += _excerpt(note.span, note.label, ":::")
    if diagnostic.path:
        lines.append(f"   = path: {printable(diagnostic.path)}")
    if diagnostic.help:
        lines.append(f"   = help: {printable(diagnostic.help)}")
    return "\n".join(lines)


def _excerpt(span: Span, label: str, arrow: str) -> list[str]:
    number, column = span.source.position(span.start)
    text = span.source.line(number)
    width = max(1, min(span.end, span.start + len(text) - column + 1) - span.start)
    text, column = _window(text, column)
    before = printable(text[: column - 1])
    marked = printable(text[column - 1 : column - 1 + width])
    gutter = " " * len(str(number))
    return [
        f" {gutter}{arrow} {printable(span.source.name)}:{number}:{span.source.position(span.start)[1]}",
        f" {gutter} |",
        f" {number} | {printable(text)}",
        f" {gutter} | {' ' * columns(before)}{'^' * max(1, columns(marked))} {printable(label)}".rstrip(),
    ]


def _window(text: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column within it."""
    if len(text) <= LONGEST_LINE:
        return text, column
    start = max(0, column - LONGEST_LINE // 2)
    return text[start : start + LONGEST_LINE], column - start


def printable(text: str) -> str:
    """The text with control characters made visible, so that it can't steer a terminal."""
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char == "\t":
        return " "
    if category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
        return f"\\u{ord(char):04x}"
    return char


def columns(text: str) -> int:
    """Terminal columns that a text takes: two for a wide character."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def as_data(diagnostic: Diagnostic) -> dict[str, str | int | list[dict[str, str | int]]]:
    """The fault as plain data for machines; line and column count from 1, 0 for a whole file."""
    file, line, column = diagnostic.place
    return {
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": file,
        "line": line,
        "column": column,
        "path": diagnostic.path,
        "label": diagnostic.label,
        "help": diagnostic.help,
        "notes": [_note(note) for note in diagnostic.notes],
    }


def _note(note: Note) -> dict[str, str | int]:
    line, column = note.span.source.position(note.span.start)
    return {"file": note.span.source.name, "line": line, "column": column, "label": note.label}
