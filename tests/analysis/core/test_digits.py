"""Where 34 digits are enough, where they aren't, and what is known of a result all the same."""

import operator
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

pytest.importorskip("z3")

import z3

from engine.analysis.model import NotSettled, Proved, Refuted
from engine.analysis.solving.cone import cone
from engine.analysis.solving.solver import Question, Solver
from engine.analysis.symbolic.digits import rounded, size
from engine.analysis.symbolic.ground import Ground, terms_of
from engine.analysis.symbolic.numbers import product, quotient
from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.symbols import Symbol
from engine.analysis.symbolic.terms import TRUE, Bool, Term, below, both, equals, number
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.feel.types import DATE, NUMBER
from engine.feel.unknown import Unknown
from engine.profile.facts import ScalarForm
from engine.profile.from_json import profile_from_data
from engine.values import DECIMAL128
from tests.analysis.core.asking import can_be, scalar
from tests.analysis.core.held_against import apart, measures, read
from tests.evaluation.agreement import DICTIONARY
from tests.evaluation.columnar.programs import of_formulas

FEN = ScalarForm(NUMBER, least=Decimal(0), most=Decimal(10**12), step=Decimal("0.01"))
A, B = z3.Reals("a b")
HELD = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**33), max_value=10**33).map(
    DECIMAL128.plus
)
SMALL = st.decimals(min_value=-100, max_value=100, places=2)


def told(**forms: ScalarForm) -> Ground:
    """A ground on which these numbers are facts."""
    ground = Ground()
    ground.facts |= {name: (z3.Real(name), form) for name, form in forms.items()}
    return ground


def allows(ground: Ground, *terms: Bool) -> bool:
    """Whether everything that is said on a ground lets some formulas hold."""
    solver = z3.Solver()
    solver.add(*(one.term for one in ground.constraints), *terms)
    return bool(solver.check() == z3.sat)


def test_a_number_of_34_digits_may_take_up_a_smaller_one() -> None:
    assert isinstance(can_be("loan.days_overdue + 0.5 = loan.days_overdue"), Refuted)


def test_the_whole_part_of_a_large_number_has_as_many_digits() -> None:
    whole = "floor(loan.balance * loan.next_instalment * loan.balance)"
    assert not isinstance(can_be(f"{whole} + 0.5 = {whole}", rounds=2), Proved)


@pytest.mark.parametrize(
    ("sign", "factor", "claim"), [(">", ">=", "<"), (">", "<=", ">"), ("<", ">=", ">"), ("<", "<=", "<")]
)
def test_a_product_lies_on_one_side_of_each_factor(sign: str, factor: str, claim: str) -> None:
    share = f"loan.next_instalment > 0 and borrower.savings {factor} loan.next_instalment"
    times = "loan.balance * (borrower.savings / loan.next_instalment)"
    assert can_be(f"loan.balance {sign} 0 and {share} and {times} {claim} loan.balance") == Proved()
    on_the_other_side = "<" if sign == ">" else ">"
    somebody = can_be(f"loan.balance {on_the_other_side} 0 and {share} and {times} {claim} loan.balance")
    assert isinstance(somebody, Refuted)


def never_less(formula: str, fact: str) -> Proved | Refuted | NotSettled:
    """Whether a figure can be less after a fact has grown."""

    def goal(readings: Sequence[Reading]) -> Bool:
        (low, high), (one, other) = ([scalar(each.value(name)) for each in readings] for name in (fact, "m0"))
        known = (each.known for each in (low, high, one, other))
        return both(*known, below(low.value, high.value), below(other.value, one.value))

    def holds(outcomes: Sequence[Outcome]) -> bool:
        (low, high), (one, other) = ([each.values[name] for each in outcomes] for name in (fact, "m0"))
        values: list[Any] = [low, high, one, other]
        if any(isinstance(value, Unknown) for value in values):
            return False
        return bool(values[0] < values[1] and values[3] < values[2])

    return Solver([of_formulas([(formula, "yuan")])], changed=[fact]).find(Question(goal, holds))


@pytest.mark.parametrize(
    "formula",
    [
        "floor(loan.balance / 7, 2)",
        "ceiling(loan.balance / 7, 2)",
        "decimal(loan.balance / 7, 2)",
        "round up(loan.balance / 7, 2)",
        "round half down(loan.balance / 7, 2)",
        "floor(loan.balance * max(borrower.savings, 0) / max(loan.next_instalment, 1), 2)",
    ],
)
def test_a_larger_number_is_never_rounded_to_less(formula: str) -> None:
    assert never_less(formula, "loan.balance") == Proved()


def test_a_smaller_step_may_leave_more_of_a_smaller_number() -> None:
    steps = "if loan.balance > 100 then floor(loan.balance / 7, 0) else floor(loan.balance / 7, 2)"
    assert isinstance(never_less(steps, "loan.balance"), Refuted)


def test_the_same_number_is_rounded_in_one_way_only() -> None:
    twice = "floor(loan.balance / 7, 2) != floor(loan.balance / 7, 2)"
    assert can_be(twice) == Proved()


def test_a_number_that_everybody_knows_is_rounded_at_once() -> None:
    assert can_be("loan.balance > floor(7.5) and loan.balance <= 7") == Proved()
    assert can_be("loan.balance > round up(7.25, 1) and loan.balance <= 7.3") == Proved()


