"""The borrowers of a pack's cases and stories, to look at before the solver is asked.

Authors have thought of most situations that a question is about, and their borrowers are plausible ones.
"""

from collections.abc import Iterator
from pathlib import Path

from engine.analysis.model import Witness
from engine.cases.profiles import Profiles
from engine.program.model import Program
from engine.rulebook.from_yaml import read_cases


def pool_of(folder: Path, program: Program) -> tuple[Witness, ...]:
    """Each different borrower of a pack's cases once, in the order of the files; those at fault are left out.

    Args:
        folder: of the pack.
        program: of the same pack.
    """
    return tuple({(one.profile.sha256, one.as_of): one for one in _borrowers(folder, program)}.values())


def _borrowers(folder: Path, program: Program) -> Iterator[Witness]:
    head = program.head
    profiles = Profiles(folder, program.dictionary)
    for case in read_cases(folder)[0]:
        profile, _ = profiles.of(case)
        day = case.as_of or (None if profile is None else profile.as_of)
        if profile is None or day is None:
            continue
        if head.since <= day and (head.until is None or day <= head.until):
            yield Witness(profile, day)
