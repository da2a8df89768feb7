"""Questions reach the solver once each, whatever becomes of the processes that ask them."""

import os
import signal
from collections.abc import Sequence
from multiprocessing import Pipe

import pytest

from engine.analysis.model import Answer, Limits
from engine.analysis.rulebook import analyse
from engine.analysis.rulebook.asking import FEWEST, Asking, undisturbed
from engine.analysis.rulebook.kept_answers import KeptAnswers
from engine.analysis.rulebook.load import load
from engine.analysis.rulebook.model import Asked, Pack
from tests.analysis.rulebook.running import PACKS


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(PACKS / "clean")


def questions(pack: Pack) -> Sequence[Asked]:
    return [one for kind in analyse.KINDS for one in kind(pack)]


def asking(pack: Pack, processes: int = 1) -> Asking:
    return Asking(pack, Limits(), KeptAnswers(None, ""), processes, lambda _, __: None)


class Ended(Asking):
    """Every process but this one is ended at its third question."""

    here = os.getpid()
    count = 0

    def _answer(self, one: Asked) -> Answer:
        self.count += 1
        if os.getpid() != self.here and self.count == 3:
            os._exit(1)
        return super()._answer(one)


def test_what_a_process_that_was_ended_has_not_answered_is_asked_here(pack: Pack) -> None:
    asked = questions(pack)
    assert len(asked) >= FEWEST
    ended = Ended(pack, Limits(), KeptAnswers(None, ""), 2, lambda _, __: None)
    assert ended.answers(asked) == asking(pack).answers(asked)


def test_a_process_sends_its_answers_with_the_numbers_of_their_questions(pack: Pack) -> None:
    one = questions(pack)[0]
    mine, theirs = Pipe(duplex=False)
    asking(pack)._answer_all([(7, one)], theirs)
    assert mine.recv() == (7, asking(pack).answers([one])[0])
    with pytest.raises(EOFError):
        mine.recv()


def test_a_process_of_its_own_leaves_it_to_the_first_to_be_interrupted() -> None:
    before, told = signal.getsignal(signal.SIGINT), list[object]()
    try:
        undisturbed(told.append, 7)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert told == [7]


def test_whoever_waits_is_told_how_many_questions_are_left(pack: Pack) -> None:
    told: list[tuple[int, int]] = []
    one = Asking(pack, Limits(), KeptAnswers(None, ""), 1, lambda done, of: told.append((done, of)))
    one.answers(questions(pack)[:2])
    one.answers(questions(pack)[2:3])
    assert told == [(0, 2), (1, 2), (2, 2), (2, 3), (3, 3)]