def test_what_bears_on_a_question_about_rounded_numbers_does_not_depend_on_what_was_read_before() -> None:
    formulas = [
        f"floor(loan.{name} / 7, 2) > 5 and loan.balance > 5" for name in ("balance", "next_instalment")
    ]
    program = of_formulas([(formula, "truth") for formula in formulas])
    alone, after = (Solver([program]).readings[0] for _ in range(2))
    after.value("m0")
    first, second = (
        cone(one.told.ground, both(*terms_of(one.value("m1")))).constraints for one in (alone, after)
    )
    assert [one.sexpr() for one in first] == [one.sexpr() for one in second]


def test_a_fact_has_the_digits_that_its_bounds_and_its_step_leave_it() -> None:
    months = ScalarForm(NUMBER, least=Decimal(0), most=Decimal(600), step=Decimal(1))
    ground = told(a=FEN)
    ground.facts |= {"n": (z3.Int("n"), months), "d": (z3.Int("d"), ScalarForm(DATE))}
    ground.facts["i"] = z3.Int("i"), ScalarForm(NUMBER, step=Decimal(1))
    assert [size(ground, z3.Int(name)) for name in ("n", "d", "i", "elsewhere")] == [
        (3, 0),
        (16, 0),
        (34, 0),
        (16, 0),
    ]
    assert size(ground, A) == (13, 2)
    assert size(ground, B) == (34, 1_000)
    assert size(ground, z3.ToInt(A)) == (13, 0)
    assert size(ground, z3.ToReal(z3.Int("n")) * A) == (16, 2)


def shares(ground: Ground) -> tuple[Term, Term]:
    """What is left of a share in fen that may be very large, and that as it is held."""
    share = z3.ToReal(z3.ToInt(B)) * number(Fraction(1, 100))
    return A + share, rounded(ground, TRUE, A + share, of=(A, share))


def test_an_amount_in_fen_is_exact_unless_it_is_very_large() -> None:
    ground = told(a=FEN)
    exact, found = shares(ground)
    owed = both(A >= 0, A <= 10**12)
    assert not allows(ground, owed, exact != found, B <= 10**33, B >= -(10**33))
    assert allows(ground, owed, exact != found, B > 10**35)
    assert rounded(ground, TRUE, found) is found


def test_a_result_is_not_rounded_past_what_it_is_made_of() -> None:
    ground = Ground()
    found = rounded(ground, TRUE, A + B, of=(A, B))
    assert not allows(ground, A >= 0, B >= 0, found < B)
    assert not allows(ground, A <= 0, B <= 0, found > A)
    assert allows(ground, A > 0, B > 0, found == B)


def test_what_is_divided_by_itself_and_doubled_is_two() -> None:
    assert can_be("exp(loan.balance / loan.balance * 2) = 9") == Proved()  # e² is 7.389…


LARGE = "9" * 34
HUGE = {  # by fractions, none of these sums would be what the reference makes of them
    "loan": {"balance": Decimal(LARGE), "next_instalment": Decimal(LARGE), "days_overdue": -int(LARGE)},
    "borrower": {"savings": Decimal("0.3333333333333333333333333333333333")},
}
SUMS = [
    "ceiling(loan.balance) + 0.25 - floor(loan.next_instalment)",
    "loan.balance + borrower.savings - loan.balance",
    "loan.balance * (borrower.savings / loan.next_instalment) * 3",
    "floor(loan.balance / 7, 2) * 100 + borrower.savings",
    "loan.balance * (loan.days_overdue / 1 + 0.5) / loan.days_overdue",
]


def test_who_has_amounts_of_34_digits_is_among_those_who_are_looked_at() -> None:
    program = of_formulas([(formula, "yuan") for formula in SUMS])
    profile, faults = profile_from_data(HUGE, DICTIONARY)
    assert profile is not None, faults
    view, day = profile.views()[0], date(2026, 1, 31)
    reading = read(program)
    said_of = dict(measures(reading, evaluate(program, view, day)))
    assert len(said_of) == len(SUMS)
    assert "excluded" not in apart(reading, view, day, said_of)


def times(ground: Ground) -> Term:
    return product(ground, Symbol(TRUE, A), Symbol(TRUE, B), None).value


def over(ground: Ground) -> Term:
    return quotient(ground, Symbol(TRUE, A), Symbol(TRUE, B), None).value


Compute = Callable[[Any, Any], Any]
OPERATIONS: dict[
    str, tuple[Callable[[Ground], Term], Compute, Compute]
] = {  # read, by fractions, in 34 digits
    "+": (lambda _: A + B, operator.add, DECIMAL128.add),
    "-": (lambda _: A - B, operator.sub, DECIMAL128.subtract),
    "*": (times, operator.mul, DECIMAL128.multiply),
    "/": (over, operator.truediv, DECIMAL128.divide),
}


def form_of(value: Decimal) -> ScalarForm:
    """With a step of a fen, where the value keeps to it."""
    return ScalarForm(NUMBER, step=Decimal("0.01") if (Fraction(value) * 100).denominator == 1 else None)


@settings(max_examples=60, deadline=None)
@given(sign=st.sampled_from(sorted(OPERATIONS)), one=HELD | SMALL, other=HELD | SMALL)
def test_what_is_said_of_a_result_leaves_room_for_what_the_reference_makes_of_it(
    sign: str, one: Decimal, other: Decimal
) -> None:
    assume(sign != "/" or other)
    ground = told(a=form_of(one), b=form_of(other))
    read, by_fractions, in_34_digits = OPERATIONS[sign]
    term = read(ground)
    found = rounded(ground, TRUE, term, of=(A, B))
    told_of = zip((A, B), map(Fraction, (one, other)), strict=True)
    here = [equals(name, number(value)) for name, value in told_of]
    exact = equals(term, number(by_fractions(Fraction(one), Fraction(other))))
    assert allows(ground, *here, exact, equals(found, number(Fraction(in_34_digits(one, other)))))
