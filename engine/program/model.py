"""The typed, ordered form of a pack: the one thing that every evaluator, explanation and analysis reads.

Names are resolved, formulas are typed trees, measures and findings stand in an order in
which each comes after what it uses, and preference is spelled out. A reading that
went back to the files would soon disagree with another one.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Final

from msgspec import Struct

from engine.feel.core import Node
from engine.feel.functions import Function
from engine.feel.types import Type
from engine.profile.facts import Dictionary
from engine.program.chains import long_chains
from engine.program.changeable import NOTHING, Changeable
from engine.program.table import Table
from engine.rulebook.model import DatedValue, PackHead
from engine.rulebook.sentences import Part
from engine.source import Span


class Parameter(Struct, frozen=True):
    """A value of policy with its dated values, oldest first."""

    id: str
    type: Type
    values: tuple[DatedValue, ...]

    def in_force(self, as_of: date) -> DatedValue | None:
        """The value on a day, or None."""
        for value in self.values:
            if value.since <= as_of and (value.until is None or as_of <= value.until):
                return value
        return None


class Measure(Struct, frozen=True):
    """A derived fact."""

    id: str
    formula: Node
    type: Type
    source: tuple[str, ...]
    span: Span


class Criterion(Struct, frozen=True):
    """A claim, decided by `test`, or by the truth of `finding`, or by the requirements in `evidence`.

    Attributes:
        key: owner and id with a dot between, unique in the program.
        presumed_until_told: of an option: a fact; while it isn't told, an unknown claim counts as met.
        operands: names of the facts, measures and parameters in the test, in order of appearance.
    """

    key: str
    id: str
    test: Node | None
    finding: str | None
    evidence: tuple[str, ...]
    curable: bool
    source: tuple[str, ...]
    operands: tuple[str, ...]
    span: Span
    presumed_until_told: str | None = None


class Requirement(Struct, frozen=True):
    """A document: whether it is needed, and whether an accepted kind of it is at hand.

    Attributes:
        id: as written; of one that a table collects, `table#requirement`.
        older: those of `accepts` that may be older than `fresh_within`, back to the date `back_to`, a fact.
    """

    id: str
    needed: Node | None
    held: Node
    accepts: tuple[str, ...]
    fresh_within: str | None
    source: tuple[str, ...]
    older: tuple[str, ...] = ()
    back_to: str | None = None

    @property
    def document(self) -> str:
        """The id under which the pack describes it, whoever collects it."""
        return self.id.rpartition(COLLECTED)[2]


class Finding(Struct, frozen=True):
    """A conclusion from all, or any, of its criteria."""

    id: str
    needs_all: bool
    criteria: tuple[Criterion, ...]


class Advice(Struct, frozen=True):
    """A step or a caution."""

    id: str
    when: Node | None
    source: tuple[str, ...]


class Option(Struct, frozen=True):
    """Something that can be asked for.

    Attributes:
        preferred_over: every option that this one goes before, directly or through others.
    """

    id: str
    criteria: tuple[Criterion, ...]
    evidence: tuple[str, ...]
    steps: tuple[str, ...]
    cautions: tuple[str, ...]
    figures: tuple[str, ...]
    preferred_over: frozenset[str]
    discretionary: bool


class Alert(Struct, frozen=True):
    """Something that outranks every option. With `suspends`, nothing is recommended while it stands.

    Attributes:
        holds_back: alerts that aren't said while it stands, as they rest on what it says is wrong.
    """

    id: str
    criteria: tuple[Criterion, ...]
    suspends: bool
    steps: tuple[str, ...]
    holds_back: tuple[str, ...] = ()


class Joint(Struct, frozen=True):
    """How the requests for several loans share one budget; names of measures and facts.

    Attributes:
        budget: what is left for all loans together; the same for each of them.
        offer: what can be offered for one loan, in the same unit.
        first: numbers, dates or truths: the loan with the larger one goes first, one name after the other.
        kept_when: a truth: whether what is offered for a loan carries it to its end; None: nobody says.
    """

    budget: str
    offer: str
    first: tuple[str, ...]
    source: tuple[str, ...]
    kept_when: str | None = None


class Source(Struct, frozen=True):
    """A statement of the guidance or an authority beyond it.

    Attributes:
        kind: `guidance`, `law` or `product`.
        words: what it says (a statement) or its title (an authority), by language.
    """

    id: str
    kind: str
    words: Mapping[str, str]
    confidence: str


COLLECTED: Final = "#"  # between the id of a table and that of a requirement that it collects

# A text for people: literal parts and placeholders.
Text = tuple[Part, ...]
# Texts by owner (an option's or alert's id, or ""), section, id, and key (`title`, `met`, …).
WordBook = Mapping[tuple[str, str, str, str], Text]


class Program(Struct, frozen=True, dict=True):
    """A checked pack.

    Attributes:
        dictionary: the facts that a profile can hold.
        types: type of every global name: facts, measures, `parameter.…`.
        functions: what expressions may call.
        measures: as written, by id.
        computed: measures and outputs of tables, each after those that its formula uses.
        requirements: as written.
        collected: requirements of which a table says when they are needed.
        findings: each after those that its criteria use.
        options: in order of preference; ties by id.
        alerts: in the order in which they are said; ties by id.
        words: by language.
        sha256: of the pack's files.
    """

    head: PackHead
    sha256: str
    dictionary: Dictionary
    types: Mapping[str, Type]
    functions: Mapping[str, Function]
    parameters: tuple[Parameter, ...]
    measures: tuple[Measure, ...]
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]
    options: tuple[Option, ...]
    alerts: tuple[Alert, ...]
    steps: Mapping[str, Advice]
    cautions: Mapping[str, Advice]
    sources: Mapping[str, Source]
    words: Mapping[str, WordBook]
    computed: tuple[Measure, ...] = ()
    collected: tuple[Requirement, ...] = ()
    tables: tuple[Table, ...] = ()
    joint: Joint | None = None
    changeable: Changeable = NOTHING

    @cached_property
    def formulas(self) -> Mapping[str, Node]:
        """The formula of each measure and of each output of a table."""
        return {one.id: one.formula for one in self.computed}

    @cached_property
    def long_chains(self) -> Mapping[str, tuple[str, ...]]:
        """The measures with too many others below each other for a walk, and those of them that each uses."""
        return long_chains(self.formulas)

    @cached_property
    def findings_by_id(self) -> Mapping[str, Finding]:
        """The findings by id."""
        return {one.id: one for one in self.findings}

    @property
    def required(self) -> tuple[Requirement, ...]:
        """Every evidence requirement, those that tables collect last."""
        return (*self.requirements, *self.collected)

    @cached_property
    def requirements_by_id(self) -> Mapping[str, Requirement]:
        """The evidence requirements by id."""
        return {one.id: one for one in self.required}

    @property
    def judged(self) -> tuple[Option | Alert, ...]:
        """What criteria decide on, beside findings."""
        return (*self.options, *self.alerts)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, those of findings first."""
        return tuple(claim for one in (*self.findings, *self.judged) for claim in one.criteria)
