"""What goes wrong with durable_rules (docs/decisions/durable_rules.md), and that it doesn't here."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics import Faulty
from engine.evaluation.chaining import Chaining
from engine.evaluation.chaining_network import MOST_INPUTS, network_of
from engine.evaluation.chaining_rules import MOST_RULES, Ruleset, rulesets_of
from engine.program.model import Option, Program
from tests.evaluation.generate_network import Sizes, assembled, criterion, program, seeded

TOKENS = {"met", "unmet", "unknown", "shut", "open", "to_cure", "clear", "presumed"}
LARGE = Sizes(8, 12, 4, 12, 8)

randoms = st.randoms(use_true_random=False)


def rulesets(of: Program) -> list[Ruleset]:
    return list(chain.from_iterable(rulesets_of(network_of(of))))


def words(value: object) -> Iterator[str]:
    """Every text in a JSON value, names included."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)
    else:
        assert isinstance(value, str)
        yield value


@given(randoms)
def test_durable_rules_is_told_tokens_and_made_up_names_and_nothing_else(random: Random) -> None:
    """It takes `'abc' > 1` for true, and `'31/12/2025'` for later than `'2026-12-31'`."""
    made_up = re.compile(r"[gir]\d+|0|gate|id|sid|all|m|\$and|\$neq|%s")
    for one in rulesets(program(random)):
        for text in (one.definition, one.facts, one.retraction):
            said = {word for word in words(json.loads(text)) if not made_up.fullmatch(word)}
            assert said <= TOKENS


@given(randoms)
def test_a_fact_has_a_token_for_every_input_of_its_gate(random: Random) -> None:
    """A rule never fires on a missing field."""
    network = network_of(program(random))
    facts = list(
        chain.from_iterable(json.loads(one.facts) for stratum in rulesets_of(network) for one in stratum)
    )
    gates = list(chain.from_iterable(network.strata))
    assert len(facts) == len(gates)
    for fact, gate in zip(facts, gates, strict=True):
        assert [name for name, value in fact.items() if value == "%s"] == [
            f"i{place}" for place in range(len(gate.inputs))
        ]


def test_rules_are_conjunctions_that_look_at_their_own_gate_first() -> None:
    """An `or` whose sides both hold fires twice, and negation looks at what is there at the moment."""
    for one in rulesets(program(seeded(1), LARGE, full=True)):
        for rule in json.loads(one.definition).values():
            ((message,),) = (rule["all"],)
            first, *others = message["m"]["$and"]
            assert list(first) == ["gate"]
            assert all(len(condition) == 1 and "gate" not in condition for condition in others)


@pytest.mark.parametrize(
    "sizes", [LARGE, Sizes(3, 6, 3, 40, 50), Sizes(1, 1, 1, 80, 1), Sizes(0, 0, 0, 1, 400)]
)
def test_no_ruleset_and_no_fact_is_larger_than_what_was_tried(sizes: Sizes) -> None:
    """Error 303 beyond 64 matching nodes, a hang beyond 511 rules, 252 properties in a fact."""
    for one in rulesets(program(seeded(2), sizes, full=True)):
        assert len(one.conclusions) <= MOST_RULES
        assert all(len(fact) <= MOST_INPUTS + 3 for fact in json.loads(one.facts))


def fnv(text: str) -> int:
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 16777619 % 2**32
    return found


def test_no_two_names_have_the_same_hash() -> None:
    """It tells names of properties and of facts apart by 32 bits only."""
    names = ["id", "sid", "$s", "gate", *(f"{letter}{number}" for letter in "gi" for number in range(200))]
    assert len({fnv(name) for name in names}) == len(names)


def test_a_pack_beyond_what_was_tried_is_refused_and_says_so() -> None:
    # 5,000 claims in 157 shares, those in 5, with two or three rules an input, and what is left of each
    rules = 2 * 5_000 + 157 + 3 * 157 + 5 + 3 * 5 + 1
    status_and_suspension = 5 + 1
    whether_it_may_change = 7
    claims = tuple(criterion("a", f"claim_{number}") for number in range(5_000))
    of = assembled(options=(Option("a", claims, (), (), (), (), frozenset(), discretionary=False),))
    with pytest.raises(Faulty) as caught:
        Chaining(of)
    (fault,) = caught.value.diagnostics
    assert fault.code == "C101"
    assert fault.message == "pack `generated` is too large for durable_rules"
    assert (
        fault.label
        == f"takes {rules + status_and_suspension + whether_it_may_change:,} rules; 10,000 were tried at most"
    )
    assert fault.help == "use `--engine reference`, or split the pack"
