"""What is said at the end of a run of cases: how many failed, and what no case looks at.

Dozens of faults with "282 cases passed" below them read like success; and a pack whose newest option has no
case at all would pass like any other.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from engine.cases.model import Results
from engine.program.model import COLLECTED, Program
from engine.rulebook.cases_model import Case, Expectation
from engine.said import counted


def closing(results: Sequence[Results]) -> str:
    """The closing lines of a run: what wasn't run, what has no case, and last how many failed.

    Args:
        results: of each pack.
    """
    return "\n".join([*_lines(results), _verdict(results)])


def _lines(results: Iterable[Results]) -> Iterator[str]:
    for one in results:
        if not one.engines:
            yield f"{one.pack}: no case was run, as the rules are at fault"
        for file in one.unread:
            yield f"{file}: none of its cases was run, as the file is at fault"
        if one.untested:
            yield f"{one.pack}: without any case: {', '.join(one.untested)}"


def _verdict(results: Sequence[Results]) -> str:
    run = sum(one.run for one in results)
    failed = run - sum(one.passed for one in results)
    return f"{failed:,} of {counted(run, 'case')} failed" if failed else f"{counted(run, 'case')} passed"


def untested(program: Program, cases: Iterable[Case]) -> tuple[str, ...]:
    """The options, alerts and tables that no case stands beside and of which none expects anything.

    Of a table a case expects something by a figure, or by a document that is missing.
    """
    looked_at = {name for case in cases for name in (*_beside(case), *_named(case.expect))}
    looked_at |= {one.id.partition(COLLECTED)[0] for one in program.collected if one.document in looked_at}
    found = (
        *(("option", one.id) for one in program.options),
        *(("alert", one.id) for one in program.alerts),
        *(("table", one.id) for one in program.tables),
    )
    return tuple(f"{kind} `{name}`" for kind, name in found if name not in looked_at)


def _beside(case: Case) -> Iterator[str]:
    """The option, alert or table in whose own file the case stands."""
    yield case.owner
    yield PurePath(case.span.source.name).name.removesuffix(".cases.yaml")


def _named(expect: Expectation) -> Iterator[str]:
    """Every id that something is expected of."""
    yield from (option.text for option, _ in (*expect.statuses, *expect.settled))
    yield from (owner.text for owner, _ in (*expect.says, *expect.leaves_out))
    yield from (
        word.text for word in (*(expect.order or ()), *(expect.alerts or ()), *(expect.missing or ()))
    )
    yield from (figure.name.text.partition(".")[0] for figure in expect.figures)
    yield from (owner.text for owner, _ in expect.cites)
    for _, further in expect.loans:
        yield from _named(further)
