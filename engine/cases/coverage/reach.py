"""What the passing cases of a pack reach, and C416 for what they don't.

A case that fails shows something else than its author meant, so only those that pass count.
"""

from collections.abc import Iterable, Iterator

from engine.cases.alike import Operands, Told
from engine.cases.coverage.model import Coverage, Kind
from engine.cases.coverage.points import points_of
from engine.cases.coverage.trace import Trace
from engine.cases.expressions import Steps, expressions
from engine.cases.model import Results
from engine.diagnostics import Diagnostic
from engine.evaluation.globals import Globals
from engine.evaluation.reference import truths


def coverage(results: Results) -> Coverage | None:
    """What the cases of a pack that pass reach; None where the pack is at fault.

    Args:
        results: of running them.
    """
    program = results.program
    if program is None:
        return None
    points = points_of(program)
    wanted = {one.key for one in points}
    trace = Trace(Steps(program), wanted)
    told = [Told(Globals(program, view, one.as_of)) for one in results.passing for view in one.views]
    for one in expressions(program):
        for first, *_ in Operands(one.root).groups(told):
            trace.look(one.root, first.values.scope)
    claims = {
        (key, truth.value) for one in told for key, truth in truths(program, one.values).criteria.items()
    }
    return Coverage(results.pack, points, frozenset((trace.reached | claims) & wanted))


def unreached(found: Coverage, kinds: Iterable[Kind] = tuple(Kind)) -> Iterator[Diagnostic]:
    """C416: what no case brings about.

    Args:
        found: what the cases reach.
        kinds: of which kinds to tell.
    """
    for kind in kinds:
        for one in found.unreached(kind):
            message = f"no case reaches this {_NAMES[kind]} of `{one.owner}`"
            yield Diagnostic("C416", message, one.span, one.missing, one.help)


_NAMES = {
    Kind.CRITERIA: "truth",
    Kind.ROWS: "row",
    Kind.BRANCHES: "branch",
    Kind.CONDITIONS: "condition",
    Kind.THRESHOLDS: "threshold",
}
