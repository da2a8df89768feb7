"""The talk itself: a question, a line, and so on, until there is nothing more to ask or nobody answers.

It knows no terminal: it hears lines and says lines. So a script can hold it, a test can, and whoever
stops in the middle leaves behind what was told.
"""

from collections.abc import Callable, Iterable
from enum import Enum

from engine.evaluation.outcome import said
from engine.explanation.wording import Wording
from engine.interview.checking import contradicted, is_possible, most_decimals
from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview, Kind, Question
from engine.interview.saying import Speaker
from engine.interview.understanding import BACK, DONT_KNOW, LEAVE, Unclear, plainly, understood

Hear = Callable[[], str | None]  # the next line; None once there is none
Say = Callable[[str], None]
MOST_UNCLEAR = 20  # lines in a row that are no answer: nobody is there who reads


class End(Enum):
    """How a talk ended: nothing more to ask, whoever answers had enough, or no more lines came."""

    DONE = "done"
    LEFT = "left"
    SILENT = "silent"


class Talk:
    """One interview with one person. It isn't to be held twice.

    Attributes:
        interview: what has been said so far; also when the talk is broken off.
    """

    def __init__(self, interviewer: Interviewer, interview: Interview, hear: Hear, say: Say) -> None:
        """Take what was told before, and how to hear and to say."""
        self._interviewer = interviewer
        self._core = interviewer.core
        self._speaker = Speaker(interviewer.core)
        self._hear = hear
        self._say = say
        self._wants_details: bool | None = None  # None: nobody has asked yet
        self._warned: frozenset[str] = frozenset()
        self._unclear = 0
        self._reason = ""
        self.interview = interview

    def hold(self, known: int = 0) -> End:
        """Ask until it ends, and say how it ended.

        Args:
            known: how many facts were told before.

        Raises:
            Faulty: what was told can't be evaluated.
        """
        self._tell(self._speaker.welcome(known))
        self._warn()
        end: End | None = None
        while end is None:
            asked = self._next()
            end = End.DONE if asked is None else self._ask(asked)
        self._say("")
        if end is not End.DONE:
            self._say(self._speaker.phrase("stopped" if end is End.LEFT else "ended"))
        return end

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._say(line)

    def _next(self) -> Question | None:
        """The next question; one about details only where they are wanted."""
        asked = self._interviewer.next_question(self.interview)
        if asked is not None:
            return asked
        detail = self._interviewer.next_detail(self.interview)
        if self._wants_details is None:
            self._close()
            self._wants_details = detail is not None and self._agrees(detail.progress.at_most)
        return detail if self._wants_details else None

    def _close(self) -> None:
        """Say that what matters has been asked, and what stays open."""
        self._say("")
        titles = list(dict.fromkeys(self._unsettled()))
        if titles:
            self._say(self._speaker.phrase("some_open", titles=self._speaker.listed(titles, len(titles))))
        else:
            self._say(self._speaker.phrase("all_settled"))

    def _unsettled(self) -> Iterable[str]:
        for outcome in self._core.state(self.interview.told).outcomes:
            texts = Wording(self._core.vocabulary, outcome.values).texts
            for name, decision in outcome.options.items():
                if not decision.settled:
                    yield self._core.vocabulary.options[name].title.fill(texts)

    def _agrees(self, count: int) -> bool:
        """Whether somebody wants to be asked about details; nobody has to."""
        self._say(self._speaker.phrase("more", count=str(count)))
        self._say(f"   1  {self._speaker.phrase('more_yes')}")
        self._say(f"   2  {self._speaker.phrase('more_no')}")
        line = self._hear()
        return line is not None and plainly(line).casefold() in {"1", self._speaker.phrase("more_yes")}

    def _ask(self, asked: Question) -> End | None:
        """Put a question until there is an answer; how the talk ends, if it ends here."""
        number = len(self.interview.history) + 1
        self._tell(self._speaker.question(asked, number, self._reason))
        self._reason = asked.reason
        while True:
            line = self._hear()
            word = "" if line is None else plainly(line)
            if line is None or self._unclear >= MOST_UNCLEAR:
                return End.SILENT
            if word.casefold() in LEAVE:
                return End.LEFT
            if word.casefold() in BACK and self._back():
                return None
            if word.casefold() not in BACK and self._take(asked, word):
                self._unclear = 0
                self._warn()
                return None

    def _back(self) -> bool:
        """Go back by one question, if there is one before."""
        if not self.interview.history:
            self._say(self._speaker.phrase("nothing_before"))
            return False
        self.interview = self.interview.back()
        self._say(self._speaker.phrase("back"))
        return True

    def _take(self, asked: Question, word: str) -> bool:
        """Take an answer if it is one; else say what is wanted."""
        if word.casefold() in DONT_KNOW:
            self.interview = self.interview.refused(asked.fact)
            self._say(
                self._speaker.phrase("noted_unknown_loans" if self._is_loans(asked) else "noted_unknown")
            )
            return True
        value = understood(asked, word) if word else Unclear()
        if isinstance(value, Unclear) or not is_possible(self._core, self.interview, asked.fact, value):
            self._say(self._why_not(asked, value))
            self._unclear += 1
            return False
        self.interview = self.interview.answered(asked.fact, value)
        self._say(self._speaker.noted(asked, value))
        return True

    def _is_loans(self, asked: Question) -> bool:
        each = self._core.program.dictionary.each
        return each is not None and asked.fact == each.many

    def _why_not(self, asked: Question, value: object) -> str:
        """What is wrong with an answer, and what is wanted."""
        by_number = asked.choices and asked.kind is not Kind.ENTRIES
        expects = self._speaker.phrase("wanted", expects=asked.expects)
        wanted = self._speaker.phrase("wanted_choice") if by_number else expects
        if isinstance(value, Unclear):
            return self._speaker.phrase("unclear", wanted=wanted)
        places = most_decimals(self._core, asked.fact, value)
        if places is not None:
            return self._speaker.phrase("finer" if places else "whole", places=str(places))
        told = self._speaker.value(asked, value)
        other = contradicted(self._core, self.interview, asked.fact, value)
        if other:
            return self._speaker.phrase("contradicts", value=told, other=other)
        return self._speaker.phrase("beyond", value=told, wanted=wanted)

    def _warn(self) -> None:
        """Say the alerts that stand now and didn't before: who is being cheated can't wait for the end."""
        standing: dict[str, str] = {}
        for outcome in self._core.state(self.interview.told).outcomes:
            texts = Wording(self._core.vocabulary, outcome.values).texts
            for alert in said(self._core.program, outcome.alerts):
                script = self._core.vocabulary.alerts[alert.id]
                standing[alert.id] = self._speaker.phrase(
                    "alert", title=script.title.fill(texts), text=script.text.fill(texts)
                )
        self._tell(self._speaker.warning(text) for name, text in standing.items() if name not in self._warned)
        self._warned = frozenset(standing)
