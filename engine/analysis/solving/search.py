"""One question put to the solver, again and again, until its answer is certain.

What the solver proposes is written down as a profile and given to the reference. If that says no, something
was read only roughly: it is put right for just this borrower, which can't be found a second time.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import z3

from engine.analysis.model import Limits, NotSettled, Proved
from engine.analysis.outcomes import Asked, Holds, Outcomes
from engine.analysis.solving.cone import Cone
from engine.analysis.solving.plausible import few, plausible, without_rounding
from engine.analysis.solving.witness import Drafted, drafted
from engine.analysis.symbolic.approximate import lemmas
from engine.analysis.symbolic.symbols import UnreadableError
from engine.analysis.symbolic.terms import Bool
from engine.analysis.symbolic.told import Told
from engine.analysis.symbolic.valuation import Valuation
from engine.profile.facts import AS_OF

LONGEST_WAIT = 60_000  # milliseconds for one call; a guard, so that nobody waits for ever


class Search:
    """A question on its way to an answer."""

    def __init__(
        self, goal: Bool, asked: Cone, told: Sequence[Told], outcomes: Outcomes, limits: Limits
    ) -> None:
        self._cone = asked
        self._told = told
        self._outcomes = outcomes
        self._limits = limits
        self._context = z3.Context()
        self._solver: Any = z3.SimpleSolver(ctx=self._context)
        self._solver.set("rlimit", limits.steps)
        self._solver.set("timeout", LONGEST_WAIT)
        self._solver.set("random_seed", 0)
        self._narrowed = False
        for term in (goal, *asked.constraints):
            self._add(term)
        self._wishes: list[Any] = []
        ground, names = told[0].ground, sorted(asked.names)
        self._wish("no rounding", without_rounding(ground, names))
        self._wish("plausible", plausible(ground, names, self._usual_day()))
        self._wish("few", few(ground, names))

    def _wish(self, name: str, terms: Iterable[Bool]) -> None:
        """Something that is asked for first, and given up where nobody has it."""
        wish = z3.Bool(name, self._context)
        self._wishes.append(wish)
        for term in terms:
            self._solver.add(z3.Implies(wish, term.translate(self._context)))

    def _add(self, term: Bool) -> None:
        self._solver.add(term.translate(self._context))

    def run(self, holds: Holds) -> Asked | Proved | NotSettled:
        """Nobody, somebody, or why it can't be said."""
        for _ in range(self._limits.rounds):
            answer = self._check()
            if answer == z3.unsat:
                return self._nobody()
            if answer == z3.unknown:
                return NotSettled("time", self._rough())
            valuation = Valuation(self._solver.model(), self._told[0].ground.texts)
            try:
                found = self._propose(valuation, holds)
            except UnreadableError:
                return NotSettled("approximation", ("text",))
            if found is not None:
                return found
        return NotSettled("approximation", self._rough())

    def _check(self) -> Any:  # noqa: ANN401  (of the solver's library)
        """Whether there is somebody; of all there are, one as wished, if possible."""
        while True:
            answer = self._solver.check(*self._wishes)
            if answer != z3.unsat or not self._wishes:
                return answer
            needed = {str(one) for one in self._solver.unsat_core()}
            if not needed:
                return answer
            in_the_way = [one for one in self._wishes if str(one) in needed]
            self._wishes.remove(in_the_way[-1])

    def _nobody(self) -> Proved | NotSettled:
        if self._narrowed:
            return NotSettled("approximation", self._rough())
        return Proved(self._cone.within)

    def _rough(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.name for one in self._cone.applications))

    def _propose(self, valuation: Valuation, holds: Holds) -> Asked | None:
        """The borrower of a model if the reference confirms it; else what was wrong is put right."""
        drafts = [drafted(one, valuation) for one in self._told]
        uneven = [term for draft in drafts for term in draft.uneven]
        endless = [term for draft in drafts for term in draft.endless]
        for term in (*uneven, *endless):
            self._add(term)
        self._narrowed = self._narrowed or bool(endless)
        if uneven or endless:
            return None
        learned = [
            term for one in self._cone.applications for term in lemmas(one, valuation, self._told[0].ground)
        ]
        asked = self._witnesses(drafts, valuation)
        if asked is not None and self._outcomes.confirmed(asked, holds):
            return asked
        for term in learned:
            self._add(term)
        if not learned:
            self._ask_for_another(valuation)
        return None

    def _ask_for_another(self, valuation: Valuation) -> None:
        """Nothing was rough, and yet nobody can have this profile, or the reference disagrees."""
        self._narrowed = True
        apart = [term for name, term in valuation.differently() if name in self._cone.names]
        self._solver.add(z3.Or(*apart, z3.BoolVal(val=False, ctx=self._context)))

    def _witnesses(self, drafts: Sequence[Drafted], valuation: Valuation) -> Asked | None:
        found = []
        for told, draft in zip(self._told, drafts, strict=True):
            one = self._outcomes.witness(draft.data, self._day(told, valuation))
            if one is None:
                return None
            found.append(one)
        return tuple(found)

    def _day(self, told: Told, valuation: Valuation) -> date:
        ordinal = valuation.named.get(told.label(AS_OF))
        return self._usual_day() if ordinal is None else date.fromordinal(int(ordinal))

    def _usual_day(self) -> date:
        """A day on which the newest values of all parameters are in force."""
        days = [
            day
            for program in self._outcomes.programs
            for day in (program.head.since, *(v.since for one in program.parameters for v in one.values))
        ]
        ends = [one.head.until for one in self._outcomes.programs if one.head.until is not None]
        return min([max(days), *ends])
