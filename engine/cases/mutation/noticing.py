"""Which mutants the cases notice: a case that passed fails.

A mutant that merely comes out otherwise somewhere isn't noticed: if no case expects what it changes, an
author who made the change would be told that all is well.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from msgspec.structs import replace

from engine.cases.alike import Operands, Told
from engine.cases.claims import claims_of
from engine.cases.compare import differences
from engine.cases.model import Answer, Answers, SoundCase
from engine.cases.mutation.citations import Citations
from engine.cases.mutation.looking import EVERYTHING_DECIDED, Changes, Looked, looked_at
from engine.cases.mutation.model import Dated, Kind, Mutant, Resourced, Survivor, Swap
from engine.cases.mutation.remembering import Effect, Remembering, Uses, outcome, roots
from engine.cases.mutation.rewriting import Trees
from engine.diagnostics import Faulty
from engine.evaluation.globals import PARAMETER
from engine.evaluation.outcome import Outcome, said
from engine.explanation.wording import Vocabulary
from engine.feel.core import Node
from engine.feel.unknown import Value
from engine.feel.walk import evaluate
from engine.program.model import Parameter, Program

_Key = tuple[str, str]  # of an expression: its kind and whose it is


class _Loan(Told[Remembering]):
    """One loan of one case, with all that came out for it."""

    def __init__(self, program: Program, place: int, one: SoundCase, position: int) -> None:
        """Take the place of its case among all, and its own in the profile."""
        values = Remembering(program, one.views[position], one.as_of)
        values.work_out(program)
        super().__init__(values)
        self.place = place
        self.as_of = one.as_of
        self.outcome = outcome(program, self.values, one.as_of)


class _Trial:
    """A mutant ready to be tried on cases.

    Attributes:
        program: with the change.
        effect: what can come out otherwise behind it.
        changed: what cases may notice of it.
        suspects: places of the cases in which something of it comes out otherwise.
    """

    def __init__(
        self,
        program: Program,
        effect: Effect,
        changed: Looked,
        suspects: Iterable[int],
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self.program = program
        self.effect = effect
        self.changed = changed
        self.suspects = suspects

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Its words; those of the pack itself, where nothing is changed that they hold."""
        return self._vocabulary or Vocabulary(self.program, self.program.head.languages[0])


