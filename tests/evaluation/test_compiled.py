"""A compiled program: what it leaves to the walk, and what it leaves alone."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Context, Decimal, DecimalException, getcontext, localcontext
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from engine.evaluation.compiled import Compiled
from engine.evaluation.reference import evaluate
from engine.profile.model import FactView
from engine.program.load import load_pack
from engine.program.model import Alert, Finding, Option, Requirement
from tests.evaluation.agreement import assessments, content, generated, seeded
from tests.evaluation.generate_network import CONDITION, assembled

ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 11, 22)
HARDSHIP = load_pack(ROOT / "benchmarks" / "hardship24")


def test_the_benchmark_pack_is_generated_whole() -> None:
    assert Compiled(HARDSHIP).source.left_to_walk == ()


def test_expressions_that_are_left_to_the_walk_are_asked_for_in_their_place() -> None:
    compiled = next(one for one in map(Compiled, map(generated, range(30))) if one.source.left_to_walk)
    walked: list[int] = []
    compiled.decide(compiled.slots(FactView("", {}), AS_OF), walked.append)
    assert walked
    assert sorted(walked) == sorted({*walked})  # each at most once; a table only where its rows leave it open
    assert {*walked} <= {*range(len(compiled.source.left_to_walk))}


def test_an_operation_without_a_value_is_told_by_an_exception_and_answered_by_the_walk() -> None:
    facts = FactView("", {"savings": Decimal(1), "essential_expenses": Decimal(0)})
    compiled = Compiled(HARDSHIP)
    with pytest.raises(DecimalException):
        compiled.decide(compiled.slots(facts, AS_OF), lambda _: None)
    assert content(compiled.evaluate(facts, AS_OF), HARDSHIP) == content(
        evaluate(HARDSHIP, facts, AS_OF), HARDSHIP
    )


def test_a_program_without_rules_and_an_option_without_criteria_are_no_trouble() -> None:
    empty = assembled()
    assert Compiled(empty).evaluate(FactView("", {}), AS_OF).options == {}
    of = assembled(
        requirements=(Requirement("r", None, CONDITION, (), None, ()),),
        findings=(Finding("f", True, ()), Finding("g", False, ())),
        alerts=(Alert("a", (), suspends=True, steps=()),),
        options=(Option("o", (), (), (), (), (), frozenset(), discretionary=False),),
    )
    view = FactView("", {})
    assert content(Compiled(of).evaluate(view, AS_OF), of) == content(evaluate(of, view, AS_OF), of)


SUMS = """
id: sums
hit_policy: collect
inputs: [{expression: loan.next_instalment}]
outputs: [{id: amount, unit: yuan/month}]
rows:
  - {when: [">= 0"], then: [loan.next_instalment * (0 - 1)]}
  - {when: [">= 0"], then: [borrower.monthly_income + loan.next_instalment * 0.0005]}
  - {when: [">= 0"], then: [borrower.monthly_income + -(loan.next_instalment * 0.0005)]}
  - {when: [">= 0"], then: ["borrower.monthly_income + sum([loan.next_instalment, 0.00])"]}
  - {when: [">= 0"], then: [borrower.monthly_income * 1.00]}
source: [X4]
"""


def test_a_zero_has_no_minus_and_leaves_no_decimals_behind(tmp_path: Path) -> None:
    """In decimals 0 times -1 is -0, and 5000 plus 0 times 0.0005 is 5000.0000; nobody writes either."""
    pack = copytree(ROOT / "tests" / "packs" / "small", tmp_path / "small")
    (pack / "tables").mkdir()
    (pack / "tables" / "sums.yaml").write_text(SUMS, encoding="utf-8")
    option = pack / "options" / "instalments" / "option.yaml"
    asked = option.read_text(encoding="utf-8").replace("figures: [", "figures: [sums, ")
    option.write_text(asked, encoding="utf-8")
    for words in (pack / "words.zh.yaml", pack / "words.en.yaml"):
        with words.open("a", encoding="utf-8") as file:
            file.write("tables: {sums: sums}\n")
    of = load_pack(pack)
    view = FactView("", {"borrower.monthly_income": Decimal(5000), "loan.next_instalment": Decimal(0)})
    for outcome in (evaluate(of, view, AS_OF), Compiled(of).evaluate(view, AS_OF)):
        known: Any = outcome.values.known("sums")
        assert [str(one) for one in known] == ["0", "5000", "5000", "5000", "5000.00"]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take over from each other as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_several_threads_can_use_one_compiled_program() -> None:
    of = generated(3)
    compiled = Compiled(of)
    asked = list(assessments(seeded(3), 60))
    expected = [content(evaluate(of, *one), of) for one in asked]

    def answered(one: tuple[FactView, date]) -> dict[str, Any]:
        with localcontext(Context(prec=5)):
            found = content(compiled.evaluate(*one), of)
            assert getcontext().prec == 5
        return found

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(answered, asked * 4)) == expected * 4
