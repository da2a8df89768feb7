"""The smallest changes are those that are found by trying everything.

Trying everything doesn't use the search: profiles are written anew as JSON and go to the reference one by
one. The pack is small enough for that: eight numbers of instalments, some dozens of fen, a few days.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from engine.analysis.what_if.asking import Asker
from engine.analysis.what_if.model import LoanWhatIf, OptionWhatIf, WayAdvice
from engine.evaluation.outcome import Outcome, Status, suspension
from engine.evaluation.reference import evaluate
from engine.profile.from_json import profile_from_data
from engine.profile.model import Profile
from engine.program.load import load_pack
from engine.program.model import Program
from engine.values import Truth

PACK = Path(__file__).parents[2] / "packs" / "what_if"
TODAY = date(2026, 11, 18)
OPEN = (Status.RECOMMENDED, Status.AVAILABLE)
Raw = dict[str, Any]
Atom = tuple[str, ...]  # one change: its id, and what it comes to
# Papers that the same requirements accept, by the one that stands for them.
PAPERS = ("payslip", "household_register", "bank_statement")

BORROWERS: Mapping[str, Mapping[str, Any]] = {
    "as he is": {},
    "with money for three instalments and a payslip": {
        "borrower.monthly_income": 3400.00,
        "evidence": [{"kind": "payslip", "issued_on": "2026-11-10"}],
    },
    "who hasn't told why, and for how long": {"hardship": {}, "borrower.has_contacted_lender": True},
    "who is late, and asks for eight": {"as_of": "2026-11-25", "request.instalments": 8},
    "whose sum lies between the right ones": {
        "request.lump_sum": 0.2,
        "borrower.has_contacted_lender": True,
        "loan.borrowed_on": "2026-10-27",
    },
}


@cache
def pack() -> Program:
    return load_pack(PACK)


def raw(changed: Mapping[str, Any]) -> Raw:
    """The profile of the pack with some facts changed."""
    told: Raw = json.loads((PACK / "profiles" / "wang.json").read_text(encoding="utf-8"), parse_float=Decimal)
    for name, value in changed.items():
        put(told, name, Decimal(str(value)) if isinstance(value, float) else value)
    return told


def put(told: Raw, name: str, value: Any) -> None:
    *groups, field = name.split(".")
    for group in groups:
        told = told.setdefault(group, {})
    told[field] = value


def profile(told: Raw) -> Profile:
    made, faults = profile_from_data(told, pack().dictionary)
    assert made is not None, faults
    return made


def outcome(told: Raw) -> Outcome:
    made = profile(told)
    assert made.as_of is not None
    return evaluate(pack(), made.views()[0], made.as_of)


def discrete(told: Raw) -> Iterator[Atom]:
    """Each change that comes to one of a few things."""
    yield from (("bring", paper) for paper in PAPERS)
    borrower, hardship = told["borrower"], told["hardship"]
    if borrower.get("has_contacted_lender") is not True:
        yield ("talk",)
    values = {"cause": ["illness", "accident", "job_loss", "none"], "duration": ["temporary", "lasting"]}
    for field, possible in values.items():
        if field not in hardship:
            yield from (("say", f"hardship.{field}", value) for value in possible)


def lines(told: Raw) -> Mapping[str, Sequence[Sequence[str]]]:
    """Each number or day that can move: the values above it, and those below, nearest first."""
    asked, day = told["request"]["instalments"], date.fromisoformat(told["as_of"])
    given, most = int(told["request"]["lump_sum"] * 100), int(told["borrower"]["savings"] * 100)
    last = date.fromisoformat(told["loan"]["next_due_date"])
    return {
        "spread": [[*map(str, range(asked + 1, 9))], [*map(str, range(asked - 1, 0, -1))]],
        "pay": [[f"{fen / 100:.2f}" for fen in range(given + 1, most + 1)]],
        "wait": [
            [str(day + timedelta(one)) for one in range(1, (last - day).days + 1)],
            [str(day - timedelta(one)) for one in range(1, (day - TODAY).days + 1)],
        ],
    }


def having(told: Raw, atoms: Sequence[Atom]) -> Raw:
    """The profile with some changes."""
    changed = deepcopy(told)
    for one in atoms:
        match one:
            case ("bring", paper):
                changed["evidence"].append({"kind": paper, "issued_on": told["as_of"]})
            case ("talk",):
                put(changed, "borrower.has_contacted_lender", value=True)
            case ("say", fact, value):
                put(changed, fact, value)
            case ("spread", number):
                put(changed, "request.instalments", int(number))
            case ("pay", amount):
                put(changed, "request.lump_sum", Decimal(amount))
            case ("wait", day):
                put(changed, "as_of", day)
    return changed


def opened(found: Outcome) -> frozenset[str]:
    if suspension(pack(), found.alerts) is Truth.MET:
        return frozenset()
    return frozenset(name for name, one in found.options.items() if one.status in OPEN)


def by_trying(told: Raw) -> Mapping[str, set[frozenset[Atom]]]:
    """For each option the smallest sets of at most three changes; two numbers or days only by themselves."""
    shut = {option.id for option in pack().options} - opened(outcome(told))
    found: dict[str, set[frozenset[Atom]]] = {name: set() for name in shut}
    few = list(discrete(told))
    for size in (1, 2, 3):
        for some in combinations(few, size):
            if len({one[:2] for one in some}) == size:
                for name in opened(outcome(having(told, some))) & shut:
                    add(found[name], frozenset(some))
        for some in combinations(few, size - 1):
            for line, ways in lines(told).items():
                for values in ways:
                    along(told, some, line, values, found)
    for one, other in combinations(lines(told), 2):
        for first, second in product(lines(told)[one], lines(told)[other]):
            both(told, [(one, value) for value in first], [(other, value) for value in second], found)
    return found


def both(
    told: Raw, one: Sequence[Atom], other: Sequence[Atom], found: Mapping[str, set[frozenset[Atom]]]
) -> None:
    """The nearest pairs of values of two lines: none of them is nearer in one and as near in the other."""
    reached: dict[str, list[tuple[int, int]]] = {name: [] for name in found}
    for places in product(range(len(one)), range(len(other))):
        for name in opened(outcome(having(told, [one[places[0]], other[places[1]]]))) & found.keys():
            if not any(near[0] <= places[0] and near[1] <= places[1] for near in reached[name]):
                reached[name].append(places)
    for name, pairs in reached.items():
        for first, second in pairs:
            add(found[name], frozenset([one[first], other[second]]))


def along(
    told: Raw,
    some: Sequence[Atom],
    line: str,
    values: Sequence[str],
    found: Mapping[str, set[frozenset[Atom]]],
) -> None:
    """The nearest value of a line for each option that isn't open without it."""
    already = opened(outcome(having(told, some)))
    for value in values:
        now = opened(outcome(having(told, [*some, (line, value)])))
        for name in (now - already) & found.keys():
            add(found[name], frozenset([*some, (line, value)]))
        already |= now


