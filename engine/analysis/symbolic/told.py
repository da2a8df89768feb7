"""All profiles at once: a symbol for each fact that a dictionary knows.

What no profile may hold has to be kept out, or a proof would fail by somebody who can't exist: bounds,
fixed sets, pairs of which one can't exceed the other, ids that differ, references that lead somewhere.
"""

from collections.abc import Collection
from itertools import pairwise

import z3

from engine.analysis.model import Limits
from engine.analysis.symbolic.ground import LAST_DAY, Ground
from engine.analysis.symbolic.symbols import (
    Listed,
    Recorded,
    Symbol,
    Symbolic,
    claim,
    equal,
)
from engine.analysis.symbolic.terms import (
    FALSE,
    TRUE,
    Bool,
    Term,
    at_most,
    both,
    either,
    equals,
    implied,
    number,
)
from engine.analysis.symbolic.told_forms import bounds, keep_apart, variable
from engine.feel.types import DATE, RecordType, TruthType
from engine.profile.facts import AS_OF, Dictionary, Form, ListForm, RecordForm, ScalarForm
from engine.profile.from_told import key_of


class Told:
    """Symbols of all facts of a dictionary, each made when it is asked for."""

    def __init__(self, dictionary: Dictionary, limits: Limits, prefix: str = "") -> None:
        """Take the facts that a profile can tell.

        Args:
            dictionary: of the pack.
            limits: how long a list may be.
            prefix: what the names of variables begin with.
        """
        self.dictionary = dictionary
        self.limits = limits
        self.ground = Ground()
        self.prefix = prefix
        self._same_as: Told | None = None
        self._changed: frozenset[str] = frozenset()
        self._made: dict[str, Symbolic] = {}
        for fact in dictionary.facts:
            for value in fact.names:
                self.ground.texts.code(value)

    def changed(self, names: Collection[str], prefix: str) -> "Told":
        """The same borrower, but these facts are free symbols of their own.

        Args:
            names: facts by their dotted names (`borrower.savings`, `evidence`, `as_of`), or groups of them.
            prefix: what the names of their variables begin with.
        """
        other = Told(self.dictionary, self.limits, prefix)
        other.ground = self.ground
        other._same_as = self
        other._changed = frozenset(names)
        return other

    @property
    def constraints(self) -> list[Bool]:
        """What holds of every borrower, of the symbols made so far."""
        return [one.term for one in self.ground.constraints]

    @property
    def as_of(self) -> Term:
        """The day, as an ordinal."""
        day = self.symbol(AS_OF)
        assert isinstance(day, Symbol), "the dictionary holds it to a date"  # noqa: S101
        return day.value

    def owner(self, name: str) -> "Told":
        """Whose symbol a fact has: this one's, or that of the borrower before the change."""
        if self._same_as is None or any(name == one or name.startswith(f"{one}.") for one in self._changed):
            return self
        return self._same_as.owner(name)

    def label(self, name: str) -> str:
        """The name of a fact's variable."""
        return f"{self.owner(name).prefix}{name}"

    def symbol(self, name: str) -> Symbolic:
        """The symbol of a fact by its dotted name: `borrower.savings`, `evidence`, `loan.balance`."""
        owner = self.owner(name)
        if owner is not self:
            return owner.symbol(name)
        if name not in self._made:
            self._made[name] = self._new(name)
            self._hold_together(name)
        return self._made[name]

    def _new(self, name: str) -> Symbolic:
        each = self.dictionary.each
        if name == AS_OF:
            return self._day()
        if each is not None and name == each.many:
            return self._loans()
        if each is not None and name.startswith(f"{each.one}."):
            return self._of_first_loan(name.removeprefix(f"{each.one}."))
        return self._of(self._form(name), self.label(name), FALSE)

    def _day(self) -> Symbol:
        day = z3.Int(self.label(AS_OF))
        self.ground.facts[self.label(AS_OF)] = day, ScalarForm(DATE)
        self.ground.holds(both(at_most(number(1), day), at_most(day, number(LAST_DAY))), {self.label(AS_OF)})
        return Symbol(TRUE, day)

    def _form(self, name: str) -> Form:
        form: Form = self.dictionary.form
        for part in name.split("."):
            assert isinstance(form, RecordForm), "a dotted name leads through records"  # noqa: S101
            form = form.fields[part]
        return form

    def _of(self, form: Form, label: str, always: Bool) -> Symbolic:
        """The symbol of a form; `always`: a condition under which it is surely known."""
        if isinstance(form, RecordForm):
            return self._inner(self.record(form, label))
        if isinstance(form, ListForm):
            return self._list(form, label)
        known = either(z3.Bool(f"{label}?"), always)
        if isinstance(form.type, TruthType):
            return claim(known, z3.Bool(label))
        value = variable(form, label)
        self.ground.facts[label] = value, form
        self.ground.holds(bounds(form, value, self.ground.texts), {f"{label}?"})
        return Symbol(known, value)

    def record(self, form: RecordForm, label: str) -> Recorded:
        """A record that is there; what isn't known are its fields."""
        made: dict[str, Symbolic] = {}

        def make(name: str) -> Symbolic:
            made[name] = self._of(form.fields[name], f"{label}.{name}", FALSE)
            for small, large in form.at_most:
                if small in made and large in made and name in {small, large}:
                    self._at_most(made[small], made[large], f"{label}.{small}", f"{label}.{large}")
            return made[name]

        return Recorded(TRUE, form.type, make)

    def _inner(self, record: Recorded) -> Recorded:
        """A record in another one, which isn't there unless something in it is told."""
        known = either(*(record.field(name).known for name in record.kind.fields))
        return Recorded(known, record.kind, record.field, by_fields=True)

    def _at_most(self, small: Symbolic, large: Symbolic, one: str, other: str) -> None:
        assert isinstance(small, Symbol), "a number or a day"  # noqa: S101  (held by the dictionary)
        assert isinstance(large, Symbol), "a number or a day"  # noqa: S101  (as above)
        term = implied(both(small.known, large.known), at_most(small.value, large.value))
        self.ground.holds(term, {f"{one}?", f"{other}?"})

    def _there(self, form: ListForm, label: str) -> list[Bool]:
        """For each place, whether there is an element; at least so many, none behind a gap."""
        longest = self.limits.longest if form.most is None else min(form.most, self.limits.longest)
        longest = max(longest, form.least)
        there = [TRUE if at <= form.least else z3.Bool(f"{label}[{at}]") for at in range(1, longest + 1)]
        for before, after in pairwise(there):
            if not z3.is_true(after):
                self.ground.holds(implied(after, before), {after.decl().name()})
                self.ground.further[after.decl().name()] = after
        if form.most is None or longest < form.most:
            last = there[-1].decl().name() if longest > form.least else f"{label}?"
            self.ground.bounded[last] = f"at most {longest} `{label.removeprefix(self.prefix)}`"
        return there

    def _list(self, form: ListForm, label: str) -> Listed:
        there = self._there(form, label)
        elements = [self._element(form, f"{label}[{at}]") for at in range(1, len(there) + 1)]
        key = form.element.key if isinstance(form.element, RecordForm) else ""
        if key:
            keep_apart(self.ground, key, label, there, elements)
        slots = tuple(zip(there, elements, strict=True))
        self._refer(label, slots)
        return Listed(z3.Bool(f"{label}?"), slots)

    def _element(self, form: ListForm, label: str) -> Symbolic:
        """An element, which is surely told."""
        if isinstance(form.element, RecordForm):
            return self.record(form.element, label)
        return self._of(form.element, label, TRUE)

    def _refer(self, label: str, slots: tuple[tuple[Bool, Symbolic], ...]) -> None:
        """A field that names a loan names one that is told; where there is one only, it always does."""
        each, key = self.dictionary.each, key_of(self.dictionary)
        for one in self.dictionary.references:
            if each is None or not key or self.label(one.many) != label:
                continue
            for at, (_, element) in enumerate(slots, 1):
                assert isinstance(element, Recorded), "references are fields of records"  # noqa: S101
                self._refer_from(element.field(one.name), f"{label}[{at}].{one.name}")

    def _refer_from(self, named: Symbolic, label: str) -> None:
        each, key = self.dictionary.each, key_of(self.dictionary)
        assert each is not None, "asked before"  # noqa: S101
        loans = self.symbol(each.many)
        assert isinstance(loans, Listed), "a list of records"  # noqa: S101  (held by the dictionary)
        ids = [(there, loan.field(key)) for there, loan in loans.slots if isinstance(loan, Recorded)]
        among = either(*(both(there, equal(named, one).met) for there, one in ids))
        alone = both(loans.known, equals(loans.count, number(1)))
        term = both(implied(both(loans.known, named.known), among), implied(alone, named.known))
        self.ground.holds(term, {f"{label}?"})

    def _loans(self) -> Listed:
        each = self.dictionary.each
        assert each is not None, "asked before"  # noqa: S101
        form = self.dictionary.form.fields[each.many]
        assert isinstance(form, ListForm), "held by the dictionary"  # noqa: S101
        assert isinstance(form.element, RecordForm), "held by the dictionary"  # noqa: S101
        label = self.label(each.many)
        there = self._there(form, label)
        known = z3.Bool(f"{label}?")
        loans: list[Symbolic] = [self._first(form.element, each.one)]
        loans += [self._further(form.element, f"{label}[{at}]") for at in range(2, len(there) + 1)]
        if form.element.key:
            keep_apart(self.ground, form.element.key, label, there, loans)
        return Listed(known, tuple(zip(there, loans, strict=True)))

    def _further(self, form: RecordForm, label: str) -> Recorded:
        """A loan beside the one that is assessed; its id is known, if need be by its place."""
        record = self.record(form, label)
        return Recorded(TRUE, form.type, lambda name: _named(record.field(name), name == form.key))

    def _first(self, form: RecordForm, one: str) -> Recorded:
        """The loan that is assessed, its symbols those of `loan.…`."""

        def field(prefix: str, kind: RecordType) -> Recorded:
            def make(name: str) -> Symbolic:
                below_ = kind.fields[name]
                dotted = f"{prefix}.{name}"
                if not isinstance(below_, RecordType):
                    return self.symbol(dotted)
                return self._inner(field(dotted, below_))

            return Recorded(TRUE, kind, make)

        return field(one, form.type)

    def _of_first_loan(self, name: str) -> Symbolic:
        """A field of the loan that is assessed; known only where one is told of."""
        each = self.dictionary.each
        assert each is not None, "asked before"  # noqa: S101
        form: Form = self.dictionary.form.fields[each.one]
        assert isinstance(form, RecordForm), "held by the dictionary"  # noqa: S101
        label = self.label(f"{each.one}.{name}")
        is_told = self._has_loan()
        made = self._of(self._form(f"{each.one}.{name}"), label, is_told if name == form.key else FALSE)
        if not isinstance(made, Listed):
            self.ground.holds(implied(z3.Bool(f"{label}?"), is_told), {f"{label}?"})
        return made

    def _hold_together(self, name: str) -> None:
        """Keep to the pairs of facts of which one can't exceed the other."""
        group, _, field = name.rpartition(".")
        form = self._form(group) if group else self.dictionary.form
        for pair in form.at_most if isinstance(form, RecordForm) else ():
            names = [f"{group}.{one}" if group else one for one in pair]
            if field in pair and all(self.owner(one).has(one) for one in names):
                small, large = names
                self._at_most(self.symbol(small), self.symbol(large), self.label(small), self.label(large))

    def has(self, name: str) -> bool:
        """Whether the symbol of a fact has been made already."""
        return name in self._made

    def _has_loan(self) -> Bool:
        each = self.dictionary.each
        assert each is not None, "asked before"  # noqa: S101
        label, form = self.label(each.many), self.dictionary.form.fields[each.many]
        assert isinstance(form, ListForm), "held by the dictionary"  # noqa: S101
        there = TRUE if form.least >= 1 else z3.Bool(f"{label}[1]")
        return both(z3.Bool(f"{label}?"), there)


def _named(value: Symbolic, always: bool) -> Symbolic:
    return Symbol(TRUE, value.value) if always and isinstance(value, Symbol) else value
