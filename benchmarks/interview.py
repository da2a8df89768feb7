"""How many questions an interview takes, beside asking everything and beside asking in the order of the file.

    python benchmarks/interview.py [PACK] [--save]

The borrowers are those of a pack's stories and profiles. Each answers from a whole profile: what it
doesn't tell, they don't know. Every interview stops by the same rule, once no answer can change a status, an
order or an alert; and comes to the statuses of the whole profile, or this stops with an error. `--save`
writes the table into `docs/interview.md`, too.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from engine.cases.overlay import raw
from engine.evaluation.outcome import Outcome, Status
from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview
from engine.interview.places import Raw
from engine.interview.rehearsal import answer, in_file_order, rehearse
from engine.profile.facts import Dictionary, Fact
from engine.profile.json_like import json_like
from engine.profile.overlay import merge
from engine.program.load import load_pack
from engine.program.model import Program
from engine.rulebook.from_yaml import read_cases

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "interview.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
DECIDED = (Status.RECOMMENDED, Status.NEEDS_ACTION)


@dataclass(frozen=True)
class Borrower:
    """Somebody with a whole profile."""

    name: str
    kind: str
    told: Raw
    as_of: date


@dataclass(frozen=True)
class Counted:
    """How many questions one borrower is asked.

    Attributes:
        everything: every fact of the dictionary, for each loan and each entry that there is.
        file: in the order of the file, whether it matters or not, until nothing can change any more.
        open_file: in the order of the file, only what can still change the answer.
        ours: what settles most first.
        final_file, final_ours: of `open_file` and `ours`, those until it is final what is recommended, be it
            only after something is done.
    """

    everything: int
    file: int
    open_file: int
    ours: int
    final_file: int
    final_ours: int


def borrowers(folder: Path, dictionary: Dictionary) -> Iterator[Borrower]:
    """Those of the stories, then those of the profiles."""
    bases = {path.stem: _json(path) for path in sorted((folder / "profiles").glob("*.json"))}
    cases, faults = read_cases(folder)
    if faults:
        sys.exit("the cases of the pack are at fault")
    for case in cases:
        if Path(case.name.span.source.name).parent.name == "stories":
            base = bases[case.base.text] if case.base else {}
            overlay = {key: raw(node) for key, node in case.overlay.items()}
            told = json_like(merge(base, overlay, dictionary.each))
            assert isinstance(told, Mapping)
            yield Borrower(case.name.text, "story", told, case.as_of or _day(told))
    yield from (Borrower(name, "profile", told, _day(told)) for name, told in bases.items())


def _json(path: Path) -> Mapping[str, object]:
    told = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
    assert isinstance(told, dict)
    return told


def _day(told: Raw) -> date:
    return date.fromisoformat(str(told["as_of"]))


def counted(program: Program, one: Borrower) -> Counted:
    """The questions that one borrower is asked."""
    interviewer = Interviewer(program, one.as_of)
    ours = rehearse(interviewer, one.told)
    listed = rehearse(interviewer, one.told, in_file_order)
    whole = interviewer.core.state(one.told).outcomes
    for interview in (ours, listed):
        if _statuses(interviewer.core.state(interview.told).outcomes) != _statuses(whole):
            sys.exit(f"another answer than by the whole profile: {one.name}")
    return Counted(
        everything=_everything(program.dictionary, one.told),
        file=_by_the_file(interviewer, one.told),
        open_file=len(listed.history),
        ours=len(ours.history),
        final_file=_final(interviewer, listed),
        final_ours=_final(interviewer, ours),
    )


def _statuses(outcomes: Sequence[Outcome]) -> list[dict[str, Status]]:
    return [{name: one.status for name, one in outcome.options.items()} for outcome in outcomes]


def _everything(dictionary: Dictionary, told: Raw) -> int:
    """Every fact but the day, those of loans and of entries as often as there are any."""
    return len(_all(dictionary, told))


def _all(dictionary: Dictionary, told: Raw) -> list[str]:
    """The places of every fact, in the order of the file."""
    return [place for fact in dictionary.facts for place in _places(dictionary, told, fact)]


def _places(dictionary: Dictionary, told: Raw, fact: Fact) -> list[str]:
    each, name = dictionary.each, fact.name
    if name == "as_of":
        return []
    if fact.list:
        entries = answer(dictionary, told, fact.list)
        count = len(entries) if isinstance(entries, list) else 0
        field = name.removeprefix(f"{fact.list}.")
        return [f"{fact.list}[{place}].{field}" for place in range(1, count + 1)]
    loans = told.get(each.many) if each is not None else None
    if each is not None and isinstance(loans, list) and len(loans) > 1 and name.startswith(f"{each.one}."):
        return [f"{each.many}[{place}]{name.removeprefix(each.one)}" for place in range(1, len(loans) + 1)]
    return [name]


def _by_the_file(interviewer: Interviewer, told: Raw) -> int:
    """Everything in the order of the file, the loans first, until nothing can change any more."""
    dictionary = interviewer.core.program.dictionary
    many = dictionary.each.many if dictionary.each is not None else ""
    interview, places = Interview(dictionary, {}), _all(dictionary, told)
    for number, place in enumerate(sorted(places, key=lambda one: one != many)):
        if not interviewer.open_facts(interview):
            return number
        interview = interview.answered(place, answer(dictionary, told, place))
    return len(places)


def _final(interviewer: Interviewer, interview: Interview) -> int:
    """After how many questions what is recommended in the end is settled."""
    states = [interview]
    while states[-1].history:
        states.append(states[-1].back())
    decided = [_decided(interviewer, one) for one in states]
    late = next((place for place, one in enumerate(decided) if not one >= decided[0]), len(states))
    return len(interview.history) - late + 1


def _decided(interviewer: Interviewer, interview: Interview) -> frozenset[tuple[int, str]]:
    outcomes = interviewer.core.state(interview.told).outcomes
    return frozenset(
        (place, name)
        for place, outcome in enumerate(outcomes)
        for name, one in outcome.options.items()
        if one.settled and one.status in DECIDED
    )


ROWS = (
    ("every fact of the dictionary", "everything"),
    ("order of the file, whether it matters or not", "file"),
    ("order of the file, only what still matters", "open_file"),
    ("what settles most first (`xieshang ask`)", "ours"),
    ("until what is recommended is final, in the order of the file", "final_file"),
    ("until what is recommended is final, what settles most first", "final_ours"),
)


def table(found: Mapping[str, Sequence[Counted]]) -> str:
    """The figures as Markdown: median, mean, fewest and most."""
    lines = [
        "| asked | " + " | ".join(f"{kind} ({len(counts)})" for kind, counts in found.items()) + " |",
        "| --- |" + " --- |" * len(found),
    ]
    for title, name in ROWS:
        cells = (_cell([getattr(one, name) for one in counts]) for counts in found.values())
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(numbers: Sequence[int]) -> str:
    return f"{median(numbers):g} (mean {mean(numbers):.1f}, {min(numbers)} to {max(numbers)})"


def main() -> None:
    """Count, print, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pack", nargs="?", default=str(ROOT / "rules" / "weilidai"), type=str)
    parser.add_argument("--save", action="store_true", help="write the table into docs/interview.md, too")
    asked = parser.parse_args()
    program = load_pack(asked.pack)
    found: dict[str, list[Counted]] = {}
    for one in borrowers(Path(asked.pack), program.dictionary):
        counts = counted(program, one)
        found.setdefault({"story": "stories", "profile": "profiles"}[one.kind], []).append(counts)
        print(f"{counts.ours:3} of {counts.everything:3}  {one.name}", file=sys.stderr)
    text = table(found)
    print(text)
    if asked.save:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        _, _, after = rest.partition(END)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
