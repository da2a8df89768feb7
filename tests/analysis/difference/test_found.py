"""Who gets another answer: exactly those whom trying every borrower of a small world finds."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.analysis.difference.edits import edits
from engine.analysis.difference.found import _Search, difference
from engine.analysis.difference.model import Difference, Pair, Transition
from engine.analysis.model import Limits, Proved
from engine.evaluation.outcome import Status
from engine.evaluation.reference import evaluate
from engine.profile.from_json import profile_from_data
from engine.program.model import Program
from tests.analysis.difference.packs import Edited, compared, edited, small

HOLIDAY = "options/payment_holiday/option.yaml"
INSTALMENTS = "options/instalments/option.yaml"
DAY = date(2026, 11, 25)
EARLIER: Edited = (HOLIDAY, "as_of <= loan.final", "as_of < loan.final")
MORE: Edited = (INSTALMENTS, "capacity > 0", "capacity > 100")
LAST: Edited = (HOLIDAY, "preferred_over: [instalments]\n", "")
OTHER: Edited = ("findings/temporary_hardship.yaml", '"temporary"', '"lasting"')
Pairs = set[tuple[str, Status, Status]]


def pairs(found: Difference) -> Pairs:
    return {
        (one.option, each.old.status, each.new.status)
        for one in found.options
        for each in one.transitions
        if each.old is not None and each.new is not None
    }


def borrowers() -> Iterator[dict[str, object]]:
    """Every borrower of a small world, at the thresholds, beside them, and untold."""
    incomes = (None, 0, 99, 100, 101, 5000)
    days = (None, DAY - timedelta(1), DAY, DAY + timedelta(1))
    causes = (None, "illness", "none")
    durations = (None, "temporary", "lasting")
    proofs: tuple[list[dict[str, str]] | None, ...] = (
        None,
        [],
        [{"kind": "medical_diagnosis", "issued_on": "2026-11-20"}],
    )
    for income, day, cause, duration, proof in product(incomes, days, causes, durations, proofs):
        borrower = {"monthly_essential_expenses": 0, "monthly_other_debt_payments": 0}
        told = {"monthly_income": income} if income is not None else {}
        loan = {} if day is None else {"final_maturity_date": day.isoformat()}
        hardship = {"cause": cause, "duration": duration}
        yield {
            "borrower": borrower | told,
            "loan": loan,
            "hardship": {name: value for name, value in hardship.items() if value is not None},
            **({} if proof is None else {"evidence": proof}),
        }


def tried(old: Program, new: Program) -> Pairs:
    """The pairs of statuses that somebody of the small world has, where the answers differ."""
    found: Pairs = set()
    for told in borrowers():
        profile, faults = profile_from_data(told, old.dictionary, "borrower")
        assert profile is not None, faults
        before, after = (evaluate(one, profile.views()[0], DAY).options for one in (old, new))
        found |= {
            (name, one.status, after[name].status) for name, one in before.items() if one != after[name]
        }
    return found


@pytest.mark.parametrize("edit", [EARLIER, MORE, LAST, OTHER], ids=["earlier", "more", "last", "other"])
def test_what_is_found_is_what_trying_every_borrower_finds(tmp_path: Path, edit: Edited) -> None:
    found = compared(tmp_path, edit)
    assert not any(one.open for one in found.options)
    assert pairs(found) == tried(small(), edited(tmp_path / "again", edit))
    assert found.changes_somebody
    assert not found.is_proved_the_same


def test_who_asks_for_one_pair_of_statuses_hears_of_one_borrower_and_that_there_are_no_other_pairs(
    tmp_path: Path,
) -> None:
    new = edited(tmp_path, EARLIER)
    search = _Search(small(), new, edits(small(), new), Limits(), ())
    pair = (Status.RECOMMENDED, Status.NOT_AVAILABLE)
    found: dict[Pair, Transition] = {}
    assert search._among("payment_holiday", [pair], found, search.solver) == Proved()
    assert [*found] == [pair]


def test_a_witness_gets_the_two_answers_that_are_said_of_them(tmp_path: Path) -> None:
    found = compared(tmp_path, EARLIER)
    for one in found.options:
        for each in one.transitions:
            view, day = each.witness.view, each.witness.as_of
            answers = [evaluate(program, view, day).options[one.option] for program in (found.old, found.new)]
            assert answers == [each.old, each.new]


def test_the_edit_that_is_responsible_is_named_also_through_a_measure(tmp_path: Path) -> None:
    less = ("measures/capacity.yaml", "  - borrower.monthly_other_debt_payments\n", "")
    found = compared(tmp_path, less)
    blamed = {edit.id for one in found.options for each in one.transitions for edit in each.responsible}
    assert blamed == {"capacity"}


def test_another_way_of_writing_the_same_is_proved_the_same(tmp_path: Path) -> None:
    same = (INSTALMENTS, "capacity > 0", "not(capacity <= 0) and capacity + 1 > 1")
    found = compared(tmp_path, same)
    assert [one.how for one in found.edits] == ["changed"]
    assert found.is_proved_the_same
    assert not found.changes_somebody


def test_words_alone_change_nobody_and_nothing_is_asked(tmp_path: Path) -> None:
    found = compared(tmp_path, ("words.en.yaml", "Contact", "Call"))
    assert found.edits
    assert found.is_proved_the_same


def test_an_option_that_is_new_is_shown_by_somebody_for_whom_it_is_open(tmp_path: Path) -> None:
    without = edited(tmp_path)
    fewer = replace(without, options=without.options[:1])
    found = difference(fewer, small())
    (new,) = (one for one in found.options if one.option == small().options[1].id)
    (shown,) = new.transitions
    assert shown.old is None
    assert shown.new is not None
    assert shown.new.status in {Status.RECOMMENDED, Status.AVAILABLE}
