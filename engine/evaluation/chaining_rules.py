"""The gates of a network as the rules and facts of durable_rules, within what that engine can bear.

Each gate becomes a list of conjunctions of which exactly one holds, whatever its inputs are. So nothing
rests on the order in which rules fire, on negation or on a default, and a conclusion that durable_rules
loses or draws twice is noticed. Every name in the text is made up here (`g3`, `i0`, `r12`): of a pack
or a borrower nothing but tokens gets there.
"""

from collections.abc import Iterable, Iterator, Mapping
from json import JSONEncoder

from msgspec import Struct

from engine.evaluation.chaining_network import Gate, Network

MOST_RULES = 100  # in a ruleset: from some 500 the engine hangs, and well before it gets slow

SESSION = "0"

_json = JSONEncoder(separators=(",", ":")).encode


class Condition(Struct, frozen=True):
    """The input at a place is, or isn't, a token."""

    place: int
    holds: bool
    token: str


class Rule(Struct, frozen=True):
    """If all the conditions hold, the conclusion."""

    conditions: tuple[Condition, ...]
    conclusion: str


class Ruleset(Struct, frozen=True):
    """Gates of one stratum in the form in which durable_rules takes them.

    Attributes:
        definition: the rules, as JSON.
        conclusions: what is concluded of which proposition, by the name of the rule.
        fact: the facts, as JSON with a `%s` for every token.
        inputs: propositions whose tokens the facts hold, in their order.
        retraction: what takes the facts away, as JSON.
        propositions: what has to be concluded about.
    """

    definition: str
    conclusions: Mapping[str, tuple[str, str]]
    facts: str
    inputs: tuple[str, ...]
    retraction: str
    propositions: frozenset[str]


def rulesets_of(network: Network) -> tuple[tuple[Ruleset, ...], ...]:
    """The rulesets of each stratum, none larger than what durable_rules was tried with."""
    return tuple(tuple(map(_ruleset, _batches(stratum))) for stratum in network.strata)


def rules_of(gate: Gate) -> tuple[Rule, ...]:
    """The gate as rules of which exactly one holds.

    The first looks whether the first input calls for the first conclusion, the next whether the second
    does and the first doesn't, and so on. The last takes what is left.
    """
    rules: list[Rule] = []
    before: tuple[Condition, ...] = ()
    for conclusion in gate.conclusions[:-1]:
        for place, one in enumerate(gate.inputs):
            tokens = [token for token, called in one.calls.items() if called == conclusion]
            rules += [Rule((*before, Condition(place, True, token)), conclusion) for token in tokens]
            before += tuple(Condition(place, False, token) for token in tokens)
    return (*rules, Rule(before, gate.conclusions[-1]))


def _batches(gates: Iterable[Gate]) -> Iterator[tuple[Gate, ...]]:
    batch: tuple[Gate, ...] = ()
    rules = 0
    for gate in gates:
        more = len(rules_of(gate))
        if batch and rules + more > MOST_RULES:
            yield batch
            batch, rules = (), 0
        batch, rules = (*batch, gate), rules + more
    yield batch


def _ruleset(gates: tuple[Gate, ...]) -> Ruleset:
    named = {f"g{number}": gate for number, gate in enumerate(gates)}
    made = [(name, gate, rule) for name, gate in named.items() for rule in rules_of(gate)]
    rules = {f"r{number}": one for number, one in enumerate(made)}
    return Ruleset(
        definition=_json({name: _definition(own, rule) for name, (own, _, rule) in rules.items()}),
        conclusions={name: (gate.proposition, rule.conclusion) for name, (_, gate, rule) in rules.items()},
        facts=_json([_fact(name, gate) for name, gate in named.items()]),
        inputs=tuple(one.proposition for gate in gates for one in gate.inputs),
        retraction=_json([{"sid": SESSION, "id": name} for name in named]),
        propositions=frozenset(gate.proposition for gate in gates),
    )


def _definition(gate: str, rule: Rule) -> dict[str, object]:
    """A conjunction. It begins with the gate, so that a fact is compared with its own gate's rules only."""
    conditions = [{"gate": gate}, *map(_condition, rule.conditions)]
    return {"all": [{"m": {"$and": conditions}}]}


def _condition(condition: Condition) -> dict[str, object]:
    equality: dict[str, object] = {f"i{condition.place}": condition.token}
    return equality if condition.holds else {"$neq": equality}


def _fact(name: str, gate: Gate) -> dict[str, str]:
    return {"sid": SESSION, "id": name, "gate": name} | {
        f"i{place}": "%s" for place in range(len(gate.inputs))
    }
