"""A table is known exactly if every way in which its unknown inputs may turn out gives the same."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.feel.unknown import MissingFact, Unknown, Value
from engine.feel.walk import Scope, evaluate
from tests.tables.generate import Made, tables, tellings
from tests.tables.written import formulas

CASES = tables().flatmap(lambda made: st.tuples(st.just(made), tellings(made)))


def found(made: Made, told: Mapping[str, Value]) -> Value:
    """What the table comes to; a text of `priority` as the number that it stands for."""
    value = evaluate(formulas(made.yaml)["t"], Scope(told))
    return Decimal(value) if isinstance(value, str) else value


@given(CASES)
def test_a_table_is_known_exactly_if_every_completion_gives_the_same(case: tuple[Made, Any]) -> None:
    made, told = case
    wanted = made.results(told)
    value = found(made, told)
    if wanted[0] is not None and all(one == wanted[0] for one in wanted):
        assert value == wanted[0]
    else:
        assert isinstance(value, Unknown)


@given(CASES, st.data())
def test_no_further_fact_overturns_what_a_table_says(case: tuple[Made, Any], data: st.DataObject) -> None:
    made, more = case
    less = {fact: value for fact, value in more.items() if data.draw(st.booleans())}
    before = found(made, less)
    if not isinstance(before, Unknown):
        assert found(made, more) == before


@given(CASES)
def test_a_table_asks_only_for_inputs_that_could_still_change_it(case: tuple[Made, Any]) -> None:
    made, told = case
    value = found(made, told)
    causes = value.causes if isinstance(value, Unknown) else frozenset()
    asked = {cause.path for cause in causes if isinstance(cause, MissingFact)}
    assert not asked & told.keys()
    for kind in made.kinds:
        if isinstance(value, Unknown) and kind.fact not in {*asked, *told}:
            for one in kind.domain:
                assert isinstance(found(made, {**told, kind.fact: one}), Unknown)


@given(CASES)
def test_with_every_input_told_a_table_lacks_nothing_but_a_row(case: tuple[Made, Any]) -> None:
    made, told = case
    told = {**{kind.fact: kind.domain[0] for kind in made.kinds}, **told}
    value = found(made, told)
    if isinstance(value, Unknown):
        assert not any(isinstance(cause, MissingFact) for cause in value.causes)
