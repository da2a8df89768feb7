"""The programs of two versions of a pack, read over one dictionary of facts.

A borrower is asked about both versions, so that both have to know the same facts. If the dictionary was
edited as well, the old rules are read over the new one: it is tomorrow's borrowers that the edit will meet.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from engine.analysis.difference.versions import Version
from engine.diagnostics import Diagnostic, Faulty, Note
from engine.program.from_rulebook import from_rulebook
from engine.program.functions import functions_in
from engine.program.load import load_pack
from engine.program.model import Program
from engine.reading import shown
from engine.rulebook.from_yaml import read_sound
from engine.source import Source, Span


def programs(old: Version, new: Version) -> tuple[Program, Program]:
    """Both programs.

    Raises:
        Faulty: with every fault of a version, under the name that it was asked for by; D104 where the old
            rules use facts that the new dictionary doesn't know.
    """
    before, after = _loaded(old), _loaded(new)
    if before.dictionary.schema == after.dictionary.schema:
        return before, after
    rulebook, _ = read_sound(old.folder)
    assert rulebook is not None, "it has just been loaded"  # noqa: S101  (a promise of the reader)
    again, faults = from_rulebook(rulebook, after.dictionary, functions_in(before.head.jurisdiction))
    if again is None:
        message = f"the rules of `{old.name}` don't fit the facts of `{new.name}`"
        help_ = "compare versions of one dictionary of facts first, then edit the rules"
        told = Diagnostic("D104", message, help=help_, file=old.name)
        raise Faulty([told, *_renamed(faults, old)])
    return again, after


def _loaded(version: Version) -> Program:
    try:
        return load_pack(version.folder)
    except Faulty as error:
        raise Faulty(_renamed(error.diagnostics, version)) from error


def _renamed(faults: Iterable[Diagnostic], version: Version) -> list[Diagnostic]:
    """The faults under the names of the version, wherever it was unpacked."""
    return [
        replace(
            one,
            span=None if one.span is None else _of_version(one.span, version),
            file=called(one.file, version),
            notes=tuple(Note(_of_version(note.span, version), note.label) for note in one.notes),
        )
        for one in faults
    ]


def _of_version(span: Span, version: Version) -> Span:
    return Span(Source(called(span.source.name, version), span.source.text), span.start, span.end)


def called(name: str, version: Version) -> str:
    """The name of a file of a version, as its reader knows the version: `HEAD~1:measures/capacity.yaml`."""
    folder = shown(version.folder)
    if name != folder and not name.startswith(f"{folder}/"):
        return name
    inside = name.removeprefix(folder).removeprefix("/")
    if not version.is_revision:
        return name
    return f"{version.name.partition(':')[0]}:{inside}"
