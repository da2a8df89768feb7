"""Changes that nobody has to notice are explained beside the rules, and explanations of nothing are told."""

from pathlib import Path

from engine.cases.mutation.model import Kind
from engine.cases.mutation.run import Mutation, mutation, surviving
from tests.cases.probing import PROBE, with_condition

INCOME = "borrower.monthly_income"
FAR = {
    "borrower: {monthly_income: 0}": "unmet",
    "borrower: {monthly_income: 9}": "met",
}


def tried(pack: Path, explained: str) -> Mutation:
    results = with_condition(pack, f"{INCOME} > 1", FAR, {"mutants.yaml": f"explained:\n{explained}"})
    found = mutation(pack, results)
    assert found is not None
    return found


def unexplained(found: Mutation) -> set[str]:
    """What is left of the criterion, but for its sources, of which no case expects anything."""
    left = [one.mutant for one in found.unexplained if one.mutant.owner == PROBE]
    return {one.change for one in left if one.kind is not Kind.SOURCES}


def test_a_survivor_that_is_explained_is_no_longer_told(pack: Path) -> None:
    change = f"`{INCOME} > 1` read as `{INCOME} >= 1`"
    found = tried(pack, f"  - {{of: [{PROBE}], changes: ['{change}'], why: one fen is as good as none}}\n")
    assert found.faults == ()
    assert change not in unexplained(found)
    assert f"`1` read as `0.99` in `{INCOME} > 1`" in unexplained(found)
    (own,) = (one for one in found.survivors if one.why)
    assert (own.mutant.change, own.why) == (change, "one fen is as good as none")
    assert change not in {fault.label.partition(": no case")[0] for fault in surviving(found)}


def test_a_star_stands_for_anything(pack: Path) -> None:
    found = tried(pack, f"  - {{of: [{PROBE}], changes: ['`1` read as * in *'], why: why}}\n")
    assert found.faults == ()
    assert not [change for change in unexplained(found) if change.startswith("`1` read")]


def test_an_explanation_of_what_a_case_notices_is_told(pack: Path) -> None:
    change = f"`{INCOME} > 1` read as `{INCOME} <= 1`"
    found = tried(pack, f"  - {{of: [{PROBE}], changes: ['{change}', '* >= *'], why: why}}\n")
    assert [(fault.code, fault.label) for fault in found.faults] == [("C418", "a case notices all of it")]


def test_an_explanation_of_what_is_not_there_is_told(pack: Path) -> None:
    found = tried(pack, f"  - {{of: [{PROBE}, capacity], changes: ['* >= *', gone], why: why}}\n")
    assert [(fault.code, fault.label) for fault in found.faults] == [
        ("C418", "there is no such rule"),
        ("C418", "there is no such change"),
    ]


def test_an_explanation_that_does_not_fit_its_schema_explains_nothing_and_is_told(pack: Path) -> None:
    found = tried(pack, f"  - {{of: {PROBE}, changes: ['*'], why: why}}\n")
    assert [fault.code for fault in found.faults] == ["S103"]
    assert len(unexplained(found)) == 4


def test_what_survives_is_told_with_a_case_in_which_it_shows_or_without_one(pack: Path) -> None:
    found = tried(pack, f"  - {{of: [{PROBE}], changes: ['* >= *'], why: why}}\n")
    by_label = {fault.label: fault for fault in surviving(found) if PROBE in fault.message}
    assert {fault.code for fault in by_label.values()} == {"C417"}
    curable = by_label["`curable` is true: no case fails"]
    assert [note.label for note in curable.notes] == [
        "it comes out otherwise here, where nothing looks at it"
    ]
    assert curable.help == "expect in a case what comes out otherwise, or explain it in `mutants.yaml`"
    unseen = by_label[f"`1` read as `0.99` in `{INCOME} > 1`: no case fails"]
    assert unseen.notes == ()
    assert unseen.help.startswith("write a case that tells the two apart")
