"""The whole question: what would change the answer for a borrower, loan by loan."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from engine.analysis.what_if.axes import Axis, axes_of
from engine.analysis.what_if.goals import Aim, Falls, Opens, Sought
from engine.analysis.what_if.judge import Judge
from engine.analysis.what_if.margins import safety
from engine.analysis.what_if.merging import merged
from engine.analysis.what_if.model import AlertWhatIf, LoanWhatIf, OptionWhatIf, Verdict, WhatIf
from engine.analysis.what_if.reaches import Reaches
from engine.analysis.what_if.search import search
from engine.analysis.what_if.ways import Found, Way
from engine.analysis.what_if.wording import Sayer
from engine.analysis.what_if.world import Changes, World
from engine.diagnostics import WrongUsage, did_you_mean
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome, Status, said, suspension
from engine.evaluation.ready import Ready
from engine.explanation.explainer import Explainer
from engine.explanation.from_outcome import ORDER
from engine.explanation.model import Question, Reason, SourceNote
from engine.explanation.phrases import phrase
from engine.explanation.questions import questions
from engine.explanation.wording import Vocabulary
from engine.languages import spoken
from engine.profile.model import Profile
from engine.program.model import Alert, Option, Program
from engine.spelling import day
from engine.values import Truth


class Asker:
    """A pack made ready to ask what would change the answers for many profiles."""

    def __init__(self, program: Program, *, language: str | None = None, ready: Ready | None = None) -> None:
        """Make it ready.

        Args:
            program: the checked pack.
            language: one that the pack speaks; None: its first.
            ready: what evaluators start from, if it is there already.

        Raises:
            WrongUsage: the pack doesn't speak the language.
        """
        self.program = program
        self.language = spoken(language, program.head.languages)
        self._vocabulary = Vocabulary(program, self.language)
        self._compiled = Compiled(program, ready)
        self._reaches = Reaches(program)

    def ask(
        self, profile: Profile, as_of: date, *, today: date, option: str | None = None, assumed: bool = False
    ) -> WhatIf:
        """What would change the answer for a profile, each of its loans in turn.

        Args:
            profile: what the borrower told.
            as_of: the day of the assessment.
            today: the earliest day on which one can still apply.
            option: the one option to look at; None: each that can't be asked for.
            assumed: whether nobody said the day of the assessment, so that the answer has to.

        Raises:
            Faulty: nothing of the pack is in force on the day, or rows of a table contradict each other.
            WrongUsage: the pack has no such option.
        """
        options = self._asked_for(option)
        worlds = [
            World(self.program.dictionary, view, as_of, place) for place, view in enumerate(profile.views())
        ]
        loans = tuple(self._loan(world, options, today, everything=option is None) for world in worlds)
        head = self.program.head
        return WhatIf(
            pack=head.id.text,
            pack_title=head.title[self.language],
            pack_version=head.version,
            pack_sha256=self.program.sha256,
            profile_sha256=profile.sha256,
            as_of=as_of,
            as_of_assumed=assumed,
            today=today,
            language=self.language,
            notices=tuple(self._notices(as_of, assumed=assumed)),
            loans=loans,
            sources=tuple(self._sources(loans)),
        )

    def _asked_for(self, option: str | None) -> tuple[Option, ...]:
        known = {one.id: one for one in self.program.options}
        if option is None:
            return self.program.options
        if option not in known:
            help_ = did_you_mean(option, sorted(known)) or f"there are {', '.join(sorted(known))}"
            raise WrongUsage(f"there is no option `{option}`; {help_}")
        return (known[option],)

    def _notices(self, as_of: date, *, assumed: bool) -> Iterator[str]:
        if assumed:
            yield phrase(self.language, "as_of_assumed", date=day(as_of, self.language))

    def _loan(self, world: World, options: Sequence[Option], today: date, *, everything: bool) -> LoanWhatIf:
        judge = Judge(self.program, self._compiled, self._reaches, world)
        first = _Loan(self._vocabulary, judge, today)
        suspended = suspension(self.program, judge.now.alerts) is Truth.MET
        alerts = [one for one in said(self.program, judge.now.alerts) if everything or one.suspends]
        lifted = first.lifted() if suspended else Changes()
        after = first
        if suspended and lifted is not None:
            later = Judge(self.program, self._compiled, self._reaches, world.having(lifted))
            after = _Loan(self._vocabulary, later, today)
        return LoanWhatIf(
            loan=world.view.id,
            position=world.position,
            suspended=suspended,
            alerts=tuple(map(first.alert, alerts)),
            options=() if lifted is None else tuple(after.options(options, judge.now)),
            safety=None if suspended or not everything else safety(self._vocabulary, judge, today),
        )

    def _sources(self, loans: Iterable[LoanWhatIf]) -> Iterator[SourceNote]:
        """Each source that the answer names, in the pack's order."""
        used = {source for loan in loans for source in _named(loan)}
        for one in self.program.sources.values():
            if one.id in used:
                yield SourceNote(one.id, one.kind, one.words.get(self.language, ""))


