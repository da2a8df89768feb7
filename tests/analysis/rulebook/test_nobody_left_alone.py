"""微粒贷's pack tells each borrower what to do; and where it didn't, somebody would be shown."""

from functools import cache

import pytest
from msgspec.structs import replace

pytest.importorskip("z3")

from engine.analysis.model import Answer, Limits, Proved, Refuted
from engine.analysis.properties.questions import question_of
from engine.analysis.rulebook import left_alone
from engine.analysis.rulebook.load import load
from engine.analysis.rulebook.model import Pack
from engine.analysis.solving.solver import Solver
from engine.bundle import rules_folder
from engine.program.model import Program

HALF = replace(Limits(), steps=Limits().steps // 2)  # so that a small change of a rule leaves it settled


@cache
def weilidai() -> Pack:
    return load(rules_folder() / "weilidai")


def without(*names: str) -> Program:
    """The pack's program without some options and alerts."""
    program = weilidai().program
    options = tuple(one for one in program.options if one.id not in names)
    alerts = tuple(one for one in program.alerts if one.id not in names)
    return replace(program, options=options, alerts=alerts, tables=())


def answer(program: Program) -> Answer:
    """Whether there is somebody, by the solver alone: no borrower of a case is looked at first."""
    (asked,) = left_alone.asked(replace(weilidai(), program=program))
    return Solver([program], HALF).find(question_of(asked.demand, small=False))


def test_somebody_says_what_to_do_to_each_borrower_of_the_pack() -> None:
    assert isinstance(answer(without()), Proved)


@pytest.mark.parametrize("taken_away", ["reduction", "called_in_and_payable"])
def test_without_the_one_way_that_somebody_has_they_are_left_alone(taken_away: str) -> None:
    assert isinstance(answer(without(taken_away)), Refuted)


def test_where_there_is_another_way_beside_it_nobody_is_left_alone() -> None:
    assert isinstance(answer(without("deferral")), Proved)
