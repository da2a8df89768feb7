"""What the solver proves of the lending example, and whom it finds; the gap of the test kit is among it."""

from collections.abc import Collection, Mapping
from pathlib import Path
from shutil import copytree

import pytest

pytest.importorskip("z3")

from engine.analysis.model import Answer, Limits, Proved, Refuted, Witness
from engine.analysis.rulebook import stated, table_cover
from engine.analysis.rulebook.asking import Asking
from engine.analysis.rulebook.kept_answers import KeptAnswers
from engine.analysis.rulebook.load import load
from tests.examples import dmn_originations as published
from tests.examples.dmn_borrowers import PACK, borrower

GAPS = tuple(
    f"table {name} has a row for everybody"
    for name in ("pre_bureau_risk_category", "post_bureau_risk_category", "bureau_call_type", "strategy")
)


def answers(folder: Path, about: Collection[str] | None = None) -> Mapping[str, Answer]:
    """The answers to the questions about a pack's properties; or to those with these ids, gaps among them."""
    pack = load(folder)
    asked = [
        one
        for one in (*stated.asked(pack), *table_cover.asked(pack))
        if (one.id in about if about else stated.is_property(one.id))
    ]
    asking = Asking(pack, Limits(), KeptAnswers(None, ""), 1, lambda _, __: None)
    return {one.id: answer for one, answer in zip(asked, asking.answers(asked), strict=True)}


def test_every_property_is_proved_or_refuted_by_somebody() -> None:
    found = {name.split()[1]: answer for name, answer in answers(PACK).items()}
    assert {name for name, answer in found.items() if isinstance(answer, Refuted)} == {
        "everybody_has_a_score_within_the_published_bounds",
        "the_routing_accepts_nobody_whom_the_strategy_declines",
        "growing_older_never_makes_a_known_customer_a_high_risk",
        "nobody_bankrupt_is_accepted",
    }
    assert {name for name, answer in found.items() if answer == Proved()} == {
        "adults_have_a_score_within_the_published_bounds",
        "nobody_under_age_is_accepted",
        "a_credit_score_under_580_is_a_high_risk_where_a_call_is_wanted",
        "a_better_credit_score_never_makes_a_low_risk_higher",
        "a_better_credit_score_never_makes_a_high_risk",
    }


def test_the_tables_of_the_specification_have_no_gap() -> None:
    assert {*answers(PACK, GAPS).values()} == {Proved()}


def test_the_gap_of_the_test_kit_is_found_with_a_new_customer_of_130_points(tmp_path: Path) -> None:
    table = copytree(PACK, tmp_path / "kit") / "tables" / "pre_bureau_risk_category.yaml"
    table.write_text(
        table.read_text(encoding="utf-8").replace("'[120..130]'", "'[120..130)'"), encoding="utf-8"
    )
    (answer,) = answers(tmp_path / "kit", GAPS[:1]).values()
    assert isinstance(answer, Refuted)
    (witness,) = answer.witnesses
    who = published.decisions(borrower(**_told(witness)), published.TEST_KIT)
    assert (who["application_risk_score"], who["pre_bureau_risk_category"]) == (130, None)


def _told(witness: Witness) -> dict[str, object]:
    return {name.partition(".")[2]: value for name, value in witness.view.facts.items() if "." in name}
