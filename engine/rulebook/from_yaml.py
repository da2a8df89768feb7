"""From the files of a pack to its rulebook.

Reads everything before it complains, so that an analyst sees what is wrong with all files at once, and makes
a rulebook of those that are sound. Nothing is checked across files here: that is for `checks/`.
"""

import hashlib
from collections.abc import Callable, Container, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeVar

from engine.diagnostics import Diagnostic, by_place
from engine.rulebook import build_rules, build_sources
from engine.rulebook.build_cases import case, repeated
from engine.rulebook.build_changes import changeable
from engine.rulebook.build_tables import tables
from engine.rulebook.build_words import words
from engine.rulebook.cases_model import Case
from engine.rulebook.left_out import LeftOut, left_out
from engine.rulebook.model import PackHead, Passage, Rulebook, Word
from engine.rulebook.pack_files import PackFile, files_of
from engine.rulebook.read_file import ReadFile, read_file
from engine.rulebook.stand_in import stand_in
from engine.rulebook.table_model import Table
from engine.rulebook.yaml_fields import items, record, records_at
from engine.rulebook.yaml_nodes import YamlMapping

_UNREAD = frozenset({"cases", "profile", "properties", "mutants"})  # they don't change an answer
_OF_TABLES = frozenset({"table", "table_rows"})
_UNHASHED = "passages"  # nor does this, but it is checked with the rest


class _HasId(Protocol):
    @property
    def id(self) -> Word: ...


_Rule = TypeVar("_Rule", bound=_HasId)


def read_rulebook(folder: Path) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    """The pack in a folder.

    Args:
        folder: the folder that holds `pack.yaml`.

    Returns:
        The rulebook and no diagnostics; or None and every fault of every file (F101 to F116, Y101 to
        Y123, S101 to S111, R260 to R266), sorted by place.
    """
    rulebook, faults = read_sound(folder)
    return (None if faults else rulebook), faults


def read_sound(folder: Path) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    """What is sound of the pack in a folder: to be checked, never to be answered from if there are faults.

    Args:
        folder: the folder that holds `pack.yaml`.

    Returns:
        The rulebook of all files without a fault of their own, which says what is left out; None where
        nothing can be checked against `pack.yaml`, or it names a dictionary that isn't there. And the faults
        of all files.
    """
    files, strays = files_of(folder)
    read = [read_file(file) for file in files if file.kind not in _UNREAD]
    faults = (*strays, *(fault for one in read for fault in one.faults))
    sound = [one for one in read if one.is_sound]
    root = _head(read, files)
    if root is None:
        return None, tuple(by_place(faults))
    head = build_sources.head(root)
    missing = _missing_dictionary(head, read)
    places = [one.file for one in strays]
    built, wrong = tables(sound, left_out(_without(read), places).defined)
    faults = (*faults, *missing, *(fault for table in wrong for fault in wrong[table]))
    whole = tuple(one for one in built if one.id.text not in wrong)
    rulebook = _rulebook(head, sound, whole, left_out(_without(read, wrong), places))
    return (None if missing else rulebook), tuple(by_place(faults))


def _head(read: Iterable[ReadFile], files: tuple[PackFile, ...]) -> YamlMapping | None:
    """What `pack.yaml` says, or what of that can stand in for it."""
    pack = next((one for one in read if one.file.kind == "pack"), None)
    if pack is None:
        return None
    return record(pack.root) if pack.is_sound and pack.root else stand_in(pack, files)


def _without(read: Iterable[ReadFile], tables: Container[str] = ()) -> list[tuple[PackFile, bytes]]:
    """The files that are left out or misnamed, and those of some tables."""
    return [
        (one.file, one.data)
        for one in read
        if not one.is_sound
        or one.is_misnamed
        or (one.file.kind in _OF_TABLES and one.file.path.stem in tables)
    ]


def read_cases(folder: Path) -> tuple[tuple[Case, ...], tuple[Diagnostic, ...]]:
    """The cases of the pack in a folder, in the order of its files, and what is wrong with those.

    Args:
        folder: the folder that holds `pack.yaml`.
    """
    files, faults = files_of(folder)
    read = [read_file(file) for file in files if file.kind == "cases"]
    faults = (*faults, *(fault for one in read for fault in one.faults))
    sound = [(one.root, one.file.owner) for one in read if one.root and not one.faults]
    cases = [[case(record(item), owner) for item in items(root)] for root, owner in sound]
    faults = (*faults, *(fault for of_file in cases for fault in repeated(of_file)))
    return tuple(chain.from_iterable(cases)), tuple(by_place(faults))


def _rulebook(
    head: PackHead, read: Sequence[ReadFile], built: tuple[Table, ...], missing: LeftOut
) -> Rulebook:
    advice = _roots(read, "advice")
    return Rulebook(
        head=head,
        parameters=_built(build_rules.parameter, _roots(read, "parameter")),
        measures=_built(build_rules.measure, _roots(read, "measure")),
        findings=_built(build_rules.finding, _roots(read, "finding")),
        requirements=_built(build_rules.requirement, _roots(read, "requirement")),
        steps=_built(build_rules.advice, _listed(advice, "steps")),
        cautions=_built(build_rules.advice, _listed(advice, "cautions")),
        options=_built(build_rules.option, _roots(read, "option")),
        alerts=_built(build_rules.alert, _roots(read, "alert")),
        statements=_built(build_sources.statement, _listed(_roots(read, "statements"), "statements")),
        authorities=_built(build_sources.authority, _listed(_roots(read, "authorities"), "authorities")),
        words=tuple(
            words(record(one.root), one.file.language, one.file.place, one.file.owner)
            for one in read
            if one.root and one.file.kind == "words"
        ),
        sha256=_digest(read),
        passages=_passages(read),
        tables=built,
        left_out=missing,
        changeable=next(map(changeable, _roots(read, "changeable")), None),
    )


def _built(build: Callable[[YamlMapping], _Rule], records: Iterable[YamlMapping]) -> tuple[_Rule, ...]:
    return tuple(sorted(map(build, records), key=lambda rule: rule.id.text))


def _passages(read: Iterable[ReadFile]) -> tuple[Passage, ...]:
    found = map(build_sources.passage, _listed(_roots(read, "passages"), "passages"))
    return tuple(sorted(found, key=lambda one: (one.document.text, one.at.line, one.at.start)))


def _roots(read: Iterable[ReadFile], kind: str) -> list[YamlMapping]:
    return [record(one.root) for one in read if one.root and one.file.kind == kind]


def _listed(roots: Iterable[YamlMapping], key: str) -> list[YamlMapping]:
    return [one for root in roots for one in records_at(root, key)]


def _missing_dictionary(head: PackHead, read: Iterable[ReadFile]) -> tuple[Diagnostic, ...]:
    """F114: `pack.yaml` names a dictionary of facts that isn't there."""
    named = head.profile_schema
    if named is None or any(one.file.inside == named.text for one in read):
        return ()
    help_ = "put it beside `pack.yaml`, or delete the key to use the product's own"
    return (Diagnostic("F114", f"the pack has no file `{named.text}`", named.span, help=help_),)


def _digest(read: Iterable[ReadFile]) -> str:
    """SHA-256 of every file that decides or words an answer: path and bytes, each after its length.

    Cases, profiles, passages, properties, mutants and `*.md` aren't in it, so that a new test doesn't look
    like a new rule.
    """
    digest = hashlib.sha256()
    hashed = (one for one in read if one.file.kind != _UNHASHED)
    for one in sorted(hashed, key=lambda one: one.file.inside):
        for part in (one.file.inside.encode(), one.data):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
