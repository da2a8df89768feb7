"""Everything that is asked about a pack, in order, and what is found.

One call for the command line and for programs: `analyse(Path("my_pack"))`.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from engine.analysis.model import Limits
from engine.analysis.rulebook import (
    criteria,
    left_alone,
    pairs,
    reachable,
    repeated,
    stated,
    subsumed,
    table_cover,
    table_rows,
    thresholds,
)
from engine.analysis.rulebook.asking import Asking, Tell
from engine.analysis.rulebook.kept_answers import kept_answers
from engine.analysis.rulebook.load import load
from engine.analysis.rulebook.model import Answered, Asked, Found, Pack, Report

PROCESSES: Final = 2
KINDS: Final[Sequence[Callable[[Pack], Iterator[Asked]]]] = (  # whatever rests on others comes after them
    stated.asked,  # A140, A141
    left_alone.asked,  # A120
    criteria.asked,  # A101, A102
    reachable.asked,  # A105, A106, A107
    pairs.asked,  # A121, A122
    subsumed.asked,  # A103
    table_cover.asked,  # A110, A111, A112
    table_rows.asked,  # A113, A114
    repeated.asked,  # A104
)


def analyse(
    folder: Path,
    limits: Limits = Limits(),  # noqa: B008  (a value that nothing changes)
    processes: int = PROCESSES,
    tell: Tell = lambda _, __: None,
) -> Report:
    """What the rules of a pack imply for every possible borrower.

    Args:
        folder: the folder that holds `pack.yaml`.
        limits: of each question.
        processes: how many ask at once.
        tell: told how many questions have an answer, and how many there are by now.

    Raises:
        Faulty: the pack or its properties are at fault.
    """
    pack = load(folder)
    kept = kept_answers(pack.witnesses)
    asking = Asking(pack, limits, kept, processes, tell)
    found: list[Found] = []
    answers: list[Answered] = []
    asked: Sequence[Asked] = [one for kind in KINDS for one in kind(pack)]
    while asked:
        asked = list(_round(asked, asking, found, answers))
    kept.write()
    found += thresholds.found(pack)
    return Report(pack.program, tuple(sorted(found, key=_order)), tuple(answers), asking.reused)


def _round(
    asked: Sequence[Asked], asking: Asking, found: list[Found], answers: list[Answered]
) -> Iterator[Asked]:
    """Take in the answers to some questions, and give those to which they lead."""
    shown: set[str] = set()
    for one, answer in zip(asked, asking.answers(asked), strict=True):
        answers.append(Answered(one.id, answer, stated.is_property(one.id)))
        told = None if shown.intersection(one.unless) else one.told(answer)
        if isinstance(told, Found):
            found.append(told)
        if told is not None:
            shown.add(one.id)
        if isinstance(told, tuple):
            yield from told


def _order(one: Found) -> tuple[int, tuple[str, int, int], str, str]:
    """The worst first, then by place."""
    return -one.level, one.diagnostic.place, one.diagnostic.code, one.diagnostic.message
