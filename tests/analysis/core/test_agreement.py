"""The solver's reading says of every borrower what the reference says."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

pytest.importorskip("z3")
pytest.importorskip("polars", reason="the list of formulas stands beside the tests of columns")

from engine.analysis.pool import pool_of
from engine.analysis.symbolic.lower import RULES
from engine.analysis.symbolic.scope import Scope
from engine.analysis.symbolic.symbols import Claim
from engine.evaluation.globals import Globals
from engine.evaluation.outcome import Outcome, conclude
from engine.evaluation.reference import evaluate, truths
from engine.feel.core import Comparison
from engine.profile.model import FactView
from engine.program.load import load_pack
from engine.program.model import Program
from tests.analysis.core.held_against import apart, measures, read, said
from tests.evaluation.agreement import DICTIONARY, generated, seeded
from tests.evaluation.columnar.programs import of_formulas
from tests.evaluation.columnar.test_expressions import FORMULAS
from tests.evaluation.generate_facts import DAYS, partly, profile, views

WEILIDAI = Path(__file__).parents[3] / "rules" / "weilidai"


def usual(value: Any) -> Any:
    """The same without amounts that nobody can owe: the reference rounds their cents away."""
    match value:
        case Decimal() if abs(value) > 10**6:
            return Decimal(10_000)
        case dict():
            return {name: usual(one) for name, one in value.items()}
        case list():
            return [usual(one) for one in value]
    return value


def borrowers(seed: int, count: int) -> Iterator[tuple[FactView, date]]:
    random = seeded(seed)
    for at in range(count):
        whole = profile(random)
        raw = usual(whole if at % 3 == 0 else partly(random, whole))
        yield next(views(raw, DICTIONARY)), random.choice(DAYS)


def outcome(program: Program, view: FactView, day: date) -> Outcome:
    """Also where rows of a table contradict each other, for which the reference has no outcome."""
    values = Globals(program, view, day)
    return conclude(program, truths(program, values), day)


def disagreements(program: Program, seed: int, count: int) -> list[list[str]]:
    reading = read(program)
    found = []
    for view, day in borrowers(seed, count):
        expected = outcome(program, view, day)
        everything = {**dict(said(reading, expected)), **dict(measures(reading, expected))}
        found.append(apart(reading, view, day, everything))
    return [one for one in found if one]


@pytest.mark.parametrize("kind", [*FORMULAS])
def test_every_form_of_the_language_is_read_as_the_reference_evaluates_it(kind: str) -> None:
    assert disagreements(of_formulas(FORMULAS[kind]), seed=3, count=5) == []


MORE = [
    ("count(concatenate(borrower.debts, [loan.balance]))", "1"),
    ("count(append(borrower.debts, loan.balance, 1))", "1"),
    ("count(distinct values(evidence.kind))", "1"),
    ("count(union(borrower.debts, [loan.balance, 500]))", "1"),
    ("reverse(evidence)[1].pages", "page"),
    ("mean(evidence.pages)", "page"),
    ("median(evidence.pages)", "page"),
    ("any([])", "truth"),
    ("all(evidence.is_original)", "truth"),
    ("borrower.debts = [500, loan.balance]", "truth"),
    ("[as_of..loan.final_maturity_date] = [as_of..hardship.began_on]", "truth"),
    ("as_of in [hardship.began_on..loan.final_maturity_date)", "truth"),
    ("(if loan.is_due_as_a_whole then loans else loans[balance > 1])[-1].balance", "yuan"),
    ("(if loan.is_due_as_a_whole then evidence[1] else evidence[2]).pages", "page"),
    ('as_of + @"P1D" * count(evidence)', "date"),
    ('as_of + @"P1M" * count(evidence)', "date"),
    ('@"P14M" * 1 + @"P1M"', "months_duration"),
    ('(@"P1DT12H" * count(evidence)).hours', "hour"),
    ('(@"P1DT0.5S" * -count(evidence)).days + (as_of - as_of).days', "day"),
    ("(as_of - loan.final_maturity_date).minutes", "minute"),
    ('(@"P14M" * count(evidence)).years', "year"),
    ('-(@"P14M" * count(evidence)).months', "month"),
    ("day of week(loan.final_maturity_date)", "text"),
    ("odd(loan.days_overdue / 1) or even(count(evidence))", "truth"),
    ("loan.lender + hardship.cause", "text"),
    ("evidence[count(loans) - 0.5].pages", "page"),
    ("evidence[-count(loans)].pages", "page"),
    ("evidence[0].pages", "page"),
    ("is known(evidence[1].issuer) and is known(loan.kinds)", "truth"),
    ('some e in evidence satisfies e.kind + e.issuer.name = "diagnosisa"', "truth"),
    ('some r in [(> "a"), (<= "aaa")] satisfies loan.lender in r', "truth"),
    ("loan.lender + hardship.cause", "text"),
    ("(> 3) = (>= loan.balance)", "truth"),
    ("(> loan.balance) = (> 500)", "truth"),
    ("(if loan.is_due_as_a_whole then (> loan.balance) else (> 3)) = (> 500)", "truth"),
    ("(if loan.is_due_as_a_whole then (< 500) else [1..500)) = [1..500)", "truth"),
    ("is known(if loan.is_due_as_a_whole then [1..2] else [1..loan.balance])", "truth"),
    ("count(flatten([evidence, evidence]))", "1"),
    ('if as_of > @"2026-02-01" then loan.balance else loan.next_instalment', "yuan"),
    ('(if as_of > @"2026-02-01" then evidence else [])[1].pages', "page"),
    ('(if loan.is_due_as_a_whole then @"P1D" else @"P2D") + as_of', "date"),
    ("median(borrower.debts) > 1 and (if is known(loan.balance) then loan.balance else 0) > 1", "truth"),
    ('string(@"P1D" * count(evidence)) + string(@"P1M" * count(evidence))', "text"),
    ("count(evidence[1].stamps) + count(flatten([borrower.debts, borrower.debts]))", "1"),
    ("min(evidence.kind)", "text"),
    ("loan.balance ** 2 / loan.next_instalment", "yuan"),
    ("2 ** (loan.balance / loan.next_instalment)", "1"),
    ("floor(loan.balance, count(evidence))", "yuan"),
    ("loan.balance in [[0..1], [5..500]]", "truth"),
    ("some r in [[1..3], [29..30]] satisfies loan.days_overdue / 1 in r", "truth"),
    ('some r in [["a".."c"], ["x".."y"]] satisfies loan.lender in r', "truth"),
    ("loan.balance in (if loan.is_due_as_a_whole then [0..5] else [1..500])", "truth"),
    ("loan.balance in (if loan.is_due_as_a_whole then (0..5) else [1..500])", "truth"),
    ("some r in [(!= 500), (> 3)] satisfies loan.balance in r", "truth"),
    ("some r in [(= 500), (< 3)] satisfies loan.balance in r", "truth"),
    ("(= 500) = (= loan.balance)", "truth"),
    ("[0..5] in [[0..5], [1..2]]", "truth"),
    ('@"2026-01-31" + @"P1M" > as_of', "truth"),
    ('as_of + @"P9999Y" > as_of', "truth"),
    ('as_of - @"P9999Y" > as_of', "truth"),
    ('as_of + @"P0M" = as_of', "truth"),
    ("(1 / 3) * loan.balance", "yuan"),
    ("count([])", "1"),
    ("loan.lender in []", "truth"),
    ("min(loan.kinds) = max(loan.kinds)", "truth"),
    ("modulo(loan.balance, loan.next_instalment) = 0", "truth"),
    ("count(sublist(borrower.debts, 2))", "1"),
    ("(if count(evidence) > 1 then borrower.debts else [1,2])[1] > 1", "truth"),
    ("index of(borrower.debts, 500)[1]", "1"),
    ("is known(evidence[1].stamps)", "truth"),
    ("mode(borrower.debts)[1]", "yuan"),
    ("string(loan.is_due_as_a_whole)", "text"),
    ("loan.is_due_as_a_whole in [true, borrower.has_contacted_lender]", "truth"),
    ("false and loan.is_due_as_a_whole or (true or loan.is_due_as_a_whole)", "truth"),
    ("if false then loan.balance else if true then loan.next_instalment else 1", "yuan"),
    ("loan.lender + hardship.cause", "text"),
]


@pytest.mark.parametrize("start", range(0, len(MORE), 12))
def test_a_form_that_columns_leave_aside_is_read_as_well(start: int) -> None:
    assert disagreements(of_formulas(MORE[start : start + 12]), seed=5, count=4) == []


@pytest.mark.parametrize("seed", [0, 4, 11, 12, 19])
def test_generated_rulebooks_are_read_as_the_reference_evaluates_them(seed: int) -> None:
    assert disagreements(generated(seed), seed, count=3) == []


def table(policy: str, inputs: list[str], rows: list[list[str]], unit: str, **more: Any) -> Any:
    """A decision table whose last column is its output."""
    return {
        "hit_policy": policy,
        "inputs": [{"id": f"c{at}", "expression": one} for at, one in enumerate(inputs)],
        "outputs": [{"id": "result", "unit": unit}],
        "rows": [{"when": row[:-1], "then": row[-1:]} for row in rows],
        "source": ["made_up"],
        **more,
    }


OTHERWISE = {"default": {"then": ["7"]}}
TABLES = {
    "truths": table(
        "unique", ["loan.is_due_as_a_whole"], [["true", "1"], ["false", "loan.days_overdue"]], "day"
    ),
    "overlapping": table("unique", ["loan.balance"], [["> 1", "1"], ["[0..500]", "2"]], "day", **OTHERWISE),
    "ranges": table(
        "first",
        ["loan.balance", "hardship.cause"],
        [["[0.1..500)", '"illness"', "1"], ["-", '"none"', "2"]],
        "day",
    ),
    "any": table("any", ["loan.balance"], [["> 1", "1"], ["<= 500", "loan.days_overdue"]], "day"),
    "texts": table("first", ["loan.lender"], [['"a"', "1"], ['not("aaa")', "2"]], "day"),
    "facts": table(
        "first", ["loan.balance"], [["< loan.next_instalment", "1"], ["-", "2"]][:1], "day", **OTHERWISE
    ),
    "sums": table("collect", ["loan.balance"], [["> 1", "1"], ["> 500", "2"]], "day", aggregation="sum"),
    "lists": table(
        "collect", ["hardship.cause"], [['"illness"', "1"], ['not("none")', "2"]], "day", **OTHERWISE
    ),
    "twice": table(
        "first",
        ["loan.balance", "loan.balance"],
        [["> 1", "<= 500", "1"], ["<= 1", "-", "2"]],
        "day",
    ),
    "days": table(
        "first",
        ["as_of", "loan.balance"],
        [['< @"2026-02-01"', "-", "1"], ["-", "> 5", "2"]],
        "day",
    ),
    "lists_as_inputs": table("first", ["loan.kinds"], [['["illness"]', "1"]], "day", **OTHERWISE),
    "dates": table("first", ["hardship.began_on"], [['< @"2026-02-01"', "1"], ["<= as_of", "2"]], "day"),
    "wide": table(
        "first",
        ["loan.balance", "loan.next_instalment", "borrower.savings"],
        [[f"> {at}", f"> {at}", f"> {at}", str(at)] for at in (6, 5, 4, 3, 2)],
        "day",
    ),
}


@pytest.mark.parametrize("name", [*TABLES])
def test_a_table_is_read_as_the_reference_evaluates_it_also_where_inputs_are_unknown(name: str) -> None:
    made = {f"tables/{name}.yaml": {"id": name, **TABLES[name]}}
    words = {"words.en.yaml": {"tables": {name: {"title": name}}}}
    formula = f"count({name})" if name == "lists" else f"{name} * 2"
    program = of_formulas([(formula, "1" if name == "lists" else "day")], {**made, **words})
    assert disagreements(program, seed=8, count=8) == []


def test_the_pack_is_read_as_the_reference_evaluates_it() -> None:
    program = load_pack(WEILIDAI)
    pool, reading = pool_of(WEILIDAI, program), read(program, longest=2)
    some = [one for one in pool if len(one.profile.loans or ()) == 1][:: len(pool) // 2]
    assert some
    for one in some:
        expected = evaluate(program, one.view, one.as_of)
        assert apart(reading, one.view, one.as_of, dict(said(reading, expected))) == []


def test_a_reading_that_takes_below_for_at_most_is_found_out() -> None:
    def mistaken(node: Comparison, scope: Scope) -> Claim:
        wrong = msgspec.structs.replace(node, sign="<=") if node.sign == "<" else node
        claim = RULES[Comparison](wrong, scope)
        assert isinstance(claim, Claim)
        return claim

    program = of_formulas([("loan.days_overdue < 30", "truth")])
    reading = read(program)
    reading._scope = msgspec.structs.replace(reading._scope, rules={**RULES, Comparison: mistaken})
    found: list[str] = []
    for view, day in borrowers(3, 30):
        found += apart(reading, view, day, dict(measures(reading, outcome(program, view, day))))
    assert "m0" in found
