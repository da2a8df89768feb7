"""What holds of every expression: a settled answer stays, logic is Kleene's, decimals are exact."""

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.feel.core import globals_of
from engine.feel.logic import conjunction, disjunction, negation
from engine.feel.unknown import MissingFact, Unknown, Value, missing
from engine.feel.walk import Scope, evaluate
from tests.feel.generate import FACTS, KINDS, Telling, expressions, tellings
from tests.feel.generate_senseless import senseless
from tests.feel.world import checked, typed

ANY_EXPRESSION = st.sampled_from(KINDS).flatmap(expressions)


def says_no_more_than(less: Value, more: Value) -> bool:
    """Whether the second value is the first with some of its unknown parts filled in."""
    match less, more:
        case Unknown(), _:
            return True
        case tuple(), tuple():
            return len(less) == len(more) and all(map(says_no_more_than, less, more))
        case Mapping(), Mapping():
            return less.keys() == more.keys() and all(says_no_more_than(less[key], more[key]) for key in less)
    return type(less) is type(more) and less == more


@given(ANY_EXPRESSION | expressions(ask_known=True))
def test_every_generated_expression_is_well_typed(text: str) -> None:
    typed(text)


@given(ANY_EXPRESSION, tellings())
def test_no_further_fact_overturns_an_answer(text: str, telling: Telling) -> None:
    node = typed(text)
    assert says_no_more_than(evaluate(node, Scope(telling.told)), evaluate(node, Scope(telling.whole)))


@given(ANY_EXPRESSION, tellings())
def test_with_every_fact_told_only_a_failure_leaves_an_answer_open(text: str, telling: Telling) -> None:
    value = evaluate(typed(text), Scope(telling.whole))
    if isinstance(value, Unknown):
        assert value.causes
        assert not any(isinstance(cause, MissingFact) for cause in value.causes)


@given(ANY_EXPRESSION, tellings())
def test_what_is_asked_for_are_facts_of_the_expression_that_are_not_told(text: str, telling: Telling) -> None:
    node = typed(text)
    value = evaluate(node, Scope(telling.told))
    if isinstance(value, Unknown):
        asked = {cause.path for cause in value.causes if isinstance(cause, MissingFact)}
        names = {one.name for one in globals_of(node)}
        assert all(path.partition("[")[0] in names for path in asked)
        assert not asked & telling.told.keys()


@given(ANY_EXPRESSION, st.sampled_from(sorted(FACTS)), tellings())
def test_a_fact_that_nothing_asks_for_changes_nothing(text: str, name: str, telling: Telling) -> None:
    node = typed(text)
    value = evaluate(node, Scope(telling.told))
    paths = (
        {cause.path for cause in value.causes if isinstance(cause, MissingFact)}
        if isinstance(value, Unknown)
        else set()
    )
    if isinstance(value, Unknown) and name not in telling.told and name not in paths:
        more = {**telling.told, name: telling.whole[name]}
        assert isinstance(evaluate(node, Scope(more)), Unknown)


@given(senseless(), tellings())
def test_no_expression_however_senseless_makes_the_typing_or_the_walk_stumble(
    text: str, telling: Telling
) -> None:
    node, faults = checked(text)
    assert (node is None) == bool(faults)
    if node is not None:
        evaluate(node, Scope(telling.told))


TRUTHS = st.sampled_from([True, False, missing("a"), missing("b")])


@given(st.lists(TRUTHS))
def test_not_all_is_some_not(values: list[Value]) -> None:
    assert negation(conjunction(values)) == disjunction(map(negation, values))


@given(st.lists(TRUTHS), st.randoms(use_true_random=False))
def test_the_order_of_operands_changes_no_truth(values: list[Value], random: object) -> None:
    mixed = list(values)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis gives a Random
    assert conjunction(mixed) == conjunction(values)
    assert disjunction(mixed) == disjunction(values)


@given(TRUTHS)
def test_false_settles_and_true_settles_or(value: Value) -> None:
    assert conjunction((value, False)) is False
    assert disjunction((value, True)) is True
    assert conjunction((value, True)) == value
    assert disjunction((value, False)) == value
    assert negation(negation(value)) == value


CENTS = st.integers(-(10**15), 10**15)


@given(CENTS, CENTS)
def test_sums_of_decimals_are_exact(left: int, right: int) -> None:
    expression = f"({Decimal(left).scaleb(-2)}) + ({Decimal(right).scaleb(-2)})"
    assert evaluate(typed(expression), Scope({})) == Decimal(left + right).scaleb(-2)


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    assert evaluate(typed("0.1 + 0.2 = 0.3"), Scope({})) is True
