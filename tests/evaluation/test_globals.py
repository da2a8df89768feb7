"""What names stand for while one loan is assessed on one day."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from engine.diagnostics import Faulty
from engine.evaluation.globals import Globals, parameters_in_force
from engine.feel.core import Arithmetic, Constant, Global, If, Node, Origin
from engine.feel.types import TRUTH
from engine.feel.unknown import MissingFact, Unknown, missing
from engine.profile.model import FactView, Value
from engine.program.load import load_pack
from engine.program.model import Measure, Program
from tests.evaluation.agreement import DICTIONARY, generated, seeded
from tests.evaluation.generate_program import program, rulebook, written

SMALL = load_pack(Path(__file__).parents[1] / "packs" / "small")
GENERATED = generated(1)
AS_OF = date(2026, 11, 22)
BUDGET = {
    "borrower.monthly_income": Decimal(4000),
    "borrower.monthly_essential_expenses": Decimal("2000.50"),
    "borrower.monthly_other_debt_payments": Decimal(500),
}


def values(facts: Mapping[str, Value] = BUDGET) -> Globals:
    return Globals(SMALL, FactView("1", facts), AS_OF)


def test_a_fact_that_isnt_told_is_unknown_by_its_name() -> None:
    assert values()["loan.balance"] == missing("loan.balance")


def test_a_measure_is_what_its_formula_comes_to() -> None:
    assert values()["capacity"] == Decimal("1499.50")


def test_a_measure_lacks_what_its_formula_lacks() -> None:
    known = Globals(SMALL, FactView("1", {"borrower.monthly_income": Decimal(1)}), AS_OF)
    found = known["capacity"]
    assert isinstance(found, Unknown)
    assert found.causes == {
        MissingFact("borrower.monthly_essential_expenses"),
        MissingFact("borrower.monthly_other_debt_payments"),
    }


def chain(links: int, *, terms: int = 1) -> Program:
    """The small pack with other measures: `m0` is the income, each further one that before it plus ones."""
    at, number = SMALL.head.span, SMALL.types["borrower.monthly_income"]
    formulas: list[Node] = [Global("borrower.monthly_income", Origin.FACT, number, at)]
    for link in range(1, links):
        formula: Node = Global(f"m{link - 1}", Origin.MEASURE, number, at)
        for _ in range(terms):
            formula = Arithmetic("+", formula, Constant(Decimal(1), number, at), number, at)
        formulas.append(formula)
    computed = tuple(Measure(f"m{link}", one, number, (), at) for link, one in enumerate(formulas))
    return replace(SMALL, computed=computed, types={**SMALL.types, **{one.id: number for one in computed}})


@pytest.mark.parametrize(("links", "terms"), [(1_000, 1), (13, 40), (13, 140), (2, 1)])
def test_measures_may_use_each_other_however_long_the_chain(links: int, terms: int) -> None:
    of, last = chain(links, terms=terms), f"m{links - 1}"
    told = Globals(of, FactView("1", {"borrower.monthly_income": Decimal(5)}), AS_OF)
    assert told[last] == 5 + (links - 1) * terms
    assert told.known("m0") == 5
    lacking = Globals(of, FactView("1", {}), AS_OF)
    assert lacking[last] == missing("borrower.monthly_income")
    assert lacking.known("m0") is None


def test_of_a_long_chain_a_measure_that_was_computed_already_is_taken() -> None:
    known = Globals(chain(300), FactView("1", {}), AS_OF)
    known.learn([("m100", Decimal(1))])
    assert known["m299"] == 200
    assert known["m99"] == missing("borrower.monthly_income")


def test_what_several_measures_of_a_long_chain_use_is_computed_once() -> None:
    at, number = SMALL.head.span, SMALL.types["borrower.monthly_income"]
    income = Global("borrower.monthly_income", Origin.FACT, number, at)
    formulas: list[Node] = [income, income]
    for link in range(2, 150):  # each the sum of the two before it
        before = [Global(f"m{link - back}", Origin.MEASURE, number, at) for back in (2, 1)]
        formulas.append(Arithmetic("+", before[0], before[1], number, at))
    computed = tuple(Measure(f"m{link}", one, number, (), at) for link, one in enumerate(formulas))
    of = replace(SMALL, computed=computed, types={**SMALL.types, **{one.id: number for one in computed}})
    assert Globals(of, FactView("1", {}), AS_OF)["m149"] == missing("borrower.monthly_income")
    told = Globals(of, FactView("1", {"borrower.monthly_income": Decimal(1)}), AS_OF)
    assert told["m149"] == 9969216677189303386214405760200  # the 150th number of Fibonacci


def test_a_measure_that_nothing_needs_costs_nothing() -> None:
    of, at = chain(3), SMALL.head.span
    number = of.types["m2"]
    before = [Global(f"m{place}", Origin.MEASURE, number, at) for place in range(2)]
    choice = If(Constant(value=True, type=TRUTH, span=at), before[0], before[1], number, at)
    of = replace(of, computed=(*of.computed[:2], Measure("m2", choice, number, (), at)))
    asked: list[str] = []

    class Facts(FactView):
        def value(self, name: str) -> Value | None:
            asked.append(name)
            return super().value(name)

    known = Globals(of, Facts("1", {"borrower.monthly_income": Decimal(5)}), AS_OF)
    assert known["m2"] == 5
    assert asked == ["borrower.monthly_income"]


def test_a_list_of_plain_values_and_an_empty_one_are_what_was_told() -> None:
    facts = FactView("1", {"borrower.debts": (Decimal(1), Decimal(2)), "evidence": ()})
    known = Globals(GENERATED, facts, AS_OF)
    assert known["borrower.debts"] == (1, 2)
    assert known["evidence"] == ()


def document(place: int, **told: Value) -> Mapping[str, Value | Unknown]:
    """A document with what it lacks."""
    fields = ("kind", "issued_on", "pages", "is_original", "issuer", "stamps")
    return {name: told.get(name, missing(f"evidence[{place}].{name}")) for name in fields}


def test_what_an_element_of_a_list_lacks_is_unknown_by_its_place() -> None:
    evidence: Value = ({"kind": "diagnosis"}, {"issuer": {"name": "a"}, "stamps": ({"is_valid": True}, {})})
    known = Globals(GENERATED, FactView("1", {"evidence": evidence}), AS_OF)
    issuer = {"name": "a", "is_public": missing("evidence[2].issuer.is_public")}
    stamps = (
        {"made_on": missing("evidence[2].stamps[1].made_on"), "is_valid": True},
        {
            "made_on": missing("evidence[2].stamps[2].made_on"),
            "is_valid": missing("evidence[2].stamps[2].is_valid"),
        },
    )
    assert known["evidence"] == (
        document(1, kind="diagnosis"),
        {**document(2), "issuer": issuer, "stamps": stamps},
    )


def test_the_day_is_that_of_the_assessment_whatever_the_profile_says() -> None:
    assert values({"as_of": date(2020, 1, 1)})["as_of"] == AS_OF


def test_every_name_of_the_pack_has_a_value_known_or_not() -> None:
    known = values()
    assert len(known) == len(SMALL.types)
    assert {*known} == {*SMALL.types}
    assert known.keys() >= {"capacity", "loan.next_instalment", "parameter.evidence_fresh_days"}


def test_measures_that_were_computed_already_are_taken_and_others_left() -> None:
    known = values()
    known.learn([("capacity", Decimal("-0.00"))])
    assert str(known["capacity"]) == "0"
    known = values()
    known.learn([("capacity", None)])
    assert known["capacity"] == Decimal("1499.50")
    known.learn([("capacity", True)])
    assert known["capacity"] is True


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2020, 1, 1), 60),
        (date(2023, 12, 31), 60),
        (date(2024, 1, 1), 90),
        (date(9999, 12, 31), 90),
    ],
)
def test_a_parameter_has_the_value_that_is_in_force_on_the_day(day: date, value: int) -> None:
    assert parameters_in_force(SMALL, day) == {"parameter.evidence_fresh_days": value}


def test_before_a_pack_is_in_force_it_says_nothing_and_that_is_said_once() -> None:
    with pytest.raises(Faulty) as caught:
        values_on(date(2019, 12, 31))
    (pack,) = caught.value.diagnostics
    assert pack.code == "R242"
    assert pack.message == "the pack `small` says nothing for 2019-12-31"
    assert pack.label == "in force from 2020-01-01"


def values_on(day: date) -> Globals:
    return Globals(SMALL, FactView("1", {}), day)


def test_after_a_pack_is_in_force_it_says_nothing(tmp_path: Path) -> None:
    files = dict(rulebook(seeded(1)))
    in_force = {"from": date(2020, 1, 1), "to": date(2026, 11, 22)}
    files["pack.yaml"] = {**files["pack.yaml"], "in_force": in_force}
    of = program(written(files, tmp_path), DICTIONARY)
    assert parameters_in_force(of, date(2026, 11, 22))
    with pytest.raises(Faulty) as caught:
        parameters_in_force(of, date(2026, 11, 23))
    (fault,) = caught.value.diagnostics
    assert fault.code == "R242"
    assert fault.label == "in force from 2020-01-01 to 2026-11-22"
    assert fault.help == "give a date within that time with `--as-of`, or another pack"


def test_what_is_known_is_told_without_looking_for_what_is_missing() -> None:
    known = values()
    assert known.known("capacity") == Decimal("1499.50")
    assert known.known("borrower.monthly_income") == 4000
    assert known.known("loan.balance") is None
    assert known.known("as_of") == AS_OF
    poor = values({})
    assert poor.known("capacity") is None
    poor.learn([("capacity", None)])
    assert poor.known("capacity") is None
    assert isinstance(poor["capacity"], Unknown)


def test_a_list_that_was_computed_with_a_gap_is_computed_again_for_its_causes() -> None:
    known = values()
    gap: Any = (None, Decimal(1))  # as generated code holds a list
    known.learn([("capacity", gap)])
    assert known["capacity"] == Decimal("1499.50")
    known = values()
    known.learn([("capacity", (Decimal(1),))])
    assert known["capacity"] == (1,)


def test_no_minus_stands_before_a_zero_in_a_list_either() -> None:
    known = values()
    known.learn([("capacity", (Decimal("-0"), (Decimal("-0.0"), "-0"), Decimal("-1.50")))])
    assert repr(known["capacity"]) == "(Decimal('0'), (Decimal('0'), '-0'), Decimal('-1.50'))"


def test_what_no_decision_rests_on_is_computed_once_and_only_when_it_is_asked_for() -> None:
    asked: list[str] = []

    def teach(known: Globals) -> None:
        asked.append("once")
        known.learn([("capacity", Decimal(7))])
        known.learn_advice([("explain_cause", False), ("hang_up", None)])

    known = values()
    known.learn_later(teach)
    assert known.known("borrower.monthly_income") == 4000
    assert asked == []
    assert known.known("capacity") == 7
    assert not known.says(SMALL.steps["explain_cause"])
    assert asked == ["once"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"hardship.is_explained": False}, True), ({"hardship.is_explained": True}, False), ({}, True)],
)
def test_a_step_is_said_unless_its_condition_is_false(facts: Mapping[str, Value], said: bool) -> None:
    known = values(facts)
    assert known.says(SMALL.steps["explain_cause"]) is said
    assert known.says(SMALL.steps["explain_cause"]) is said
    assert known.says(SMALL.steps["contact_customer_service"])


def test_before_its_first_value_a_parameter_has_none() -> None:
    (first, *_) = SMALL.parameters
    begins = first.values[0].since
    assert first.in_force(begins) == first.values[0]
    assert first.in_force(begins - timedelta(1)) is None
