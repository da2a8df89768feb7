"""How safe a recommendation is: how far one fact may move before something else is recommended.

Along one fact an answer can change and change back. What is told is the nearest change, and that there is
none
before it: each stretch in between has been judged as a whole or place by place. Nothing is said of what
lies behind it, nor of several facts that move together.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from engine.analysis.what_if.along import nearest_along
from engine.analysis.what_if.axes import Line, bounds_of
from engine.analysis.what_if.goals import Recommends, recommended
from engine.analysis.what_if.judge import Judge
from engine.analysis.what_if.lines import Nearest
from engine.analysis.what_if.model import Margin, Named, Safety
from engine.analysis.what_if.phrases import phrase
from engine.explanation.model import Figure
from engine.explanation.wording import Vocabulary, Wording
from engine.profile.facts import AS_OF
from engine.program.changeable import Change, Movement


def safety(vocabulary: Vocabulary, judge: Judge, today: date) -> Safety | None:
    """How safe the recommendation of one loan is; None, where nothing is recommended."""
    names = recommended(judge.now)
    if not names:
        return None
    saying = _Saying(vocabulary, judge)
    margins = (saying.margin(movement, today) for movement in judge.program.changeable.safety)
    return Safety(saying.named(names), tuple(one for one in margins if one is not None))


class _Saying:
    def __init__(self, vocabulary: Vocabulary, judge: Judge) -> None:
        self._vocabulary = vocabulary
        self._judge = judge
        self._wording = Wording(vocabulary, judge.now.values)

    def named(self, options: Iterable[str]) -> tuple[Named, ...]:
        """Options by id and title, in the order of the pack."""
        scripts, texts = self._vocabulary.options, self._wording.texts
        ordered = [one.id for one in self._judge.program.options if one.id in set(options)]
        return tuple(Named(one, scripts[one].title.fill(texts)) for one in ordered)

    def margin(self, movement: Movement, today: date) -> Margin | None:
        """One fact; None, where it isn't told, or can't move."""
        judge = self._judge
        bounds = bounds_of(judge.program, movement.what, judge.world, judge.now.values, today)
        if bounds is None or bounds.first == bounds.last:
            return None
        change = Change(movement.id, movement.what, None, movement.source)
        line = Line(change, movement.what.fact, bounds.scale, bounds.first, bounds.last, bounds.origin)
        goal = Recommends(judge.program, recommended(judge.now))
        found = nearest_along(judge, goal, line, up=movement.what.up)
        return None if found is None else self._said(movement, line, goal, found)

    def _said(self, movement: Movement, line: Line, goal: Recommends, found: Nearest) -> Margin:
        place = found.place if found.exact else None
        outcome = None if place is None else self._judge.confirmed(goal, line.at(place))
        then = () if outcome is None else self.named(recommended(outcome))
        ends = self._ends(line, found.clear, place)
        verdict = "changes" if place is not None else "stays" if found.exact else "not_settled"
        return Margin(
            id=movement.id,
            title=self._wording.text("", "changes", movement.id, "title"),
            fact=line.fact,
            verdict=verdict,
            now=ends.now.value or "",
            last=ends.last.value,
            next=ends.next.value,
            room=ends.room,
            then=then,
            text=self._text(ends, then, _form(movement, line, found)),
            sources=movement.source,
        )

    @property
    def _language(self) -> str:
        return self._vocabulary.language

    def _text(self, ends: "_Ends", then: Sequence[Named], form: str) -> str:
        titles = phrase(self._language, "list").join(one.title for one in then)
        return phrase(
            self._language,
            form,
            now=ends.now.text,
            last=ends.last.text,
            next=ends.next.text,
            room=ends.room_in_words,
            then=titles or phrase(self._language, "nothing_then"),
        )

    def _ends(self, line: Line, clear: int | None, place: int | None) -> "_Ends":
        term, scale = self._vocabulary.term(line.fact), line.scale
        now, last, then = (
            term.figure(None if at is None else scale.value(at)) for at in (line.origin, clear, place)
        )
        assert line.origin is not None, "what moves has been told"  # noqa: S101
        steps = 0 if clear is None else abs(clear - line.origin)
        if scale.step is None:
            days = phrase(self._language, "day" if steps == 1 else "days", count=f"{steps:,}")
            return _Ends(now, last, then, None if clear is None else str(steps), days)
        room = term.figure(scale.step * steps)
        return _Ends(now, last, then, None if clear is None else room.value, room.text)


class _Ends(Struct, frozen=True):
    """Where a fact is, the last value that changes nothing, the first that does, and the room."""

    now: Figure
    last: Figure
    next: Figure
    room: str | None
    room_in_words: str


def _form(movement: Movement, line: Line, found: Nearest) -> str:
    """The phrase that fits."""
    at_once = "" if found.clear is not None else "_at_once"
    if not found.exact:
        return f"not_settled{at_once}"
    if found.place is not None:
        return f"changes{at_once}"
    bound = movement.what.at_most if movement.what.up else movement.what.at_least
    return "stays_ever" if bound is None and line.fact != AS_OF else "stays"
