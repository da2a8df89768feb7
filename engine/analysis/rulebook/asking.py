"""Questions put to the solver, by two processes at once where that can be, each question once.

Which process gets which question depends on the questions alone, and so does what comes out.
"""

import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from signal import SIG_IGN, SIGINT, signal

from msgspec.structs import replace

from engine.analysis.model import Answer, Limits
from engine.analysis.properties.questions import changed, question_of
from engine.analysis.rulebook.kept_answers import KeptAnswers
from engine.analysis.rulebook.model import Asked, Pack
from engine.analysis.rulebook.slices import Slices
from engine.analysis.solving.solver import Solver

FEWEST = 24  # questions for which it is worth to begin further processes
Tell = Callable[[int, int], None]


class Asking:
    """Asks about one pack."""

    def __init__(self, pack: Pack, limits: Limits, kept: KeptAnswers, processes: int, tell: Tell) -> None:
        """Make ready.

        Args:
            pack: that is asked about.
            limits: of each question.
            kept: answers of earlier runs.
            processes: how many ask at once.
            tell: told how many questions have an answer, and how many there are by now.
        """
        self._pack, self._limits, self._kept, self._tell = pack, limits, kept, tell
        self._processes = processes if sys.platform == "linux" else 1
        self._slices = Slices(pack.program)
        self._solvers: dict[tuple[str, ...], Solver] = {}
        self._done = self._all = 0
        self.reused = 0

    def answers(self, asked: Sequence[Asked]) -> list[Answer]:
        """The answer to each question, in their order."""
        keys = [self._slices.key(one.demand, f"{self._limits} {one.shown}") for one in asked]
        found = [self._kept.get(key) for key in keys]
        missing = [number for number, answer in enumerate(found) if answer is None]
        self.reused += len(asked) - len(missing)
        self._all += len(asked)
        self._told(len(asked) - len(missing))
        for number, answer in self._asked([(number, asked[number]) for number in missing]):
            found[number] = answer
            self._kept.put(keys[number], answer)
            self._told(1)
        return [answer for answer in found if answer is not None]

    def _told(self, more: int) -> None:
        self._done += more
        self._tell(self._done, self._all)

    def _asked(self, questions: Sequence[tuple[int, Asked]]) -> Iterator[tuple[int, Answer]]:
        if self._processes < 2 or len(questions) < FEWEST:
            yield from ((number, self._answer(one)) for number, one in questions)
            return
        shares = [questions[start :: self._processes] for start in range(self._processes)]
        left = dict(questions)
        for number, answer in self._in_processes(shares):
            del left[number]
            yield number, answer
        yield from (
            (number, self._answer(one)) for number, one in left.items()
        )  # of a process that was ended

    def _in_processes(self, shares: Sequence[Sequence[tuple[int, Asked]]]) -> Iterator[tuple[int, Answer]]:
        context, listening, processes = get_context("fork"), [], []
        for share in shares:
            mine, theirs = context.Pipe(duplex=False)
            process = context.Process(target=undisturbed, args=(self._answer_all, share, theirs), daemon=True)
            with warnings.catch_warnings():  # threads of other libraries ask nothing of these processes
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            theirs.close()
            listening.append(mine)
            processes.append(process)
        try:
            yield from _heard(listening)
        finally:
            for process in processes:
                process.terminate()
                process.join()

    def _answer_all(self, share: Sequence[tuple[int, Asked]], theirs: Connection) -> None:
        for number, one in share:
            theirs.send((number, self._answer(one)))
        theirs.close()

    def _answer(self, one: Asked) -> Answer:
        facts = changed(one.demand)
        if facts not in self._solvers:
            self._solvers[facts] = self._solver(facts)
        return self._solvers[facts].find(question_of(one.demand, small=one.shown))

    def _solver(self, facts: tuple[str, ...]) -> Solver:
        """A solver for questions of one kind.

        Whoever is matched by rows of a table that contradict each other would be refused an answer (R271).
        Here they are looked at like everybody: else nobody could be shown who finds that out.
        """
        program = replace(self._pack.program, tables=())
        return Solver([program], self._limits, self._pack.witnesses, facts)


def undisturbed(act: Callable[..., None], *arguments: object) -> None:
    """Act in a process of its own; who interrupts means the first process, which ends the others."""
    signal(SIGINT, SIG_IGN)
    act(*arguments)


def _heard(listening: Sequence[Connection]) -> Iterator[tuple[int, Answer]]:
    """What comes in, until nobody says more."""
    still = {one.fileno(): one for one in listening}
    while still:
        for ready in wait(list(still)):
            assert isinstance(ready, int), "only numbers of files are waited for"  # noqa: S101
            try:
                yield still[ready].recv()
            except EOFError:
                del still[ready]
