"""Writing the proposals for packs into a file, and saying what became of each point.

What nobody can bring about is no matter of cases: there the rule itself is to be looked at.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.analysis.model import Limits
from engine.analysis.proposals.propose import Proposal, propose
from engine.analysis.proposals.to_yaml import to_yaml
from engine.cases.thorough import Thorough
from engine.diagnostics import WrongUsage
from engine.said import counted
from engine.writing import write_whole


def write_proposals(found: Sequence[Thorough], file: Path, limits: Limits = Limits()) -> str:  # noqa: B008  (a frozen value)
    """Write the cases that are proposed for packs, and say how many there are.

    Args:
        found: of each pack, what its cases reach.
        file: where to; not written where nothing is proposed.
        limits: of each question to the solver.

    Raises:
        Faulty: the file can't be written (F108).
        WrongUsage: nobody has looked what the cases reach.
    """
    told = [(_proposals(one, limits), one) for one in found if one.results.program is not None]
    texts = [text for proposals, one in told if (text := _text(proposals, one))]
    if texts:
        write_whole(file, "\n".join(texts))
    return "".join(f"{line}\n" for proposals, one in told for line in _lines(proposals, one.results.pack))


def _proposals(one: Thorough, limits: Limits) -> tuple[Proposal, ...]:
    if one.reached is None:
        raise WrongUsage("`--propose` needs `--coverage`")
    return () if one.results.program is None else tuple(propose(one.results.program, one.reached, limits))


def _text(proposals: Sequence[Proposal], one: Thorough) -> str:
    return "" if one.results.program is None else to_yaml(proposals, one.results.program)


def _lines(proposals: Sequence[Proposal], pack: str) -> Iterator[str]:
    yield f"{pack}: {counted(sum(one.witness is not None for one in proposals), 'case')} proposed"
    for one in proposals:
        if one.witness is None:
            source, start = one.point.span.source, one.point.span.start
            line, column = source.position(start)
            why = "nobody can bring it about" if one.is_settled else "nobody was found"
            yield f"{source.name}:{line}:{column}: {one.point.missing}: {why}"
