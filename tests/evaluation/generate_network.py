"""Random programs of criteria, findings, alerts and options, and random truths for them.

The criteria's conditions don't matter here: truths are made up for them, too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import cast

from msgspec.structs import replace

from engine.evaluation.globals import Globals
from engine.evaluation.outcome import Proof, Truths
from engine.feel.core import Constant
from engine.feel.types import TRUTH
from engine.profile.facts import Dictionary
from engine.program.model import Alert, Criterion, Finding, Option, Program, Requirement
from engine.rulebook.model import PackHead, Word
from engine.source import Source, Span
from engine.values import Truth, all_of, any_of

PLACE = Span(Source("generated.yaml", "-"), 0, 1)
CONDITION = Constant(value=True, type=TRUTH, span=PLACE)
AS_OF = date(2026, 1, 1)
FACTS = ("one_fact", "another_fact")


@dataclass(frozen=True, slots=True)
class Sizes:
    """The most of each in a program."""

    requirements: int = 3
    findings: int = 4
    alerts: int = 2
    options: int = 5
    criteria: int = 5  # of each finding, alert and option


SMALL = Sizes()


def seeded(seed: int) -> Random:
    """The same numbers every time."""
    return Random(seed)  # noqa: S311  (nothing secret: it has to be repeatable)


def program(random: Random, sizes: Sizes = SMALL, *, full: bool = False) -> Program:
    """A program; with `full`, as large as `sizes` allows."""

    def count(most: int) -> int:
        return most if full else random.randint(0, most)

    requirements = [f"document_{number}" for number in range(count(sizes.requirements))]
    findings: list[Finding] = []
    for number in range(count(sizes.findings)):
        known = [one.id for one in findings]
        claims = _criteria(random, f"finding_{number}", count(sizes.criteria), requirements, known)
        findings.append(Finding(f"finding_{number}", random.random() < 0.5, claims))
    known = [one.id for one in findings]
    alerts = tuple(
        Alert(
            f"alert_{number}",
            _criteria(random, f"alert_{number}", count(sizes.criteria), requirements, known),
            suspends=random.random() < 0.6,
            steps=(),
        )
        for number in range(count(sizes.alerts))
    )
    names = [f"option_{number}" for number in range(max(1, count(sizes.options)))]
    preferred = _preferences(random, names)
    options = [
        _option(name, _presuming(random, claims), preferred[name])
        for name in names
        for claims in [_criteria(random, name, count(sizes.criteria), requirements, known)]
    ]
    documents = tuple(Requirement(name, None, CONDITION, (), None, ()) for name in requirements)
    return assembled(documents, tuple(findings), alerts, tuple(options))


def assembled(
    requirements: tuple[Requirement, ...] = (),
    findings: tuple[Finding, ...] = (),
    alerts: tuple[Alert, ...] = (),
    options: tuple[Option, ...] = (),
) -> Program:
    """A program with these and nothing else."""
    return Program(
        head=PackHead(
            Word("generated", PLACE), "1", {}, "XX", (Word("en", PLACE),), AS_OF, None, (), None, PLACE
        ),
        sha256="",
        dictionary=cast("Dictionary", None),  # nobody asks for a fact here,
        types={},
        functions={},
        parameters=(),
        measures=(),
        requirements=requirements,
        findings=findings,
        options=options,
        alerts=alerts,
        steps={},
        cautions={},
        sources={},
        words={},
    )


def criterion(
    owner: str,
    name: str,
    *,
    finding: str | None = None,
    evidence: tuple[str, ...] | None = None,
    curable: bool = False,
    presumed_until_told: str | None = None,
) -> Criterion:
    """A criterion with a test, unless it rests on a finding or on documents."""
    test = CONDITION if finding is None and evidence is None else None
    return Criterion(
        f"{owner}.{name}", name, test, finding, evidence or (), curable, (), (), PLACE, presumed_until_told
    )


def _option(name: str, criteria: tuple[Criterion, ...], preferred_over: frozenset[str]) -> Option:
    return Option(name, criteria, (), (), (), (), preferred_over, discretionary=False)


def _presuming(random: Random, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Some of the conditions count as met until a fact is told."""
    return tuple(
        replace(one, presumed_until_told=random.choice(FACTS)) if one.test and random.random() < 0.3 else one
        for one in criteria
    )


def _criteria(
    random: Random, owner: str, count: int, requirements: list[str], findings: list[str]
) -> tuple[Criterion, ...]:
    return tuple(_criterion(random, owner, number, requirements, findings) for number in range(count))


def _criterion(
    random: Random, owner: str, number: int, requirements: list[str], findings: list[str]
) -> Criterion:
    finding: str | None = None
    evidence: tuple[str, ...] | None = None
    kind = random.random()
    if kind < 0.2 and findings:
        finding = random.choice(findings)
    elif kind < 0.4:
        evidence = tuple(name for name in requirements if random.random() < 0.5)
    curable = random.random() < 0.4
    return criterion(owner, f"claim_{number}", finding=finding, evidence=evidence, curable=curable)


def _preferences(random: Random, names: list[str]) -> Mapping[str, frozenset[str]]:
    """For each option those that it goes before, directly or through others; never in a circle."""
    order = random.sample(names, len(names))
    before: dict[str, frozenset[str]] = {}
    for place in reversed(range(len(order))):
        directly = [name for name in order[place + 1 :] if random.random() < 0.4]
        before[order[place]] = frozenset(directly).union(*(before[name] for name in directly))
    return before


def truths(random: Random, of: Program) -> Truths:
    """Truths for everything in a program: from wholly random to all met but a few."""
    doubt = random.choice((0.66, 0.2, 0.05))

    def one() -> Truth:
        return random.choice((Truth.UNMET, Truth.UNKNOWN)) if random.random() < doubt else Truth.MET

    proofs = {requirement.id: Proof(one(), one()) for requirement in of.requirements}
    made_up = {claim.key: one() for claim in claims(of) if claim.test is not None}
    return completed(of, proofs, made_up, [fact for fact in FACTS if random.random() < 0.5])


class Told:
    """Values of which nothing is asked but whether they are known."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names of the facts that were told."""
        self.names = frozenset(names)

    def known(self, name: str) -> bool | None:
        """Something, or None where it wasn't told."""
        return True if name in self.names else None


def completed(
    of: Program, proofs: Mapping[str, Proof], made_up: Mapping[str, Truth], told: Iterable[str] = ()
) -> Truths:
    """The truths with those that follow from them, the way the reference has them; `told` are facts."""
    found = dict(made_up)
    findings: dict[str, Truth] = {}

    def settle(criteria: Iterable[Criterion]) -> list[Truth]:
        for claim in criteria:
            if claim.finding is not None:
                found[claim.key] = findings[claim.finding]
            elif claim.test is None:
                found[claim.key] = all_of(proofs[name].satisfied for name in claim.evidence)
        return [found[claim.key] for claim in criteria]

    for finding in of.findings:
        own = settle(finding.criteria)
        findings[finding.id] = all_of(own) if finding.needs_all else any_of(own)
    for claim in claims(of):
        settle((claim,))
    values = cast("Globals", Told(told))  # nobody asks for a value here
    return Truths(values, proofs, found, findings)


def claims(of: Program) -> list[Criterion]:
    """Every criterion of a program."""
    owners: tuple[Finding | Option | Alert, ...] = (*of.findings, *of.options, *of.alerts)
    return [claim for owner in owners for claim in owner.criteria]
