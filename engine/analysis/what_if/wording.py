"""Ways in words: the pack's sentences for each change, with the figures before and after.

What a change brings about is said in the words that the pack has for the criteria, filled from how things are
then. A sentence made up here could promise what the rules don't say.
"""

from collections.abc import Iterator, Mapping

from engine.analysis.what_if.axes import Choice, Line
from engine.analysis.what_if.goals import Aim, Counts, Falls
from engine.analysis.what_if.judge import Judge
from engine.analysis.what_if.merging import Row, Slot
from engine.analysis.what_if.model import Became, ChangeAdvice, FactChange, Values, WayAdvice
from engine.analysis.what_if.phrases import phrase
from engine.analysis.what_if.ways import Way
from engine.analysis.what_if.world import Changes
from engine.evaluation.outcome import Outcome
from engine.explanation.explainer import Explainer
from engine.explanation.wording import Vocabulary, Wording
from engine.feel.types import DateType
from engine.profile.model import Value
from engine.program.changeable import Correct


class Sayer:
    """Puts the ways of one borrower into words."""

    def __init__(self, vocabulary: Vocabulary, judge: Judge) -> None:
        """Take the words, and how things are."""
        self._vocabulary = vocabulary
        self._language = vocabulary.language
        self._judge = judge
        self._wording = Wording(vocabulary, judge.now.values)

    def way(self, goal: Aim, row: Row) -> WayAdvice:
        """A way towards a goal."""
        outcome = self._judge.outcome(row.way.changes)
        assert outcome is not None, "a way is confirmed"  # noqa: S101
        return WayAdvice(
            changes=tuple(self._change(goal, slot, row.way, outcome) for slot in row.slots),
            then=row.then,
            exact=not row.way.only_example and all(slot.exact for slot in row.slots),
            became=tuple(self._became(goal, outcome)),
        )

    def _became(self, goal: Aim, outcome: Outcome) -> Iterator[Became]:
        """What counts now and didn't; of an alert, what doesn't hold any more."""
        reasons = Explainer(self._vocabulary, outcome).reasons
        for one in goal.own:
            before, after = (Counts(one).holds(each) for each in (self._judge.now, outcome))
            if before is not after and after is not isinstance(goal, Falls):
                reason = reasons[one.key]
                yield Became(one.id, reason.truth, reason.text, reason.sources)

    def _change(self, goal: Aim, slot: Slot, way: Way, outcome: Outcome) -> ChangeAdvice:
        change = slot.axis.change
        facts = tuple(self._facts(slot, way.changes))
        kinds = self._kinds(goal, slot, outcome)
        return ChangeAdvice(
            id=change.id,
            text=self._text(slot, facts, kinds),
            facts=facts,
            values=() if way.only_example else tuple(self._values(slot)),
            kinds=kinds,
            accepts=self._vocabulary.kinds(kinds),
            sources=change.source,
        )

    def _text(self, slot: Slot, facts: tuple[FactChange, ...], kinds: tuple[str, ...]) -> str:
        change = slot.axis.change
        known = {"bring": self._vocabulary.kinds(kinds[:1]), "instead": self._vocabulary.kinds(kinds[1:])}
        said = facts
        if isinstance(change.what, Correct):
            said = tuple(one for one in facts if one.fact != change.what.listed)
        texts = [
            self._wording.text("", "changes", change.id, "text", {**known, **_of_fact(one)}) for one in said
        ]
        if not texts:
            texts = [self._wording.text("", "changes", change.id, "text", known)]
        return phrase(self._language, "list").join(dict.fromkeys(texts))

    def _facts(self, slot: Slot, changes: Changes) -> Iterator[FactChange]:
        world = self._judge.world
        for fact in sorted(slot.axis.facts & changes.values.keys()):
            yield self._fact(fact, world.value(fact), changes.values[fact])

    def _fact(self, name: str, before: Value | None, after: Value | None) -> FactChange:
        term = self._vocabulary.term(name)
        now, then = term.figure(before), term.figure(after)
        return FactChange(name, term.title, now.value, then.value, now.text, then.text)

    def _kinds(self, goal: Aim, slot: Slot, outcome: Outcome) -> tuple[str, ...]:
        """Kinds of documents of which any does: first those that a requirement names first."""
        kinds = dict.fromkeys(kind for step in slot.steps for kind in step.kinds)
        order: dict[str, None] = {}
        asked = {name for one in goal.own for name in self._judge.reaches.documents(one.key)}
        for name in sorted(asked) if kinds else ():
            now, then = (one.proofs[name].satisfied for one in (self._judge.now, outcome))
            if now is not then:
                order |= dict.fromkeys(self._judge.program.requirements_by_id[name].accepts)
        return (*(kind for kind in order if kind in kinds), *(kind for kind in kinds if kind not in order))

    def _values(self, slot: Slot) -> Iterator[Values]:
        """The values of a fact that is told."""
        if isinstance(slot.axis, Line):
            if slot.axis.origin is None:
                yield from (self._stretch(slot.axis, *one) for one in slot.stretches)
        elif slot.axis.told:
            yield from (self._value(slot.axis, value) for value in _told(slot.axis, slot))

    def _value(self, axis: Choice, value: Value) -> Values:
        figure = self._vocabulary.term(axis.told).figure(value)
        return Values(figure.value, figure.value, phrase(self._language, "exactly", least=figure.text))

    def _stretch(self, line: Line, first: int, last: int) -> Values:
        term = self._vocabulary.term(line.fact)
        low, high = (term.figure(line.scale.value(place)) for place in (first, last))
        least, most = first > line.first, last < line.last
        is_date = isinstance(self._judge.program.types.get(line.fact), DateType)
        words = phrase(
            self._language, _form(least=least, most=most, is_date=is_date), least=low.text, most=high.text
        )
        if first == last:
            words = phrase(self._language, "exactly", least=low.text)
        return Values(low.value if least else None, high.value if most else None, words)


def _form(*, least: bool, most: bool, is_date: bool) -> str:
    if least and most:
        return "between"
    if least:
        return "from" if is_date else "at_least"
    if most:
        return "until" if is_date else "at_most"
    return "any"


def _of_fact(one: FactChange) -> Mapping[str, str]:
    return {"what": one.title, "from": one.before_in_words, "to": one.after_in_words}


def _told(axis: Choice, slot: Slot) -> Iterator[Value]:
    values = (step.changes.values[axis.told] for step in slot.steps)
    return (value for value in values if value is not None)
