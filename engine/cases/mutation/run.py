"""Trying every mutant of a pack on its cases: C417, and everything that the other modules find."""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from engine.cases.model import Results
from engine.cases.mutation.explained import explained, idle, read_explanations
from engine.cases.mutation.model import Kind, Mutant, Survivor
from engine.cases.mutation.mutants import mutants_of
from engine.cases.mutation.noticing import Watch
from engine.diagnostics import Diagnostic, Note, by_place
from engine.rulebook.from_yaml import read_rulebook

Telling = Callable[[int, int], None]  # how many mutants have been tried, and how many there are


class Mutation(Struct, frozen=True):
    """What the cases of a pack notice of small changes of its rules.

    Attributes:
        pack: the name of its folder.
        mutants: all that were tried, sorted by place.
        survivors: those that no case notices, in the same order; those that are explained with their reason.
        faults: what is wrong with the explanations.
    """

    pack: str
    mutants: tuple[Mutant, ...]
    survivors: tuple[Survivor, ...]
    faults: tuple[Diagnostic, ...] = ()

    @property
    def unexplained(self) -> tuple[Survivor, ...]:
        """The survivors of which nobody says why."""
        return tuple(one for one in self.survivors if not one.why)

    def counts(self) -> Iterator[tuple[Kind, int, int, int]]:
        """Of each kind: how many mutants a case notices, how many are explained, and how many there are."""
        for kind in Kind:
            tried = sum(one.kind is kind for one in self.mutants)
            survived = [one for one in self.survivors if one.mutant.kind is kind]
            reasons = sum(bool(one.why) for one in survived)
            yield kind, tried - len(survived), reasons, tried


def mutation(folder: Path, results: Results, telling: Telling = lambda _done, _of: None) -> Mutation | None:
    """Try every mutant on the cases that pass; None where the pack is at fault.

    Args:
        folder: the folder that holds `pack.yaml`.
        results: of running its cases.
        telling: is told how far it is.
    """
    program, (rulebook, _) = results.program, read_rulebook(folder)
    if program is None or rulebook is None:
        return None
    tried, watch = mutants_of(program, rulebook), Watch(program, results.passing)
    survivors = []
    for done, one in enumerate(tried):
        telling(done, len(tried))
        survivor = watch.survivor(one)
        survivors += [] if survivor is None else [survivor]
    explanations, faults = read_explanations(folder)
    found = explained(survivors, explanations)
    return Mutation(results.pack, tried, found, tuple(by_place([*faults, *idle(explanations, tried, found)])))


def surviving(found: Mutation) -> Iterator[Diagnostic]:
    """C417: each mutant that no case notices and that nobody explains."""
    for one in found.unexplained:
        mutant = one.mutant
        label = f"{mutant.change}: no case fails"
        yield Diagnostic(
            "C417",
            f"a change of `{mutant.owner}` goes unnoticed",
            mutant.span,
            label,
            _help(one),
            _notes(one),
        )


def _help(one: Survivor) -> str:
    if one.differs:
        return "expect in a case what comes out otherwise, or explain it in `mutants.yaml`"
    return "write a case that tells the two apart, or explain in `mutants.yaml` why there is none"


def _notes(one: Survivor) -> tuple[Note, ...]:
    if not one.differs:
        return ()
    others = len(one.differs) - 1
    more = f", and in {others} more" if others else ""
    return (Note(one.differs[0].span, f"it comes out otherwise here{more}, where nothing looks at it"),)
