"""C418: the changes that a pack's author has explained, in `mutants.yaml`, and explanations of nothing.

A change that means the same can't be noticed, and one that no case has to notice is soon forgotten why. So
the reason is written down beside the rules; one that no longer has a mutant to explain would hide the next
one.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from engine.cases.mutation.model import Mutant, Survivor
from engine.diagnostics import Diagnostic
from engine.rulebook.model import Word
from engine.rulebook.pack_files import files_of
from engine.rulebook.read_file import read_file
from engine.rulebook.yaml_fields import record, records_at, word, words_at
from engine.rulebook.yaml_nodes import YamlMapping


class Explanation(Struct, frozen=True):
    """Why nobody has to notice some changes.

    Attributes:
        of: ids of rules, keys of criteria.
        changes: as a mutant is called; `*` stands for anything.
    """

    of: tuple[Word, ...]
    changes: tuple[Word, ...]
    why: str

    def fits(self, one: Mutant) -> bool:
        """Whether it speaks of a mutant."""
        return any(name.text == one.owner for name in self.of) and any(
            _fits(change, one) for change in self.changes
        )


def _fits(change: Word, one: Mutant) -> bool:
    pattern = ".*".join(map(re.escape, change.text.split("*")))
    return re.fullmatch(pattern, one.change, re.DOTALL) is not None


def read_explanations(folder: Path) -> tuple[tuple[Explanation, ...], tuple[Diagnostic, ...]]:
    """What `mutants.yaml` of a pack explains, nothing where there is no such file; and what is wrong with it.

    Args:
        folder: the folder that holds `pack.yaml`.
    """
    for file in files_of(folder)[0]:
        if file.kind == "mutants":
            read = read_file(file)
            if read.root is None or read.faults:
                return (), read.faults
            return tuple(map(_explanation, records_at(record(read.root), "explained"))), ()
    return (), ()


def _explanation(fields: YamlMapping) -> Explanation:
    why = word(fields.values["why"]).text
    return Explanation(words_at(fields, "of"), words_at(fields, "changes"), why)


def explained(survivors: Sequence[Survivor], explanations: Sequence[Explanation]) -> tuple[Survivor, ...]:
    """The survivors, those that are explained with their reason."""
    return tuple(replace(one, why=_why(one, explanations)) for one in survivors)


def _why(survivor: Survivor, explanations: Sequence[Explanation]) -> str:
    return next((one.why for one in explanations if one.fits(survivor.mutant)), "")


def idle(
    explanations: Sequence[Explanation], mutants: Sequence[Mutant], survivors: Sequence[Survivor]
) -> Iterator[Diagnostic]:
    """C418: each rule and each change that is named though nothing of it survives.

    Args:
        explanations: all of the pack.
        mutants: all that were tried.
        survivors: those that no case notices.
    """
    surviving = [one.mutant for one in survivors]
    for one in explanations:
        for change in one.changes:
            alone = replace(one, changes=(change,))
            if not any(map(alone.fits, surviving)):
                yield _idle("change", change, is_noticed=any(map(alone.fits, mutants)))
        for name in one.of:
            alone = replace(one, of=(name,))
            if not any(map(alone.fits, surviving)):
                yield _idle("rule", name, is_noticed=any(map(alone.fits, mutants)))


def _idle(what: str, named: Word, *, is_noticed: bool) -> Diagnostic:
    message = f"nothing of this {what} is left to explain"
    label = "a case notices all of it" if is_noticed else f"there is no such {what}"
    return Diagnostic("C418", message, named.span, label, "delete it, or write what it was meant for")
