"""The next question of an interview: what can still change the answer, what settles most first.

Everything here follows from what was told, what isn't known, and the pack: the same interview always goes
the same way, and can be taken up anywhere.
"""

from collections.abc import Collection, Iterable
from datetime import date

from engine.diagnostics import WrongUsage
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome
from engine.evaluation.ready import Ready
from engine.explanation.wording import Vocabulary
from engine.interview.asking import Asking
from engine.interview.details import details
from engine.interview.model import Interview, Progress, Question, Step
from engine.interview.places import Raw, at, fact_at, placed
from engine.interview.reachable import Reachable
from engine.interview.state import Core, State
from engine.interview.tries import Tries
from engine.interview.turning import pairs_of
from engine.interview.waiting import Waiters, joint_names, undecided, waiters
from engine.interview.worth import settled_in, worth
from engine.languages import spoken
from engine.profile.facts import AS_OF, ListForm, RecordForm
from engine.program.model import Program


class Interviewer:
    """A pack made ready for interviews in one language, on one day.

    Attributes:
        core: the pack, its words, and the day.
    """

    def __init__(
        self, program: Program, as_of: date, *, language: str | None = None, ready: Ready | None = None
    ) -> None:
        """Make it ready.

        Args:
            program: the checked pack.
            as_of: the day of the assessment.
            language: one that the pack speaks; None: its first.
            ready: what evaluators start from, if it is there already.

        Raises:
            WrongUsage: the pack doesn't speak the language.
        """
        self.language = spoken(language, program.head.languages)
        self.core = Core(program, Vocabulary(program, self.language), Compiled(program, ready), as_of)
        self._tries = Tries(self.core, pairs_of(program))
        self._inner: dict[int, bool] = {}
        self._places = {one.name: place for place, one in enumerate(program.dictionary.facts)}

    def next_question(self, interview: Interview) -> Question | None:
        """The question that settles most; None once no answer can change a status, an order or an alert.

        Raises:
            Faulty: what was told can't be a profile, rows of a table contradict each other, or nothing of the
                pack is in force on the day.
        """
        state = self.core.state(interview.told)
        waiting = waiters(self.core, state)
        open_ones = self._askable(interview, waiting.facts)
        if not open_ones:
            return None
        fact = self._best(state, waiting, open_ones)
        return self._asking(interview, state).deciding(fact, waiting)

    def open_facts(self, interview: Interview) -> tuple[str, ...]:
        """The places whose facts can still change a status, an order or an alert, in the dictionary's order.

        Raises:
            Faulty: as `next_question`.
        """
        state = self.core.state(interview.told)
        return tuple(self._askable(interview, waiters(self.core, state).facts))

    def next_detail(self, interview: Interview) -> Question | None:
        """The question that makes most figures, documents and advice more precise; None where none does.

        Raises:
            Faulty: as `next_question`.
        """
        state = self.core.state(interview.told)
        lacking = details(self.core, state)
        open_ones = self._askable(interview, lacking)
        if not open_ones:
            return None
        fact = max(open_ones, key=lambda one: len(lacking[one]))
        return self._asking(interview, state).refining(fact, lacking[fact], len(open_ones))

    def progress(self, interview: Interview) -> Progress:
        """How far the interview is.

        Raises:
            Faulty: as `next_question`.
        """
        return self._progress(interview, self.core.state(interview.told))

    def _asking(self, interview: Interview, state: State) -> Asking:
        return Asking(self.core, state, self._progress(interview, state))

    def _best(self, state: State, waiting: Waiters, among: Collection[str]) -> str:
        """The place that is worth most; of equals, the first of the dictionary."""
        if len(among) == 1:
            return next(iter(among))
        return max(among, key=lambda one: worth(self.core, state, waiting, one, self._tries.of(state, one)))

    def _askable(self, interview: Interview, among: Iterable[str]) -> list[str]:
        """The places of which something can be told and nothing was said, in the dictionary's order."""
        dictionary, told, not_known = self.core.program.dictionary, interview.told, interview.not_known
        found = {}
        for place in among:
            fact = fact_at(dictionary, place)
            if fact is not None and place not in not_known and at(told, place) is None:
                found[place] = (self._places[fact.name], len(place), place)
        return sorted(found, key=found.__getitem__)

    def _progress(self, interview: Interview, state: State) -> Progress:
        paths = self._reachable(state)
        dictionary = self.core.program.dictionary
        places = {one for path, position in paths for one in placed(dictionary, state.told, path, position)}
        each = dictionary.each
        if each is not None and each.many in places:  # each of its facts will be asked, at least for one
            places |= {path for path, _ in paths if path.startswith(f"{each.one}.")}
        waiting = waiters(self.core, state).facts
        open_ones = self._askable(interview, waiting) and self._askable(interview, {*places, *waiting})
        lists = [one for one in open_ones if self._has_entries(one)]
        statuses = sum(len(one.options) for one in state.outcomes)
        return Progress(settled_in(state.outcomes), statuses, len(open_ones), tuple(lists))

    def _has_entries(self, place: str) -> bool:
        fact = fact_at(self.core.program.dictionary, place)
        form = fact.form if fact is not None else None
        return isinstance(form, ListForm) and isinstance(form.element, RecordForm)

    def _reachable(self, state: State) -> set[tuple[str, int]]:
        """The facts that may still be asked for, with the position of the loan."""
        found: set[tuple[str, int]] = set()
        for position, outcome in enumerate(state.outcomes):
            paths = self._paths(outcome, state.outcomes)
            found |= {(path, position) for path in paths}
        return found

    def _paths(self, outcome: Outcome, outcomes: tuple[Outcome, ...]) -> frozenset[str]:
        reachable = Reachable(self.core.program, outcome, self._inner)
        criteria = [claim for one in undecided(self.core, outcome) for claim in one.criteria]
        joint = map(reachable.of_name, joint_names(self.core, outcomes))
        return reachable.of_criteria(criteria).union(*joint)


def next_question(
    program: Program,
    told: Raw,
    refused: Collection[str] = (),
    *,
    as_of: date | None = None,
    language: str | None = None,
) -> Question | None:
    """What to ask next of somebody who told this much; None once no answer can change the recommendation.

    Args:
        program: a pack from `load_pack`.
        told: raw values, as `profile_from_data` takes them.
        refused: the facts of which was said that they aren't known: `Question.fact` of earlier questions.
        as_of: the day of the assessment; None: `as_of` of what was told.
        language: one that the pack speaks; None: its first.

    Raises:
        WrongUsage: nobody says the day, or the pack doesn't speak the language.
        Faulty: what was told can't be a profile, rows of a table contradict each other, or nothing of the
            pack is in force on the day.
    """
    when = as_of or _day(told)
    if when is None:
        raise WrongUsage("neither the call nor what was told says the day of the assessment")
    history = tuple(Step(fact, None) for fact in refused)
    return Interviewer(program, when, language=language).next_question(
        Interview(program.dictionary, told, history)
    )


def _day(told: Raw) -> date | None:
    day = told.get(AS_OF)
    if isinstance(day, str):
        try:
            return date.fromisoformat(day)
        except ValueError:
            return None
    return day if isinstance(day, date) else None
