"""A summary as sections of bars, the same for a terminal and for a page."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from engine.evaluation.outcome import Status
from engine.program.model import Program
from engine.screening.summary import Summary
from engine.screening.summary_words import Words

MOST_MISSING: Final = 12  # facts that are shown
_ORDER: Final = (
    Status.RECOMMENDED,
    Status.AVAILABLE,
    Status.NEEDS_ACTION,
    Status.NEEDS_INFORMATION,
    Status.NOT_AVAILABLE,
)


class Bar(Struct, frozen=True):
    """A label and how many rows it stands for.

    Attributes:
        parts: by status, of a bar that is made of several; else empty.
        more: how many of them can still change; None where that isn't told.
    """

    label: str
    count: int
    parts: Mapping[str, int] = {}
    more: int | None = None


class Section(Struct, frozen=True):
    """Bars that belong together.

    Attributes:
        name: in the book of words: its title, and its note with `_note`.
        head: what each bar stands for, likewise.
        of: how many rows a full bar has.
    """

    name: str
    head: str
    bars: tuple[Bar, ...]
    of: int


def sections(summary: Summary, program: Program, words: Words) -> tuple[Section, ...]:
    """The sections, in order; one about rows left out only where there are such rows."""
    made = [
        Section("recommended", "option", tuple(_recommended(summary, program, words)), summary.rows),
        Section("statuses", "option", tuple(_statuses(summary, program, words)), summary.rows),
        Section("alerts", "alert", tuple(_alerts(summary, program, words)), summary.rows),
        Section("missing", "fact", _largest(summary.missing, words.fact), summary.rows),
    ]
    if summary.codes:
        made.append(Section("codes", "code", _largest(summary.codes, str), summary.left_out))
    return tuple(made)


def _recommended(summary: Summary, program: Program, words: Words) -> Iterator[Bar]:
    for one in program.options:
        yield Bar(words.option(one.id), summary.recommended.get(one.id, 0))
    yield Bar(words.said("nothing"), summary.recommended.get("", 0))


def _statuses(summary: Summary, program: Program, words: Words) -> Iterator[Bar]:
    for one in program.options:
        counts = summary.statuses.get(one.id, {})
        parts = {status.value: counts.get(status.value, 0) for status in _ORDER}
        yield Bar(words.option(one.id), sum(parts.values()), parts, summary.unsettled.get(one.id, 0))


def _alerts(summary: Summary, program: Program, words: Words) -> Iterator[Bar]:
    for one in program.alerts:
        yield Bar(words.alert(one.id), summary.alerts.get(one.id, 0))


def _largest(counts: Mapping[str, int], title: Callable[[str], str]) -> tuple[Bar, ...]:
    """The largest counts first; of equal ones by name."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Bar(_named(title(name), name), count) for name, count in ordered[:MOST_MISSING])


def _named(title: str, name: str) -> str:
    return title if title == name else f"{title} ({name})"
