"""What a pack expects of itself: a borrower's situation and what must come out.

Kept apart from the rules, since cases never change an answer.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from engine.rulebook.model import Word
from engine.rulebook.yaml_nodes import YamlNode
from engine.source import Span


class ExpectedFigure(Struct, frozen=True):
    """The value that a figure must have; None: it must be unknown."""

    name: Word
    value: Decimal | date | str | bool | None
    span: Span


class ExpectedSources(Struct, frozen=True):
    """The sources on which something that is said must rest, all of them in any order.

    Attributes:
        name: id of a criterion, step, caution or document; a figure; of the joint part the key `cites`.
        span: of the list, brackets included.
    """

    name: Word
    sources: tuple[Word, ...]
    span: Span


class ExpectedJoint(Struct, frozen=True):
    """What must be said of several loans together. What is None or has no entry isn't looked at.

    Attributes:
        key: the word `joint`.
        is_said: whether there is such a part at all.
        order: loans by their ids, in the order in which to go about them.
        offers: what is offered for a loan; None: nothing, as nothing can be asked for, or it is unknown.
        total: of all offers.
        left: what is left of the budget.
        fits: `met`, `unmet` or `unknown`: whether no more is offered than there is.
        span: all of it.
        cites: the sources on which it must rest.
    """

    key: Word
    is_said: bool
    order: tuple[Word, ...] | None
    offers: tuple[ExpectedFigure, ...]
    total: ExpectedFigure | None
    left: ExpectedFigure | None
    fits: Word | None
    span: Span
    cites: ExpectedSources | None


class Expectation(Struct, frozen=True):
    """What must come out. What is None or has no entry isn't looked at.

    Attributes:
        statuses: option and its status.
        ask_for: facts that would settle what is open.
        order: options in order.
        alerts: alerts that are raised, all of them.
        missing: requirements that aren't satisfied.
        figures: values of measures, facts and parameters.
        criteria: criterion or finding and whether it is `met`, `unmet` or `unknown`.
        settled: option and whether its status is settled.
        says: option or alert, and steps and cautions among those it says.
        leaves_out: option or alert, and steps and cautions that it doesn't say.
        cites: option, alert or finding, and what of it must rest on which sources; `figures` and figures.
        joint: what must be said of all loans together.
        loans: what must come out for further loans, by their ids, without `joint` and `loans`.
        spans: where the values of `ask_for`, `order`, `alerts` and `missing` stand, brackets included.
        span: all of it.
    """

    statuses: tuple[tuple[Word, Word], ...]
    ask_for: tuple[Word, ...] | None
    order: tuple[Word, ...] | None
    alerts: tuple[Word, ...] | None
    missing: tuple[Word, ...] | None
    figures: tuple[ExpectedFigure, ...]
    criteria: tuple[tuple[Word, Word], ...]
    settled: tuple[tuple[Word, bool], ...]
    says: tuple[tuple[Word, tuple[Word, ...]], ...]
    leaves_out: tuple[tuple[Word, tuple[Word, ...]], ...]
    cites: tuple[tuple[Word, tuple[ExpectedSources, ...]], ...]
    joint: ExpectedJoint | None
    loans: tuple[tuple[Word, "Expectation"], ...]
    spans: Mapping[str, Span]
    span: Span


class Case(Struct, frozen=True):
    """One situation and what must come out.

    Attributes:
        name: a sentence about the product.
        owner: id of the option or alert that it stands beside; "" elsewhere.
        as_of: the day of the assessment; None: the profile says it.
        base: name of a profile in `profiles/`, without `.json`; None: the overlay is all there is.
        overlay: what is laid over the base, in the order of the file; `base` left out.
        keys: the keys of the overlay with their places.
        expect: what must come out.
        span: all of it.
    """

    name: Word
    owner: str
    as_of: date | None
    base: Word | None
    overlay: Mapping[str, YamlNode]
    keys: Mapping[str, Word]
    expect: Expectation
    span: Span