def add(sets: set[frozenset[Atom]], new: frozenset[Atom]) -> None:
    """Keep a set unless a smaller one does it; of a line any value counts."""

    def bare(one: frozenset[Atom]) -> frozenset[Atom]:
        return frozenset(atom[:1] if atom[0] in {"spread", "pay", "wait"} else atom for atom in one)

    if not any(bare(one) < bare(new) for one in sets):
        sets.add(new)


def told_of(option: OptionWhatIf) -> set[frozenset[Atom]]:
    """What the answer says opens an option, one set for each thing that a change may come to."""
    assert option.opened_by is not None
    return {one for way in option.opened_by.ways for one in sets_of(way)}


def sets_of(way: WayAdvice) -> Iterator[frozenset[Atom]]:
    rows: list[list[Atom]] = [[]]
    for change in way.changes:
        if change.kinds:
            atoms: list[Atom] = [(change.id, kind) for kind in change.kinds if kind in PAPERS]
        elif change.values:
            atoms = [(change.id, change.facts[0].fact, one.least or "") for one in change.values]
        elif change.id == "talk":
            atoms = [("talk",)]
        else:
            atoms = [(change.id, change.facts[0].after or "")]
        rows = [[*row, atom] for row in rows for atom in atoms]
    return map(frozenset, rows)


def asked(told: Raw) -> LoanWhatIf:
    made = profile(told)
    assert made.as_of is not None
    return Asker(pack()).ask(made, made.as_of, today=TODAY).loans[0]


@cache
def tried(borrower: str) -> Mapping[str, set[frozenset[Atom]]]:
    """What trying everything finds for a borrower."""
    return by_trying(raw(BORROWERS[borrower]))


@pytest.mark.parametrize("borrower", BORROWERS)
def test_what_opens_an_option_is_what_trying_everything_finds(borrower: str) -> None:
    told, expected = raw(BORROWERS[borrower]), tried(borrower)
    answer = {one.id: one for one in asked(told).options}
    assert answer.keys() == expected.keys()
    for name, sets in expected.items():
        assert told_of(answer[name]) == sets, name


@pytest.mark.parametrize("borrower", BORROWERS)
def test_nothing_is_said_to_help_only_where_trying_everything_finds_nothing(borrower: str) -> None:
    told, expected = raw(BORROWERS[borrower]), tried(borrower)
    verdicts = {one.id: one.opened_by.verdict for one in asked(told).options if one.opened_by}
    assert {name for name, verdict in verdicts.items() if verdict == "nothing_helps"} == {
        name for name, sets in expected.items() if not sets
    }


def first_change(told: Raw, fact: str, values: Iterator[Any]) -> Any:
    """The first value with which something else is recommended."""
    now = {name for name, one in outcome(told).options.items() if one.status is Status.RECOMMENDED}
    for value in values:
        changed = deepcopy(told)
        put(changed, fact, value)
        then = {name for name, one in outcome(changed).options.items() if one.status is Status.RECOMMENDED}
        if then != now:
            return value
    return None


def test_the_margin_of_an_answer_is_exact_to_the_fen_and_the_day() -> None:
    told = raw(
        {"request.instalments": 6, "borrower.monthly_income": 2930.20, "loan.borrowed_on": "2026-10-19"}
    )
    safety = asked(told).safety
    assert safety is not None
    assert {one.id for one in safety.recommended} == {"plan", "in_time"}
    margins = {one.id: one for one in safety.margins}
    fewer = (Decimal(fen) / 100 for fen in range(293020, 292000, -1))
    more = (Decimal(fen) / 100 for fen in range(250000, 251000))
    days = (str(date(2026, 11, 20) + timedelta(one)) for one in range(8))
    assert margins["income_falls"].next == str(first_change(told, "borrower.monthly_income", fewer))
    assert margins["expenses_rise"].next == str(
        first_change(told, "borrower.monthly_essential_expenses", more)
    )
    assert margins["later"].next == first_change(told, "as_of", days)
    assert {one.verdict for one in margins.values()} == {"changes"}
