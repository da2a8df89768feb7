"""Several loans: whose request goes first, what each is offered, and whether that is more than there is.

Each loan's own answer looks at one loan. A borrower who follows three of them could promise the same
thousand yuan three times.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from engine.evaluation.outcome import Outcome, Status, suspension
from engine.explanation.model import Figure, JointAdvice, JointRequest, LoanAdvice
from engine.explanation.phrases import cause, phrase
from engine.explanation.questions import questions
from engine.explanation.wording import Vocabulary, Wording
from engine.feel.operations import ZERO, arithmetic
from engine.feel.unknown import Cause, Failure, MissingFact, Unknown, Value, merged
from engine.program.model import Joint
from engine.rulebook.joint_words import NOT_KEPT, SECTION, texts_of
from engine.values import Truth


def joint_advice(
    vocabulary: Vocabulary, outcomes: Sequence[Outcome], loans: Sequence[LoanAdvice]
) -> JointAdvice | None:
    """How the requests for all loans go together.

    Args:
        vocabulary: the pack's words in one language.
        outcomes: of each loan, in the profile's order.
        loans: the answer for each, in the same order.

    Returns:
        None where there is nothing to share: one loan, a pack without a joint part, no loan for which
        anything can be asked; or while an alert lets nothing be recommended.
    """
    joint = vocabulary.program.joint
    suspended = any(suspension(vocabulary.program, one.alerts) is Truth.MET for one in outcomes)
    if joint is None or len(loans) < 2 or suspended:
        return None
    shares = [_Share(vocabulary, joint, loan, outcome) for loan, outcome in zip(loans, outcomes, strict=True)]
    if not any(one.is_asking for one in shares):
        return None
    shares.sort(key=_Share.rank, reverse=True)
    return _Together(vocabulary, joint, outcomes[0], tuple(shares)).advice()


class _Share(Struct, frozen=True):
    """One loan's part of the budget."""

    vocabulary: Vocabulary
    joint: Joint
    loan: LoanAdvice
    outcome: Outcome

    @property
    def is_asking(self) -> bool:
        """Whether some option can be asked for, or may turn out to."""
        return any(one.status is not Status.NOT_AVAILABLE for one in self.loan.options)

    @property
    def offer(self) -> Value:
        """What can be offered: nothing rather than less than nothing."""
        value = self.outcome.values[self.joint.offer]
        if isinstance(value, Unknown):
            return Unknown(frozenset(self._placed(one) for one in value.causes))
        return value if isinstance(value, Decimal) and value > ZERO else ZERO

    @property
    def is_too_little(self) -> bool:
        """Whether it is asked for and what can be offered doesn't carry it to its end."""
        kept = self.joint.kept_when
        return kept is not None and self.is_asking and self.outcome.values[kept] is False

    def _placed(self, one: Cause) -> Cause:
        """A missing fact of this loan by its place among all: `loans[2].next_instalment`."""
        each = self.vocabulary.program.dictionary.each
        if each is None or not isinstance(one, MissingFact) or not one.path.startswith(f"{each.one}."):
            return one
        return MissingFact(f"{each.many}[{self.loan.position + 1}]{one.path.removeprefix(each.one)}")

    def rank(self) -> tuple[Any, ...]:
        """The larger goes first: loans with a request, then by what the pack says, unknown values last."""
        values = [self.outcome.values[name] for name in self.joint.first]
        return (self.is_asking, *[() if isinstance(one, Unknown) else (one,) for one in values])

    def request(self) -> JointRequest:
        """The request in words."""
        values = Wording(self.vocabulary, self.outcome.values)
        option = next((one for one in self.loan.options if one.status is Status.RECOMMENDED), None)
        name, words = self.joint.offer, self.vocabulary
        offer = _amount(words, name, self.offer, name, words.term(name).title) if self.is_asking else None
        return JointRequest(
            loan=self.loan.loan,
            position=self.loan.position,
            state="asked" if option is not None else "open" if self.is_asking else "none",
            option=None if option is None else option.id,
            title="" if option is None else option.title,
            offer=offer,
            because=tuple([values.figure(name) for name in self.joint.first]),
        )


@dataclass(frozen=True)
class _Together:
    """All offers held against the one budget. What is said of it is filled from any loan's values."""

    vocabulary: Vocabulary
    joint: Joint
    outcome: Outcome
    shares: tuple[_Share, ...]

    @cached_property
    def budget(self) -> Value:
        """What is left for all loans."""
        return self.outcome.values[self.joint.budget]

    @cached_property
    def total(self) -> Value:
        """What is offered for those that ask."""
        total: Value = ZERO
        for one in self.shares:
            total = arithmetic("+", total, one.offer) if one.is_asking else total
        return total

    @cached_property
    def sums(self) -> Mapping[str, Figure]:
        """What is offered in all, and how much of the budget is left; or how much it is too much."""
        sums = {
            "total": self.total,
            "left": arithmetic("-", self.budget, self.total),
            "over": arithmetic("-", self.total, self.budget),
        }
        return {name: self._figure(name, value) for name, value in sums.items()}

    def _figure(self, name: str, value: Value) -> Figure:
        title = phrase(self.vocabulary.language, name)
        return _amount(self.vocabulary, self.joint.budget, value, name, title)

    def _verdict(self) -> tuple[Truth, str]:
        """Whether no more is offered than there is, and the key of the text that says so."""
        if not (isinstance(self.total, Decimal) and isinstance(self.budget, Decimal)):
            return Truth.UNKNOWN, ""
        if self.total > max(self.budget, ZERO):
            return Truth.UNMET, "exceeds"
        if self.budget <= ZERO:
            return Truth.MET, "nothing"
        return Truth.MET, NOT_KEPT if any(one.is_too_little for one in self.shares) else "fits"

    def advice(self) -> JointAdvice:
        """All of it in words."""
        wording, language = Wording(self.vocabulary, self.outcome.values), self.vocabulary.language
        extra = {name: one.text for name, one in self.sums.items()}
        keys = texts_of(kept=self.joint.kept_when is not None)
        texts = {key: wording.text("", SECTION, SECTION, key, extra) for key in keys}
        fits, key = self._verdict()
        causes = sorted(merged((self.total, self.budget)).causes, key=str)
        failures = {cause(language, one) for one in causes if isinstance(one, Failure)}
        facts = [one.path for one in causes if isinstance(one, MissingFact)]
        return JointAdvice(
            title=texts["title"],
            text=texts["text"],
            budget=wording.figure(self.joint.budget),
            requests=tuple([one.request() for one in self.shares]),
            total=self.sums["total"],
            left=self.sums["left"],
            fits=fits,
            verdict=texts[key] if key else phrase(language, "joint_unknown"),
            causes=tuple(sorted(failures)),
            ask_for=questions(self.vocabulary, facts, self.outcome.values.facts),
            sources=self.joint.source,
        )


def _amount(vocabulary: Vocabulary, like: str, value: Value, name: str, title: str) -> Figure:
    """A sum in the unit of a named value."""
    known = None if isinstance(value, Unknown) else value
    return replace(vocabulary.term(like), name=name, title=title).figure(known)
