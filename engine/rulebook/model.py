"""What people wrote in a pack, with the place of every word.

Nothing here is checked against anything else yet: a name is a word, an expression
is text. So that every later complaint can point at the line that caused it, the
model keeps spans instead of plain strings.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from engine.rulebook.left_out import NOTHING, LeftOut
from engine.source import Fragment, Span

if TYPE_CHECKING:
    from engine.rulebook.changes_model import Changeable
    from engine.rulebook.table_model import Table


class Word(Struct, frozen=True):
    """A word or text with its place."""

    text: str
    span: Span


class Criterion(Struct, frozen=True):
    """A claim that is met, unmet or unknown: exactly one of `when`, `finding` and `evidence` says how.

    Attributes:
        when: a FEEL condition.
        finding: a finding that has to be met.
        evidence: evidence requirements, each of which has to be satisfied where it is needed.
        evidence_table: a table that collects further ones, which go before them.
        curable: whether the borrower can put it right.
        presumed_until_told: a fact; while it isn't told, the claim counts as met. Of options only.
    """

    id: Word
    when: Fragment | None
    finding: Word | None
    evidence: tuple[Word, ...]
    curable: bool
    source: tuple[Word, ...]
    span: Span
    evidence_table: Word | None = None
    presumed_until_told: Word | None = None


class DatedValue(Struct, frozen=True):
    """The value of a parameter from one date to another, both included; no `until` means open.

    Attributes:
        span: of all that is said of the value.
        at: of the value itself.
    """

    value: Decimal | date | str
    since: date
    until: date | None
    source: tuple[Word, ...]
    confidence: str
    note: str
    span: Span
    at: Span


class Parameter(Struct, frozen=True):
    """A number, date or word of policy with a unit (`date` and `text` for those that aren't numbers)."""

    id: Word
    unit: Word
    values: tuple[DatedValue, ...]


class Measure(Struct, frozen=True):
    """A derived fact with a formula; `unit` is what the author says comes out."""

    id: Word
    formula: Fragment
    unit: Word
    source: tuple[Word, ...]


class Finding(Struct, frozen=True):
    """A named conclusion: met when all (or any) of its criteria are."""

    id: Word
    mode: str  # "all" or "any"
    criteria: tuple[Criterion, ...]


class Requirement(Struct, frozen=True):
    """A document to bring, and what can stand in for it.

    Attributes:
        needed_when: condition; None: always.
        accepts: kinds of evidence, what to bring first, then its substitutes.
        fresh_within: parameter with the most days since the document's date; None: any age.
        older: those of `accepts` that may be older than that, as what they show happened once.
        back_to: a fact, the date before which those don't count either; None without any.
    """

    id: Word
    needed_when: Fragment | None
    accepts: tuple[Word, ...]
    fresh_within: Word | None
    source: tuple[Word, ...]
    older: tuple[Word, ...] = ()
    back_to: Word | None = None


class Advice(Struct, frozen=True):
    """A step to take or a caution to heed, said where `when` isn't false."""

    id: Word
    when: Fragment | None
    source: tuple[Word, ...]


class Option(Struct, frozen=True):
    """Something that can be asked for."""

    id: Word
    eligible_when: tuple[Criterion, ...]
    evidence: tuple[Word, ...]
    steps: tuple[Word, ...]
    cautions: tuple[Word, ...]
    figures: tuple[Word, ...]
    preferred_over: tuple[Word, ...]
    discretionary: bool
    evidence_table: Word | None = None  # that collects requirements; those of `evidence` go after them


class Alert(Struct, frozen=True):
    """Something that outranks every option; with `suspends`, nothing is recommended while it stands.

    Attributes:
        before: alerts that this one is said before.
        holds_back: alerts that aren't said while it stands.
    """

    id: Word
    raised_when: tuple[Criterion, ...]
    suspends: bool
    before: tuple[Word, ...]
    steps: tuple[Word, ...]
    holds_back: tuple[Word, ...] = ()


class Place(Struct, frozen=True):
    """Where a quote stands in its document: line and column of its first character, from 1, and its length.

    All are counted in characters of the normalised text: docs/rulebook.md says which that is.
    """

    line: int
    start: int
    length: int


class Statement(Struct, frozen=True):
    """One catalogued sentence of the guidance, in our own words."""

    id: Word
    kind: Word
    document: Word
    words: Mapping[str, str]  # by language
    sha256: str
    unused: Mapping[str, str]  # why no rule uses it, by language; empty: it is used
    at: Place | None = None


class Passage(Struct, frozen=True):
    """What stands in a document between the catalogued sentences, and why nothing follows from it."""

    document: Word
    at: Place
    sha256: str
    why: Mapping[str, str]  # by language
    span: Span  # of `at`


class Authority(Struct, frozen=True):
    """A source beyond the guidance: an article of law or a fact about the product."""

    id: Word
    kind: Word  # "law" or "product"
    title: Mapping[str, str]
    article: str
    seen: date
    confidence: str


class Sentence(Struct, frozen=True):
    """A text for people with placeholders in braces."""

    text: str
    fragment: Fragment


class Entry(Struct, frozen=True):
    """What a words file says of one thing: its `title`, and any of `met`, `unmet`, `unknown`, `text`."""

    id: Word
    sentences: Mapping[str, Sentence]


class Words(Struct, frozen=True):
    """One words file.

    Attributes:
        owner: id of the option or alert that it stands beside; "" for the pack's own.
        entries: by section and id, for example `("criteria", "term_has_not_expired")`.
    """

    language: str
    owner: str
    entries: Mapping[tuple[str, str], Entry]
    span: Span


class Document(Struct, frozen=True):
    """A document of the guidance."""

    id: Word
    title: Mapping[str, str]
    sha256: str


class Joint(Struct, frozen=True):
    """How the requests for several loans share one budget; each word names a measure or a fact.

    Attributes:
        id: the key `joint` itself, under which its words stand.
        budget: what is left for all loans together.
        offer: what can be offered for one loan.
        first: whose request goes first: the larger value, one name after the other.
        kept_when: a truth: whether what is offered for a loan carries it to its end.
    """

    id: Word
    budget: Word
    offer: Word
    first: tuple[Word, ...]
    source: tuple[Word, ...]
    kept_when: Word | None = None

    @property
    def names(self) -> tuple[Word, ...]:
        """All that it names, in the order of the file."""
        kept = () if self.kept_when is None else (self.kept_when,)
        return (self.budget, self.offer, *self.first, *kept)


class PackHead(Struct, frozen=True):
    """`pack.yaml`."""

    id: Word
    version: str
    title: Mapping[str, str]
    jurisdiction: str
    speaks: tuple[Word, ...]
    since: date
    until: date | None
    documents: tuple[Document, ...]
    profile_schema: Word | None
    span: Span
    joint: Joint | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """What it speaks, its own language first."""
        return tuple(one.text for one in self.speaks)


class Rulebook(Struct, frozen=True):
    """A whole pack as written. What has an id is sorted by it, so that the order of files never matters."""

    head: PackHead
    parameters: tuple[Parameter, ...]
    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]
    requirements: tuple[Requirement, ...]
    steps: tuple[Advice, ...]
    cautions: tuple[Advice, ...]
    options: tuple[Option, ...]
    alerts: tuple[Alert, ...]
    statements: tuple[Statement, ...]
    authorities: tuple[Authority, ...]
    words: tuple[Words, ...]
    sha256: str  # of name and bytes of every file that decides or words an answer
    passages: tuple[Passage, ...] = ()  # in the order of their documents
    tables: "tuple[Table, ...]" = ()
    left_out: LeftOut = NOTHING
    changeable: "Changeable | None" = None
