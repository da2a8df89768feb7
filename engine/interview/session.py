"""An interview from its first question to the answer, and what becomes of what was told.

However it ends (all asked, enough, no more lines, interrupted, a pack that contradicts itself), nobody
has to say it all again.
"""

from datetime import date
from errno import EEXIST
from os import strerror
from pathlib import Path

from msgspec import Struct

from engine.diagnostics import Diagnostic, Faulty
from engine.explanation.assess import Assessor
from engine.explanation.model import Recommendation
from engine.interview.dialogue import End, Hear, Say, Talk
from engine.interview.interviewer import Interviewer
from engine.interview.keeping import Keeper, raw_values, to_json, with_day
from engine.interview.model import Interview
from engine.interview.phrases import phrase
from engine.profile.from_json import profile_from_data
from engine.profile.model import Profile, dotted


class Held(Struct, frozen=True):
    """What an interview came to.

    Attributes:
        recommendation: the answer to all that was told.
        is_kept: whether it was kept where it was wished to be; True where nobody wished it.
    """

    recommendation: Recommendation
    is_kept: bool


def refuse_to_replace(output: Path | None) -> None:
    """Look whether a file is there already: to hear of it after twenty answers is too late.

    Raises:
        Faulty: F108, it is.
    """
    if output is not None and output.is_file():
        message = f"`{output}` can't be written: {strerror(EEXIST).lower()}"
        help_ = "nothing was asked yet; give another name with `-o`, or move that file away"
        raise Faulty([Diagnostic("F108", message, file=str(output), help=help_)])


class Session:
    """One interview with one person.

    Attributes:
        keeper: writes what was told.
    """

    def __init__(self, assessor: Assessor, as_of: date, hear: Hear, say: Say) -> None:
        """Take the pack, the day, and how to hear and to say."""
        self._assessor = assessor
        self._as_of = as_of
        self._interviewer = Interviewer(
            assessor.program, as_of, language=assessor.language, ready=assessor.ready
        )
        self._hear = hear
        self._say = say
        self._keeper = Keeper(assessor.language, hear, say)

    def hold(self, start: Profile | None, output: Path | None) -> Held:
        """Ask, keep, and answer.

        Args:
            start: what was told before.
            output: where to keep what is told; None: that is asked at the end.

        Raises:
            Faulty: what was told can't be evaluated; it is kept first, as after an interrupt.
            Disagreement: the evaluators don't come to the same.
        """
        told = {} if start is None else raw_values(start)
        dictionary = self._assessor.program.dictionary
        talk = Talk(self._interviewer, Interview(dictionary, told), self._hear, self._say)
        try:
            end = talk.hold(0 if start is None else _known(start))
        except KeyboardInterrupt:
            self._say(f"\n{phrase(self._assessor.language, 'interrupted')}")
            self._keep(talk.interview, output)
            raise
        except Faulty:
            self._keep(talk.interview, output)
            raise
        is_asked = output is None and end is End.SILENT  # nobody is there to say where
        is_kept = is_asked or self._keep(talk.interview, output)
        profile, faults = profile_from_data(with_day(talk.interview, self._as_of), dictionary)
        assert profile is not None, faults  # noqa: S101  (each answer was looked at when it was given)
        return Held(self._assessor.assess(profile, self._as_of), is_kept or output is None)

    def _keep(self, interview: Interview, output: Path | None) -> bool:
        if not interview.history and output is None:
            return True
        return self._keeper.keep(to_json(with_day(interview, self._as_of)), output)


def _known(profile: Profile) -> int:
    """How many facts a profile tells, without the day and without names of loans."""
    loans = (sum(1 for _ in dotted("", one)) - (profile.key in one) for one in profile.loans or ())
    return len(profile.facts) - (profile.as_of is not None) + sum(loans)
