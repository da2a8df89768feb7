"""How thorough the cases of packs are, as a table with what is missing, and as data.

A percentage alone would be looked at once and believed for ever. So what isn't reached is shown at its line,
and the table below counts it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from engine.cases.closing import closing
from engine.cases.coverage.model import Coverage
from engine.cases.coverage.model import Kind as Reached
from engine.cases.coverage.reach import coverage as reach
from engine.cases.coverage.reach import unreached
from engine.cases.model import Results
from engine.cases.mutation.run import Mutation, Telling, mutation, surviving
from engine.cases.run import run_cases
from engine.diagnostics import Diagnostic, Faulty, WrongUsage, as_data, by_place
from engine.said import AT_FAULT, Said, verdict

MUTANTS = "mutants"
KINDS = (*(one.value for one in Reached), MUTANTS)


class Thorough(Struct, frozen=True):
    """What was asked about the cases of one pack.

    Attributes:
        reached: None where it wasn't asked for, or the pack is at fault.
        noticed: the same.
    """

    results: Results
    reached: Coverage | None = None
    noticed: Mutation | None = None

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the pack, its cases and its explanations."""
        return (*self.results.faults, *(self.noticed.faults if self.noticed else ()))

    def missing(self, kinds: Collection[str] = KINDS) -> Iterator[Diagnostic]:
        """C416 and C417: what isn't reached or noticed, of some kinds."""
        if self.reached is not None:
            yield from unreached(self.reached, [one for one in Reached if one.value in kinds])
        if self.noticed is not None and MUTANTS in kinds:
            yield from surviving(self.noticed)


def ask(
    folder: Path, *, coverage: bool, mutate: bool, telling: Telling = lambda _done, _of: None
) -> Thorough:
    """Run the cases of a pack, and look what they reach and what they notice, as far as asked for.

    Args:
        folder: the folder that holds `pack.yaml`.
        coverage: whether to look what they reach.
        mutate: whether to try changes of the rules on them.
        telling: is told how many changes have been tried, and how many there are.

    Raises:
        Disagreement: the evaluators don't come to the same.
    """
    results = run_cases(folder)
    return Thorough(
        results, reach(results) if coverage else None, mutation(folder, results, telling) if mutate else None
    )


def said(found: Sequence[Thorough], fail_on: Collection[str], form: str) -> Said:
    """What was asked, and the status: at fault where anything is, or where something is missing that mustn't.

    Args:
        found: of each pack.
        fail_on: the kinds of which nothing may be missing.
        form: `text` or `json`.

    Raises:
        WrongUsage: nobody has looked for what mustn't be missing.
    """
    _check(found, fail_on)
    ran = verdict([fault for one in found for fault in one.faults], closing([one.results for one in found]))
    lacking = any(True for one in found for _ in one.missing(fail_on))
    out = to_json(found) if form == "json" else to_text(found) + str(ran.out)
    return Said(out, "" if form == "json" else ran.err, AT_FAULT if lacking else ran.status)


def _check(found: Sequence[Thorough], fail_on: Collection[str]) -> None:
    for one in found:
        for kind in fail_on:
            asked, option = (one.noticed, "--mutate") if kind == MUTANTS else (one.reached, "--coverage")
            if asked is None and one.results.program is not None:
                raise WrongUsage(f"`--fail-on {kind}` needs `{option}`")


def to_text(found: Sequence[Thorough]) -> str:
    """What is missing, by place, and the tables."""
    missing = by_place(fault for one in found for fault in one.missing())
    parts = [str(Faulty(missing)), ""] if missing else []
    return "\n".join([*parts, *(line for one in found for line in _tables(one))])


def _tables(one: Thorough) -> Iterator[str]:
    if one.reached is not None:
        counts = [(kind.value, reached, of) for kind, reached, of in one.reached.counts()]
        rows = [(name, f"{reached:,}", f"{of:,}", _share(reached, of)) for name, reached, of in counts]
        yield from _table((f"{one.results.pack}: cases reach", "reached", "of", ""), rows)
    if one.noticed is not None:
        counted = [
            (kind.value, part, why, of - part - why, of) for kind, part, why, of in one.noticed.counts()
        ]
        sums = [sum(column) for column in zip(*(numbers for _, *numbers in counted), strict=True)]
        header = (f"{one.results.pack}: changes", "noticed", "explained", "unnoticed", "of")
        yield from _table(header, [(name, *map(_written, of)) for name, *of in (*counted, ("all", *sums))])


def _written(number: int) -> str:
    return f"{number:,}"


def _share(part: int, whole: int) -> str:
    """Percent, rounded down: nothing is 100 % but all of it."""
    return f"{100 * part // whole} %" if whole else "none"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    rows = [header, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    for row in rows:
        first, *others = zip(row, widths, strict=True)
        yield "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()
    yield ""


def to_json(found: Sequence[Thorough]) -> str:
    """The same as data: for each pack its faults, the counts, and what is missing."""
    return json.dumps([_data(one) for one in found], ensure_ascii=False, indent=2) + "\n"


def _data(one: Thorough) -> dict[str, object]:
    data: dict[str, object] = {
        "pack": one.results.pack,
        "cases": one.results.run,
        "passed": one.results.passed,
        "faults": [as_data(fault) for fault in by_place(one.faults)],
    }
    if one.reached is not None:
        data["reached"] = {kind.value: {"reached": part, "of": of} for kind, part, of in one.reached.counts()}
    if one.noticed is not None:
        data["noticed"] = {
            kind.value: {"noticed": part, "explained": explained, "of": of}
            for kind, part, explained, of in one.noticed.counts()
        }
        data["explained"] = [
            {"of": survivor.mutant.owner, "change": survivor.mutant.change, "why": survivor.why}
            for survivor in one.noticed.survivors
            if survivor.why
        ]
    return {**data, "missing": [as_data(fault) for fault in by_place(one.missing())]}
