"""R220: there are words for something that the pack doesn't have, or that is never said.

A translator would keep them up for nobody; more often an id is misspelt, and its true owner lacks them.
"""

from collections.abc import Iterator, Mapping

from engine.diagnostics import Diagnostic, did_you_mean
from engine.rulebook.checks.context import Context
from engine.rulebook.checks.said import Said, said
from engine.rulebook.model import Entry


def check(context: Context) -> Iterator[Diagnostic]:
    """Each entry of a words file whose id is nowhere, and each `cure` of what can't be cured."""
    things = {thing.place: thing for thing in said(context)}
    for words in context.rulebook.words:
        for (section, name), entry in words.entries.items():
            place = words.owner, section, name
            if place in things:
                yield from _never_said(entry, things[place])
            elif not context.left_out.has_rules:
                yield _orphan(entry, place, things)


def _orphan(
    entry: Entry, place: tuple[str, str, str], things: Mapping[tuple[str, str, str], Said]
) -> Diagnostic:
    owner, section, name = place
    known = sorted(other for *home, other in things if home == [owner, section])
    return Diagnostic(
        "R220",
        f"words for `{name}`, which doesn't exist",
        entry.id.span,
        f"nothing in `{section}` has this id",
        did_you_mean(name, known) or "take the words out",
    )


def _never_said(entry: Entry, thing: Said) -> Iterator[Diagnostic]:
    for key, sentence in entry.sentences.items():
        if key not in thing.must + thing.may:
            yield Diagnostic(
                "R220",
                f"the text `{key}` of `{thing.id.text}` is never said",
                sentence.fragment.whole,
                "no answer shows it",
                "mark the criterion `curable: true`, or take the text out"
                if key == "cure"
                else "take it out",
            )
