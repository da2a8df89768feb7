"""The solver's reading held against the reference: fixed to one borrower, it has to say what the reference
says.

What is read roughly may leave more open, never less; with what the reference says about each application
added, nothing is left open."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import z3

from engine.analysis.model import Limits
from engine.analysis.solving.cone import cone
from engine.analysis.symbolic.approximate import lemmas
from engine.analysis.symbolic.fixed import fixed
from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.symbols import Claim, Symbol, UnreadableError
from engine.analysis.symbolic.terms import at_most, both, equals, negated, number
from engine.analysis.symbolic.told import Told
from engine.analysis.symbolic.valuation import Valuation, means
from engine.evaluation.outcome import Outcome, Status
from engine.feel.unknown import Unknown
from engine.profile.model import FactView
from engine.program.model import Program
from engine.values import Truth

CLOSE = Fraction(1, 10**20)


def read(program: Program, longest: int = 3) -> Reading:
    """A program over symbols of its facts."""
    return Reading(program, Told(program.dictionary, Limits(longest=longest)))


def said(reading: Reading, outcome: Outcome) -> Iterator[tuple[str, Any]]:
    """For each thing in an outcome, the formula that says just that of it."""
    for key, truth in outcome.criteria.items():
        yield key, of_claim(reading.criterion(key), truth)
    for key, truth in outcome.findings.items():
        yield key, of_claim(reading.finding(key), truth)
    for key, truth in outcome.alerts.items():
        yield key, of_claim(reading.alert(key), truth)
    for key, proof in outcome.proofs.items():
        yield key, of_claim(reading.requirement(key), proof.satisfied)
    for key, decision in outcome.options.items():
        for status in Status:
            is_it = reading.status(key, status)
            yield f"{key} {status.value}", is_it if status is decision.status else negated(is_it)
        settled = reading.settled(key)
        yield f"{key} settled", settled if decision.settled else negated(settled)


def measures(reading: Reading, outcome: Outcome) -> Iterator[tuple[str, Any]]:
    """For each measure, the formula that it has its value; numbers to twenty digits."""
    for one in reading.program.computed:
        try:
            yield one.id, of_value(reading, reading.value(one.id), outcome.values[one.id])
        except UnreadableError:
            continue


def of_claim(claim: Claim, truth: Truth) -> Any:
    match truth:
        case Truth.MET:
            return both(claim.met, negated(claim.unmet))
        case Truth.UNMET:
            return both(claim.unmet, negated(claim.met))
    return claim.unknown


def of_value(reading: Reading, symbol: Any, value: Any) -> Any:
    if isinstance(symbol, Symbol) and isinstance(value, Decimal):
        exact, slack = Fraction(value), CLOSE * (1 + abs(Fraction(value)))
        near = both(
            at_most(number(exact - slack), symbol.value), at_most(symbol.value, number(exact + slack))
        )
        return both(symbol.known, near)
    if isinstance(value, Mapping) or not isinstance(symbol, Symbol | Claim):
        return symbol.known if not isinstance(value, Unknown) else negated(symbol.known)
    return means(symbol, value, reading.told.ground.texts)


def apart(reading: Reading, view: FactView, day: date, said_of: Mapping[str, Any]) -> list[str]:
    """What the reading says otherwise of one borrower, even with the reference's word on all applications."""
    told = reading.told
    here = [*fixed(told, view), equals(told.as_of, number(day.toordinal()))]
    everything = both(*here, *said_of.values())
    asked = cone(told.ground, everything)
    solver = z3.Solver()
    solver.add(*here, *asked.constraints)
    if solver.check(both(*said_of.values())) != z3.sat:
        return ["excluded", *(name for name, term in said_of.items() if solver.check(term) != z3.sat)]
    wrong = z3.Not(both(*said_of.values()))
    for _ in range(40):
        if solver.check(wrong) == z3.unsat:
            return []
        valuation = Valuation(solver.model(), told.ground.texts)
        learned = [term for one in asked.applications for term in lemmas(one, valuation, told.ground)]
        if not learned and beyond(asked.applications, valuation, told):
            return []
        if not learned:
            return ["open", *(name for name, term in said_of.items() if not valuation.term(term))]
        solver.add(*learned)
    return ["unsettled"]


def beyond(applications: Any, valuation: Valuation, told: Told) -> bool:
    """Whether an application has a value of more digits than the solver is given."""
    for one in applications:
        exact = one.compute(tuple(valuation.value(value, kind) for value, kind in one.inputs))
        try:
            means(one.result, exact, told.ground.texts)
        except UnreadableError:
            return True
    return False
