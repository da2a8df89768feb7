"""Every evaluator on one rulebook and many profiles, and where they think differently.

What is compared is everything that an outcome holds: proofs, criteria, findings, alerts, options and the
value of every measure, by its text: for Python `-0` equals `0`, and an answer would show it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from engine.diagnostics import Faulty
from engine.evaluation.chaining import Chaining, why_unavailable
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome, Truths
from engine.evaluation.reference import evaluate
from engine.feel.durations import DaysDuration
from engine.feel.unknown import MissingFact, Range, Unknown, Value
from engine.profile.facts import Dictionary
from engine.profile.model import FactView
from engine.program.model import Program
from engine.values import Truth
from tests.evaluation.generate_facts import DAYS, dictionary, partly, profile, views
from tests.evaluation.generate_program import program, rulebook, written

DICTIONARY = dictionary()

Apart = dict[str, tuple[Any, Any]]  # by what it is about: what one and the other evaluator say


def seeded(seed: int) -> Random:
    """The same numbers every time."""
    return Random(seed)  # noqa: S311  (nothing secret: it has to be repeatable)


def generated(seed: int, of: Dictionary = DICTIONARY) -> Program:
    """The program that a seed makes."""
    with TemporaryDirectory() as folder:
        return program(written(rulebook(seeded(seed)), Path(folder)), of)


def assessments(random: Random, profiles: int) -> Iterator[tuple[FactView, date]]:
    """Loans of random profiles, each to be assessed on a random day; most lack something."""
    for _ in range(profiles):
        whole = profile(random)
        raw = whole if random.random() < 0.2 else partly(random, whole)
        yield from ((view, random.choice(DAYS)) for view in views(raw, DICTIONARY))


def told_and_whole(random: Random, profiles: int) -> Iterator[tuple[FactView, FactView]]:
    """What a profile tells while a loan is assessed, and the same with everything told."""
    for _ in range(profiles):
        whole = profile(random)
        complete = list(views(whole, DICTIONARY))
        part = list(views(partly(random, whole), DICTIONARY))
        if len(part) < len(complete):  # the loans weren't told
            part *= len(complete)
        yield from zip(part, complete, strict=True)


def overturned(before: Outcome | Faulty, after: Outcome | Faulty) -> dict[str, Any]:
    """What was settled before further facts were told, and is something else after."""
    found: dict[str, Any] = {}
    if isinstance(before, Faulty) or isinstance(after, Faulty):
        return {} if isinstance(after, Faulty) else {"faults": (before, after)}
    for kind in ("criteria", "findings", "alerts"):
        later = getattr(after, kind)
        for name, truth in getattr(before, kind).items():
            if truth is not Truth.UNKNOWN and later[name] is not truth:
                found[f"{kind} {name}"] = truth, later[name]
    for name, proof in before.proofs.items():
        for one, other in ((proof.needed, after.proofs[name].needed), (proof.held, after.proofs[name].held)):
            if one is not Truth.UNKNOWN and other is not one:
                found[f"proof {name}"] = proof, after.proofs[name]
    for name, decision in before.options.items():
        if decision.settled and after.options[name] != decision:
            found[f"option {name}"] = decision, after.options[name]
    return found


def attempt(evaluator: Callable[..., Outcome], *arguments: Any) -> Outcome | Faulty:
    """An outcome; or what is at fault with the rulebook, such as rows that contradict each other."""
    try:
        return evaluator(*arguments)
    except Faulty as faulty:
        return faulty


def content(outcome: Outcome | Faulty, of: Program) -> dict[str, Any]:
    """Everything that an answer holds, by a name to be shown."""
    if isinstance(outcome, Faulty):
        return {"faults": [(one.code, one.message, one.help) for one in outcome.diagnostics]}
    advice = (*of.steps.values(), *of.cautions.values())
    return {
        **{f"said {one.id}": outcome.values.says(one) for one in advice},
        **{f"known {name}": spelt(outcome.values.known(name)) for name in of.formulas},
        **{f"proof {name}": one for name, one in outcome.proofs.items()},
        **{f"criterion {name}": one for name, one in outcome.criteria.items()},
        **{f"finding {name}": one for name, one in outcome.findings.items()},
        **{f"alert {name}": one for name, one in outcome.alerts.items()},
        **{f"option {name}": one for name, one in outcome.options.items()},
        **{f"measure {name}": told(outcome.values[name]) for name in of.formulas},
    }


def told(value: Value) -> tuple[type, Any]:
    """The value with its type, since for Python `1` is also `True`; or what keeps it unknown."""
    if isinstance(value, Unknown):
        return Unknown, {one.path if isinstance(one, MissingFact) else one.reason for one in value.causes}
    return type(value), spelt(value)


def spelt(value: Value | None) -> Any:
    """The value with the text of each number in it."""
    match value:
        case Decimal():
            return str(value)
        case DaysDuration(seconds):
            return DaysDuration, str(seconds)
        case tuple():
            return tuple(map(spelt, value))
        case Mapping():
            return {name: spelt(one) for name, one in value.items()}
        case Range(low, high):
            return replace(value, low=None, high=None), spelt(low), spelt(high)
    return value


@dataclass
class Evaluators:
    """The three evaluators of one program; durable_rules only where it can be used."""

    program: Program
    chaining: Chaining | None = None
    compiled: Compiled = field(init=False)

    def __post_init__(self) -> None:
        self.compiled = Compiled(self.program)

    def differences(self, view: FactView, as_of: date) -> Apart:
        """What another evaluator says otherwise than the reference, with what both say."""
        return self.compared(view, as_of)[1]

    def compared(self, view: FactView, as_of: date) -> tuple[Outcome | Faulty, Apart]:
        """What the reference answers, and what another evaluator says otherwise."""
        reference = attempt(evaluate, self.program, view, as_of)
        expected = content(reference, self.program)
        found = _apart(expected, content(attempt(self.compiled.evaluate, view, as_of), self.program))
        if self.chaining is not None and isinstance(reference, Outcome):
            truths = Truths(reference.values, reference.proofs, reference.criteria, reference.findings)
            chained = content(self.chaining.evaluate(truths, as_of), self.program)
            found |= {f"{name} by durable_rules": both for name, both in _apart(expected, chained).items()}
        return reference, found

    def close(self) -> None:
        """Give back what durable_rules holds."""
        if self.chaining is not None:
            self.chaining.close()


def _apart(expected: dict[str, Any], found: dict[str, Any]) -> Apart:
    names = {**expected, **found}
    return {
        name: (expected.get(name), found.get(name)) for name in names if expected.get(name) != found.get(name)
    }


def evaluators(of: Program, *, durable: bool = True) -> Evaluators:
    """The evaluators of a program."""
    return Evaluators(of, Chaining(of) if durable and why_unavailable() is None else None)
