"""What `properties.yaml` says, with the place of every word.

Nothing here is checked against the pack yet: a name is a word, a condition is text.
"""

from collections.abc import Mapping

from msgspec import Struct

from engine.rulebook.model import Word
from engine.source import Fragment, Span


class Claim(Struct, frozen=True):
    """A situation in which a borrower may be; all that is given has to hold.

    Attributes:
        when: a FEEL condition that is true.
        criteria: criterion or finding and `met`, `unmet` or `unknown`.
        raised, not_raised: alerts.
        options: option and the statuses of which it has one.
        some_option, every_option: statuses of which at least one option, or each, has one.
        any_of: claims without any of their own, of which at least one holds; empty: nothing is asked.
    """

    when: Fragment | None
    criteria: tuple[tuple[Word, Word], ...]
    raised: tuple[Word, ...]
    not_raised: tuple[Word, ...]
    options: tuple[tuple[Word, tuple[Word, ...]], ...]
    some_option: tuple[Word, ...]
    every_option: tuple[Word, ...]
    any_of: tuple["Claim", ...]
    span: Span


class Monotone(Struct, frozen=True):
    """What a change of one fact, with all others as they are, never does.

    Attributes:
        fact: a fact of the dictionary, or `as_of`.
        how: `higher`, `lower`, `later`, `earlier`, `more`, `fewer` or `told`.
        given: only who is in this situation before is looked at; None: everybody.
        never_shuts: options; none that was open, or so once something is put right, becomes unavailable.
        never_opens: options; none that was unavailable becomes open, or so once something is put right.
        before, after: whoever is in the first before is in the second afterwards; both or none.
    """

    fact: Word
    how: Word
    given: Claim | None
    never_shuts: tuple[Word, ...]
    never_opens: tuple[Word, ...]
    before: Claim | None
    after: Claim | None
    span: Span


class Property(Struct, frozen=True):
    """A property: exactly one of `never`, `whoever` with `then`, and `monotone` is given.

    Attributes:
        words: what it says, by language.
    """

    id: Word
    words: Mapping[str, str]
    source: tuple[Word, ...]
    never: Claim | None
    whoever: Claim | None
    then: Claim | None
    monotone: Monotone | None
    span: Span


class Properties(Struct, frozen=True):
    """All of `properties.yaml`.

    Attributes:
        speaks_for: a FEEL condition: for whom the pack is written; None: for everybody.
        exclusive: sets of options of which no two are ever recommended to one borrower.
    """

    speaks_for: Fragment | None = None
    exclusive: tuple[tuple[Word, ...], ...] = ()
    properties: tuple[Property, ...] = ()
