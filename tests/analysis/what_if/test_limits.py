"""Where an answer isn't certain it says so, and where nothing can be changed it says that."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from engine.analysis.what_if import judge, lines, search
from engine.analysis.what_if.asking import Asker
from engine.analysis.what_if.goals import Falls
from engine.analysis.what_if.judge import Judge
from engine.analysis.what_if.model import LoanWhatIf, Verdict, WhatIf
from engine.analysis.what_if.reaches import Reaches
from engine.analysis.what_if.to_text import to_form
from engine.analysis.what_if.world import Changes, World
from engine.bundle import rules_folder
from engine.evaluation.compiled import Compiled
from engine.profile.from_json import profile_from_data
from engine.profile.json_text import values
from engine.profile.overlay import merge
from engine.program.changeable import Changeable, Tell
from engine.program.load import load_pack
from engine.program.model import Program

PACK = Path(__file__).parents[2] / "packs" / "what_if"
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def small() -> Program:
    return load_pack(PACK)


@pytest.fixture(scope="module")
def large() -> Program:
    return load_pack()


def ask(program: Program, told: dict[str, Any]) -> WhatIf:
    profile, faults = profile_from_data(told, program.dictionary)
    assert profile is not None, faults
    return Asker(program).ask(profile, profile.as_of or DAY, today=date(2026, 11, 18))


def wang(overlay: dict[str, Any]) -> dict[str, Any]:
    told = values((PACK / "profiles" / "wang.json").read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return merge(told, overlay, None)


def verdict(answer: LoanWhatIf, name: str) -> Verdict:
    found = next(one.opened_by for one in answer.options if one.id == name)
    assert found is not None
    return found


def test_without_changes_of_the_pack_nothing_helps(small: Program) -> None:
    answer = ask(replace(small, changeable=Changeable()), wang({"hardship": {"cause": None}})).loans[0]
    assert {one.opened_by.verdict for one in answer.options if one.opened_by} == {"nothing_helps"}
    assert [one.id for one in verdict(answer, "talked").because] == ["cause_counts", "lender_knows"]
    (alert,) = answer.alerts
    assert alert.lifted_by.verdict == "nothing_helps"


def test_what_suspends_and_can_not_be_put_right_leaves_no_options_to_look_at(small: Program) -> None:
    none = replace(small, changeable=Changeable())
    answer = ask(none, wang({"declaration": {"is_true": False}}))
    assert answer.loans[0].suspended
    assert answer.loans[0].options == ()
    assert "Nothing you can change takes it away:" in to_form(answer, "text")


def test_a_search_that_is_broken_off_proves_nothing(small: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    told = wang({"request": {"lump_sum": Decimal("0.2")}})
    for limit in ("MOST", "MOST_SETS"):
        with monkeypatch.context() as patch:
            patch.setattr(search, limit, -1)
            answer = ask(small, told)
            found = verdict(answer.loans[0], "window")
            assert (found.verdict, found.ways) == ("not_found", ())
            assert [one.id for one in found.because] == ["sum_is_right", "lender_knows"]
            assert "None was found among a few changes" in to_form(answer, "text")


def with_option(folder: Path, name: str, *claims: str) -> Program:
    """The small pack with one more option, which has these criteria."""
    pack = folder / "pack"
    shutil.copytree(PACK, pack)
    home = pack / "options" / name
    home.mkdir()
    criteria = [
        f"  - {{id: claim_{at}, when: '{one}', source: [made_up]}}\n" for at, one in enumerate(claims)
    ]
    words = [
        f"  claim_{at}: {{met: Met., unmet: Unmet., unknown: Unknown.}}\n" for at, _ in enumerate(claims)
    ]
    (home / "option.yaml").write_text(f"id: {name}\neligible_when:\n{''.join(criteria)}", encoding="utf-8")
    (home / "words.en.yaml").write_text(f"title: {name}\ncriteria:\n{''.join(words)}", encoding="utf-8")
    return load_pack(pack)


def test_what_shuts_each_other_out_is_proved_by_trying_all_of_it(tmp_path: Path) -> None:
    of = with_option(tmp_path, "split", "request.lump_sum in [0.2..0.3]", "request.lump_sum in [0.1..0.15]")
    found = verdict(ask(of, wang({})).loans[0], "split")
    assert found.verdict == "nothing_helps"
    assert [one.id for one in found.because] == ["claim_0", "claim_1"]


def test_two_figures_of_which_each_would_do_are_no_way_where_a_third_claim_forbids_both(
    tmp_path: Path,
) -> None:
    both = "request.lump_sum >= 0.2", "request.instalments >= 5"
    of = with_option(tmp_path, "either", *both, f"not({both[0]} and {both[1]})")
    assert verdict(ask(of, wang({})).loans[0], "either").verdict == "nothing_helps"


def test_two_missing_amounts_for_which_nobody_finds_an_example_are_asked_for(tmp_path: Path) -> None:
    claims = [f"borrower.savings > 5 and borrower.monthly_income {bound}" for bound in ("> 10", "< 5")]
    of = with_option(tmp_path, "neither", *claims)
    first, *others = of.changeable.changes
    telling = replace(of, changeable=replace(of.changeable, changes=(replace(first, what=Tell(())), *others)))
    told = wang({"borrower": {"savings": None, "monthly_income": None}})
    found = verdict(ask(telling, told).loans[0], "neither")
    assert (found.verdict, found.ways) == ("not_found", ())
    assert {one.fact for one in found.ask_for} == {"borrower.savings", "borrower.monthly_income"}


def test_a_claim_on_two_figures_that_have_to_move_together_is_not_settled(tmp_path: Path) -> None:
    when = "request.lump_sum >= 0.2 and request.instalments >= 5"
    found = verdict(ask(with_option(tmp_path, "one_claim", when), wang({})).loans[0], "one_claim")
    assert found.verdict == "not_found"
    assert [one.id for one in found.because] == ["claim_0"]


def test_an_amount_that_was_not_told_may_do_whatever_it_is(tmp_path: Path) -> None:
    when = 'borrower.monthly_income < 5 or hardship.cause = "illness" and borrower.monthly_income >= 0'
    told = wang({"borrower": {"monthly_income": None}})
    found = verdict(ask(with_option(tmp_path, "whatever", when), told).loans[0], "whatever")
    (way,) = found.ways
    assert [(one.least, one.most, one.text) for one in way.changes[0].values] == [(None, None, "whatever")]


def test_what_lies_between_two_bounds_is_told_with_both(tmp_path: Path) -> None:
    when = "borrower.monthly_income in [5..7] or borrower.monthly_income in (9..10]"
    told = wang({"borrower": {"monthly_income": None}})
    found = verdict(ask(with_option(tmp_path, "between", when), told).loans[0], "between")
    (way,) = found.ways
    stretches = [(one.least, one.most) for one in way.changes[0].values]
    assert stretches == [("5.00", "7.00"), ("9.01", "10.00")]
    assert way.exact


def test_a_fact_that_has_its_value_already_is_no_change(small: Program) -> None:
    always = tuple(replace(one, possible=None) for one in small.changeable.changes)
    changed = replace(small, changeable=replace(small.changeable, changes=always))
    told = wang({"borrower": {"has_contacted_lender": True}})
    assert to_form(ask(changed, told), "json") == to_form(ask(small, told), "json")


def test_a_margin_that_could_not_be_settled_says_how_far_it_is_sure(
    small: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST", 0)
    told = wang({"request": {"instalments": 6}})
    safety = ask(small, told).loans[0].safety
    assert safety is not None
    income = next(one for one in safety.margins if one.id == "income_falls")
    assert income.verdict == "not_settled"
    assert income.next is None


def test_a_fact_that_is_not_told_has_no_margin(small: Program) -> None:
    told = wang({"borrower": {"monthly_income": None, "has_contacted_lender": True}})
    safety = ask(small, told).loans[0].safety
    assert safety is not None
    assert [one.id for one in safety.margins] == ["expenses_rise", "later"]
    assert "however far it goes" in safety.margins[0].text


def test_several_amounts_that_are_missing_decide_together(large: Program) -> None:
    told = {
        "as_of": "2026-11-20",
        "borrower": {"savings": 0, "foresees_missed_payment": True},
        "loan": {"product": "weilidai", "days_overdue": 0, "overdue_amount": 0, "is_due_as_a_whole": False,
            "outstanding_principal": 24000, "next_instalment": Decimal("1797.60"),
            "remaining_instalments": 16,
            "repayment_method": "equal_principal", "next_due_date": "2026-11-25"},
        "hardship": {"cause": "illness", "duration": "lasting"},
        "evidence": [{"kind": "medical_diagnosis", "issued_on": "2026-11-10"}],
        "agreements": [], "offers": [], "third_parties": [],
        "declaration": {"is_true": True, "conflicts": []},
    }  # fmt: skip
    answer = ask(large, told)
    (way,) = verdict(answer.loans[0], "reduction").ways
    assert [one.facts[0].fact for one in way.changes] == [
        "borrower.monthly_income",
        "borrower.monthly_essential_expenses",
        "borrower.monthly_other_debt_payments",
    ]
    assert not way.exact
    assert all(one.values == () for one in way.changes)
    assert "这几个数要合起来看" in to_form(answer, "text")


def test_of_many_ways_a_page_tells_some_and_how_many_more_there_are(large: Program) -> None:
    path = rules_folder() / "weilidai" / "profiles" / "illness_before_due.json"
    told = values(path.read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    changed = merge(told, {"hardship": {"cause": None}, "evidence": []}, large.dictionary.each)
    answer = ask(large, changed)
    count = len(verdict(answer.loans[0], "deferral").ways)
    assert count > 3
    assert f"另外还有 {count - 3} 条路" in to_form(answer, "text")


def test_a_day_on_which_nothing_is_in_force_answers_nothing(small: Program) -> None:
    profile, _ = profile_from_data(wang({}), small.dictionary)
    assert profile is not None
    world = World(small.dictionary, profile.views()[0], DAY, 0)
    one = Judge(small, Compiled(small), Reaches(small), world)
    before = Changes({"as_of": date(2019, 1, 1)})
    goal = Falls(small.alerts[0])
    assert one.outcome(before) is None
    assert not one.holds(goal, before)
    assert one.confirmed(goal, before) is None


def test_answers_are_the_same_however_few_of_them_are_kept(
    small: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = to_form(ask(small, wang({})), "json")
    monkeypatch.setattr(judge, "MOST_KEPT", 1)
    assert to_form(ask(small, wang({})), "json") == whole
    assert json.loads(whole)["contract"] == "xieshang.what_if/1"


def test_telling_of_a_loan_where_none_was_told_tells_of_the_only_one(large: Program) -> None:
    told = {"agreements": [{"state": "performing", "can_be_kept": True}]}
    profile, _ = profile_from_data(told, large.dictionary)
    whole, _ = profile_from_data({**told, "loan": {"rate": {"value": Decimal("0.1")}}}, large.dictionary)
    assert profile is not None
    assert whole is not None
    world = World(large.dictionary, profile.views()[0], DAY, 0)
    changed = world.having(Changes({"loan.rate.value": Decimal("0.1")}))
    assert changed.view.facts == whole.views()[0].facts
    forgotten = changed.having(Changes({"loan.rate.value": None}))
    assert "loan.rate.value" not in forgotten.view.facts
