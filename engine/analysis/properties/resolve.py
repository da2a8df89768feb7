"""A201 to A204: what a property says, held against the pack.

A misspelt name would be proved at once: an alert that doesn't exist is never raised.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

from engine.analysis.properties.changes import Change, directions
from engine.analysis.properties.claims import (
    EVERYBODY,
    OFFERED,
    AllOf,
    AnyOf,
    Condition,
    HasStatus,
    NoneOf,
    Part,
    Stands,
    every_option,
)
from engine.analysis.properties.model import Claim, Monotone, Properties, Property
from engine.analysis.properties.resolved import Demand, Demands, Never, NeverBy, Stated
from engine.cases.claims import Claims, claims_of
from engine.diagnostics import Diagnostic, Note, did_you_mean
from engine.evaluation.outcome import Status
from engine.feel.core import Node
from engine.feel.parser import parse
from engine.feel.types import TRUTH
from engine.feel.typing import Environment, check
from engine.program.environment import environment
from engine.program.model import Program
from engine.rulebook.model import Rulebook, Word
from engine.source import Fragment
from engine.values import Truth

_NOT_MET = (Truth.UNMET, Truth.UNKNOWN)


def resolve(
    written: Properties, program: Program, rulebook: Rulebook
) -> tuple[Demands, tuple[Diagnostic, ...]]:
    """What is demanded of a pack, and what is wrong with the demands.

    Args:
        written: as read.
        program: the checked pack.
        rulebook: the same as written.
    """
    names = _Resolver(
        program, claims_of(program), environment(rulebook, program.dictionary.globals(), program.functions)
    )
    demands = Demands(
        speaks_for=EVERYBODY if written.speaks_for is None else names.condition(written.speaks_for),
        exclusive=tuple(chain.from_iterable(map(names.pairs, written.exclusive))),
        properties=tuple(map(names.stated, written.properties)),
    )
    names.faults += _repeated(written.properties)
    return demands, tuple(names.faults)


@dataclass(slots=True)
class _Resolver:
    """Finds the things that words name; what it doesn't find becomes a fault, and asks for nothing."""

    program: Program
    claims: Claims
    environment: Environment
    faults: list[Diagnostic] = field(default_factory=list)

    def pairs(self, exclusive: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
        """The pairs among options that exclude each other."""
        self.options(exclusive)
        if len(exclusive) < 2:
            help_ = "name the option that it excludes, too"
            self.faults.append(
                Diagnostic("A204", "one option alone excludes nothing", exclusive[0].span, help=help_)
            )
        return combinations(exclusive, 2)

    def stated(self, one: Property) -> Stated:
        """A property as it is asked."""
        self._known("source", one.source, self.program.sources)
        return Stated(
            one.id.text, one.words, tuple(word.text for word in one.source), one.id.span, self._demand(one)
        )

    def _demand(self, one: Property) -> Demand:
        given = [name for name in ("never", "whoever", "monotone") if getattr(one, name) is not None]
        if len(given) != 1 or (one.whoever is None) != (one.then is None):
            message = f"`{one.id.text}` has to be exactly one of `never`, `whoever` with `then`, `monotone`"
            self.faults.append(Diagnostic("A204", message, one.id.span))
        if one.monotone is not None:
            return self._monotone(one.monotone)
        if one.never is not None:
            return Never(self.claim(one.never))
        return Never(AllOf((self.claim(one.whoever), NoneOf(self.claim(one.then)))))

    def _monotone(self, one: Monotone) -> NeverBy:
        steps: list[tuple[Part, Part]] = []
        steps += [(HasStatus((name,), OFFERED), _shut(name)) for name in self.options(one.never_shuts)]
        steps += [(_shut(name), HasStatus((name,), OFFERED)) for name in self.options(one.never_opens)]
        if one.before is not None and one.after is not None:
            steps.append((self.claim(one.before), NoneOf(self.claim(one.after))))
        if not steps or (one.before is None) != (one.after is None):
            message = "a change needs `never_shuts`, `never_opens`, or `before` with `after`"
            self.faults.append(Diagnostic("A204", message, one.span))
        return NeverBy(self._change(one), self.claim(one.given), tuple(steps))

    def _change(self, one: Monotone) -> Change:
        facts = self.program.dictionary.globals()
        self._known("fact", [one.fact], facts)
        kind = facts.get(one.fact.text)
        if kind is not None and one.how.text not in (known := directions(one.fact.text, kind)):
            message = f"`{one.fact.text}` can't become `{one.how.text}`"
            help_ = f"it is a {kind}; write {_either(known)}"
            self.faults.append(Diagnostic("A203", message, one.how.span, help=help_))
        return Change(one.fact.text, one.how.text)

    def claim(self, one: Claim | None) -> Part:
        """A situation; everybody's where none is given."""
        parts: list[Part] = []
        if one is None:
            return EVERYBODY
        if one.when is not None:
            parts.append(self.condition(one.when))
        parts += [self._stands(word, truth) for word, truth in one.criteria]
        self._known("alert", (*one.raised, *one.not_raised), {alert.id for alert in self.program.alerts})
        parts += [Stands("alert", word.text, (Truth.MET,)) for word in one.raised]
        parts += [Stands("alert", word.text, _NOT_MET) for word in one.not_raised]
        parts += [
            HasStatus((name,), _statuses(words))
            for word, words in one.options
            for name in self.options([word])
        ]
        parts += (
            [every_option(self.program, _statuses(one.some_option), some=True)] if one.some_option else []
        )
        parts += [every_option(self.program, _statuses(one.every_option))] if one.every_option else []
        parts += [AnyOf(tuple(map(self.claim, one.any_of)))] if one.any_of else []
        return AllOf(tuple(parts))

    def condition(self, fragment: Fragment) -> Part:
        """A condition, typed; nothing where it is at fault."""
        tree, faults = parse(fragment, functions=self.program.functions)
        node: Node | None = None
        if tree is not None:
            node, faults = check(tree, self.environment, TRUTH)
        self.faults += faults
        return EVERYBODY if node is None else Condition(node)

    def _stands(self, word: Word, truth: Word) -> Part:
        meant = self.claims.meant(word.text, "")
        if len(meant) != 1:
            self.faults.append(self._not_one(word, meant))
            return EVERYBODY
        kind = "finding" if meant[0] in self.claims.findings else "criterion"
        return Stands(kind, meant[0], (Truth(truth.text),))

    def _not_one(self, word: Word, meant: Sequence[str]) -> Diagnostic:
        if not meant:
            return _unknown("criterion", word, set(self.claims.names()))
        help_ = f"write {_either(meant)}"
        return Diagnostic("A201", f"`{word.text}` may be any of {len(meant)} criteria", word.span, help=help_)

    def options(self, words: Sequence[Word]) -> list[str]:
        """The ids of options, those alone that there are."""
        known = {one.id for one in self.program.options}
        self._known("option", words, known)
        return [word.text for word in words if word.text in known]

    def _known(self, kind: str, words: Iterable[Word], known: Iterable[str]) -> None:
        names = set(known)
        self.faults += [_unknown(kind, word, names) for word in words if word.text not in names]


def _unknown(kind: str, word: Word, known: set[str]) -> Diagnostic:
    help_ = did_you_mean(word.text, sorted(known))
    return Diagnostic(
        "A201", f"unknown {kind} `{word.text}`", word.span, f"the pack has no such {kind}", help_
    )


def _either(words: Sequence[str]) -> str:
    """`a`, `b` or `c`."""
    *others, last = (f"`{word}`" for word in words)
    return f"{', '.join(others)} or {last}" if others else last


def _shut(option: str) -> Part:
    return HasStatus((option,), (Status.NOT_AVAILABLE,))


def _statuses(words: Iterable[Word]) -> tuple[Status, ...]:
    return tuple(Status(word.text) for word in words)


def _repeated(properties: Iterable[Property]) -> Iterator[Diagnostic]:
    """A202: each property whose id another one before it has."""
    first: dict[str, Word] = {}
    for one in properties:
        before = first.setdefault(one.id.text, one.id)
        if before is not one.id:
            message, notes = f"two properties are called `{one.id.text}`", (Note(before.span, "first here"),)
            yield Diagnostic("A202", message, one.id.span, "again here", "give one of them another id", notes)
