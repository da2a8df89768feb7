"""What a pack's own dictionary of facts holds every profile to, the solver holds every borrower to."""

import json
from typing import Any

import pytest

pytest.importorskip("z3")

from engine.analysis.model import Limits, NotSettled, Proved, Refuted
from engine.analysis.solving.solver import Solver
from engine.profile.dictionary import dictionary_from_schema
from engine.profile.facts import Dictionary
from engine.source import Source
from tests.analysis.core.asking import is_met
from tests.evaluation.columnar.programs import of_formulas
from tests.evaluation.generate_facts import _fact, _list, _record

_PAPER = _record(
    number={**_fact("string", pattern="^[0-9]{9}$"), "x-key": True},
    sheets=_fact("integer", unit="page", minimum=0),
    signed={**_fact("integer", unit="page", minimum=0), "x-at-most": ["sheets"]},
)
SCHEMA = _record(
    as_of=_fact("string", format="date"),
    loan=_record(balance=_fact("number", unit="yuan", minimum=0)),
    papers=_list(_PAPER),
    guarantors={**_list(_record(earns=_fact("number", unit="yuan", minimum=0))), "minItems": 2},
    code=_fact("string", pattern="^[0-9]{9}$"),
)


def facts() -> Dictionary:
    """Papers, each with a number of its own, two guarantors at least, and no list of loans."""
    made, faults = dictionary_from_schema(Source("own.schema.json", json.dumps(SCHEMA)))
    assert made is not None, faults
    return made


def asked(formula: str, **more: Any) -> Proved | Refuted | NotSettled:
    program = of_formulas([(formula, "truth")], facts=facts())
    return Solver([program], Limits(**more)).find(is_met("m0"))


@pytest.mark.parametrize(
    "formula",
    [
        "some one in papers satisfies one.signed > one.sheets",
        "some one in papers, two in papers satisfies one.number = two.number and one.signed < two.signed",
        "count(guarantors) < 2",
    ],
)
def test_nobody_breaks_what_the_dictionary_says_of_the_elements_of_a_list(formula: str) -> None:
    found = asked(formula)
    assert isinstance(found, Proved), found


def test_somebody_is_found_in_a_dictionary_without_loans_with_as_many_elements_as_there_have_to_be() -> None:
    found = asked("loan.balance > 5 and (some one in guarantors satisfies one.earns > 1)")
    assert isinstance(found, Refuted)
    view = found.witnesses[0].view
    guarantors = view.value("guarantors")
    assert isinstance(guarantors, tuple)
    assert len(guarantors) == 2
    assert {*view.facts} == {"loan.balance", "guarantors"}


def test_who_needs_a_text_that_cannot_be_made_up_is_left_open() -> None:
    assert asked('code != "123456789"') == NotSettled("approximation", ("text",))


def test_who_would_need_a_text_that_the_dictionary_refuses_is_not_found() -> None:
    found = asked('code = "twelve"', rounds=5)
    assert isinstance(found, NotSettled)
    assert found.reason == "approximation"
