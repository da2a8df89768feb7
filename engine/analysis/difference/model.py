"""What two versions of a pack differ in: what was edited, and who gets another answer.

The two are kept apart. An edit may change nobody's answer, and whoever reviews it wants to see that proved;
and a borrower's answer may change through a rule far from the option that it is about.
"""

from typing import Literal

from msgspec import Struct

from engine.analysis.model import Witness
from engine.evaluation.outcome import Decision, Status
from engine.program.model import Program
from engine.source import Span

Pair = tuple[Status, Status]  # in the old version and in the new one
Either = tuple[Status | None, Status | None]  # likewise; None where that version doesn't have the option


class Edit(Struct, frozen=True):
    """A thing that was written anew, changed or taken out.

    Attributes:
        kind: `pack`, `parameter`, `measure`, `table`, `requirement`, `finding`, `criterion`, `option`,
            `alert`; of what decides nothing `step`, `caution`, `words`, `source`.
        id: as the pack names it; of a criterion with its owner before it.
        how: what became of it.
        decides: whether a status can rest on it.
        old: where it stood; None if it is new.
        new: where it stands; None if it is gone.
    """

    kind: str
    id: str
    how: Literal["new", "gone", "changed"]
    decides: bool
    old: Span | None = None
    new: Span | None = None


class Transition(Struct, frozen=True):
    """Borrowers who get another answer about an option, and the smallest of them that was found.

    Attributes:
        old: None where that version doesn't have the option.
        responsible: the edits through which it comes, nearest first; empty where other options moved it.
    """

    old: Decision | None
    new: Decision | None
    witness: Witness
    responsible: tuple[Edit, ...]


class OptionChange(Struct, frozen=True):
    """One option: who gets another answer about it; nobody, where nothing is left open either.

    Attributes:
        transitions: one for each pair of statuses that was found.
        open: pairs of statuses of which it couldn't be settled whether somebody has them; others: nobody.
        about: what couldn't be read exactly, where something is open.
        within: what the proof that there are no others had to assume.
    """

    option: str
    transitions: tuple[Transition, ...] = ()
    open: tuple[Either, ...] = ()
    about: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class OrderChange(Struct, frozen=True):
    """Two options of one status that change places, though their statuses stay.

    Attributes:
        first: the one that goes before the other now.
        witness: a borrower for whom both have that status; None: none was found.
    """

    first: str
    second: str
    witness: Witness | None


class Difference(Struct, frozen=True):
    """Two versions of a pack.

    Attributes:
        options: every option of either, in the new order, those that are gone last.
    """

    old: Program
    new: Program
    edits: tuple[Edit, ...]
    options: tuple[OptionChange, ...]
    order: tuple[OrderChange, ...] = ()

    @property
    def is_proved_the_same(self) -> bool:
        """Whether it is certain that nobody gets another status or order."""
        settled = all(not one.transitions and not one.open for one in self.options)
        return settled and not self.order

    @property
    def changes_somebody(self) -> bool:
        """Whether a borrower was found who gets another answer."""
        moved = any(one.witness is not None for one in self.order)
        return moved or any(one.transitions for one in self.options)
