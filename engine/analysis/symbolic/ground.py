"""What several readings stand on together: the constraints of the facts, and what was read only roughly.

Of two versions of a pack, or of one borrower before and after a change, most is the same. Each thing that
isn't read exactly gets a symbol here once, so that both readings mean the same by it. A question takes from
here only what it depends on: every other constraint would be work for the solver, and could be met anyway.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from hashlib import sha256

import z3
from msgspec import Struct

from engine.analysis.symbolic.symbols import Claim, Listed, Recorded, Symbol, Symbolic, UnreadableError, claim
from engine.analysis.symbolic.terms import TRUE, Bool, Term, at_most, both, number
from engine.analysis.symbolic.texts import Texts
from engine.feel.types import DateType, DaysType, MonthsType, NumberType, TextType, TruthType, Type
from engine.feel.unknown import Value
from engine.profile.facts import ScalarForm
from engine.source import Span

LAST_DAY = 3_652_059  # ordinal of 31 December 9999

Names = frozenset[str]
Input = tuple[Symbolic, Type]


class Constraint(Struct, frozen=True):
    """What holds of every borrower; of interest only where all the variables in `trigger` matter."""

    term: Bool
    trigger: Names


class Application(Struct, frozen=True):
    """Something that isn't read exactly: its result is free, but for what is said of it in constraints.

    Attributes:
        name: of the function or operation.
        inputs: on what the result depends, each with its type.
        compute: the exact result for known inputs, by the reference.
        result: a symbol of its own.
        own: the variables of the result.
        lemmas: formulas that the result has to fulfil and that rule out a wrong one, for inputs, their exact
            result, and what holds each input where it is; with none, it is put right for just these.
        span: where it stands.
        fractions: of a product or quotient, what a model has got wrong by exact fractions: in 34 digits it
            would never be right.
    """

    name: str
    inputs: tuple[Input, ...]
    compute: Callable[[tuple[Value, ...]], Value]
    result: Symbolic
    kind: Type
    own: Names
    lemmas: "Lemmas | None" = None
    span: Span | None = None
    fractions: "Fractions | None" = None


Fractions = Callable[[Callable[[Term], Fraction | bool]], Sequence[Bool]]
Pin = Callable[[int], Bool]  # that an input is what it is in a model, by its place
Lemmas = Callable[[Application, tuple[Value, ...], Value, Pin], Sequence[Bool]]


class Ground:
    """Constraints and applications, by the variables that they are about."""

    def __init__(self) -> None:
        self.texts = Texts()
        self.constraints: list[Constraint] = []
        self.applications: list[Application] = []
        self.facts: dict[
            str, tuple[Term, ScalarForm]
        ] = {}  # numbers and days that are told, by their variable
        self.further: dict[str, Bool] = {}  # that a list has a second element, or a later one
        self.bounded: dict[str, str] = {}  # what is assumed where a variable matters
        self.sizes: dict[str, tuple[int, int]] = {}  # digits of variables that are no facts (`digits.py`)
        self.exact: dict[str, Bool] = {}  # that a result which may be rounded isn't, by its variable
        self.sized: dict[int, tuple[Term, tuple[int, int]]] = {}
        self.rounded: dict[object, dict[int, tuple[Term, Term]]] = {}  # numbers and results, by function
        self._free: dict[int, tuple[Term, Names]] = {}
        self._known: dict[object, Application] = {}
        self._said: set[Names] = set()
        self._labels: set[str] = set()
        self._digests: dict[int, tuple[Term, str]] = {}

    def say_once(self, own: Names) -> bool:
        """Whether nothing has been said yet of the application of these variables."""
        fresh = own not in self._said
        self._said.add(own)
        return fresh

    def holds(self, term: Bool, trigger: Iterable[str]) -> None:
        """Add a constraint."""
        if not z3.is_true(term):
            self.constraints.append(Constraint(term, frozenset(trigger)))

    def holds_of(self, own: Names, term: Bool) -> None:
        """Add a constraint that is of interest where those of some variables matter that it speaks of."""
        self.holds(term, own & self.free(term))

    def free(self, term: Term) -> Names:
        """The variables of a term."""
        waiting = [term]
        while waiting:
            one = waiting[-1]
            number_ = one.get_id()
            if number_ in self._free:
                waiting.pop()
                continue
            below = one.children()
            missing = [child for child in below if child.get_id() not in self._free]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            self._free[number_] = one, self._names(one, below)
        return self._free[term.get_id()][1]

    def _names(self, term: Term, below: Sequence[Term]) -> Names:
        if below:
            sets = {self._free[child.get_id()][1] for child in below}
            return next(iter(sets)) if len(sets) == 1 else frozenset().union(*sets)
        if z3.is_const(term) and term.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            return frozenset((term.decl().name(),))
        return frozenset()

    def free_of(self, value: "Symbolic | None") -> Names:
        """The variables of a value; of a record, of the fields that were asked for."""
        return frozenset().union(*(self.free(term) for term in terms_of(value)))

    def label(self, name: str, about: Iterable[Term]) -> str:
        """A name for a new variable, the same for the same thing in whatever order things are read.

        Args:
            name: of what it stands for.
            about: the formulas from which it is made.
        """
        digest = sha256("".join(map(self.digest, about)).encode()).hexdigest()[:12]
        label = f"{name}~{digest}"
        while label in self._labels:
            label += "~"
        self._labels.add(label)
        return label

    def digest(self, term: Term) -> str:
        """What is the same for the same formula, whatever was made before it."""
        number_ = term.get_id()
        if number_ not in self._digests:
            self._digests[number_] = term, sha256(term.sexpr().encode()).hexdigest()
        return self._digests[number_][1]

    def fresh(self, kind: Type, label: str) -> Symbolic:
        """A symbol of which nothing is known but its type.

        Raises:
            UnreadableError: a list, record or range; nobody knows how long it may be.
        """
        known = z3.Bool(f"{label}?")
        match kind:
            case TruthType():
                return claim(known, z3.Bool(label))
            case NumberType() | DaysType():
                return Symbol(known, z3.Real(label))
            case TextType() | MonthsType():
                return Symbol(known, z3.Int(label))
            case DateType():
                day = z3.Int(label)
                self.holds(both(at_most(number(1), day), at_most(day, number(LAST_DAY))), {label})
                return Symbol(known, day)
        raise UnreadableError

    def apply(self, key: object, make: Callable[[], Application]) -> Application:
        """The application of a key, made the first time."""
        if key not in self._known:
            made = make()
            self._known[key] = made
            self.applications.append(made)
        return self._known[key]


def key_of(value: "Symbolic | None") -> object:
    """What is the same for two values exactly if they are the same formulas."""
    match value:
        case Symbol(known, term):
            return known.get_id(), term.get_id()
        case Claim(met, unmet):
            return met.get_id(), unmet.get_id()
        case Listed(known, slots):
            return known.get_id(), tuple((there.get_id(), key_of(one)) for there, one in slots)
        case Recorded():
            return id(value)
        case None:
            return None
    return key_of(value.low), key_of(value.high), value.sign, value.low_closed, value.high_closed


def known_of(inputs: Iterable[Input]) -> Bool:
    """Whether all inputs are known."""
    return both(TRUE, *(one.known for one, _ in inputs))


def terms_of(value: "Symbolic | None") -> Iterator[Term]:
    """The formulas of a value; of a record, of the fields that were asked for."""
    match value:
        case None:
            return
        case Symbol(known, term):
            yield from (known, term)
        case Claim(met, unmet):
            yield from (met, unmet)
        case Listed(known, slots):
            yield known
            for there, one in slots:
                yield there
                yield from terms_of(one)
        case Recorded():
            yield value.known
            for one in value.made.values():
                yield from terms_of(one)
        case _:
            yield from terms_of(value.low)
            yield from terms_of(value.high)
