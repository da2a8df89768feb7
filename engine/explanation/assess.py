"""The main job: a pack and a profile in, a recommendation out.

It is the one way to an answer. Whoever put the evaluators, the words and the several loans together anew
could leave out the second opinion, or the day that was assumed, and nothing would show it.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime

from engine.diagnostics import WrongUsage
from engine.evaluation.evaluators import Engine, Evaluators
from engine.evaluation.ready import Ready
from engine.explanation.format import clean
from engine.explanation.from_outcome import advise
from engine.explanation.joint import joint_advice
from engine.explanation.model import JointAdvice, LoanAdvice, Recommendation, SourceNote
from engine.explanation.phrases import phrase
from engine.explanation.wording import Vocabulary
from engine.languages import spoken
from engine.profile.model import Profile
from engine.program.model import Program
from engine.spelling import day


class Assessor:
    """A pack made ready to assess many profiles in one language.

    Attributes:
        ready: what its evaluators started from, if that was there already.
    """

    def __init__(
        self,
        program: Program,
        *,
        language: str | None = None,
        engine: Engine = "both",
        ready: Ready | None = None,
    ) -> None:
        """Make it ready.

        Args:
            program: the checked pack.
            language: one that the pack speaks; None: its first.
            engine: which evaluators answer.
            ready: what they start from, if it is there already.

        Raises:
            NotInstalled: the engine asked for can't be used here.
            WrongUsage: the pack doesn't speak the language, or there is no such engine.
        """
        self.program = program
        self.ready = ready
        self.language = spoken(language, program.head.languages)
        self._evaluators = Evaluators(program, engine, ready)
        self._vocabulary = Vocabulary(program, self.language)
        self._notes = [
            SourceNote(one.id, one.kind, one.words.get(self.language, "")) for one in program.sources.values()
        ]

    def assess(self, profile: Profile, as_of: date, *, assumed: bool = False) -> Recommendation:
        """The recommendation for a profile, each of its loans in turn.

        Args:
            profile: what the borrower told.
            as_of: the day of the assessment.
            assumed: whether nobody said that day, so that the answer has to.

        Raises:
            Faulty: nothing of the pack is in force on the day.
            Disagreement: the evaluators don't come to the same.
            WrongUsage: the day is none.
        """
        _check(as_of)
        views = profile.views()
        outcomes = [self._evaluators.evaluate(view, as_of) for view in views]
        loans = tuple(
            advise(self._vocabulary, outcome, view.id, position)
            for position, (view, outcome) in enumerate(zip(views, outcomes, strict=True))
        )
        joint = joint_advice(self._vocabulary, outcomes, loans)
        head = self.program.head
        return Recommendation(
            pack=head.id.text,
            pack_title=head.title[self.language],
            pack_version=head.version,
            pack_sha256=self.program.sha256,
            profile_sha256=profile.sha256,
            as_of=as_of,
            as_of_assumed=assumed,
            language=self.language,
            engines=self._evaluators.names,
            notices=tuple(self._notices(as_of, assumed=assumed)),
            loans=loans,
            sources=self._sources(loans, joint),
            joint=joint,
        )

    def _notices(self, as_of: date, *, assumed: bool) -> Iterator[str]:
        if assumed:
            yield phrase(self.language, "as_of_assumed", date=day(as_of, self.language))
        if self._evaluators.why_alone:
            python = ".".join(map(str, sys.version_info[:2]))
            reason = phrase(self.language, self._evaluators.why_alone, python=python)
            yield phrase(self.language, "reference_only", reason=reason)

    def _sources(self, loans: tuple[LoanAdvice, ...], joint: JointAdvice | None) -> tuple[SourceNote, ...]:
        """Each source that the answer names, in the pack's order."""
        used = frozenset(joint.sources if joint else ()).union(*[one.sources for one in loans])
        return tuple([one for one in self._notes if one.id in used])


def assess(
    program: Program,
    profile: Profile,
    *,
    as_of: date | None = None,
    language: str | None = None,
    engine: Engine = "both",
) -> Recommendation:
    """Check a borrower's profile against a pack: which options to ask for, in which order, and why.

    Args:
        program: a pack from `load_pack`.
        profile: a profile from `read_profile`.
        as_of: the day of the assessment; None: the profile's own `as_of`.
        language: one that the pack speaks; None: its first.
        engine: `both` evaluators, which have to agree, or one of them.

    Raises:
        WrongUsage: neither the call nor the profile gives a date, what the call gives is none, the pack
            doesn't speak the language, or there is no such engine.
        Faulty: nothing of the pack is in force on the day.
        Disagreement: the evaluators don't come to the same.
        NotInstalled: the engine asked for can't be used here.
    """
    when = profile.as_of if as_of is None else as_of
    if when is None:
        raise WrongUsage("neither the call nor the profile says the day of the assessment")
    return Assessor(program, language=language, engine=engine).assess(profile, when)


def _check(as_of: object) -> None:
    """A time of day or a text would be compared with the days of the rules, far from whoever gave it."""
    if isinstance(as_of, datetime) or not isinstance(as_of, date):
        says = "`as_of` is a day such as `date(2026, 11, 25)`, as a date without a time"
        raise WrongUsage(f"{says}; `{clean(str(as_of))}` is none")
