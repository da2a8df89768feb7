"""What cases can reach, and what they have reached.

"474 cases passed" says nothing of the branch that none of them takes. So everything that can come out one way
or another is a point with a place, and what isn't reached can be shown to whoever writes the next case.
"""

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from engine.source import Span


class Kind(Enum):
    """What a point belongs to; the order is that of the summary."""

    CRITERIA = "criteria"
    ROWS = "rows"
    BRANCHES = "branches"
    CONDITIONS = "conditions"
    THRESHOLDS = "thresholds"


Key = tuple[int | str, str]  # a node by its identity, or a criterion by its key; and what is to happen there


class Point(Struct, frozen=True):
    """Something that a case can bring about.

    Attributes:
        key: what a trace marks it by.
        owner: the rule it belongs to, as authors call it.
        span: where it stands.
        missing: what to say of the place if no case brings it about: "never unmet".
        help: what a case would have to look like.
    """

    kind: Kind
    key: Key
    owner: str
    span: Span
    missing: str
    help: str


class Coverage(Struct, frozen=True):
    """What the cases of a pack reach.

    Attributes:
        pack: the name of its folder.
        points: all of them, sorted by kind and place.
        reached: the keys of those that some case brings about.
    """

    pack: str
    points: tuple[Point, ...]
    reached: frozenset[Key]

    def of(self, kind: Kind) -> tuple[Point, ...]:
        """The points of a kind."""
        return tuple(one for one in self.points if one.kind is kind)

    def unreached(self, kind: Kind) -> tuple[Point, ...]:
        """Those of a kind that no case brings about."""
        return tuple(one for one in self.of(kind) if one.key not in self.reached)

    def counts(self) -> Iterator[tuple[Kind, int, int]]:
        """Of each kind, how many points are reached, and how many there are."""
        for kind in Kind:
            points = self.of(kind)
            yield kind, len(points) - len(self.unreached(kind)), len(points)
