"""Truths, names and conditions, read symbolically: Kleene's logic as two formulas, for met and for unmet."""

from engine.analysis.symbolic.scope import Scope
from engine.analysis.symbolic.symbols import (
    Claim,
    Symbol,
    Symbolic,
    all_of,
    any_of,
    choose,
    equal,
    only_if,
    opposite,
)
from engine.analysis.symbolic.terms import (
    TRUE,
    both,
    either,
    implied,
    is_false,
    is_true,
    negated,
    truth,
)
from engine.analysis.symbolic.valuation import written
from engine.feel.core import And, Constant, Global, If, IsKnown, Local, Not, Or, Quantified


def constant(node: Constant, scope: Scope) -> Symbolic:
    """A value written in the expression."""
    if isinstance(node.value, bool):
        return Claim(truth(node.value), truth(not node.value))
    return Symbol(TRUE, written(node.value, scope.ground.texts))


def global_name(node: Global, scope: Scope) -> Symbolic:
    """A fact, a measure or a parameter."""
    return scope.value(node.name)


def local_name(node: Local, scope: Scope) -> Symbolic:
    """A variable."""
    return scope.locals[node.slot]


def conjunction(node: And, scope: Scope) -> Claim:
    """All of them; none is read behind one that is always unmet."""
    found: list[Claim] = []
    for item in node.items:
        found.append(scope.truth(item))
        if is_true(found[-1].unmet):
            break
    return all_of(found)


def disjunction(node: Or, scope: Scope) -> Claim:
    """Any of them; none is read behind one that is always met."""
    found: list[Claim] = []
    for item in node.items:
        found.append(scope.truth(item))
        if is_true(found[-1].met):
            break
    return any_of(found)


def negation(node: Not, scope: Scope) -> Claim:
    """Not so."""
    return opposite(scope.truth(node.operand))


def condition(node: If, scope: Scope) -> Symbolic:
    """One side or the other; where the condition isn't known, the value on which both agree."""
    asked = scope.truth(node.condition)
    if is_true(asked.met):
        return scope.read(node.yes)
    if is_true(asked.unmet):
        return scope.read(node.no)
    yes, no = scope.read(node.yes), scope.read(node.no)
    if is_false(asked.unknown):
        return choose(asked.met, yes, no)
    agreed = only_if(equal(yes, no).met, yes)
    return choose(asked.met, yes, choose(asked.unmet, no, agreed))


def quantified(node: Quantified, scope: Scope) -> Claim:
    """Whether some, or every, element satisfies the body."""
    items = scope.listed(node.items)
    met, unmet = [], []
    for there, item in items.slots:
        body = scope.bind(node.variable.slot, item).truth(node.body)
        met.append((there, body.met))
        unmet.append((there, body.unmet))
    if node.kind == "some":
        met, unmet = unmet, met
    found = both(*(implied(there, one) for there, one in met)), either(*(both(*one) for one in unmet))
    holds, fails = found if node.kind == "every" else found[::-1]
    return Claim(both(items.known, holds), both(items.known, fails))


def is_known(node: IsKnown, scope: Scope) -> Claim:
    """Whether a value is known, which is itself always known."""
    known = scope.read(node.operand).known
    return Claim(known, negated(known))
