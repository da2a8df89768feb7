"""Running the cases of a pack: C413, and everything that the other modules find.

An analyst changes a rule and asks what else has changed with it. So all cases of the pack are run, each with
both evaluators where both are there, and one that can't be run doesn't keep the others from it.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from engine.cases.claims import Claims, claims_of
from engine.cases.closing import untested
from engine.cases.compare import differences
from engine.cases.model import Answer, Answers, Results, SoundCase
from engine.cases.names import Known, known_names, wrong_loans, wrong_names
from engine.cases.profiles import Profiles
from engine.diagnostics import Diagnostic, Faulty, Note, by_place
from engine.evaluation.evaluators import Evaluators
from engine.explanation.wording import Vocabulary
from engine.program.load import check_pack
from engine.program.model import Program
from engine.rulebook.build_cases import REPEATED
from engine.rulebook.cases_model import Case
from engine.rulebook.from_yaml import read_cases


def run_cases(folder: Path) -> Results:
    """Run every case of the pack in a folder.

    Args:
        folder: the folder that holds `pack.yaml`.

    Returns:
        What passed, what no case looks at, and every fault: of the pack, with which no case is run; of the
        cases themselves; and C401 to C410 and C419 for what came out otherwise.

    Raises:
        Disagreement: the evaluators don't come to the same.
    """
    program, faults = check_pack(folder)
    if program is None:
        return Results(folder.name, 0, 0, faults)
    cases, faults = read_cases(folder)
    unread = dict.fromkeys(fault.place[0] for fault in faults if fault.code != REPEATED)
    runner = _runner(program, folder)
    with closing(runner.evaluators):
        found = [runner.run(case) for case in cases]
    passing = tuple(sound for sound, wrong in found if sound is not None and not wrong)
    return Results(
        pack=folder.name,
        run=len(cases),
        passed=len(passing),
        faults=tuple(by_place([*faults, *(fault for _, wrong in found for fault in wrong)])),
        engines=runner.evaluators.names,
        unread=tuple(unread),
        untested=untested(program, cases),
        program=program,
        passing=passing,
    )


class _Runner(Struct, frozen=True):
    """A pack made ready for its cases."""

    vocabulary: Vocabulary
    profiles: Profiles
    evaluators: Evaluators
    claims: Claims
    known: Known

    def run(self, case: Case) -> tuple[SoundCase | None, tuple[Diagnostic, ...]]:
        """A case that can be run, and what came out otherwise; or None and what is wrong with the case."""
        sound, faults = self._sound(case)
        return sound, faults if sound is None else tuple(self._otherwise(sound))

    def _sound(self, case: Case) -> tuple[SoundCase | None, tuple[Diagnostic, ...]]:
        profile, faults = self.profiles.of(case)
        views = () if profile is None else profile.views()
        loans = [view.id for view in views]
        faults = (*wrong_names(case, self.known), *faults, *wrong_loans(case.expect, loans))
        if profile is None or faults:
            return None, faults
        as_of = case.as_of or profile.as_of
        return (None, (_no_day(case),)) if as_of is None else (SoundCase(case, views, as_of), ())

    def _otherwise(self, sound: SoundCase) -> Iterator[Diagnostic]:
        try:
            answers = self._answers(sound)
        except Faulty as fault:
            yield from _noted(fault.diagnostics, sound.case)
            return
        yield from differences(sound.case, answers, self.claims)

    def _answers(self, sound: SoundCase) -> Answers:
        """The answer for each loan."""
        return Answers(
            tuple(
                Answer(self.vocabulary, view.id, position, self.evaluators.evaluate(view, sound.as_of))
                for position, view in enumerate(sound.views)
            )
        )


def _runner(program: Program, folder: Path) -> _Runner:
    claims = claims_of(program)
    return _Runner(
        Vocabulary(program, program.head.languages[0]),
        Profiles(folder, program.dictionary),
        Evaluators(program),
        claims,
        known_names(program, claims),
    )


def _no_day(case: Case) -> Diagnostic:
    help_ = "write `as_of: 2026-11-25` below the name, or into the profile"
    return Diagnostic(
        "C413", "a case needs the day for which it asks", case.name.span, "has no `as_of`", help_
    )


def _noted(faults: Iterable[Diagnostic], case: Case) -> Iterator[Diagnostic]:
    """Faults that only the day of the case brings out."""
    for fault in faults:
        yield replace(fault, notes=(*fault.notes, Note(case.name.span, "in this case")))
