"""The rules that durable_rules is given, followed without durable_rules."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluation import chaining
from engine.evaluation.chaining_network import Gate, Input, Network, layered, network_of, parts
from engine.evaluation.chaining_rules import Rule, rules_of
from engine.evaluation.outcome import conclude
from engine.program.model import Program
from engine.values import Truth
from tests.evaluation.generate_network import AS_OF, Sizes, claims, program, truths

TOKENS = ("met", "unmet", "unknown")
WORST_FIRST = ("unmet", "unknown", "met")
UNKNOWN_OR_PRESUMED = {Truth.MET: (), Truth.UNMET: (), Truth.UNKNOWN: ("presumed",)}
MAY_CHANGE = {"may_open", "may_be_behind"}

randoms = st.randoms(use_true_random=False)


def holds(rule: Rule, heard: tuple[str, ...]) -> bool:
    return all((heard[one.place] == one.token) is one.holds for one in rule.conditions)


def drawn(gate: Gate, heard: tuple[str, ...]) -> str:
    """What the one rule that holds concludes."""
    (conclusion,) = (rule.conclusion for rule in rules_of(gate) if holds(rule, heard))
    return conclusion


def chained(network: Network, tokens: dict[str, str]) -> dict[str, str]:
    found = dict(tokens)
    for stratum in network.strata:
        found |= {
            gate.proposition: drawn(gate, tuple(found[one.proposition] for one in gate.inputs))
            for gate in stratum
        }
    return found


def conjunction(inputs: int) -> Gate:
    """A gate that is met when all its inputs are."""
    calls = {"unmet": "unmet", "unknown": "unknown"}
    return Gate("all", WORST_FIRST, tuple(Input(f"input {number}", calls) for number in range(inputs)))


@given(randoms)
def test_the_rules_come_to_the_same_as_the_plain_meaning(random: Random) -> None:
    of = program(random)
    network = network_of(of)
    truth = truths(random, of)
    tokens = {name: chaining.token(one, truth) for name, one in network.given}
    for name, proof in truth.proofs.items():
        tokens |= {f"needed {name}": proof.needed.value, f"held {name}": proof.held.value}
    found = chained(network, tokens)
    expected = conclude(of, truth, AS_OF)
    for key, name in network.criteria.items():
        assert found[name] in {expected.criteria[key].value, *UNKNOWN_OR_PRESUMED[expected.criteria[key]]}
    for kind, known in (("finding", expected.findings), ("alert", expected.alerts)):
        for name, truth_of_it in known.items():
            assert found[f"{kind} {name}"] == truth_of_it.value
    for name, decision in expected.options.items():
        assert found[f"option {name}"] == decision.status.value
        assert (found[f"change {name}"] in MAY_CHANGE) is not decision.settled


@given(randoms)
def test_what_is_given_is_what_has_a_test_and_every_criterion_has_a_proposition(random: Random) -> None:
    of = program(random)
    network = network_of(of)
    assert {one.key for _, one in network.given} == {one.key for one in claims(of) if one.test is not None}
    assert network.criteria.keys() == {one.key for one in claims(of)}


def everything(of: Program) -> list[Gate]:
    return [gate for stratum in network_of(of).strata for gate in stratum]


@given(randoms)
def test_whatever_a_gate_hears_exactly_one_of_its_rules_holds(random: Random) -> None:
    for gate in everything(program(random, Sizes(2, 2, 1, 3, 2))):
        words = [sorted({*TOKENS, *one.calls}) for one in gate.inputs]
        for heard in product(*words):
            assert sum(holds(rule, heard) for rule in rules_of(gate)) == 1


CONCLUSIONS = ("first", "second", "third")

inputs_of_any_kind = st.lists(
    st.dictionaries(st.sampled_from(TOKENS), st.sampled_from(CONCLUSIONS)).map(
        lambda calls: Input("something", calls)
    ),
    max_size=4,
)


@given(inputs_of_any_kind)
def test_a_gate_draws_the_first_conclusion_that_is_called_for_and_else_the_last(made: list[Input]) -> None:
    gate = Gate("any", CONCLUSIONS, tuple(made))
    for heard in product(TOKENS, repeat=len(made)):
        called = [one.calls[token] for one, token in zip(made, heard, strict=True) if token in one.calls]
        assert drawn(gate, heard) == min(called, key=CONCLUSIONS.index, default="third")


@given(randoms)
def test_a_gate_listens_to_nothing_that_is_concluded_with_it_or_later(random: Random) -> None:
    of = program(random)
    network = network_of(of)
    known = {name for name, _ in network.given}
    known |= {f"{kind} {one.id}" for one in of.requirements for kind in ("needed", "held")}
    for stratum in network.strata:
        assert {one.proposition for gate in stratum for one in gate.inputs} <= known
        concluded = [gate.proposition for gate in stratum]
        assert len(set(concluded)) == len(concluded)
        assert known.isdisjoint(concluded)
        known |= set(concluded)


@pytest.mark.parametrize("most", [2, 3, 5])
@pytest.mark.parametrize("inputs", range(14))
def test_a_gate_drawn_in_parts_concludes_what_the_whole_one_would(inputs: int, most: int) -> None:
    made = list(parts(conjunction(inputs), most))
    assert all(len(gate.inputs) <= most for gate in made)
    network = Network((), {}, layered(made))
    names = [f"input {number}" for number in range(inputs)]
    assert chained(network, dict.fromkeys(names, "met"))["all"] == "met"
    for name in names:
        for token in ("unmet", "unknown"):
            assert chained(network, dict.fromkeys(names, "met") | {name: token})["all"] == token


@pytest.mark.parametrize("inputs", [0, 1, 32])
def test_a_gate_that_is_small_enough_stays_whole(inputs: int) -> None:
    assert list(parts(conjunction(inputs), 32)) == [conjunction(inputs)]


def test_a_conclusion_goes_first_whichever_input_calls_for_it() -> None:
    assert [drawn(conjunction(2), heard) for heard in product(TOKENS, TOKENS)] == [
        *("met", "unmet", "unknown"),
        *("unmet", "unmet", "unmet"),
        *("unknown", "unmet", "unknown"),
    ]


def test_truths_are_spoken_of_in_the_tokens_of_the_rules() -> None:
    assert [one.value for one in Truth] == list(TOKENS)