class _Loan:
    """One loan as it is, or as it is once what suspends has been put right."""

    def __init__(self, vocabulary: Vocabulary, judge: Judge, today: date) -> None:
        self._vocabulary = vocabulary
        self._judge = judge
        self._sayer = Sayer(vocabulary, judge)
        self._explainer = Explainer(vocabulary, judge.now)
        self._axes: tuple[Axis, ...] = axes_of(judge.program, judge.world, judge.now.values, today)

    def lifted(self) -> Changes | None:
        """What lets every alert fall that lets nothing be recommended; None, if nothing does."""
        whole = Changes()
        for alert in self._judge.program.alerts:
            if alert.suspends and self._judge.now.alerts[alert.id] is Truth.MET:
                ways = search(self._judge, Falls(alert), self._axes).ways
                if not ways:
                    return None
                whole = whole.with_(ways[0].changes)
        outcome = self._judge.outcome(whole)
        fell = outcome is not None and suspension(self._judge.program, outcome.alerts) is not Truth.MET
        return whole if fell else None

    def alert(self, one: Alert) -> AlertWhatIf:
        """An alert that stands."""
        script, texts = self._vocabulary.alerts[one.id], self._explainer.wording.texts
        title, text = script.title.fill(texts), script.text.fill(texts)
        return AlertWhatIf(one.id, title, text, one.suspends, self._verdict(Falls(one)))

    def options(self, options: Iterable[Option], before: Outcome) -> Iterator[OptionWhatIf]:
        """The options that can't be asked for, in the order of the answer; and those that now can."""
        now = self._judge.now
        ordered = sorted(options, key=lambda one: ORDER.index(now.options[one.id].status))
        for one in ordered:
            goal = Opens(self._judge.program, one)
            if not goal.holds(now):
                yield self._option(one, before, None, self._verdict(goal))
            elif before is not now:
                yield self._option(one, before, now.options[one.id].status, None)

    def _option(
        self, one: Option, before: Outcome, then: Status | None, verdict: Verdict | None
    ) -> OptionWhatIf:
        title = self._vocabulary.options[one.id].title.fill(self._explainer.wording.texts)
        decision = before.options[one.id]
        return OptionWhatIf(one.id, title, decision.status, decision.settled, then, verdict)

    def _verdict(self, goal: Sought) -> Verdict:
        found = search(self._judge, goal, self._axes)
        rows = merged((way, self._then(goal, way)) for way in found.ways)
        ways = tuple(self._sayer.way(goal, row) for row in rows)
        verdict = "opened" if ways else "nothing_helps" if found.is_proved else "not_found"
        because = () if ways else self._because(goal, found)
        return Verdict(verdict, ways, because, self._ask_for(goal, found))

    def _then(self, goal: Aim, way: Way) -> Status | None:
        outcome = self._judge.outcome(way.changes)
        return outcome.options[goal.option.id].status if outcome and isinstance(goal, Opens) else None

    def _because(self, goal: Aim, found: Found) -> tuple[Reason, ...]:
        """What stands in the way: for sure, or as things are."""
        now = self._judge.now
        counted = Truth.UNMET if isinstance(goal, Opens) else Truth.MET
        keys = found.blocked_by or [one.key for one in goal.own if now.criteria[one.key] is counted]
        return tuple(self._explainer.reasons[key] for key in keys)

    def _ask_for(self, goal: Aim, found: Found) -> tuple[Question, ...]:
        """The facts that keep it open, where none of the ways says for which values it opens."""
        if found.blocked_by or any(not way.only_example for way in found.ways):
            return ()
        missing = dict.fromkeys(
            fact
            for one in goal.own
            if self._judge.now.criteria[one.key] is Truth.UNKNOWN and not one.presumed_until_told
            for fact in self._explainer.reasons.missing(one)
        )
        return questions(self._vocabulary, missing, self._judge.now.values.facts)


def what_if(
    program: Program,
    profile: Profile,
    *,
    today: date,
    as_of: date | None = None,
    option: str | None = None,
    language: str | None = None,
) -> WhatIf:
    """The smallest changes that would open an option for a borrower, and how safe the answer is.

    Args:
        program: a pack from `load_pack`.
        profile: a profile from `read_profile`.
        today: the earliest day on which one can still apply.
        as_of: the day of the assessment; None: the profile's own `as_of`.
        option: the one option to look at; None: each that can't be asked for.
        language: one that the pack speaks; None: its first.

    Raises:
        WrongUsage: nobody says the day, the pack doesn't speak the language, or it has no such option.
        Faulty: nothing of the pack is in force on the day, or rows of a table contradict each other.
    """
    when = profile.as_of if as_of is None else as_of
    if when is None:
        raise WrongUsage("neither the call nor the profile says the day of the assessment")
    return Asker(program, language=language).ask(profile, when, today=today, option=option)


def _named(loan: LoanWhatIf) -> Iterator[str]:
    """The ids of all sources on which the answer for a loan rests."""
    verdicts = [one.lifted_by for one in loan.alerts]
    verdicts += [one.opened_by for one in loan.options if one.opened_by is not None]
    for verdict in verdicts:
        for way in verdict.ways:
            for change in way.changes:
                yield from change.sources
            for became in way.became:
                yield from became.sources
        yield from _of_reasons(verdict.because)
    for margin in loan.safety.margins if loan.safety else ():
        yield from margin.sources


def _of_reasons(reasons: Iterable[Reason]) -> Iterator[str]:
    for one in reasons:
        yield from one.sources
        yield from _of_reasons(one.because)
