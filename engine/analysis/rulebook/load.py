"""A pack made ready to be asked about: its rules, its properties, and the borrowers of its cases."""

from collections.abc import Iterator
from pathlib import Path

from engine.analysis.model import Witness
from engine.analysis.properties.from_yaml import read_properties
from engine.analysis.properties.resolve import resolve
from engine.analysis.rulebook.model import Pack
from engine.cases.profiles import Profiles
from engine.diagnostics import Faulty
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome
from engine.program.load import load_pack
from engine.program.model import Program
from engine.rulebook.from_yaml import read_cases, read_sound


def load(folder: Path) -> Pack:
    """The pack in a folder.

    Raises:
        Faulty: with every fault of the pack, or of its properties.
    """
    program = load_pack(folder)
    rulebook, _ = read_sound(folder)
    assert rulebook is not None, "it has just been checked"  # noqa: S101  (a promise of the reader)
    written, faults = read_properties(folder)
    demands, more = resolve(written, program, rulebook)
    if faults or more:
        raise Faulty([*faults, *more])
    cases = tuple(_cases(folder, program))
    witnesses = tuple(one for one, _ in cases)
    return Pack(folder, rulebook, program, demands, witnesses, tuple(outcome for _, outcome in cases))


def _cases(folder: Path, program: Program) -> Iterator[tuple[Witness, Outcome]]:
    """The borrowers of the cases with what comes out; who can't be assessed is told by `xieshang test`."""
    compiled, profiles = Compiled(program), Profiles(folder, program.dictionary)
    for case in read_cases(folder)[0]:
        profile, _ = profiles.of(case)
        as_of = case.as_of or (None if profile is None else profile.as_of)
        if profile is None or as_of is None:
            continue
        witness = Witness(profile, as_of)
        try:
            yield witness, compiled.evaluate(witness.view, as_of)
        except Faulty:
            continue
