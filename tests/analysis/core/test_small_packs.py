"""Where everybody there can be is looked at one by one, the solver comes to the same."""

from collections.abc import Callable, Iterator, Sequence

import pytest

pytest.importorskip("z3")

from engine.analysis.model import NotSettled, Proved, Refuted
from engine.analysis.solving.solver import Question, Solver
from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.symbols import Claim
from engine.analysis.symbolic.terms import Bool, both, negated
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome, Status
from engine.program.model import Program
from engine.values import Truth
from tests.analysis.core.small_packs import borrowers, dictionary, pack

DICTIONARY = dictionary()
EVERYBODY = list(borrowers(DICTIONARY))


def of_truth(claim: Claim, truth: Truth) -> Bool:
    return {Truth.MET: claim.met, Truth.UNMET: claim.unmet, Truth.UNKNOWN: claim.unknown}[truth]


def questions(program: Program) -> Iterator[Question]:
    """Whether a criterion can have a truth, and an option a status, settled or not."""
    for one in program.criteria:
        for truth in Truth:
            yield criterion(one.key, truth)
    for option in program.options:
        for status in Status:
            yield decision(option.id, status, settled=True)
            yield decision(option.id, status, settled=False)


def criterion(key: str, truth: Truth) -> Question:
    return Question(
        lambda readings: of_truth(readings[0].criterion(key), truth),
        lambda outcomes: outcomes[0].criteria[key] is truth,
        small=False,
    )


def decision(option: str, status: Status, *, settled: bool) -> Question:
    def goal(readings: Sequence[Reading]) -> Bool:
        certain = readings[0].settled(option)
        return both(readings[0].status(option, status), certain if settled else negated(certain))

    def holds(outcomes: Sequence[Outcome]) -> bool:
        found = outcomes[0].options[option]
        return found.status is status and found.settled is settled

    return Question(goal, holds, small=False)


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_what_is_proved_holds_of_everybody_and_what_is_refuted_of_somebody(seed: int) -> None:
    program = pack(seed, DICTIONARY)
    evaluate = Compiled(program).evaluate
    outcomes = [evaluate(one.view, one.as_of) for one in EVERYBODY]
    solver = Solver([program])
    found = {Proved: 0, Refuted: 0, NotSettled: 0}
    for question in questions(program):
        answer = solver.find(question)
        there_is_somebody = any(question.holds([one]) for one in outcomes)
        assert isinstance(answer, Refuted if there_is_somebody else Proved), question
        found[type(answer)] += 1
    assert found[Proved] > 1
    assert found[Refuted] > 5


def test_the_same_is_answered_whatever_was_asked_before() -> None:
    program = pack(1, DICTIONARY)
    some = list(questions(program))[::5]
    by_itself = [Solver([program]).find(question) for question in some]
    solver = Solver([program])
    one_after_another = [solver.find(question) for question in some[::-1]][::-1]
    assert list(map(_shape, by_itself)) == list(map(_shape, one_after_another))


def _shape(answer: object) -> object:
    if isinstance(answer, Refuted):
        return [(one.profile.sha256, one.as_of) for one in answer.witnesses]
    return answer


def of_two(holds: Callable[[Outcome, Outcome], bool], goal: Callable[[Reading, Reading], Bool]) -> Question:
    return Question(lambda readings: goal(*readings), lambda outcomes: holds(*outcomes))


def test_of_a_claim_about_a_change_both_borrowers_are_shown_and_differ_in_what_changes_alone() -> None:
    program = pack(1, DICTIONARY)
    evaluate = Compiled(program).evaluate
    solver = Solver([program], changed=["months"])
    status = Status.RECOMMENDED
    for option in ("one", "two"):
        answer = solver.find(
            of_two(
                lambda before, after, name=option: (  # type: ignore[misc]  # lambdas have no types
                    before.options[name].status is status and after.options[name].status is not status
                ),
                lambda before, after, name=option: both(  # type: ignore[misc]  # as above
                    before.status(name, status), negated(after.status(name, status))
                ),
            )
        )
        if isinstance(answer, Refuted):
            before, after = answer.witnesses
            assert evaluate(before.view, before.as_of).options[option].status is status
            assert evaluate(after.view, after.as_of).options[option].status is not status
            apart = {
                name
                for name in {*before.view.facts, *after.view.facts}
                if before.view.value(name) != after.view.value(name)
            }
            assert apart == {"months"}
            return
    pytest.fail("no option depends on the months")
