"""Decisions and their conditions: whether a condition settled what a decision came to.

A decision is a whole of `and`, `or` and `not`; its conditions are what these join. To be sure that a
condition matters, it isn't enough that it was true once and false once: the others may have hidden it each
time. So it has to be seen settling the outcome, by masking MC/DC: with all other conditions as they are, the
outcome would be another if this one were turned round. It has to be known; the other one may be unknown.
"""

from collections.abc import Iterator, Mapping

from engine.feel.core import And, Node, Not, Or
from engine.feel.logic import conjunction, disjunction, negation
from engine.feel.unknown import Unknown, Value


def conditions(node: Node) -> Iterator[Node]:
    """What the `and`, `or` and `not` of a decision join; one without any of them is its own condition."""
    match node:
        case And(items) | Or(items):
            for item in items:
                yield from conditions(item)
        case Not(operand):
            yield from conditions(operand)
        case _:
            yield node


def settling(decision: Node, values: Mapping[int, Value]) -> Iterator[tuple[Node, bool]]:
    """The conditions that settle what a decision comes to, each with its value.

    Args:
        decision: typed.
        values: of its conditions, by their identity.
    """
    outcome = _outcome(decision, values)
    if isinstance(outcome, Unknown):
        return
    for one in conditions(decision):
        value = values[id(one)]
        if isinstance(value, bool) and _outcome(decision, {**values, id(one): not value}) is not outcome:
            yield one, value


def _outcome(node: Node, values: Mapping[int, Value]) -> Value:
    match node:
        case And(items):
            return conjunction(_outcome(item, values) for item in items)
        case Or(items):
            return disjunction(_outcome(item, values) for item in items)
        case Not(operand):
            return negation(_outcome(operand, values))
        case _:
            return values[id(node)]
