"""Single parts of the solver's reading, where a question would say too little about them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

pytest.importorskip("z3")

import z3

from engine.analysis.installed import needs_z3
from engine.analysis.model import Limits, Proved, Refuted
from engine.analysis.outcomes import Outcomes
from engine.analysis.pool import pool_of
from engine.analysis.solving.rounder import rounder
from engine.analysis.solving.solver import Question, Solver
from engine.analysis.symbolic.fixed import fixed, stands_for
from engine.analysis.symbolic.ground import Ground
from engine.analysis.symbolic.numbers import quotient
from engine.analysis.symbolic.symbols import Symbol, UnreadableError
from engine.analysis.symbolic.terms import TRUE, both, either, implied, negated, number, real
from engine.analysis.symbolic.texts import Texts, fits
from engine.analysis.symbolic.told import Told
from engine.analysis.symbolic.valuation import handy
from engine.analysis.written import as_data
from engine.evaluation.outcome import Status
from engine.feel.types import TEXT
from engine.profile.facts import ScalarForm
from engine.profile.from_json import profile_from_data
from engine.profile.model import Record
from engine.program.load import load_pack
from tests.evaluation.agreement import DICTIONARY
from tests.evaluation.columnar.programs import of_formulas

WEILIDAI = Path(__file__).parents[3] / "rules" / "weilidai"
TODAY = date(2026, 11, 20)


def test_the_solver_is_there() -> None:
    needs_z3()


@pytest.mark.parametrize(
    ("value", "tried"),
    [
        (Decimal("1234.56"), ["2000", "1000", "1300", "1200", "1240", "1230", "1235", "1234"]),
        (Decimal(3000), []),
        (Decimal("0.14"), ["0.2", "0.1"]),
        (True, []),
        ("illness", []),
        ("2026-01-01", []),
        ("2026-03-17", ["2026-01-01", "2027-01-01", "2026-03-01", "2026-11-20"]),
        ("9999-03-17", ["9999-01-01", "9999-03-01", "2026-11-20"]),
    ],
)
def test_rounder_values_are_tried_the_roundest_first(value: object, tried: list[str]) -> None:
    assert [str(one) for one in rounder(value, TODAY)][: len(tried) or None] == tried


def test_formulas_that_are_settled_are_not_written_out() -> None:
    one, other = z3.Bools("one other")
    assert both(one, negated(one)).sexpr() == "false"
    assert either(negated(other), one, other).sexpr() == "true"
    assert implied(TRUE, one).sexpr() == "one"
    assert both().sexpr() == "true"
    assert real(z3.If(one, z3.IntVal(1), z3.Int("n"))).sexpr() == "(ite one 1.0 (to_real n))"


def test_a_number_of_very_many_digits_is_not_put_to_the_solver() -> None:
    with pytest.raises(UnreadableError):
        handy(Fraction(1, 10**200))


def test_a_made_up_text_keeps_to_the_form() -> None:
    texts = Texts()
    assert texts.code("a") == texts.code("a")
    short = ScalarForm(TEXT, longest=3, shortest=2)
    assert texts.text(77, short) == "aa"
    assert not fits("aaaa", short)
    with pytest.raises(UnreadableError):
        texts.text(78, ScalarForm(TEXT, longest=0))


def test_a_quotient_by_a_divisor_that_may_be_nothing_says_nothing_there() -> None:
    ground = Ground()
    left, right = (Symbol(TRUE, z3.Real(name)) for name in ("left", "right"))
    found = quotient(ground, left, right, None)
    (one,) = ground.applications
    assert one.fractions is not None
    assert one.fractions(lambda term: Fraction(0) if term.eq(right.value) else Fraction(1)) == ()
    solver = z3.Solver()
    solver.add(found.known, right.value == 0)
    assert solver.check() == z3.unsat


def test_a_quotient_by_next_to_nothing_is_put_right_too() -> None:
    ground = Ground()
    left, right = (Symbol(TRUE, z3.Real(name)) for name in ("left", "right"))
    found = quotient(ground, left, right, None)
    (one,) = ground.applications
    assert one.fractions is not None
    tiny = Fraction(1, 3**200)
    solver = z3.Solver()
    solver.add(left.value == 1, right.value == number(tiny), found.value != 3**200)
    assert solver.check() == z3.sat
    solver.add(*one.fractions(lambda term: tiny if term.eq(right.value) else Fraction(1)))
    assert solver.check() == z3.unsat


def test_a_list_that_is_told_longer_than_the_bound_is_nobody_within_it() -> None:
    profile, _ = profile_from_data({"evidence": [{}, {}], "loan": {"balance": 1}}, DICTIONARY)
    assert profile is not None
    view = profile.views()[0]
    short, long = (Told(DICTIONARY, Limits(longest=most)) for most in (1, 2))
    assert any(z3.is_false(term) for term in fixed(short, view))
    assert not any(z3.is_false(term) for term in fixed(long, view))
    free = [*fixed(long, view, leave_out=["evidence"])]
    assert len(free) == len([*fixed(long, view)]) - 1


def test_a_record_stands_for_what_its_fields_say() -> None:
    told = Told(DICTIONARY, Limits())
    evidence = told.symbol("evidence")
    record: Record = {"pages": Decimal(2), "issuer": {"is_public": True}}
    here = stands_for(told.ground, evidence, (record,))
    solver = z3.Solver()
    solver.add(here)
    assert solver.check() == z3.sat
    assert "pages" in here.sexpr()


def test_raw_values_of_a_profile_make_the_same_profile_again() -> None:
    data = {
        "borrower": {"savings": Decimal("12.34"), "debts": [Decimal(1)]},
        "evidence": [{"issued_on": "2026-01-02", "stamps": [{"is_valid": True}]}],
        "loans": [{"balance": Decimal(1)}, {"lender": "a"}],
    }
    profile, faults = profile_from_data(data, DICTIONARY)
    assert profile is not None, faults
    assert as_data(profile) == data
    again, _ = profile_from_data(as_data(profile), DICTIONARY)
    assert again is not None
    assert again.sha256 == profile.sha256


def test_a_borrower_for_whom_rows_contradict_each_other_has_no_outcome() -> None:
    table = {
        "id": "t",
        "hit_policy": "unique",
        "inputs": [{"id": "balance", "expression": "loan.balance"}],
        "outputs": [{"id": "t", "unit": "day"}],
        "rows": [{"when": ["> 1"], "then": ["1"]}, {"when": ["> 2"], "then": ["2"]}],
        "source": ["made_up"],
    }
    words = {"words.en.yaml": {"tables": {"t": {"title": "t"}}}}
    program = of_formulas([("t = 2 or loan.balance > 5", "truth")], {"tables/t.yaml": table, **words})
    outcomes = Outcomes((program,), (), pairs=False)
    twice = outcomes.witness({"loan": {"balance": 3}}, TODAY)
    assert twice is not None
    assert outcomes.quickly((twice,)) is None
    assert outcomes.exactly((twice,)) is None
    assert not outcomes.confirmed((twice,), lambda _: True)
    solver = Solver([program], Limits(rounds=2), pool=[twice])
    answer = solver.find(Question(lambda _: TRUE, lambda _: True))
    assert isinstance(answer, Refuted)
    assert answer.witnesses != (twice,)


def test_nobody_can_have_a_profile_that_its_reader_refuses() -> None:
    outcomes = Outcomes((of_formulas([("loan.balance > 1", "truth")]),), (), pairs=False)
    assert outcomes.witness({"nonsense": 1}, TODAY) is None


def test_where_an_option_stands_by_itself_can_be_asked() -> None:
    program = load_pack(WEILIDAI)
    solver = Solver([program])
    alone = solver.readings[0].own("keep_paying")
    shut = both(alone.shut, negated(solver.readings[0].status("keep_paying", Status.NOT_AVAILABLE)))
    assert isinstance(solver.find(Question(lambda _: shut, lambda _: True)), Proved)


def test_a_case_without_a_day_or_with_a_fault_is_no_borrower(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    head = (WEILIDAI / "pack.yaml").read_text(encoding="utf-8")
    (tmp_path / "pack.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "cases" / "some.yaml").write_text(_CASES, encoding="utf-8")
    found = pool_of(tmp_path, load_pack(WEILIDAI))
    assert [one.as_of for one in found] == [date(2026, 2, 3)]


_CASES = """- name: Nobody said which day it is
  profile: {loan: {product: weilidai}}
  expect: {keep_paying: needs_information}
- name: The pack wasn't in force
  as_of: 1999-01-01
  profile: {loan: {product: weilidai}}
  expect: {keep_paying: needs_information}
- name: There is no such base
  as_of: 2026-02-03
  profile: {base: nobody}
  expect: {keep_paying: needs_information}
- name: A borrower
  as_of: 2026-02-03
  profile: {loan: {product: weilidai}}
  expect: {keep_paying: needs_information}
"""


def test_numbers_of_the_solver_are_whole_where_they_can_be() -> None:
    assert z3.is_int(number(3))
    assert not z3.is_int(number(Fraction(1, 3)))
