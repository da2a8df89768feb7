"""A pack made ready to be asked about: its rules, its properties, and the borrowers of its cases."""

from collections.abc import Iterator
from pathlib import Path

from engine.analysis.model import Witness
from engine.analysis.pool import pool_of
from engine.analysis.properties.from_yaml import read_properties
from engine.analysis.properties.resolve import resolve
from engine.analysis.rulebook.model import Pack
from engine.diagnostics import Faulty
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome
from engine.program.load import load_pack
from engine.program.model import Program
from engine.rulebook.from_yaml import read_sound


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
    compiled = Compiled(program)
    for witness in pool_of(folder, program):
        try:
            yield witness, compiled.evaluate(witness.view, witness.as_of)
        except Faulty:
            continue
