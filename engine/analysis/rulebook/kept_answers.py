"""Answers kept between runs, where checked programs are kept.

An answer is kept under a hash of its question and of all that the question depends on, so that a changed rule
is asked about anew and the rest isn't. A proof depends on nothing else; whom a run finds as a witness, and
whether it finds anybody, may depend on the borrowers of the cases, and so on them, too.

INVARIANT: a kept answer is what a fresh run would give; held in tests/analysis/rulebook/test_kept_answers.py.
"""

import pickle
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from engine.analysis.model import Answer, Proved, Witness
from engine.program.kept import engine_state, keep, shelf, taken

MOST_KEPT: Final = 20_000  # answers; the oldest go first
MOST_FILES: Final = 4  # of earlier states of the engine


class KeptAnswers:
    """The answers of earlier runs."""

    def __init__(self, place: Path | None, cases: str) -> None:
        """Take what is there.

        Args:
            place: the file; None: nothing is kept.
            cases: a hash of the borrowers of the cases.
        """
        self._place, self._cases = place, cases
        self._answers: dict[str, Answer] = {} if place is None else _answers(place)
        self._before = len(self._answers)

    def get(self, key: str) -> Answer | None:
        """The answer to a question; None if none is kept."""
        found = self._answers.get(key)
        return self._answers.get(f"{key} {self._cases}") if found is None else found

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer, for now in memory."""
        proved = isinstance(answer, Proved)
        self._answers[key if proved else f"{key} {self._cases}"] = answer

    def write(self) -> None:
        """Write what is new; nothing is said if that can't be."""
        if self._place is None or len(self._answers) == self._before:
            return
        kept = dict(list(self._answers.items())[-MOST_KEPT:])
        if keep(self._place, pickle.dumps(kept, protocol=5)):
            _tidy(self._place.parent)


def kept_answers(witnesses: tuple[Witness, ...]) -> KeptAnswers:
    """The answers that this user's earlier runs have kept.

    Args:
        witnesses: the borrowers of the cases.
    """
    root = shelf()
    try:
        place = None if root is None else root / f"{engine_state()[:32]}.answers"
    except OSError:
        place = None
    told = (f"{one.profile.sha256} {one.as_of}" for one in witnesses)
    return KeptAnswers(place, sha256("\n".join(told).encode()).hexdigest())


def _answers(place: Path) -> dict[str, Answer]:
    data = taken(place)
    if data is None:
        return {}
    answers: dict[str, Answer] = pickle.loads(data)  # noqa: S301  (whole, and written by this user alone)
    return answers


def _tidy(folder: Path) -> None:
    for old in list(_by_age(folder))[:-MOST_FILES]:
        old.unlink(missing_ok=True)


def _by_age(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(folder.glob("*.answers"), key=lambda one: one.stat().st_mtime_ns)
    except OSError:  # another run has tidied up
        return
