"""R291, R292, R293: how the requests for several loans share one budget, held against the names of a pack.

The joint part adds up what is offered for each loan and holds it against the budget. An amount a month
added to one in all, or a budget that another loan sees differently, would make a sum that means nothing.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from engine.diagnostics import Diagnostic, Note, did_you_mean
from engine.feel.core import Origin
from engine.feel.types import DateType, NumberType, TruthType, Type
from engine.profile.facts import Each
from engine.program.model import Joint
from engine.rulebook import model as written
from engine.rulebook.checks.context import Context, global_name, placeholders
from engine.rulebook.expressions import Role, expressions
from engine.rulebook.joint_words import SECTION
from engine.source import Fragment, Span

_Globals = Mapping[str, tuple[Origin, Type]]
_FORMULAS = frozenset({Role.MEASURE, Role.TABLE})


def joint_of(head: written.PackHead) -> Joint | None:
    """The joint part of a pack without faults."""
    if head.joint is None:
        return None
    first, source = ([word.text for word in words] for words in (head.joint.first, head.joint.source))
    kept = None if head.joint.kept_when is None else head.joint.kept_when.text
    return Joint(head.joint.budget.text, head.joint.offer.text, tuple(first), tuple(source), kept)


def joint_faults(context: Context, known: _Globals, each: Each | None) -> Iterator[Diagnostic]:
    """What is wrong with the joint part of a pack, if it has one.

    Args:
        context: the pack.
        known: origin and type of every name.
        each: what a profile holds several of.
    """
    joint = context.rulebook.head.joint
    if joint is None:
        return
    kinds = {name: kind for name, (origin, kind) in known.items() if origin is not Origin.PARAMETER}
    left_out = context.left_out.computed
    yield from (
        _unknown(word, kinds)
        for word in joint.names
        if word.text not in kinds and global_name(word.text) not in left_out
    )
    yield from _misfits(joint, kinds)
    if each is not None:
        yield from _differing(context, joint, _Dependence(context, each))


def _unknown(word: written.Word, kinds: Mapping[str, Type]) -> Diagnostic:
    help_ = did_you_mean(word.text, sorted(kinds)) or "name a measure by its id, or a fact"
    message = f"unknown name `{word.text}` in `joint`"
    return Diagnostic("R291", message, word.span, "neither a measure nor a fact", help_)


def _misfits(joint: written.Joint, kinds: Mapping[str, Type]) -> Iterator[Diagnostic]:
    budget, offer = kinds.get(joint.budget.text), kinds.get(joint.offer.text)
    for word, kind in ((joint.budget, budget), (joint.offer, offer)):
        if kind is not None and not isinstance(kind, NumberType):
            yield _misfit(word, kind, "an amount has to be a number", "name a number")
    if isinstance(budget, NumberType) and isinstance(offer, NumberType) and not _one_unit(budget, offer):
        notes = (Note(joint.budget.span, f"the budget is a {budget}"),)
        yield _misfit(joint.offer, offer, "offers are added up and held against the budget", "", notes)
    for word in joint.first:
        kind = kinds.get(word.text)
        if kind is not None and not isinstance(kind, NumberType | DateType | TruthType):
            yield _misfit(word, kind, "has no larger and smaller", "name a number, a date or a truth")
    kept = joint.kept_when
    kind = None if kept is None else kinds.get(kept.text)
    if kept is not None and kind is not None and not isinstance(kind, TruthType):
        yield _misfit(kept, kind, "a loan is carried or it isn't", "name a truth")


def _one_unit(one: NumberType, other: NumberType) -> bool:
    """Whether two amounts can be compared; one whose unit can't be read is told of elsewhere (R225)."""
    return one.unit is None or other.unit is None or one.unit == other.unit


def _misfit(
    word: written.Word, kind: Type, label: str, help_: str, notes: tuple[Note, ...] = ()
) -> Diagnostic:
    message = f"`{word.text}` doesn't fit here: it is a {kind}"
    return Diagnostic("R292", message, word.span, label, help_ or "name one in the budget's unit", notes)


def _differing(context: Context, joint: written.Joint, dependence: "_Dependence") -> Iterator[Diagnostic]:
    at = dependence.on_one_loan(joint.budget.text, joint.budget.span)
    if at is not None:
        message = f"the budget `{joint.budget.text}` differs from loan to loan"
        notes = () if at == joint.budget.span else (Note(at, "looks at one loan"),)
        help_ = "work it out from the borrower's figures and, for the loans, from all of them together"
        yield Diagnostic("R293", message, joint.budget.span, "all loans share one budget", help_, notes)
    for words in context.rulebook.words:
        entry = words.entries.get((SECTION, SECTION))
        sentences = entry.sentences.values() if entry is not None else ()
        for one in chain.from_iterable(map(placeholders, sentences)):
            if dependence.on_one_loan(one.name, one.span) is not None:
                message = f"the placeholder `{{{one.name}}}` differs from loan to loan"
                help_ = "name what is the same for all of them, such as the budget or `{total}`"
                yield Diagnostic("R293", message, one.span, "this is said of all loans together", help_)


class _Dependence:
    """Tells whether a name stands for something else with every loan."""

    def __init__(self, context: Context, each: Each) -> None:
        """Take the pack, and what its profiles call one loan."""
        self._context = context
        self._one = each.one
        self._formulas: dict[str, list[Fragment]] = {}
        for expression in expressions(context.rulebook):
            if expression.role in _FORMULAS:
                self._formulas.setdefault(expression.owner.text, []).append(expression.fragment)

    def on_one_loan(self, name: str, span: Span) -> Span | None:
        """Where a name, or a formula behind it, looks at the one loan; None if nothing does."""
        waiting, seen = [written.Word(name, span)], set[str]()
        while waiting:
            word = waiting.pop(0)
            owner = word.text.partition(".")[0]
            if owner == self._one:
                return word.span
            if owner not in seen:
                seen.add(owner)
                for formula in self._formulas.get(owner, ()):
                    waiting += self._context.names(formula)
        return None
