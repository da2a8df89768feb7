"""A mutant is noticed where a case that passed fails, and nowhere else: held against doing it all anew."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.cases.claims import claims_of
from engine.cases.compare import differences
from engine.cases.model import Answer, Answers, Results, SoundCase
from engine.cases.mutation.model import Dated, Mutant, Swap
from engine.cases.mutation.mutants import mutants_of
from engine.cases.mutation.noticing import Watch
from engine.cases.mutation.rewriting import Trees
from engine.cases.run import run_cases
from engine.diagnostics import Faulty
from engine.evaluation.reference import evaluate
from engine.explanation.wording import Vocabulary
from engine.program.model import Program
from engine.rulebook.from_yaml import read_rulebook
from tests.cases.probing import WEILIDAI, weilidai
from tests.cases.running import write_and_run

PACKS = Path(__file__).parents[2] / "packs"


def changed(program: Program, mutant: Mutant) -> Program:
    """The program with a mutant, made without what the watch keeps."""
    made = mutant.made
    if isinstance(made, Swap):
        return Trees(program).rewritten(made.old, made.new)
    if isinstance(made, Dated):
        parameters = (made.parameter if one.id == made.parameter.id else one for one in program.parameters)
        return replace(program, parameters=tuple(parameters))
    return made.build(program)


def fails(program: Program, words: Vocabulary, one: SoundCase) -> bool:
    """Whether a case fails, worked out by the reference from the facts alone."""
    try:
        answers = [
            Answer(words, view.id, place, evaluate(program, view, one.as_of))
            for place, view in enumerate(one.views)
        ]
    except Faulty:
        return True
    return any(True for _ in differences(one.case, Answers(tuple(answers)), claims_of(program)))


def check(folder: Path, results: Results, every: int, owner: str = "") -> tuple[int, int]:
    """Every so many mutants, be it of one rule, by both ways; how many were noticed, and how many not."""
    program, (rulebook, _) = results.program, read_rulebook(folder)
    assert program is not None
    assert rulebook is not None
    watch, noticed, left = Watch(program, results.passing), 0, 0
    mutants = [one for one in mutants_of(program, rulebook) if owner in {"", one.owner}]
    for mutant in mutants[::every]:
        mutated = changed(program, mutant)
        words = Vocabulary(mutated, mutated.head.languages[0])
        is_noticed = any(fails(mutated, words, one) for one in results.passing)
        assert (watch.survivor(mutant) is None) is is_noticed, (mutant.owner, mutant.change)
        noticed, left = noticed + is_noticed, left + (not is_noticed)
    return noticed, left


@pytest.mark.parametrize(("name", "every"), [("small", 1), ("tables", 3)])
def test_what_is_worked_out_of_a_mutant_is_what_all_cases_say(name: str, every: int) -> None:
    noticed, left = check(PACKS / name, run_cases(PACKS / name), every)
    assert noticed > 20
    assert left > 20


def test_so_it_is_of_several_loans_and_what_is_said_of_all_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from tests.cases.test_several_loans import JOINT, SHARED, TWO

    monkeypatch.chdir(tmp_path)
    shutil.copytree(JOINT, "pack", ignore=shutil.ignore_patterns("cases.yaml"))
    further = "{lower_instalment: recommended, figures: {offer_a_month: 750}}"
    cases = (
        f"- {{name: Both, profile: {{base: two}}, expect: {{joint: {SHARED}}}}}\n"
        f"- {{name: The second, profile: {{base: two}}, expect: {{loans: {{two: {further}}}}}}}\n"
        "- {name: An order, profile: {base: two}, expect: {lower_instalment: not_available, order: []}}\n"
    )
    results = write_and_run(Path("pack"), {"cases.yaml": cases, "profiles/two.json": TWO})
    assert results.faults == ()
    noticed, left = check(Path("pack"), results, 1)
    assert noticed > 5
    assert left > 5


def test_so_it_is_of_the_pack_that_comes_along() -> None:
    """Some of its four thousand: `xieshang test --mutate` tries them all in half a minute."""
    results = weilidai()
    some = replace(results, passing=results.passing[::20])
    assert sum(check(WEILIDAI, some, 599)) > 5
    assert sum(check(WEILIDAI, some, 9, "capacity")) > 2