class Watch:
    """The passing cases of a pack, ready to notice mutants."""

    def __init__(self, program: Program, cases: tuple[SoundCase, ...]) -> None:
        """Work out everything in every case once."""
        self._program = program
        self._cases = cases
        self._loans = [
            [_Loan(program, place, one, position) for position in range(len(one.views))]
            for place, one in enumerate(cases)
        ]
        self._looked = [looked_at(one.case) for one in cases]
        self._roots = roots(program)
        self._trees = Trees(program)
        self._uses = Uses(program)
        self._changes = Changes(program)
        self._claims = claims_of(program)
        self._vocabulary = Vocabulary(program, program.head.languages[0])
        self._citations = Citations(self._vocabulary, cases, self._came_out)
        self._noticed = [0] * len(cases)
        self._groups: dict[int, tuple[tuple[_Loan, ...], ...]] = {}

    def survivor(self, mutant: Mutant) -> Survivor | None:
        """The mutant, if every case still passes with it; None if a case notices it."""
        if isinstance(mutant.made, Resourced):
            return self._citations.survivor(mutant, mutant.made)
        trial = self._trial(mutant)
        differs: dict[int, None] = {}
        for place in trial.suspects:
            if place not in differs:
                if self._looked[place].meets(trial.changed) and self._fails(place, trial):
                    self._noticed[place] += 1
                    return None
                differs[place] = None
        return Survivor(mutant, tuple(self._cases[place].case.name for place in sorted(differs)))

    def _came_out(self, place: int) -> Iterator[Outcome]:
        """What came out for each loan of a case."""
        return (loan.outcome for loan in self._loans[place])

    def _in_turn(self, places: Iterable[int], owner: str, effect: Effect) -> list[int]:
        """Cases in the order of trying them: first what speaks of the rule, then what noticed most so far."""
        close = {owner, owner.partition(".")[0], *effect.names}
        return sorted(
            set(places),
            key=lambda one: (close.isdisjoint(self._looked[one].names), -self._noticed[one], one),
        )

    def _trial(self, mutant: Mutant) -> _Trial:
        made = mutant.made
        if isinstance(made, Swap):
            return self._worked_out(mutant.owner, self._trees.rewritten(made.old, made.new))
        if isinstance(made, Dated):
            return self._dated(made.parameter)
        program = made.build(self._program)
        if mutant.kind is Kind.TABLES:
            return self._worked_out(mutant.owner, program)
        return self._concluded(mutant.owner, program)

    def _worked_out(self, owner: str, program: Program) -> _Trial:
        """A mutant of expressions: suspect is whoever has another value in one of them."""
        pairs = self._differing(program)
        effect = Effect(self._uses, (name for (kind, name), _, _ in pairs if kind == "measure"))
        changed = self._changes.of(effect, (id(old) for _, old, _ in pairs))
        suspects = self._in_turn(self._other_values(pairs), owner, effect)
        figures_only = all(kind == "measure" for (kind, _), _, _ in pairs)
        return _Trial(program, effect, changed, suspects, self._vocabulary if figures_only else None)

    def _dated(self, parameter: Parameter) -> _Trial:
        """A mutant of a parameter: suspect is whoever has another value in an expression that uses it."""
        name = PARAMETER + parameter.id
        parameters = tuple(parameter if one.id == parameter.id else one for one in self._program.parameters)
        program, effect = replace(self._program, parameters=parameters), Effect(self._uses, [name])
        using = [
            (key, node) for key, node in self._roots.items() if id(node) in self._uses.nodes.get(name, ())
        ]
        suspects = (
            loan.place
            for loan in chain.from_iterable(self._loans)
            if loan.values[name] != (other := loan.values.after(program, loan.as_of, effect))[name]
            and (
                name in self._looked[loan.place].figures
                or any(_differ(key, other.evaluate(node), loan.values.evaluate(node)) for key, node in using)
            )
        )
        return _Trial(program, effect, self._changes.of(effect, ()), suspects, self._vocabulary)

    def _concluded(self, owner: str, program: Program) -> _Trial:
        """A mutant of how criteria are put together: suspect is whoever has another outcome."""
        effect = Effect(self._uses, ())
        suspects = (
            loan.place
            for place in self._in_turn(range(len(self._cases)), owner, effect)
            for loan in self._loans[place]
            if _came_out(program, _outcome(program, loan, effect)) != _came_out(self._program, loan.outcome)
        )
        return _Trial(program, effect, EVERYTHING_DECIDED, suspects)

    def _differing(self, program: Program) -> list[tuple[_Key, Node, Node]]:
        """The expressions that another program has otherwise, with both forms."""
        other = roots(program)
        return [(key, old, other[key]) for key, old in self._roots.items() if other.get(key, old) is not old]

    def _other_values(self, pairs: Iterable[tuple[_Key, Node, Node]]) -> Iterator[int]:
        """The cases in which one of some expressions comes to something else; once for all that are alike."""
        for key, old, new in pairs:
            if id(old) not in self._groups:
                self._groups[id(old)] = Operands(old).groups(chain.from_iterable(self._loans))
            for group in self._groups[id(old)]:
                values = group[0].values
                if _differ(key, evaluate(new, values.scope), values.evaluate(old)):
                    yield from (loan.place for loan in group)

    def _fails(self, place: int, trial: _Trial) -> bool:
        """Whether a case that passed fails with a mutant."""
        try:
            answers = Answers(tuple(self._answers(place, trial)))
        except Faulty:
            return True
        return next(differences(self._cases[place].case, answers, self._claims), None) is not None

    def _answers(self, place: int, trial: _Trial) -> Iterator[Answer]:
        for position, loan in enumerate(self._loans[place]):
            came_out = _outcome(trial.program, loan, trial.effect)
            yield Answer(trial.vocabulary, self._cases[place].views[position].id, position, came_out)


def _differ(key: _Key, one: Value, other: Value) -> bool:
    """Whether two values of an expression differ; of a step or caution, whether it is said."""
    return (one is False) is not (other is False) if key[0] == "advice" else one != other


def _outcome(program: Program, loan: _Loan, effect: Effect) -> Outcome:
    return outcome(program, loan.values.after(program, loan.as_of, effect), loan.as_of)


def _came_out(program: Program, one: Outcome) -> tuple[object, ...]:
    """All that a case can look at in an outcome, but figures, advice and questions."""
    order = [option.id for option in program.options]
    return one.criteria, one.findings, one.options, order, [alert.id for alert in said(program, one.alerts)]
