"""A pack for a second product works as the product's own does, by files alone."""

from pathlib import Path

import pytest

from engine import assess, load_pack, read_profile
from engine.cases.run import run_cases
from engine.diagnostics import render
from engine.evaluation.evaluators import Evaluators
from engine.evaluation.outcome import Status
from engine.explanation.model import LoanAdvice
from engine.program.folders import packs_in

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "examples" / "packs"
CARD = ROOT / "examples" / "profiles" / "credit_card.json"


@pytest.mark.parametrize("pack", packs_in(PACKS), ids=lambda pack: pack.name)
def test_an_example_pack_has_no_fault_and_every_evaluator_passes_its_cases(pack: Path) -> None:
    results = run_cases(pack)
    assert not results.faults, "\n\n".join(map(render, results.faults))
    assert results.passed > 50
    assert results.engines == Evaluators(load_pack("credit_card", PACKS)).names


def test_whoever_owes_on_a_card_is_told_what_to_do() -> None:
    pytest.importorskip("z3")
    from engine.analysis.rulebook.analyse import analyse

    report = analyse(PACKS / "credit_card")
    assert len(report.answers) > 50
    assert report.found == ()


def answer(pack: str, rules: Path | None) -> LoanAdvice:
    return assess(load_pack(pack, rules), read_profile(CARD)).loans[0]


def test_a_card_holder_who_is_ill_is_told_of_the_instalments_that_the_law_names() -> None:
    first = answer("credit_card", PACKS).options[0]
    assert (first.id, first.status, first.settled) == ("personalised_instalments", Status.RECOMMENDED, True)


def test_the_rules_of_one_product_open_nothing_to_a_debt_of_another() -> None:
    assert {one.status for one in answer("weilidai", None).options} == {Status.NOT_AVAILABLE}
