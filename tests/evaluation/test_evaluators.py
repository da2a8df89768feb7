"""Which evaluators answer, and that there is no answer when they disagree."""

import dataclasses
import re
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from engine.diagnostics import Disagreement, NotInstalled, WrongUsage
from engine.evaluation import chaining_host
from engine.evaluation.chaining import Chaining, why_unavailable
from engine.evaluation.evaluators import Evaluators
from engine.evaluation.outcome import Status
from engine.profile.load import read_profile
from engine.profile.model import FactView
from engine.program.load import load_pack

needs_durable = pytest.mark.skipif(why_unavailable() is not None, reason=why_unavailable() or "")

FOLDER = Path(__file__).parents[1] / "packs" / "small"
SMALL = load_pack(FOLDER)
AS_OF = date(2026, 11, 22)


@pytest.fixture
def ill() -> FactView:
    (view,) = read_profile(FOLDER / "profiles" / "illness.json", SMALL.dictionary).views()
    return view


@needs_durable
def test_two_engines_answer_where_they_can_and_agree(ill: FactView) -> None:
    both = Evaluators(SMALL)
    assert both.names == ("reference", "durable")
    assert both.why_alone is None
    assert both.evaluate(ill, AS_OF).options["payment_holiday"].status is Status.RECOMMENDED
    both.close()


@needs_durable
def test_the_rule_engine_can_be_asked_alone(ill: FactView) -> None:
    alone = Evaluators(SMALL, "durable")
    assert alone.names == ("durable",)
    assert alone.evaluate(ill, AS_OF).options["payment_holiday"].status is Status.RECOMMENDED
    alone.close()


def test_the_reference_can_be_asked_alone(ill: FactView) -> None:
    alone = Evaluators(SMALL, "reference")
    assert alone.names == ("reference",)
    assert alone.why_alone is None
    assert alone.evaluate(ill, AS_OF).options["payment_holiday"].status is Status.RECOMMENDED
    alone.close()


@pytest.mark.parametrize(
    ("engine", "help_"),
    [
        ("refrence", "did you mean `reference`?"),
        ("foo", "there are both, reference, durable"),
        (None, "there"),
    ],
)
def test_an_engine_that_there_is_not_is_refused_and_those_that_there_are_named(
    engine: Any, help_: str
) -> None:
    with pytest.raises(WrongUsage, match=f"^there is no engine `{engine}`; {re.escape(help_)}"):
        Evaluators(SMALL, engine)


@pytest.fixture
def without_durable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which durable_rules can't be imported."""
    monkeypatch.setitem(sys.modules, chaining_host.MODULE, None)


@pytest.mark.usefixtures("without_durable")
def test_without_the_rule_engine_the_reference_answers_and_it_is_said_why(ill: FactView) -> None:
    alone = Evaluators(SMALL)
    assert alone.names == ("reference",)
    assert alone.why_alone == ("python_too_new" if sys.version_info >= (3, 13) else "durable_not_installed")
    assert alone.evaluate(ill, AS_OF).options["instalments"].status is Status.AVAILABLE


@pytest.mark.usefixtures("without_durable")
def test_an_engine_that_is_asked_for_and_missing_is_an_error() -> None:
    with pytest.raises(NotInstalled, match="durable"):
        Evaluators(SMALL, "durable")


@needs_durable
def test_where_the_engines_disagree_there_is_no_answer(ill: FactView) -> None:
    """The rule engine is given a pack in which nothing is preferred over anything."""
    nothing_preferred = replace(
        SMALL, options=tuple(replace(one, preferred_over=frozenset()) for one in SMALL.options)
    )
    both = Evaluators(SMALL)
    both._chaining = Chaining(nothing_preferred)
    with pytest.raises(Disagreement) as caught:
        both.evaluate(ill, AS_OF)
    both.close()
    assert str(caught.value) == (
        "error: the two engines disagree, so there is no answer; please report this\n"
        "  option `instalments`: reference says available, durable says recommended"
    )


@needs_durable
def test_where_the_rule_engine_fails_there_is_no_answer(ill: FactView) -> None:
    """It is given one option twice, the second time without criteria, and draws two conclusions about it."""
    (first, *others) = SMALL.options
    both = Evaluators(SMALL)
    both._chaining = Chaining(replace(SMALL, options=(first, *others, replace(others[-1], criteria=()))))
    poor = dataclasses.replace(ill, facts={**ill.facts, "borrower.monthly_income": Decimal(0)})
    with pytest.raises(
        Disagreement, match=r"^error: durable_rules draws .*, so there is no answer"
    ) as caught:
        both.evaluate(poor, AS_OF)
    assert caught.value.differences == ()
    both.close()
