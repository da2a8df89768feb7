"""Which mutants of sources the cases notice: nothing is evaluated again, and few answers are put in words.

A source changes no evaluation. So of the cases only those are tried that expect something of what rests on
it, with the outcome that they have anyway.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from engine.cases.citing import JOINT, cited, said_by
from engine.cases.claims import claims_of
from engine.cases.compare import differences
from engine.cases.model import Answer, Answers, SoundCase
from engine.cases.mutation.model import Mutant, Resourced, Survivor
from engine.evaluation.outcome import Outcome
from engine.explanation.wording import Vocabulary
from engine.rulebook.cases_model import Case
from engine.rulebook.model import Word

CameOut = Callable[[int], Iterable[Outcome]]  # for each loan of a case, by the case's place


class Citations:
    """The passing cases of a pack, ready to notice mutants of sources."""

    def __init__(self, vocabulary: Vocabulary, cases: tuple[SoundCase, ...], came_out: CameOut) -> None:
        """Take the pack and its words, the cases, and what came out for them."""
        self._vocabulary = vocabulary
        self._cases = cases
        self._came_out = came_out
        self._claims = claims_of(vocabulary.program)
        self._looking = _by_name((place, _names(one.case)) for place, one in enumerate(cases))

    def survivor(self, mutant: Mutant, made: Resourced) -> Survivor | None:
        """The mutant, if every case still passes with it; None if a case notices it."""
        words = self._vocabulary.citing(made.build(self._vocabulary.program))
        if any(self._fails(place, words) for place in _places(self._looking, made.names)):
            return None
        return Survivor(mutant, self._differing(made.names, words))

    def _fails(self, place: int, words: Vocabulary) -> bool:
        found = differences(self._cases[place].case, self._answers(place, words), self._claims)
        return next(found, None) is not None

    def _answers(self, place: int, words: Vocabulary) -> Answers:
        views = zip(self._cases[place].views, self._came_out(place), strict=True)
        return Answers(
            tuple(Answer(words, view.id, position, one) for position, (view, one) in enumerate(views))
        )

    def _differing(self, names: Iterable[str], words: Vocabulary) -> tuple[Word, ...]:
        """The names of the cases in whose answers something cites something else.

        What a document cites together with the row that collects it stays as it was, and so in all of them.
        """
        places = _places(self._saying, names)
        if not places or self._cites(places[0], words) == self._cites(places[0], self._vocabulary):
            return ()
        return tuple(self._cases[place].case.name for place in places)

    @cached_property
    def _saying(self) -> dict[str, list[int]]:
        """The cases in whose answers each thing is said."""
        return _by_name((place, self._cites(place, self._vocabulary)) for place in range(len(self._cases)))

    def _cites(self, place: int, words: Vocabulary) -> dict[str, frozenset[str]]:
        """All that is said in the answers of a case, with its sources."""
        answers, program = self._answers(place, words), self._vocabulary.program
        owners = [one.id for one in (*program.findings, *program.judged)]
        found: dict[str, frozenset[str]] = {}
        for one in answers.loans:
            for owner in owners:
                for name, sources in cited(owner, one).items():
                    found[said_by(owner, name)] = frozenset(sources)
        if answers.joint is not None:
            found[JOINT] = frozenset(answers.joint.sources)
        return found


def _places(places: Mapping[str, Sequence[int]], names: Iterable[str]) -> list[int]:
    return sorted({place for name in names for place in places.get(name, ())})


def _by_name(places: Iterable[tuple[int, Iterable[str]]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, names in places:
        for name in names:
            found.setdefault(name, []).append(place)
    return found


def _names(case: Case) -> set[str]:
    """What a case expects the sources of."""
    expects = (case.expect, *(expect for _, expect in case.expect.loans))
    found = {
        said_by(owner.text, one.name.text)
        for expect in expects
        for owner, cites in expect.cites
        for one in cites
    }
    return found | ({JOINT} if case.expect.joint is not None and case.expect.joint.cites else set())
